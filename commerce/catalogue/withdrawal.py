"""Goods that the right of withdrawal does not cover (distansavtalslagen 2005:59, 2 kap. 11 §), and how that is said.

The law wants it said before the order. A seal is looked at when the goods are back: until it is broken the right is
there. The other two have none from the start.
"""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Exempt(models.TextChoices):
    MADE_TO_ORDER = "made_to_order", _("made to the buyer's wishes")
    PERISHABLE = "perishable", _("spoils or grows too old soon")
    HYGIENE_SEAL = "hygiene_seal", _("sealed for health or hygiene")
    MEDIA_SEAL = "media_seal", _("sealed sound, picture or program")


TOLD: dict[str, str | Promise] = {
    Exempt.MADE_TO_ORDER: _("Made for you, so there is no right of withdrawal."),
    Exempt.PERISHABLE: _("Spoils soon, so there is no right of withdrawal."),
    Exempt.HYGIENE_SEAL: _("The right of withdrawal ends when you break the seal, for the sake of hygiene."),
    Exempt.MEDIA_SEAL: _("The right of withdrawal ends when you break the seal."),
}
WITHOUT_RIGHT = frozenset({Exempt.MADE_TO_ORDER, Exempt.PERISHABLE})


def told(code: str) -> str | Promise:
    """What the shopper is told of a product with this reason; empty for one that the right covers."""
    return TOLD.get(code, "")
