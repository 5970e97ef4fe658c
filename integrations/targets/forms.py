"""Mail to those who receive what is sent with a form page. The message id is made from the event."""

from django.utils import timezone

from cms.form_pages import letter, receiving
from cms.form_pages.models import FormSent
from commerce.events.models import Event


def send_form(event: Event) -> None:
    """Nothing of what has been forgotten, or told of already."""
    pk = int(event.subject.removeprefix("form:"))
    sent = FormSent.objects.select_related("page").filter(pk=pk, mailed_at=None).first()
    if sent is None:
        return
    letter.letter(sent, message_key=f"event-{event.pk}").send()
    receiving.mailed(sent, now=timezone.now())
