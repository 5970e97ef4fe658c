"""Links that show the shop as somebody else, on another day: signed, good until they expire, withdrawn when one wishes.

What a look is stands in the row and not in the link, so nobody can write another one into it. The link and the cookie
that it gives hold the row's number alone, each signed with a salt of its own; every request asks the row anew, so a
withdrawal holds from the next page on. Whoever made it must still be one who may (`cms.preview.access`).
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.preview.look import COOKIE, Look

LINK_SALT, COOKIE_SALT = "cms.preview.link", "cms.preview.look"
LOOKED_FOR = timedelta(hours=4)  # how long one opening of a link lasts
OWN_FOR = timedelta(hours=12)
DAYS = (1, 3, 7, 14, 30)


class PreviewLink(models.Model):
    """A look that can be opened by a link. The one that an editor looks through himself is his `is_own`."""

    look = models.JSONField(_("look"), encoder=DjangoJSONEncoder)
    path = models.CharField(_("page"), max_length=2000)
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    is_own = models.BooleanField(_("own"), default=False, help_text=_("What its maker looks through; not shared"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="preview_link_lasts"),
            models.UniqueConstraint(fields=["made_by"], condition=Q(is_own=True), name="preview_own_once"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.path}"

    def as_look(self):
        return Look.from_json(self.look)

    @property
    def token(self):
        return signing.Signer(salt=LINK_SALT).sign(str(self.pk))

    @property
    def cookie(self):
        return signing.TimestampSigner(salt=COOKIE_SALT).sign(str(self.pk))

    def lasts_for(self, now):
        """How long a cookie that is given now is good for."""
        return min(LOOKED_FOR, self.expires_at - now)


def share(look, *, path, by, days, note, now):
    """A link for somebody else."""
    return PreviewLink.objects.create(
        look=look.to_json(), path=path, note=note, made_by=by, made_at=now, expires_at=now + timedelta(days=days)
    )


def look_through(look, *, path, by, now):
    """The editor's own look, in place of the one before."""
    found, _made = PreviewLink.objects.update_or_create(
        made_by=by,
        is_own=True,
        defaults={
            "look": look.to_json(),
            "path": path,
            "made_at": now,
            "expires_at": now + OWN_FOR,
            "withdrawn_at": None,
        },
    )
    return found


def withdraw(link_id, *, now):
    """From now on nobody sees anything through it. Returns whether it was good until now."""
    return bool(PreviewLink.objects.filter(pk=link_id, withdrawn_at=None).update(withdrawn_at=now))


def of_token(token, *, now):
    """The link of an address; None when it is forged, expired or withdrawn."""
    try:
        return _good(signing.Signer(salt=LINK_SALT).unsign(token), now)
    except signing.BadSignature:
        return None


def of_request(request, *, now):
    """The link that the visitor's cookie came from, if it is still good."""
    value = request.COOKIES.get(COOKIE, "")
    try:
        return _good(signing.TimestampSigner(salt=COOKIE_SALT).unsign(value, max_age=LOOKED_FOR), now)
    except signing.BadSignature:
        return None


def _good(pk, now):
    found = PreviewLink.objects.filter(pk=pk, withdrawn_at=None, expires_at__gt=now).select_related("made_by")
    return next(iter(found), None)
