"""The mail to the one who receives a form: what was answered, and where it is kept."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.form_pages.models import FormSent


def letter(sent: FormSent, *, message_key: str) -> EmailMultiAlternatives:
    """In the shop's own language. Answering it writes to the one who sent the form, where an address was asked for."""
    page = sent.page.specific
    with override(settings.LANGUAGE_CODE):
        questions = list(page.get_form_fields())
        context = {
            "subject": _("%(page)s: a form has been sent") % {"page": page.title},
            "lines": [(field.label, _words(sent.form_data.get(field.clean_name))) for field in questions],
            "url": settings.SITE_URL + reverse("wagtailforms:list_submissions", args=[page.pk]),
            "site_url": settings.SITE_URL,
        }
        asked = [field.clean_name for field in questions if field.field_type == "email"]
        address = next((sent.form_data[name] for name in asked if sent.form_data.get(name)), None)
        mail = EmailMultiAlternatives(
            subject=" ".join(context["subject"].split()),
            body=render_to_string("mail/notice.txt", context),
            to=[page.receiver],
            reply_to=[address] if address else None,
            headers={"Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
        mail.attach_alternative(render_to_string("mail/notice.html", context), "text/html")
        return mail


def _words(answer) -> str:
    if isinstance(answer, bool):
        return _("yes") if answer else _("no")
    if isinstance(answer, list):
        return ", ".join(str(part) for part in answer)
    return "–" if answer in (None, "") else str(answer)
