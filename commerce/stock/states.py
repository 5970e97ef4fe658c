"""How much there is, in three words, as conditions in the database and as chips on the screen."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commerce.register.columns import chip

SOLD = Q(variant__is_active=True, variant__product__is_on_sale=True)
AVAILABLE = F("on_hand") - F("allocated")
STATES = {
    "low": (_("few left"), Q(on_hand__gt=F("allocated"), on_hand__lte=F("allocated") + F("low_from"))),
    "out": (_("none left"), Q(on_hand__lte=F("allocated"))),
    "in": (_("in stock"), Q(on_hand__gt=F("allocated") + F("low_from"))),
}
TONES = {"in": "good", "low": "wait", "out": "bad"}


def state_chip(stock):
    return chip(STATES[stock.state][0], TONES[stock.state])
