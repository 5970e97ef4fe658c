"""The forms with which the owner runs organisations: what only the shop decides is changed with a reason."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.customers import membership, organisation_changes
from commerce.customers.access import AccessRefused
from commerce.customers.models import Level, User
from commerce.customers.organisation_forms import MemberInvitationForm, NumbersForm
from commerce.customers.organisations import Organisation
from commerce.register.fields import KeyField, fix
from commerce.register.register import RegisterForm


def reason_field():
    return forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when level, terms, number or state change. Kept with your name and the time."),
    )


class OrganisationDeskForm(NumbersForm, RegisterForm):
    number = forms.CharField(label=_("Organisation number"), required=False, max_length=30)
    vat_number = forms.CharField(label=_("VAT number"), required=False, max_length=30)
    level = forms.ModelChoiceField(Level.objects.exclude(code=Level.KONSUMENT), label=_("Level"), empty_label=None)
    reason = reason_field()

    def clean_credit_limit(self):
        limit = self.cleaned_data["credit_limit"]
        if limit is not None and limit < 0:
            raise ValidationError(_("An amount cannot be less than nothing."))
        return limit

    def clean_payment_terms_days(self):
        days = self.cleaned_data["payment_terms_days"]
        if days > organisation_changes.LONGEST_TERMS:
            raise ValidationError(_("At most a year, 365 days."))
        return days

    def save(self, commit=True):
        asked = {"by": self.for_user, "reason": self.cleaned_data["reason"], "now": timezone.now()}
        try:
            if self.instance._state.adding:
                organisation_changes.create(self.instance, **asked)
            else:
                organisation_changes.decide(self.instance, self.own_changes(), **asked)
        except AccessRefused as refused:
            raise ValidationError({refused.field: refused.message}) from refused
        return self.instance


class MemberDeskForm(RegisterForm):
    user = KeyField(User.objects.all(), to_field_name="email", label=_("User"))
    organisation = KeyField(Organisation.objects.all(), to_field_name="name", label=_("Organisation"))
    is_removed = forms.BooleanField(
        label=_("Remove from the organisation"),
        required=False,
        help_text=_("The account and its orders stay; from then on the person buys for himself."),
    )
    reason = reason_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fix(self, "user", "organisation", because="")
        self.fields["reason"].help_text = _(
            "Needed for another role and for removal. Kept with your name and the time."
        )

    def clean_spending_limit(self):
        limit = self.cleaned_data["spending_limit"]
        if limit is not None and limit < 0:
            raise ValidationError(_("An amount cannot be less than nothing."))
        return limit

    def save(self, commit=True):
        given = self.cleaned_data
        asked = {"by": self.for_user, "reason": given["reason"], "now": timezone.now()}
        try:
            if given["is_removed"]:
                membership.remove(self.instance, **asked)
            else:
                changed = {name: given[name] for name in ("role", "spending_limit") if name in self.changed_data}
                membership.change_member(self.instance, **changed, **asked)
        except AccessRefused as refused:
            field = refused.field if refused.field in self.fields else "is_removed"
            raise ValidationError({field: refused.message}) from refused
        return self.instance


class DeskInvitationForm(MemberInvitationForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("Kept with the change, with your name and the time.")
    )
