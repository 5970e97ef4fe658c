"""What is asked at the desk about a ticket."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from commerce.register.register import RegisterForm
from operations.desk import linking
from operations.desk.account_forms import FileField
from operations.desk.models import MOST_TEXT, Impact, Rank, Ticket, TicketCategory, Urgency
from operations.desk.opening import open_ticket

MAY_HANDLE = "change_ticket"


def handlers():
    """Who can handle tickets: those whose roles let them, by name."""
    roles = {"groups__permissions__codename": MAY_HANDLE, "groups__permissions__content_type__app_label": "desk"}
    return User.objects.filter(is_active=True, **roles).distinct().order_by("first_name", "last_name", "email")


class TicketForm(RegisterForm):
    """A ticket that somebody at the desk writes down, for a customer or for the shop itself."""

    requester_email = forms.EmailField(
        label=_("Requester's e-mail address"),
        required=False,
        help_text=_("An account's, or that of one who has none. Empty: you ask for it yourself."),
    )

    class Meta:
        model = Ticket
        fields = ("kind", "title", "text", "category", "impact", "urgency")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = TicketCategory.objects.filter(is_offered=True).order_by("position", "name")

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].split())
        if not title:
            raise ValidationError(_("Say what it is about."))
        return title

    def save(self, commit=True):
        said = self.cleaned_data
        email = said.get("requester_email", "")
        requester = User.objects.filter(email__iexact=email).first() if email else self.for_user
        membership = getattr(requester, "membership", None) if requester else None
        self.instance = open_ticket(
            kind=said["kind"],
            title=said["title"],
            text=said["text"],
            impact=said["impact"],
            urgency=said["urgency"],
            category=said["category"],
            requester=requester,
            organisation=membership.organisation if membership else None,
            sender_email="" if requester else email,
            by=self.for_user,
            now=timezone.now(),
        )
        return self.instance


class SayForm(forms.Form):
    """Words that go with a move, and that the requester reads."""

    text = forms.CharField(label=_("Message"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Comment"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))
    is_public = forms.BooleanField(
        label=_("The requester reads it"), required=False, help_text=_("Otherwise it stays among staff")
    )


class AttachForm(forms.Form):
    file = FileField(label=_("File"), help_text=_("A picture, a PDF or a document, at most 10 MB"))
    is_internal = forms.BooleanField(label=_("For staff only"), required=False)


class TieForm(forms.Form):
    """What a ticket belongs to: a kind of thing, and what it is known by."""

    kind = forms.ChoiceField(label=_("Kind"))
    key = forms.CharField(label=_("Which"), max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = linking.kinds().values()
        self.fields["kind"].choices = [(one.kind, capfirst(one.name)) for one in found]  # type: ignore[attr-defined]
        self.fields["key"].help_text = "; ".join(f"{capfirst(one.name)}: {one.hint}" for one in found)


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Handled by"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = handlers()  # type: ignore[attr-defined]


class WeighForm(forms.Form):
    impact = forms.TypedChoiceField(label=_("Impact"), coerce=int, choices=Impact)
    urgency = forms.TypedChoiceField(label=_("Urgency"), coerce=int, choices=Urgency)


class DecideForm(forms.Form):
    priority = forms.TypedChoiceField(label=_("Priority"), coerce=int, choices=Rank)
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It is kept with the ticket, and its followers read it.")
    )
