"""Taking in what was sent, and forgetting it."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.form_pages.models import FormSent
from commerce.events.log import publish

SENT = "form.sent"


@transaction.atomic
def receive(page, form, *, language: str, now: datetime) -> FormSent:
    """Keep the answers with what was agreed to, and have the receiver told by mail."""
    sent = FormSent.objects.create(
        page=page.page_ptr,
        form_data=form.answers(),
        agreed=page.privacy,
        language=language,
        forget_at=now + timedelta(days=page.keep_days),
    )
    publish(SENT, f"form:{sent.pk}", {"page": page.pk}, at=now)
    return sent


def mailed(sent: FormSent, *, now: datetime) -> None:
    FormSent.objects.filter(pk=sent.pk, mailed_at=None).update(mailed_at=now)


def forget_old(*, now: datetime) -> int:
    """Drop what has been kept as long as its page said when it was sent. Returns how many."""
    return FormSent.objects.filter(forget_at__lte=now).delete()[0]
