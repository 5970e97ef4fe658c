"""The forms with which the owner invites and edits users. Level, roles and state are saved by `access`."""

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from commerce.customers.access import Access, access_of
from commerce.customers.mfa import has_second_factor
from commerce.customers.models import Level, User


class UserForm(forms.ModelForm):
    required_css_class = "required"

    level = forms.ModelChoiceField(
        Level.objects.exclude(code=Level.KONSUMENT),
        label=_("Level"),
        empty_label=None,
        help_text=_("Decides prices and functions in the shop."),
    )
    roles = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        label=_("Roles"),
        required=False,
        to_field_name="name",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Decides what the user may do in the admin. A customer has none."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the change, with your name and the time."),
    )

    class Meta:
        model = User
        fields = ("email", "first_name", "last_name", "phone")

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def access(self):
        chosen = self.cleaned_data
        return Access(
            level=chosen["level"].pk,
            roles=frozenset(group.name for group in chosen["roles"]),
            is_active=chosen.get("is_active", True),
        )


class InvitationForm(UserForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("level", Level.USER)


class UserEditForm(UserForm):
    is_active = forms.BooleanField(
        label=_("Active"), required=False, help_text=_("Without this the user cannot log in and is logged out at once.")
    )
    reset_second_factor = forms.BooleanField(
        label=_("Ask to remove the second factor"),
        required=False,
        help_text=_(
            "For someone who has lost both telephone and recovery codes. Say under the reason how you know that it is "
            "they who ask. A colleague decides, within a day."
        ),
    )
    send_invitation = forms.BooleanField(
        label=_("Send the invitation again"), required=False, help_text=_("The user has not chosen a password yet.")
    )
    field_order = (
        "email",
        "first_name",
        "last_name",
        "phone",
        "level",
        "roles",
        "is_active",
        "reset_second_factor",
        "send_invitation",
        "reason",
    )

    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        held = access_of(self.instance)
        self.initial.update(level=held.level, roles=sorted(held.roles), is_active=held.is_active)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Needed when access or address changes. Kept with your name and the time.")
        if editing_self or not has_second_factor(self.instance):
            del self.fields["reset_second_factor"]
        if self.instance.has_usable_password():
            del self.fields["send_invitation"]
