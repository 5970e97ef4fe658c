"""What a customer is asked on the account pages: a new ticket, an answer, a file."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operations.desk import files
from operations.desk.models import MOST_TEXT, MOST_TITLE, Impact, Ticket, TicketCategory, Urgency

KINDS = (
    (Ticket.Kind.QUESTION, _("I have a question")),
    (Ticket.Kind.INCIDENT, _("Something does not work")),
    (Ticket.Kind.ORDER, _("I want to order a service")),
    (Ticket.Kind.CHANGE, _("I want something to be changed")),
    (Ticket.Kind.CLAIM, _("I want to make a claim")),
)


class FileField(forms.FileField):
    """A file as `files.judged` keeps it: a pair of name and content, or None."""

    widget = forms.FileInput

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > files.LARGEST:
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % {"most": files.LARGEST // 2**20})
        try:
            return files.judged(file.name, file.read())
        except files.FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class NewTicketForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is about"), choices=KINDS)
    category = forms.ModelChoiceField(
        label=pgettext_lazy("ticket", "Category"), queryset=TicketCategory.objects.none(), required=False
    )
    title = forms.CharField(label=_("Subject"), max_length=MOST_TITLE)
    text = forms.CharField(
        label=_("Description"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 6}), required=False
    )
    impact = forms.TypedChoiceField(
        label=_("Whom it hinders"), coerce=int, choices=reversed(Impact.choices), initial=Impact.ONE
    )
    urgency = forms.TypedChoiceField(
        label=_("How urgent it is"), coerce=int, choices=reversed(Urgency.choices), initial=Urgency.LATER
    )
    file = FileField(label=_("File"), required=False, help_text=_("A picture, a PDF or a document, at most 10 MB"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = TicketCategory.objects.filter(is_offered=True).order_by("position", "name")
        self.fields["category"].queryset = offered  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """An answer with words, a file, or both."""

    text = forms.CharField(
        label=_("Your answer"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
    file = FileField(label=_("File"), required=False, help_text=_("A picture, a PDF or a document, at most 10 MB"))

    def clean(self):
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text", "").strip() and not cleaned.get("file"):
            raise forms.ValidationError(_("Write something, or choose a file."))
        return cleaned
