"""Who the shop is on its documents, and which accounts its sales are booked on. Production demands its own."""

import environ

env = environ.Env()
_number = env("SHOP_ORGANISATION_NUMBER", default="")


def _demo(text):
    """The demo shop's word, where no shop of one's own is named."""
    return "" if _number else text


# The organisation number is ten digits, the VAT number SE, those and 01. The bankgiro number is digits alone.
SELLER = {
    "name": env("SHOP_NAME", default=_demo("Lykta & Lera AB")),
    "address_1": env("SHOP_STREET", default=_demo("Ugnsvägen 4")),
    "postal_code": env("SHOP_POSTAL_CODE", default=_demo("999 01")),
    "city": env("SHOP_CITY", default=_demo("Leråker")),
    "country": "SE",
    "number": _number or "5591234561",
    "vat_number": env("SHOP_VAT_NUMBER", default="") or f"SE{_number or '5591234561'}01",
    "has_f_tax": env.bool("SHOP_HAS_F_TAX", default=True),
    "bankgiro": env("SHOP_BANKGIRO", default=_demo("1234561")),
    "email": env("SHOP_INVOICE_EMAIL", default=_demo("faktura@lyktalera.example.se")),
}
ORDER_DESK_EMAIL = env("ORDER_DESK_EMAIL", default=SELLER["email"])  # where the shop's own people read of trouble
FLOW_NOTICE_EMAIL = env("FLOW_NOTICE_EMAIL", default=ORDER_DESK_EMAIL)  # who is told when a flow falls silent
# SHA-256 of the Union's official notices of the legal guarantee (Regulation (EU) 2025/1960), one a language.
GUARANTEE_NOTICE_SHA256 = env.list("GUARANTEE_NOTICE_SHA256", default=[])
FISCAL_YEAR_ENDS = (12, 31)  # month and day: how long the books are kept counts from it
INVOICE_SERIES = {"invoice": "F", "credit_note": "K"}

# BAS accounts, by what the buyer is charged: percent at home, "reverse charge", or "oss" for VAT of other countries.
ACCOUNTS = {
    "receivable": ("1510", "Kundfordringar"),
    "rounding": ("3740", "Öres- och kronutjämning"),
    "sales": {
        "25": ("3001", "Försäljning varor 25 % moms"),
        "12": ("3002", "Försäljning varor 12 % moms"),
        "6": ("3003", "Försäljning varor 6 % moms"),
        "0": ("3004", "Försäljning varor momsfri"),
        "reverse charge": ("3108", "Försäljning varor till annat EU-land, momsfri"),
        "oss": ("3106", "Försäljning varor till annat EU-land, momspliktig"),
    },
    "vat": {
        "25": ("2611", "Utgående moms 25 %"),
        "12": ("2621", "Utgående moms 12 %"),
        "6": ("2631", "Utgående moms 6 %"),
        "oss": ("2670", "Utgående moms OSS"),
    },
}
