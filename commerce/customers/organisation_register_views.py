"""The page of an organisation in the admin, with its members, answers and decisions; inviting; a member's page."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages

from commerce.customers import membership
from commerce.customers.access import AccessRefused
from commerce.customers.decisions import about_organisation
from commerce.customers.organisation_register_forms import DeskInvitationForm
from commerce.customers.organisations import Organisation
from commerce.register.columns import EMPTY, chip, money
from commerce.register.views import RegisterEdit

LATEST = 5
ANSWER_TONES = {"valid": "good", "invalid": "bad", "silent": "wait"}


class OrganisationEdit(RegisterEdit):
    def get_context_data(self, form=None, **kwargs):
        organisation = self.instance
        members = organisation.memberships.select_related("user").order_by("user__last_name", "user__first_name", "pk")
        checks = organisation.vat_checks.order_by("-asked_at", "-pk")[:LATEST]
        return super().get_context_data(
            form=form,
            members=[(member, amount(member.spending_limit)) for member in members],
            invitations=list(organisation.invitations.order_by("email")),
            checks=[(check, chip(check.get_answer_display(), ANSWER_TONES[check.answer])) for check in checks],
            decisions=about_organisation(organisation),
            invite_url=reverse("organisation_desk_invite", args=[organisation.pk]),
            **kwargs,
        )


def amount(value):
    return EMPTY if value is None else money(value, settings.SHOP_CURRENCY)


class MemberEdit(RegisterEdit):
    """Removing a member leads back to the list: the page is gone."""

    def get_success_url(self):
        return self.index_url if self._is_gone() else super().get_success_url()

    def get_success_message_buttons(self, instance):
        return [] if self._is_gone() else super().get_success_message_buttons(instance)

    def _is_gone(self):
        return self.request.POST.get("is_removed") == "on"


@permission_required("customers.change_organisation", raise_exception=True)
def invite(request, organisation_id):
    """Invite a member on the organisation's behalf, with the reason why."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    form = DeskInvitationForm(request.POST or None)
    page = reverse("customers_organisation_modeladmin_edit", args=[organisation.pk])
    if request.method == "POST" and form.is_valid():
        try:
            sent = membership.invite(organisation, **form.cleaned_data, by=request.user, now=timezone.now())
        except AccessRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            mail(request, sent)
            return redirect(page)
    context = {
        "form": form,
        "page_title": _("Invite a member"),
        "back_url": page,
        "breadcrumbs_items": [
            {
                "url": reverse("customers_organisation_modeladmin_index"),
                "label": capfirst(Organisation._meta.verbose_name_plural),
            },
            {"url": page, "label": organisation.name},
            {"url": "", "label": _("Invite a member")},
        ],
        "header_icon": "mail",
    }
    return render(request, "customers/organisation_invite.html", context)


def mail(request, invitation):
    try:
        membership.send(invitation)
    except OSError:
        messages.error(request, _("The invitation could not be mailed. Send it again in a while."))
    else:
        messages.success(request, _("An invitation has been mailed to %s.") % invitation.email)
