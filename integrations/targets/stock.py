"""Mail to those who asked to be told when an article is back. The message id is made from the event."""

from commerce.events.models import Event
from commerce.stock import watch_mail, watching
from commerce.stock.watch import StockWatch


def send_back(event: Event) -> None:
    """Nothing to one who has asked not to be told, or has been told. The address goes when the mail has left."""
    pk = int(event.subject.removeprefix("watch:"))
    watch = StockWatch.objects.select_related("variant__product").filter(pk=pk).exclude(email="").first()
    if watch is None:
        return
    if made := watch_mail.back(watch, message_key=f"event-{event.pk}"):
        made.send()
    watching.sent(watch)
