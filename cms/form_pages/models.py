"""What a form page asks, and what was sent with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractFormField, AbstractFormSubmission

KINDS = (
    ("singleline", _("a line of text")),
    ("multiline", _("several lines of text")),
    ("email", _("an e-mail address")),
    ("number", _("a number")),
    ("date", _("a date")),
    ("checkbox", _("a tick")),
    ("dropdown", _("one of a list")),
    ("radio", _("one of a few")),
    ("checkboxes", _("some of a few")),
)


class FormField(AbstractFormField):
    """One question."""

    page = ParentalKey("cms.FormPage", on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(_("kind of answer"), max_length=16, choices=KINDS)

    class Meta(AbstractFormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class FormSent(AbstractFormSubmission):
    """One form that somebody sent, with what was agreed to. It is forgotten when its page says so."""

    agreed = models.TextField(_("agreed to"))
    language = models.CharField(_("language"), max_length=5)
    forget_at = models.DateTimeField(_("forgotten at"), db_index=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")

    def __str__(self):
        return f"{self.page}, {self.submit_time:%Y-%m-%d %H:%M}"

    def get_data(self):
        """What the list and the file of sent forms show, in words: an answer that was not given is empty."""
        said = {name: _shown(answer) for name, answer in super().get_data().items()}
        return {**said, "agreed": self.agreed}


def _shown(answer):
    if isinstance(answer, bool):
        return str(_("yes") if answer else _("no"))
    return "" if answer is None else answer
