"""The only place that rounds. Amounts are Decimal in the currency's major unit."""

from decimal import ROUND_HALF_UP, Decimal

ORE = Decimal("0.01")
HUNDRED = Decimal(100)


def to_ore(amount):
    """Round to two decimals, half up (EN 16931 BR-CO-17; Skatteverket: a third decimal of five rounds up)."""
    return Decimal(amount).quantize(ORE, rounding=ROUND_HALF_UP)


def net_of_gross(gross, rate):
    """Net part of a price including VAT at `rate` percent, to the öre. VAT is `gross - net`, so they always add up."""
    return to_ore(gross * HUNDRED / (HUNDRED + rate))


def gross_of_net(net, rate):
    """Price including VAT at `rate` percent of a net price, to the öre."""
    return to_ore(net * (HUNDRED + rate) / HUNDRED)
