"""SIE 4 from issued invoices and credit notes: one verification each, for the bookkeeping to read in.

CP437, lines end CRLF, debit is positive and credit negative, and every verification comes to nothing to the öre. The
accounts stand in `settings.ACCOUNTS`. What was rounded (EN 16931 BT-114) is booked as such.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from commerce.customers.organisation_numbers import as_written
from commerce.orders.invoices.models import Invoice
from commerce.pricing.vat import OSS, REVERSE_CHARGE

ENCODING = "cp437"
PROGRAM, VERSION = "Kundwebbshop", "1"
Account = tuple[str, str]


class NotWritable(Exception):
    """A record with a character that the format has no way to write; the message holds the record."""


class NotBalanced(Exception):
    """A verification that does not come to nothing; the message names it."""


def write(invoices: Iterable[Invoice], *, start: date, end: date, made_on: date) -> bytes:
    """A file of type 4 with the verifications of a period within a calendar year, both days counted.

    Raises NotWritable and NotBalanced; then there is no file.
    """
    records = [*_head(start, end, made_on), *_accounts()]
    for invoice in invoices:
        records += _verification(invoice)
    return b"".join(_encoded(record) for record in records)


def bookings(invoice: Invoice) -> list[tuple[Account, Decimal]]:
    """The rows of a verification: account and amount, those of nothing left out. Raises NotBalanced."""
    content = invoice.content
    accounts: Any = settings.ACCOUNTS
    sign = -1 if invoice.kind == Invoice.Kind.CREDIT_NOTE else 1
    rows = [(accounts["receivable"], Decimal(content["payable"]))]
    for one in content["vat"]:
        kind = _charged_as(one, content["vat_zone"])
        rows.append((accounts["sales"][kind], -Decimal(one["net"])))
        if Decimal(one["vat"]):
            rows.append((accounts["vat"][kind], -Decimal(one["vat"])))
    rows.append((accounts["rounding"], -Decimal(content["rounding"])))
    kept = [(account, sign * amount) for account, amount in rows if amount]
    if sum((amount for _account, amount in kept), Decimal(0)):
        raise NotBalanced(str(invoice))
    return kept


# --- the records ---


def _charged_as(one: Mapping[str, Any], zone: str) -> str:
    if zone == REVERSE_CHARGE:
        return "reverse charge"
    return "oss" if zone.startswith(OSS) else one["rate"]


def _head(start: date, end: date, made_on: date) -> Iterator[str]:
    if start.year != end.year:
        raise ValueError("a file holds days of one year")
    shop = settings.SELLER
    yield "#FLAGGA 0"
    yield f"#PROGRAM {_quoted(PROGRAM)} {_quoted(VERSION)}"
    yield "#FORMAT PC8"
    yield f"#GEN {_day(made_on)}"
    yield "#SIETYP 4"
    yield f"#ORGNR {as_written(shop['number'])}"
    yield f"#FNAMN {_quoted(shop['name'])}"
    yield f"#RAR 0 {start.year}0101 {start.year}1231"
    yield "#KPTYP EUBAS97"
    yield f"#VALUTA {settings.SHOP_CURRENCY}"


def _accounts() -> Iterator[str]:
    known: Any = settings.ACCOUNTS
    kinds = [(known["receivable"], "T"), (known["rounding"], "I")]
    kinds += [(account, "I") for account in known["sales"].values()]
    kinds += [(account, "S") for account in known["vat"].values()]
    for (number, name), kind in sorted(kinds):
        yield f"#KONTO {number} {_quoted(name)}"
        yield f"#KTYP {number} {kind}"


def _verification(invoice: Invoice) -> Iterator[str]:
    kind = "Kreditfaktura" if invoice.kind == Invoice.Kind.CREDIT_NOTE else "Faktura"
    text = f"{kind} {invoice}, order {invoice.content['order']['number']}"
    yield f"#VER {_quoted(invoice.series_id)} {invoice.number} {_day(invoice.issued_on)} {_quoted(text)}"
    yield "{"
    for (number, _name), amount in bookings(invoice):
        yield f"   #TRANS {number} {{}} {amount:.2f}"
    yield "}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _quoted(text: str) -> str:
    r"""Between quotation marks, with those inside as \" and no control characters."""
    kept = "".join(char if char.isprintable() else " " for char in text)
    escaped = kept.replace('"', r"\"")
    return f'"{escaped}"'


def _encoded(record: str) -> bytes:
    try:
        return f"{record}\r\n".encode(ENCODING)
    except UnicodeEncodeError as error:
        raise NotWritable(record) from error
