"""The registers of organisations, their members and what has been answered about their VAT numbers."""

import json

from django.db.models import Case, Count, F, Value, When
from django.db.models.functions import Concat, Left, Right
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.customers.models import Level
from commerce.customers.organisation_numbers import as_written, masked, masked_vat
from commerce.customers.organisation_register_forms import MemberDeskForm, OrganisationDeskForm
from commerce.customers.organisation_register_views import ANSWER_TONES, MemberEdit, OrganisationEdit, amount, invite
from commerce.customers.organisations import Membership, Organisation, Role, VatCheck
from commerce.register.columns import EMPTY, chip, column, link
from commerce.register.filters import Period, Within, one_of, related, yes_or_no
from commerce.register.ordering import Alphabetical
from commerce.register.register import ReadOnly, Register, RegisterPermissions


class NoDelete(RegisterPermissions):
    """Organisations are closed, not deleted: orders and answers keep pointing at them."""

    def user_can_delete_obj(self, user, obj):
        return False


class OnlyByInvitation(NoDelete):
    """Nobody is made a member unasked: the organisation's page invites."""

    def user_can_create(self, user):
        return False


def hidden_for_persons(field, *, trader="is_sole_trader", start=0, end=2):
    """A number in a file: of a sole trader, only so much that it is known again."""
    ends = [Value("••••••••"), Right(field, end)]
    shown = Concat(Left(field, start), *ends) if start else Concat(*ends)
    return Case(When(**{trader: True}, then=shown), default=F(field))


class OrganisationRegister(Register):
    model = Organisation
    menu_icon = "group"
    search_hint = _("Name, organisation number, VAT number or a member's e-mail")
    list_display = ("name", "org_number", "level", "terms", "credit", "member_count", "active")
    list_select_related = ("level",)
    ordering = (Alphabetical("name"),)
    sorting = {"name": Alphabetical("name"), "level": "level__rank"}
    search_fields = ("name", "number__startswith", "vat_number__startswith", "memberships__user__email")
    permission_helper_class = NoDelete
    filters = (
        related("level", _("Level"), Level.objects.all),
        yes_or_no("is_active", _("State"), yes=_("active"), no=_("not active")),
        yes_or_no("is_sole_trader", _("Sole trader")),
        Period(name="created", label=_("Customer since"), field="created_at"),
    )
    export = (
        (_("Name"), "name"),
        (_("Organisation number"), hidden_for_persons("number")),
        (_("Sole trader"), "is_sole_trader"),
        (_("VAT number"), hidden_for_persons("vat_number", start=2, end=4)),
        (_("Level"), "level__name"),
        (_("Payment terms, days"), "payment_terms_days"),
        (_("Credit limit"), "credit_limit"),
        (_("Order number required"), "po_number_required"),
        (_("Reference"), "buyer_reference"),
        (_("E-mail address for invoices"), "invoice_email"),
        (_("Invoice city"), "invoice_city"),
        (_("Delivery city"), "delivery_city"),
        (_("Active"), "is_active"),
        (_("Customer since"), "created_at"),
    )
    inspect_view_fields = ("name", "org_number", "level", "terms", "credit", "active", "created_at")
    edit_view_class = OrganisationEdit
    form_class = OrganisationDeskForm
    panels = (
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("is_sole_trader"),
                FieldRowPanel([FieldPanel("number"), FieldPanel("vat_number")]),
                FieldPanel("is_active"),
            ],
            _("Organisation"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("level"), FieldPanel("payment_terms_days")]),
                FieldPanel("credit_limit"),
                FieldPanel("reason"),
            ],
            _("Level and terms"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("invoice_email"), FieldPanel("buyer_reference")]),
                FieldPanel("po_number_required"),
                FieldRowPanel([FieldPanel("invoice_address_1"), FieldPanel("invoice_address_2")]),
                FieldRowPanel([FieldPanel("invoice_postal_code"), FieldPanel("invoice_city")]),
            ],
            _("Invoice"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("delivery_address_1"), FieldPanel("delivery_address_2")]),
                FieldRowPanel([FieldPanel("delivery_postal_code"), FieldPanel("delivery_city")]),
            ],
            _("Delivery"),
        ),
    )

    def load(self, rows, request):
        counted = dict(
            Membership.objects.filter(organisation__in=rows)
            .values_list("organisation")
            .annotate(Count("pk"))
            .order_by()
        )
        for row in rows:
            row.counted_members = counted.get(row.pk, 0)
        super().load(rows, request)

    @column(_("Organisation number"), order="number")
    def org_number(self, organisation):
        shown = masked if organisation.is_sole_trader else as_written
        return shown(organisation.number) or EMPTY

    @column(_("Payment terms, days"), order="payment_terms_days", number=True)
    def terms(self, organisation):
        return organisation.payment_terms_days

    @column(_("Credit limit"), order="credit_limit", number=True)
    def credit(self, organisation):
        return amount(organisation.credit_limit)

    @column(_("Members"), number=True)
    def member_count(self, organisation):
        return organisation.counted_members

    @column(_("State"), order="is_active")
    def active(self, organisation):
        return chip(_("active"), "good") if organisation.is_active else chip(_("not active"))

    def get_admin_urls_for_registration(self):
        return (
            *super().get_admin_urls_for_registration(),
            path("customers/organisation/invite/<int:organisation_id>/", invite, name="organisation_desk_invite"),
        )

    def get_links(self, instance, request):
        links = super().get_links(instance, request)
        members = f"{reverse('customers_membership_modeladmin_index')}?organisation={instance.pk}"
        checks = f"{reverse('customers_vatcheck_modeladmin_index')}?organisation={instance.pk}"
        return [*links, (_("Members"), members), (_("Answers about the VAT number"), checks)]


class MembershipRegister(Register):
    model = Membership
    menu_icon = "user"
    search_hint = _("Name, e-mail or organisation")
    list_display = ("person", "email", "organisation_name", "role", "limit")
    list_select_related = ("user", "organisation")
    ordering = (Alphabetical("organisation__name"), "role")
    search_fields = ("user__email", "user__last_name", "user__first_name", "organisation__name")
    permission_helper_class = OnlyByInvitation
    filters = (
        Within(name="organisation", label=_("Organisation"), rows=Organisation.objects.all),
        one_of("role", _("Role"), Role),
    )
    export = (
        (_("Organisation"), "organisation__name"),
        (_("E-mail address"), "user__email"),
        (_("First name"), "user__first_name"),
        (_("Last name"), "user__last_name"),
        (_("Role"), "role"),
        (_("Spending limit"), "spending_limit"),
    )
    inspect_view_fields = list_display
    edit_view_class = MemberEdit
    form_class = MemberDeskForm
    panels = (
        MultiFieldPanel([FieldRowPanel([FieldPanel("user"), FieldPanel("organisation")])], _("Member")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("role"), FieldPanel("spending_limit")]),
                FieldPanel("is_removed"),
                FieldPanel("reason"),
            ],
            _("Role and limit"),
        ),
    )

    @column(_("Name"), order="user__last_name")
    def person(self, member):
        return str(member.user)

    @column(_("E-mail address"), order="user__email")
    def email(self, member):
        return member.user.email

    @column(_("Organisation"), order=Alphabetical("organisation__name"))
    def organisation_name(self, member):
        return link(address_of(member.organisation_id), member.organisation.name)

    @column(_("Spending limit"), order="spending_limit", number=True)
    def limit(self, member):
        return amount(member.spending_limit)

    def get_links(self, instance, request):
        user = reverse("wagtailusers_users:edit", args=[instance.user_id])
        return [
            *super().get_links(instance, request),
            (_("Organisation"), address_of(instance.organisation_id)),
            (_("User"), user),
        ]


class VatCheckRegister(Register):
    model = VatCheck
    menu_icon = "tick-inverse"
    search_hint = _("VAT number or organisation")
    list_display = ("asked", "organisation_name", "shown_number", "told", "reference")
    list_select_related = ("organisation",)
    ordering = ("-asked_at",)
    is_newest_first = True
    search_fields = ("number__startswith", "organisation__name")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        Within(name="organisation", label=_("Organisation"), rows=Organisation.objects.all),
        one_of("answer", _("Answer"), VatCheck.Answer),
        Period(name="asked", label=_("When"), field="asked_at"),
    )
    export = (
        (_("When"), "asked_at"),
        (_("Organisation"), "organisation__name"),
        (_("VAT number"), hidden_for_persons("number", trader="organisation__is_sole_trader", start=2, end=4)),
        (_("Answer"), "answer"),
        (_("Consultation number"), "reference"),
    )
    inspect_view_fields = (*list_display, "received")

    @column(_("When"), order="asked_at")
    def asked(self, check):
        return check.asked_at

    @column(_("Organisation"), order=Alphabetical("organisation__name"))
    def organisation_name(self, check):
        return link(address_of(check.organisation_id), check.organisation.name)

    @column(_("VAT number"), order="number")
    def shown_number(self, check):
        return masked_vat(check.number) if check.organisation.is_sole_trader else check.number

    @column(_("Answer"), order="answer")
    def told(self, check):
        return chip(check.get_answer_display(), ANSWER_TONES[check.answer])

    @column(_("Answer as received"))
    def received(self, check):
        written = json.dumps(check.raw, ensure_ascii=False, indent=2, sort_keys=True)
        return format_html('<pre class="register-payload">{}</pre>', written)


def address_of(organisation_id):
    return reverse("customers_organisation_modeladmin_edit", args=[organisation_id])
