"""The organisation's own pages under the account: who it is, who buys for it, and the invitation to do so."""

from contextlib import contextmanager
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from commerce.customers import membership, organisation_changes
from commerce.customers.access import AccessRefused
from commerce.customers.organisation_forms import (
    MemberForm,
    MemberInvitationForm,
    NewMemberForm,
    OrganisationForm,
    ReasonForm,
)
from commerce.customers.organisation_numbers import as_written, masked, masked_vat
from commerce.customers.organisations import Organisation, Role
from commerce.customers.shopper import organisation_of
from commerce.customers.vat_numbers import last_answer


@contextmanager
def told_in(form):
    """What is refused inside is told by the form's field."""
    try:
        yield
    except AccessRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)


def for_members(view):
    """Only for one who buys for an active organisation; the membership is handed to the view."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if organisation_of(request.user) is None:
            raise Http404
        return view(request, request.user.membership, *args, **kwargs)

    return guarded


def for_administrators(view):
    @for_members
    @wraps(view)
    def guarded(request, member, *args, **kwargs):
        if not member.is_administrator:
            raise PermissionDenied
        return view(request, member, *args, **kwargs)

    return guarded


@for_members
def home(request, member):
    organisation = member.organisation
    hidden = organisation.is_sole_trader and not member.is_administrator
    everyone = organisation.memberships.select_related("user").order_by("user__last_name", "user__first_name", "pk")
    members = list(everyone) if member.is_administrator else list(everyone.filter(role=Role.ADMINISTRATOR))
    context = {
        "member": member,
        "organisation": organisation,
        "level": organisation.level,
        "number": masked(organisation.number) if hidden else as_written(organisation.number),
        "vat_number": masked_vat(organisation.vat_number) if hidden else organisation.vat_number,
        "vat_answer": last_answer(organisation, timezone.now()) if organisation.vat_number else None,
        "members": members,
        "invitations": list(organisation.invitations.order_by("email")) if member.is_administrator else [],
        "gone_before": timezone.now() - membership.VALID_FOR,
    }
    return render(request, "account/organisation/home.html", context)


@for_administrators
def details(request, member):
    organisation = Organisation.objects.get(pk=member.organisation_id)  # the page's heading keeps the saved one
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            organisation_changes.change_details(form, by=request.user, now=timezone.now())
            messages.success(request, _("The details are saved."))
            return redirect("organisation_home")
    return render(request, "account/organisation/details.html", {"form": form})


@for_administrators
def invite(request, member):
    form = MemberInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "now": timezone.now()}
        with told_in(form):
            invitation = membership.invite(
                member.organisation, form.cleaned_data.pop("email"), **form.cleaned_data, **asked
            )
            mail(request, invitation)
            return redirect("organisation_home")
    return render(request, "account/organisation/invite.html", {"form": form})


@require_POST
@for_administrators
def invite_again(request, member, pk):
    waiting = get_object_or_404(member.organisation.invitations, pk=pk)
    offer = {"role": waiting.role, "spending_limit": waiting.spending_limit}
    try:
        mail(
            request, membership.invite(member.organisation, waiting.email, **offer, by=request.user, now=timezone.now())
        )
    except AccessRefused as refused:
        messages.error(request, refused.message)
    return redirect("organisation_home")


@require_POST
@for_administrators
def withdraw(request, member, pk):
    waiting = get_object_or_404(member.organisation.invitations, pk=pk)
    membership.withdraw(waiting, by=request.user, now=timezone.now())
    messages.success(request, _("The invitation to %s is withdrawn.") % waiting.email)
    return redirect("organisation_home")


def mail(request, invitation):
    try:
        membership.send(invitation)
    except OSError:
        messages.error(request, _("The invitation could not be mailed. Send it again in a while."))
    else:
        messages.success(request, _("An invitation has been mailed to %s.") % invitation.email)


@for_administrators
def edit_member(request, member, pk):
    other = get_object_or_404(member.organisation.memberships.select_related("user"), pk=pk)
    form = MemberForm(request.POST or None, initial={"role": other.role, "spending_limit": other.spending_limit})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            membership.change_member(other, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, _("The member is saved."))
            return redirect("organisation_home")
    return render(request, "account/organisation/member.html", {"form": form, "other": other})


@for_administrators
def remove_member(request, member, pk):
    other = get_object_or_404(member.organisation.memberships.select_related("user"), pk=pk)
    if other.pk == member.pk:
        return redirect("organisation_leave")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            membership.remove(other, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
            messages.success(request, _("%s no longer buys for you.") % other.user)
            return redirect("organisation_home")
    return render(request, "account/organisation/remove.html", {"form": form, "other": other})


@for_members
def leave(request, member):
    if request.method == "POST":
        try:
            membership.remove(member, reason="", by=request.user, now=timezone.now())
        except AccessRefused as refused:
            messages.error(request, refused.message)
            return redirect("organisation_home")
        messages.success(request, _("You no longer buy for %s.") % member.organisation)
        return redirect("account_home")
    return render(request, "account/organisation/leave.html", {"organisation": member.organisation})


@never_cache
@sensitive_post_parameters("password")
def invitation(request, key):
    """Accept an invitation: signed in as the invited, or by making the account. A dead link says what to do."""
    offer = membership.invited(key, now=timezone.now())
    if offer is None:
        return render(request, "account/invitation_over.html", status=410)
    if request.user.is_authenticated:
        return accept_signed_in(request, offer)
    if membership.account_of(offer.email):
        return render(request, "account/organisation/accept_log_in.html", {"offer": offer})
    form = NewMemberForm(request.POST or None, email=offer.email)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            membership.accept_as_new(offer, form.instance, form.cleaned_data["password"], now=timezone.now())
            messages.success(request, _("Your account is made. Log in with your e-mail address and the password."))
            return redirect("account_login")
    return render(request, "account/organisation/accept_new.html", {"offer": offer, "form": form})


def accept_signed_in(request, offer):
    is_invited = request.user.email.lower() == offer.email.lower()
    if request.method == "POST" and is_invited:
        try:
            membership.accept(offer, request.user, now=timezone.now())
        except AccessRefused as refused:
            messages.error(request, refused.message)
            return redirect("account_home")
        messages.success(request, _("You now buy for %s.") % offer.organisation)
        return redirect("organisation_home")
    return render(request, "account/organisation/accept.html", {"offer": offer, "is_invited": is_invited})
