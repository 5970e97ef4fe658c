"""Organisation numbers and VAT numbers: from how people write them to the one form in which they are kept."""

from django.utils.translation import gettext as _
from stdnum import luhn
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError
from stdnum.se import orgnr, personnummer
from stdnum.util import clean

CENTURIES = ("16", "18", "19", "20")  # authorities write 16 before an organisation number, else the year's century
COORDINATION = 60  # added to the day in the number of one who is not in the population register


class NumberRefused(Exception):
    """What is written is not such a number; the message says why, for the one who wrote it."""


def organisation_number(text, *, is_sole_trader=False):
    """The ten digits of `text`. A personal number is refused unless it is said to be a sole trader's."""
    digits = clean(text, " -+.").strip().upper()
    if digits.startswith("SE") and digits.endswith("01"):
        digits = digits[2:-2]
    if len(digits) == 12 and digits.startswith(CENTURIES):
        digits = digits[2:]
    if not (digits.isascii() and digits.isdigit()) or len(digits) != 10:
        raise NumberRefused(_("Write the organisation number with ten digits, such as 555555-5555."))
    if is_personal(digits):
        return _personal(digits, is_sole_trader=is_sole_trader)
    try:
        return orgnr.validate(digits)
    except ValidationError as error:
        raise NumberRefused(_("The last digit does not fit the others. Check the number.")) from error


def is_personal(digits):
    """Whether ten digits are a personal number: the third begins a month. In an organisation's it is at least 2."""
    return digits[2] in "01"


def _personal(digits, *, is_sole_trader):
    if not is_sole_trader:
        raise NumberRefused(_("This is a personal number: the third digit of an organisation number is at least 2."))
    day = int(digits[4:6])
    born = f"{digits[:4]}{day - COORDINATION if day > COORDINATION else day:02}"
    try:
        luhn.validate(digits)
        personnummer.get_birth_date(f"{born}-{digits[6:]}")
    except ValidationError as error:
        raise NumberRefused(_("This is no personal number. Check the digits.")) from error
    return digits


def vat_number(text, *, number="", is_sole_trader=False):
    """A VAT number of the EU with its country in front. A Swedish one must be made of `number` where that is known."""
    written = clean(text, " -.").strip().upper()
    if not written.isascii():
        raise NumberRefused(_("Write the VAT number with the letters A to Z and digits."))
    if written.isdigit():  # a Swedish one without its country, or the organisation number itself
        written = f"SE{written}" if len(written) == 12 else f"SE{written}01"
    if written[:2] == "SE":
        return _swedish_vat_number(written, number=number, is_sole_trader=is_sole_trader)
    if written[:2] in ("EU", "IM"):
        raise NumberRefused(_("This number is for the sale of services only. Write the number of a country."))
    try:
        found = eu_vat.validate(written)
    except InvalidComponent as error:
        raise NumberRefused(_("Begin with the letters of a country in the EU, such as SE or DE.")) from error
    except InvalidChecksum as error:
        raise NumberRefused(_("The check digit does not fit the others. Check the number.")) from error
    except ValidationError as error:
        raise NumberRefused(_("This is not how VAT numbers of this country look. Check the number.")) from error
    return "EL" + found[2:] if found[:2] == "GR" else found


def _swedish_vat_number(written, *, number, is_sole_trader):
    digits = f"{written[2:]}01" if len(written) == 12 else written[2:]
    if len(digits) != 12 or digits[-2:] != "01":
        raise NumberRefused(_("A Swedish VAT number is SE, the organisation number and 01, such as SE555555555501."))
    if number and digits[:10] != number:
        raise NumberRefused(_("The VAT number is not that of this organisation number."))
    return f"SE{organisation_number(digits[:10], is_sole_trader=is_sole_trader)}01"


def as_written(number):
    """An organisation number as people read it."""
    return f"{number[:6]}-{number[6:]}" if number else ""


def masked(number):
    """A number that is personal data, so much of it that its owner knows it again."""
    return f"••••••-••{number[-2:]}" if number else ""


def masked_vat(number):
    return f"{number[:2]}••••••••{number[-4:]}" if number else ""
