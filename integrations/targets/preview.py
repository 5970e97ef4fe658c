"""Telling whoever made a preview link that somebody has commented on a page."""

from cms.preview import mail
from cms.preview.comments import PreviewComment
from commerce.events.models import Event


def send_commented(event: Event) -> None:
    """Nothing when the comment has been removed meanwhile, or whoever made the link has left."""
    found = PreviewComment.objects.select_related("link__made_by", "page").filter(pk=event.payload["comment"]).first()
    if found is not None and found.link.made_by.is_active:
        mail.commented(found, message_key=f"event-{event.pk}").send()
