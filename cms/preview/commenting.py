"""Taking a comment, dealing with it, and forgetting it in time."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from cms.preview.access import stands
from cms.preview.comments import PreviewComment
from cms.preview.links import PreviewLink
from commerce.events.log import publish

SALT = "cms.preview.comments"
AN_HOUR, IN_ALL = 20, 200  # comments of one link
KEPT_FOR = timedelta(days=90)  # after the link has expired


class NotTaken(Exception):
    """Why a comment is not taken; the text says it to the person who wrote."""


def place_of(page, path):
    """Where a comment is to stand, signed, so that the form cannot name another page."""
    return signing.dumps([page.pk if page else None, path[:2000]], salt=SALT)


def place(signed):
    """The page's key and the address. Raises `signing.BadSignature`."""
    return signing.loads(signed, salt=SALT)


@transaction.atomic
def write(link_id: int, *, page_id: int | None, path: str, name: str, text: str, now: datetime) -> PreviewComment:
    """Take a comment, and tell whoever made the link. Locks the link; raises NotTaken when it no longer is good, or
    has had as many as one hour, or it alone, may bring.
    """
    link = PreviewLink.objects.select_for_update(of=["self"]).select_related("made_by").get(pk=link_id)
    if link.is_own or link.withdrawn_at or link.expires_at <= now or not stands(link):
        raise NotTaken(_("The link no longer works. Ask whoever sent it for a new one."))
    said = link.comments.all()
    if said.count() >= IN_ALL or said.filter(written_at__gt=now - timedelta(hours=1)).count() >= AN_HOUR:
        raise NotTaken(_("There are many comments already. Wait a while, or write to whoever sent you the link."))
    if same := said.filter(path=path, name=name, text=text).first():
        return same
    comment = PreviewComment.objects.create(link=link, page_id=page_id, path=path, name=name, text=text, written_at=now)
    publish("preview.commented", f"preview-comment:{comment.pk}", {"comment": comment.pk}, at=now)
    return comment


def of_look(link_id, path):
    """What has been said through a link of one address, in the order it was said."""
    return PreviewComment.objects.filter(link=link_id, path=path).order_by("written_at", "pk")


def settle(comment_id, *, by, is_done, now):
    """Say that a comment has been dealt with, or that it has not after all."""
    fields = {"done_at": now, "done_by": by} if is_done else {"done_at": None, "done_by": None}
    return bool(PreviewComment.objects.filter(pk=comment_id).update(**fields))


def forget_old(now: datetime) -> int:
    """Remove those whose link has been useless for long."""
    return PreviewComment.objects.filter(link__expires_at__lt=now - KEPT_FOR).delete()[0]
