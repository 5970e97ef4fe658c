"""How much there is, in a few words, as conditions in the database and as chips on the screen."""

from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from commerce.register.columns import chip

SOLD = Q(variant__is_active=True, variant__product__is_on_sale=True)
NOTHING_LEFT = Q(available__lte=-F("backorder_limit"))
STATES = {
    "low": (_("few left"), Q(available__gt=0, available__lte=F("low_from"))),
    "order": (_("back-order"), Q(available__lte=0) & ~NOTHING_LEFT),
    "out": (_("none left"), Q(available__lte=0) & NOTHING_LEFT),
    "in": (_("in stock"), Q(available__gt=Greatest(F("low_from"), 0))),
}
TONES = {"in": "good", "low": "wait", "order": "wait", "out": "bad"}


def state_chip(stock):
    return chip(STATES[stock.state][0], TONES[stock.state])
