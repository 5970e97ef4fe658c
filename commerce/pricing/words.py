"""How prices and their lists are told of in the admin."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.register.columns import chip

POLICY_WORDS = {
    "best": gettext_lazy("lowest wins"),
    "override": gettext_lazy("goes before"),
    "exclusive": gettext_lazy("alone"),
}


def state_of(one, now):
    """Whether a price or a list is in force, as a chip."""
    if one.valid_from and one.valid_from > now:
        return chip(_("coming"), "wait")
    if one.valid_until and one.valid_until <= now:
        return chip(_("past"))
    return chip(_("in force"), "good")


def audience(price_list):
    """Whom a list is for, None when nobody."""
    if price_list.is_for_everyone:
        return _("Everyone")
    return price_list.level or price_list.organisation


def recorded_audience(record, levels):
    """Whom a row of the ledger was for; `levels` are names by code."""
    kind, _colon, who = record.audience.partition(":")
    if kind == "level":
        return levels.get(who, who)
    if kind == "organisation":
        return record.price_list.organisation or who
    return _("Everyone") if kind == "everyone" else _("nobody")
