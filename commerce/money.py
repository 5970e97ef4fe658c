"""The only place that rounds. Amounts are Decimal in the currency's major unit."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

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


def per_measure(price, content, measure):
    """What a measure costs when a price is for so much of it, to the öre: 62.50 for 250 of 1000 is 250.00."""
    return to_ore(price * measure / content)


def percent_off(amount, percent):
    """An amount less a percentage, not rounded: several may follow, and the last step rounds."""
    return amount * (HUNDRED - percent) / HUNDRED


def share(total, weights):
    """Divide a total of whole öre by weights so that the parts add up exactly: largest remainders get the öre left.

    Ties go to the earlier part. Weights are not negative; when all are nothing, the parts are as equal as can be.
    A negative total is divided as its opposite is.
    """
    if not weights:
        if total:
            raise ValueError("nothing to divide by")
        return []
    if total < 0:
        return [-part for part in share(-total, weights)]
    whole = sum(weights)
    shares = [total * weight / whole for weight in weights] if whole else [total / len(weights)] * len(weights)
    parts = [part.quantize(ORE, rounding=ROUND_DOWN) for part in shares]
    left = int((total - sum(parts)) / ORE)
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - shares[place], place))
    for place in by_remainder[:left]:
        parts[place] += ORE
    return parts


def to_step(amount, step, *, less=0):
    """The nearest amount that is `less` under a whole number of steps, half up: to whole kronor, to ,90, to 9 kronor.

    Never below nothing, and never nothing of something where a step less is more than that.
    """
    step, less = Decimal(step), Decimal(less)
    steps = ((amount + less) / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    nearest = to_ore(steps * step - less)
    return max(nearest, to_ore(step - less)) if less and amount > 0 else max(nearest, Decimal(0))
