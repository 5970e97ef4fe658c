"""What a customer is asked on the account pages: who is to have a service, the service's own form, why not."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.services.catalogue import ServiceVersion
from operations.services.fields import form_fields
from operations.services.ordered import MOST_HOURS, MOST_RECIPIENTS

OWN = ("recipients", "hours")


class RecipientsField(forms.CharField):
    """One recipient a line, “name, e-mail”; the address may be left out. A list of {"name", "email"}."""

    def __init__(self, **said):
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000, **said)

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        found = [self._one(place, line) for place, line in enumerate(lines, 1) if line]
        if len(found) > MOST_RECIPIENTS:
            raise ValidationError(_("At most %(most)s recipients at a time.") % {"most": MOST_RECIPIENTS})
        if len({(one["name"].lower(), one["email"].lower()) for one in found}) < len(found):
            raise ValidationError(_("The same recipient stands there twice."))
        return found

    def _one(self, place: int, line: str) -> dict[str, str]:
        name, _comma, email = (part.strip() for part in line.partition(","))
        if not name or len(name) > 120:
            raise ValidationError(_("Line %(place)s: write a name of at most 120 letters.") % {"place": place})
        if email:
            try:
                validate_email(email)
            except ValidationError as refusal:
                said = _("Line %(place)s: “%(email)s” is not an e-mail address. Write: name, e-mail.")
                raise ValidationError(said % {"place": place, "email": email}) from refusal
        return {"name": name, "email": email}


class ChooseForm(forms.Form):
    """Who is to have a service, how many hours of a consultant, and what the version asks."""

    recipients = RecipientsField(
        label=gettext_lazy("Who is to have it"),
        help_text=gettext_lazy("One on each line: name, e-mail. Each becomes a part of its own."),
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Hours for each"), min_value=1, max_value=MOST_HOURS, widget=forms.NumberInput
    )

    def __init__(self, *args, version: ServiceVersion, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version
        if not version.is_by_the_hour:
            del self.fields["hours"]
        self.fields.update(form_fields(version.fields))

    @property
    def written(self) -> dict[str, str]:
        """What the version's form was answered with, as it was written."""
        return {one["name"]: self.data.get(one["name"], "") for one in self.version.fields}


class OrderForm(forms.Form):
    reference = forms.CharField(
        label=gettext_lazy("Your reference"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Stands on the invoice, e.g. an order number of your own"),
    )


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: who ordered it is told.")},
    )


def in_words(recipients: list[dict[str, str]]) -> str:
    """Recipients as they are written in the form."""
    return "\n".join(", ".join(filter(None, [one["name"], one["email"]])) for one in recipients)
