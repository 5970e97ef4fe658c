"""Peppol addresses, as an e-invoice needs them: a scheme and the number of it, `0007:5560000001`.

Two schemes are in use among Swedish buyers: 0007, organisation numbers, and 0088, location numbers (GLN). Both end
with a check digit (Peppol code list of participant identifier schemes).
"""

import re

from django.utils.translation import gettext as _
from stdnum import ean, luhn

from commerce.customers.organisation_numbers import NumberRefused

NUMBER = re.compile(r"(?P<scheme>0007|0088):(?P<number>\d+)", re.ASCII)
LENGTHS = {"0007": 10, "0088": 13}


def peppol_id(text: str) -> str:
    """The address as it is sent: without spaces and the hyphen of an organisation number. Raises NumberRefused."""
    found = NUMBER.fullmatch(re.sub(r"[\s-]", "", text))
    if not found:
        raise NumberRefused(_("Write the Peppol address as 0007: and the organisation number, or 0088: and the GLN."))
    if len(found["number"]) != LENGTHS[found["scheme"]]:
        raise NumberRefused(_("After 0007: come ten digits, and after 0088: thirteen."))
    is_right = luhn.is_valid if found["scheme"] == "0007" else ean.is_valid
    if not is_right(found["number"]):
        raise NumberRefused(_("The check digit of the Peppol address is wrong. Look for a slip of the pen."))
    return found.group()
