"""What the sandbox of Fortnox does at each address: the name of what comes back, and who makes it."""

from collections.abc import Callable
from typing import Any

from integrations.sandbox.fortnox_books import NOT_FOUND, Books, No, Thing, price_key

CUSTOMER, ARTICLE, LIST = "/3/customers/{CustomerNumber}", "/3/articles/{ArticleNumber}", "/3/pricelists/{Code}"
ORDER, INVOICE, PAYMENT = "/3/orders/{DocumentNumber}", "/3/invoices/{DocumentNumber}", "/3/invoicepayments/{Number}"
PRICE = "/3/prices/{PriceList}/{ArticleNumber}/{FromQuantity}"
# What is listed, and in which the filters look.
LISTS = {
    "GET /3/customers": "Customer",
    "GET /3/articles": "Article",
    "GET /3/pricelists": "PriceList",
    "GET /3/orders": "Order",
    "GET /3/invoices": "Invoice",
    "GET /3/invoicepayments": "InvoicePayment",
}
Work = Callable[[Books, list[str], Any], Thing]


def _mode(books: Books, at: list[str], _asked: Any) -> Thing:
    if at[0] not in books.modes:
        raise No(404, NOT_FOUND, "Kan inte hitta betalningssättet.")
    return {"Code": at[0], "Description": at[0], "AccountNumber": books.modes[at[0]]}


WORK: dict[str, tuple[str, Work]] = {
    f"GET {CUSTOMER}": ("Customer", lambda books, at, _: books.found("Customer", at[0])),
    f"GET {ARTICLE}": ("Article", lambda books, at, _: books.found("Article", at[0])),
    f"GET {LIST}": ("PriceList", lambda books, at, _: books.found("PriceList", at[0])),
    f"GET {PRICE}": ("Price", lambda books, at, _: books.found("Price", price_key(*at))),
    f"GET {ORDER}": ("Order", lambda books, at, _: books.found("Order", at[0])),
    f"GET {INVOICE}": ("Invoice", lambda books, at, _: books.found("Invoice", at[0])),
    f"GET {PAYMENT}": ("InvoicePayment", lambda books, at, _: books.found("InvoicePayment", at[0])),
    "GET /3/vouchers/{VoucherSeries}/{VoucherNumber}": (
        "Voucher",
        lambda books, at, _: books.found("Voucher", "/".join(at)),
    ),
    "GET /3/modesofpayments/{Code}": ("ModeOfPayment", _mode),
    "GET /3/settings/lockedperiod": (
        "LockedPeriod",
        lambda books, _at, _: {"EndDate": books.locked_until} if books.locked_until else {},
    ),
    "GET /3/companyinformation": ("CompanyInformation", lambda _books, _at, _: {"CompanyName": "Provbolaget AB"}),
    "POST /3/customers": ("Customer", lambda books, _at, asked: books.add_customer(asked)),
    f"PUT {CUSTOMER}": ("Customer", lambda books, at, asked: books.update("Customer", at[0], asked)),
    "POST /3/articles": ("Article", lambda books, _at, asked: books.add_article(asked)),
    f"PUT {ARTICLE}": ("Article", lambda books, at, asked: books.update("Article", at[0], asked)),
    "POST /3/pricelists": ("PriceList", lambda books, _at, asked: books.add_price_list(asked)),
    f"PUT {LIST}": ("PriceList", lambda books, at, asked: books.update("PriceList", at[0], asked)),
    "POST /3/prices": ("Price", lambda books, _at, asked: books.add_price(asked)),
    f"PUT {PRICE}": ("Price", lambda books, at, asked: books.update("Price", price_key(*at), asked)),
    "POST /3/orders": ("Order", lambda books, _at, asked: books.add_document("Order", asked)),
    f"PUT {ORDER}": ("Order", lambda books, at, asked: books.update_document("Order", at[0], asked)),
    f"PUT {ORDER}/cancel": ("Order", lambda books, at, _: books.cancel("Order", at[0])),
    f"PUT {ORDER}/createinvoice": ("Invoice", lambda books, at, _: books.invoice_order(at[0])),
    f"GET {ORDER}/email": ("Order", lambda books, at, _: books.send("Order", at[0], "email")),
    "POST /3/invoices": ("Invoice", lambda books, _at, asked: books.add_document("Invoice", asked)),
    f"PUT {INVOICE}": ("Invoice", lambda books, at, asked: books.update_document("Invoice", at[0], asked)),
    f"PUT {INVOICE}/cancel": ("Invoice", lambda books, at, _: books.cancel("Invoice", at[0])),
    f"PUT {INVOICE}/bookkeep": ("Invoice", lambda books, at, _: books.book(at[0])),
    f"PUT {INVOICE}/credit": ("Invoice", lambda books, at, _: books.credit(at[0])),
    f"GET {INVOICE}/email": ("Invoice", lambda books, at, _: books.send("Invoice", at[0], "email")),
    f"GET {INVOICE}/einvoice": ("Invoice", lambda books, at, _: books.send("Invoice", at[0], "einvoice")),
    "POST /3/invoicepayments": ("InvoicePayment", lambda books, _at, asked: books.add_payment(asked)),
    f"PUT {PAYMENT}/bookkeep": ("InvoicePayment", lambda books, at, _: books.book_payment(at[0])),
    "POST /3/vouchers": ("Voucher", lambda books, _at, asked: books.add_voucher(asked)),
}
