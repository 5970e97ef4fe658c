"""What the sandbox of Fortnox remembers: customers, articles, prices, orders, invoices, payments, vouchers.

Behaves as `contracts/fortnox-3.json` says and as docs/teknik/fortnox.md lists; what is assumed is named there. Not for
production code.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from integrations.sandbox import fortnox_sums
from integrations.sandbox.fortnox_sums import exact

SWEDEN = ZoneInfo("Europe/Stockholm")
SIGNS = set("0123456789 –:.`´’,;^¤#%§£$€¢¥©™°&/()=+-*_!?²³®½@\\\u00a0\n\r\u0308\u030a")  # letters aside
ACCOUNTS = {1510, 1580, 1930, 2611, 2621, 2631, 2670, 3001, 3002, 3003, 3004, 3106, 3108, 3740}
MODES = {"BG": "1930", "KORT": "1580", "SWISH": "1930"}
FIRST_YEAR, LAST_YEAR = 2024, 2040
NOT_FOUND, TAKEN, NO_ACCOUNT, BAD_SIGN, BAD_VALUE, NO_ARTICLE, NOT_ALLOWED = (
    2000434, 2000637, 2000423, 2000359, 2000588, 2001302, 2000738,
)  # fmt: skip
Thing = dict[str, Any]


class No(Exception):
    """An answer that is no. `status` is that of HTTP."""

    def __init__(self, status: int, code: int, message: str):
        super().__init__(message)
        self.status, self.code = status, code


class Books:
    """Not safe by itself: the server holds its lock around every call. `now` is when it is, for what was modified."""

    def __init__(self, *, now: Callable[[], datetime]):
        self.now = now
        self.kept: dict[str, dict[str, Thing]] = defaultdict(dict)  # what it is, and its number
        self.modified: dict[tuple[str, str], datetime] = {}
        self.deleted_customers: set[str] = set()
        self.accounts, self.modes = set(ACCOUNTS), dict(MODES)
        self.locked_until: str | None = None
        self.rounds_off = False
        self.sent: list[tuple[str, str]] = []  # how, and which document: a message has left
        self.floor = 0  # numbers begin above it
        self._last: dict[str, int] = defaultdict(int)

    # --- the ledger: what tests ask ---

    def of_order(self, number: str, what: str = "Invoice") -> list[Thing]:
        """Every order or invoice that names an order of the shop's, cancelled ones left out."""
        found = self.kept[what].values()
        return [one for one in found if one.get("ExternalInvoiceReference1") == number and not one["Cancelled"]]

    def payments_of(self, invoice: Thing) -> list[Thing]:
        wanted = int(invoice["DocumentNumber"])
        return [one for one in self.kept["InvoicePayment"].values() if one["InvoiceNumber"] == wanted]

    def vouchers(self) -> list[Thing]:
        return list(self.kept["Voucher"].values())

    # --- what is done at Fortnox by their own people ---

    def delete_customer(self, number: str) -> None:
        del self.kept["Customer"][number]
        self.deleted_customers.add(number)

    def pay_by_bank(self, invoice: Thing, amount: str, *, day: str) -> Thing:
        """The bookkeeper reads in the bank's file."""
        asked = {"InvoiceNumber": int(invoice["DocumentNumber"]), "Amount": float(amount), "PaymentDate": day,
                 "ModeOfPayment": "BG"}  # fmt: skip
        payment = self.add_payment(asked)
        return self.book_payment(payment["Number"])

    def change(self, what: str, number: str, **fields: Any) -> None:
        self.kept[what][number] |= fields
        self._touch(what, number)

    # --- customers, articles, prices ---

    def add_customer(self, asked: Thing) -> Thing:
        number = asked.get("CustomerNumber") or self._next("Customer")
        if number in self.kept["Customer"] or number in self.deleted_customers:
            raise No(400, TAKEN, f"Kundnummer {number} är redan använt.")
        return self._keep("Customer", number, {"Active": True, "VATType": "SEVAT", **asked, "CustomerNumber": number})

    def add_article(self, asked: Thing) -> Thing:
        number = asked.get("ArticleNumber") or self._next("Article")
        if number in self.kept["Article"]:
            raise No(400, 2000013, f"Artikelnummer {number} är redan använt.")
        return self._keep("Article", number, {"Active": True, **asked, "ArticleNumber": number})

    def add_price_list(self, asked: Thing) -> Thing:
        if asked["Code"] in self.kept["PriceList"]:
            raise No(400, 2000013, "Prislistan finns redan.")
        return self._keep("PriceList", asked["Code"], dict(asked))

    def add_price(self, asked: Thing) -> Thing:
        key = price_key(asked["PriceList"], asked["ArticleNumber"], asked.get("FromQuantity", 0))
        if asked["PriceList"] not in self.kept["PriceList"]:
            raise No(400, NOT_FOUND, "Kan inte hitta prislistan.")
        if asked["ArticleNumber"] not in self.kept["Article"]:
            raise No(400, NO_ARTICLE, "Kan inte hitta artikeln.")
        if key in self.kept["Price"]:
            raise No(400, 2000013, "Priset finns redan.")
        return self._keep("Price", key, {"FromQuantity": 0.0, **asked})

    def update(self, what: str, number: str, asked: Thing) -> Thing:
        """Fields that are left out are kept; rows that are given replace every row."""
        self.found(what, number)
        return self._keep(what, number, {**self.kept[what][number], **asked})

    # --- orders and invoices ---

    def add_document(self, what: str, asked: Thing) -> Thing:
        number = asked.get("DocumentNumber") or self._next(what)
        if number in self.kept[what]:
            raise No(400, 2000013, "Dokumentnumret är redan använt.")
        fresh = {"DocumentNumber": number, "Cancelled": False, "Sent": False, "Currency": "SEK", "VATIncluded": False}
        if what == "Invoice":
            fresh |= {"Booked": False, "Credit": "false", "InvoiceDate": self._today(), "InvoiceType": "INVOICE"}
        return self._document(what, number, {**fresh, **asked})

    def update_document(self, what: str, number: str, asked: Thing) -> Thing:
        known = self.found(what, number)
        if known["Cancelled"] or known.get("Booked") or known.get("InvoiceReference"):
            raise No(400, NOT_ALLOWED, "Dokumentet är låst och kan inte ändras.")
        return self._document(what, number, {**known, **asked})

    def cancel(self, what: str, number: str) -> Thing:
        known = self.found(what, number)
        if known.get("Booked") or known.get("InvoiceReference"):
            raise No(400, NOT_ALLOWED, "Dokumentet är bokfört eller fakturerat och kan inte makuleras.")
        return self._keep(what, number, {**known, "Cancelled": True})

    def invoice_order(self, number: str) -> Thing:
        order = self.found("Order", number)
        if order["Cancelled"] or order.get("InvoiceReference"):
            raise No(400, NOT_ALLOWED, "Ordern är redan fakturerad eller makulerad.")
        same = ("CustomerNumber", "CustomerName", "VATIncluded", "ExternalInvoiceReference1", "Currency",
                "ExternalInvoiceReference2", "YourOrderNumber", "YourReference")  # fmt: skip
        rows = [{name: one for name, one in row.items() if name in ROW} for row in order["OrderRows"]]
        asked = {name: order[name] for name in same if name in order}
        invoice = self.add_document("Invoice", asked | {"InvoiceRows": rows, "OrderReference": number})
        self._keep("Order", number, {**order, "InvoiceReference": invoice["DocumentNumber"]})
        return invoice

    def credit(self, number: str) -> Thing:
        """The invoice itself comes back, with the number of the credit note that was made of all of its rows."""
        invoice = self.found("Invoice", number)
        if not invoice["Booked"] or invoice.get("CreditInvoiceReference", "0") != "0":
            raise No(400, NOT_ALLOWED, "Fakturan är inte bokförd, eller är redan krediterad.")
        rows = [row | {"DeliveredQuantity": str(-exact(row["DeliveredQuantity"]))} for row in invoice["InvoiceRows"]]
        same = ("CustomerNumber", "CustomerName", "VATIncluded", "Currency", "ExternalInvoiceReference1")
        asked = {name: invoice[name] for name in same if name in invoice} | {"InvoiceRows": rows}
        note = self.add_document("Invoice", asked | {"CreditInvoiceReference": number})
        return self._keep("Invoice", number, {**invoice, "CreditInvoiceReference": note["DocumentNumber"]})

    def book(self, number: str) -> Thing:
        invoice = self.found("Invoice", number)
        if invoice["Booked"] or invoice["Cancelled"]:
            raise No(400, NOT_ALLOWED, "Fakturan är redan bokförd, eller makulerad.")
        self._refuse_locked(invoice["InvoiceDate"])
        self._last["A"] += 1
        [year] = years_of(invoice["InvoiceDate"])
        booked = {"Booked": True, "VoucherSeries": "A", "VoucherNumber": self._last["A"], "VoucherYear": year["Id"]}
        return self._keep("Invoice", number, {**invoice, **booked})

    def send(self, what: str, number: str, how: str) -> Thing:
        known = self.found(what, number)
        self.sent.append((how, number))
        return self._keep(what, number, {**known, "Sent": True})

    # --- payments and vouchers ---

    def add_payment(self, asked: Thing) -> Thing:
        invoice = self.found("Invoice", str(asked["InvoiceNumber"]))
        if not invoice["Booked"]:
            raise No(400, NOT_ALLOWED, "Fakturan är inte bokförd.")
        if asked.get("ModeOfPayment") not in self.modes:
            raise No(400, BAD_VALUE, "Kan inte hitta betalningssättet.")
        number = self._next("InvoicePayment")
        fresh = {"Number": number, "Booked": False, "Currency": invoice["Currency"], "Source": "manual"}
        return self._keep("InvoicePayment", number, fresh | asked)

    def book_payment(self, number: str, _asked: Thing | None = None) -> Thing:
        payment = self.found("InvoicePayment", number)
        if payment["Booked"]:
            raise No(400, NOT_ALLOWED, "Betalningen är redan bokförd.")
        self._refuse_locked(payment["PaymentDate"])
        booked = self._keep("InvoicePayment", number, {**payment, "Booked": True})
        invoice = str(payment["InvoiceNumber"])
        balance = exact(self.kept["Invoice"][invoice]["Balance"]) - exact(payment["Amount"])
        self.change("Invoice", invoice, Balance=float(balance))
        return booked

    def add_voucher(self, asked: Thing) -> Thing:
        rows, day = asked["VoucherRows"], asked["TransactionDate"]
        if sum(exact(row.get("Debit")) - exact(row.get("Credit")) for row in rows):
            raise No(400, 2000656, "Verifikationen balanserar inte.")
        for row in rows:
            self._refuse_account(row["Account"])
        if asked["Year"] not in [one["Id"] for one in years_of(day)]:
            raise No(400, BAD_VALUE, "Datumet ligger utanför räkenskapsåret.")
        self._refuse_locked(day)
        series = asked["VoucherSeries"]
        self._last[series] += 1
        key = f"{series}/{self._last[series]}"
        return self._keep("Voucher", key, {**asked, "VoucherNumber": self._last[series], "ReferenceType": "MANUAL"})

    def found(self, what: str, number: str) -> Thing:
        if number not in self.kept[what]:
            raise No(404, NOT_FOUND, f"Kan inte hitta {what} {number}.")
        return self.kept[what][number]

    # --- the steps ---

    def _document(self, what: str, number: str, known: Thing) -> Thing:
        """With its sums, after everything that it names has been looked up."""
        if known["CustomerNumber"] not in self.kept["Customer"]:
            raise No(400, 2000433, "Kan inte hitta kunden.")
        rows = known.get(f"{what}Rows", [])
        for row in rows:
            if row.get("ArticleNumber") and row["ArticleNumber"] not in self.kept["Article"]:
                raise No(400, NO_ARTICLE, f"Kan inte hitta artikeln {row['ArticleNumber']}.")
            if "AccountNumber" in row:
                self._refuse_account(row["AccountNumber"])
            elif row.get("VAT") not in (None, 0, 6, 12, 25):
                raise No(400, 2004167, "Konto krävs för momssatsen.")
        kind = self.kept["Customer"][known["CustomerNumber"]]["VATType"]
        taxed = kind in ("SEVAT", "EUVAT")
        told = fortnox_sums.of(rows, is_gross=known["VATIncluded"], is_taxed=taxed, rounds_off=self.rounds_off)
        if what == "Invoice":
            told |= {"Balance": told["Total"], "Credit": "true" if told["Total"] < 0 else "false"}
        return self._keep(what, number, {**known, **told})

    def _refuse_account(self, account: int) -> None:
        if account not in self.accounts:
            raise No(400, NO_ACCOUNT, f"Kan inte hitta konto {account}.")

    def _refuse_locked(self, day: str) -> None:
        if self.locked_until and day <= self.locked_until:
            raise No(400, 2000630, "Perioden är låst.")

    def _keep(self, what: str, number: str, thing: Thing) -> Thing:
        self.kept[what][number] = thing
        self._touch(what, number)
        return thing

    def _touch(self, what: str, number: str) -> None:
        self.modified[what, number] = self.now()

    def _next(self, what: str) -> str:
        self._last[what] = max(self._last[what], self.floor) + 1
        while str(self._last[what]) in self.kept[what]:
            self._last[what] += 1
        return str(self._last[what])

    def _today(self) -> str:
        return self.now().astimezone(SWEDEN).date().isoformat()


ROW = ("ArticleNumber", "Description", "DeliveredQuantity", "Price", "Discount", "DiscountType", "VAT", "AccountNumber",
       "Unit")  # fmt: skip


def price_key(price_list: str, article: str, quantity: Any) -> str:
    return f"{price_list}/{article}/{exact(quantity):f}".removesuffix(".0")


def years_of(day: str) -> list[Thing]:
    """The financial year that has a day; every year when none is named. Its id is not its number."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    found = [{"Id": year - 2023, "FromDate": f"{year}-01-01", "ToDate": f"{year}-12-31"} for year in years]
    return [one for one in found if not day or str(one["FromDate"]) <= day <= str(one["ToDate"])]


def refuse_signs(thing: Any) -> None:
    """Texts have only the letters and signs that Fortnox lists."""
    if isinstance(thing, dict):
        for one in thing.values():
            refuse_signs(one)
    elif isinstance(thing, list):
        for one in thing:
            refuse_signs(one)
    elif isinstance(thing, str):
        if bad := [sign for sign in thing if not (sign.isalpha() or sign in SIGNS)]:
            raise No(400, BAD_SIGN, f"Otillåtna tecken: {' '.join(bad)}")
