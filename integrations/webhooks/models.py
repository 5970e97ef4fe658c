from collections.abc import Iterable

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Party(models.Model):
    """Another system that shares a secret with us. The secret is made of the shop's own key, and stored nowhere."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    secret_version = models.PositiveIntegerField(_("which secret"), default=1, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def secret(self) -> str:
        made = salted_hmac(self._meta.label, f"{self.pk}:{self.secret_version}", secret=settings.SECRET_KEY)
        return f"whsec_{made.hexdigest()}"


class Receiver(Party):
    """A system that is told of what happens, by signed calls to an address of its own."""

    url = models.URLField(_("address"), max_length=500, help_text=_("https, and on the public internet"))
    kinds = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("what it is told of"),
        help_text=_("Kinds of events, separated by commas: order.confirmed, or order.* for all about orders"),
    )

    class Meta:
        verbose_name = _("receiver of calls")
        verbose_name_plural = _("receivers of calls")
        constraints = [models.CheckConstraint(condition=~models.Q(kinds=[]), name="receiver_is_told_of_something")]

    def hears(self, kind: str) -> bool:
        return hears(self.kinds, kind)


class Sender(Party):
    """A system that may hand things in to us, each with a receipt."""

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("Ends the address that it calls"))

    class Meta:
        verbose_name = _("sender to us")
        verbose_name_plural = _("senders to us")


def hears(kinds: Iterable[str], kind: str) -> bool:
    """Whether one who is told of these kinds is told of that one."""
    return any(kind == one or (one.endswith("*") and kind.startswith(one[:-1])) for one in kinds)
