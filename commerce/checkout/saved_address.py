"""Choosing one of one's saved addresses at the checkout, in place of writing one."""

from collections.abc import Mapping

from commerce.customers import addresses
from commerce.customers.models import Address

CHOSEN = "saved_address"  # the key of one, or nothing for what is written in the fields
LONGEST_KEY = 18


def filled_in(sent: Mapping[str, str], user) -> Mapping[str, str]:
    """What was sent, with the chosen address in its fields. One that is gone, or another's, leaves them empty."""
    chosen = sent.get(CHOSEN, "")
    if not chosen or not user.is_authenticated:
        return sent
    is_key = chosen.isascii() and chosen.isdecimal() and len(chosen) <= LONGEST_KEY
    address = user.addresses.filter(pk=chosen).first() if is_key else None
    written = {name: sent[name] for name in sent}
    return {**written, **(addresses.fields(address) if address else dict.fromkeys(addresses.FIELDS, ""))}


def chosen_first(request, saved: list[Address]) -> str:
    """Which is marked: what was sent, else the one to begin with; a company's own address goes before that."""
    if CHOSEN in request.POST or not saved or request.shopper.organisation:
        return request.POST.get(CHOSEN, "")
    return str(saved[0].pk)
