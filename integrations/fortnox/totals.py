"""What Fortnox makes of a document, held against what the buyer was charged. An öre is enough to stop."""

from decimal import Decimal
from typing import Any

from integrations.errors import DeliveryRefused
from integrations.fortnox.rows import Content


def refuse_difference(content: Content, told: dict[str, Any], *, sign: int = 1) -> None:
    """Raises DeliveryRefused with both figures. `sign` is -1 for a credit note, which is below nothing there."""
    ours = (sign * Decimal(content["payable"]), sign * Decimal(content["vat_total"]))
    theirs = (amount(told.get("Total")), amount(told.get("TotalVAT")))
    if ours == theirs:
        return
    words = f"Fortnox's document {told.get('DocumentNumber')} comes to {theirs[0]}, VAT {theirs[1]}; the shop's to "
    words += f"{ours[0]}, VAT {ours[1]}."
    if round_off := amount(told.get("RoundOff")):
        words += f" Fortnox has rounded by {round_off}: turn off rounding to whole kronor there."
    raise DeliveryRefused(f"{words} Cancel it there, mend the cause and send again.")


def amount(told: Any) -> Decimal:
    """An amount of theirs, which are numbers in JSON and now and then texts."""
    return Decimal(str(told or 0)).quantize(Decimal("0.01"))
