"""What the pages about the partners call things, in Swedish."""

from dataclasses import dataclass

from integrations.sandbox.faults import EVERY, Calls, Fault


@dataclass(frozen=True, slots=True)
class About:
    """A partner as it is introduced. `calls` are its more telling calls: what a fault can be set for."""

    name: str
    what: str
    system: str
    calls: tuple[tuple[str, str, str], ...]


ALL_CALLS = (EVERY, "/", "Alla anrop")
PARTNERS = {
    "stripe": About(
        "Stripe",
        "Kortbetalning. Kunden betalar på en sida här, Stripe ropar tillbaka.",
        "betalning",
        (
            ALL_CALLS,
            ("POST", "/v1/checkout/sessions", "Öppna en betalsida"),
            ("POST", "/v1/refunds", "Återbetala"),
            ("GET", "/v1/", "Läsa"),
        ),
    ),
    "swish": About(
        "Swish",
        "Betalning i mobilen. Godkänns av sig själv efter fem sekunder, eller med knappen.",
        "betalning",
        (
            ALL_CALLS,
            ("PUT", "/swish-cpcapi/api/v2/paymentrequests/", "Be om en betalning"),
            ("PUT", "/swish-cpcapi/api/v2/refunds/", "Återbetala"),
            ("GET", "/swish-cpcapi/", "Läsa"),
        ),
    ),
    "nexi": About(
        "Nexi Checkout",
        "Kort och Swish på Nexis sida. Kunden betalar på en sida här.",
        "betalning",
        (
            ALL_CALLS,
            ("POST", "/v1/payments", "Öppna en betalsida"),
            ("POST", "/v1/charges/", "Återbetala"),
            ("GET", "/v1/", "Läsa"),
        ),
    ),
    "fortnox": About(
        "Fortnox",
        "Bokföringen: kunder, artiklar, fakturor och inbetalningar.",
        "bokföring",
        (
            ALL_CALLS,
            ("POST", "/3/invoices", "Göra en faktura"),
            ("PUT", "/3/invoices/", "Bokföra eller ändra en faktura"),
            ("POST", "/3/invoicepayments", "Föra in en betalning"),
            ("POST", "/oauth-v1/token", "Hämta en nyckel"),
        ),
    ),
    "ongoing": About(
        "Ongoing WMS",
        "Sköter huvudlagret: får order, plockar, skickar och säger vad som finns.",
        "lager",
        (
            ALL_CALLS,
            ("PUT", "/api/v1/orders", "Ta emot en order"),
            ("PUT", "/api/v1/articles", "Ta emot en artikel"),
            ("GET", "/api/v1/", "Läsa"),
        ),
    ),
    "shipmondo": About(
        "Shipmondo",
        "Bokar frakten för butikens eget lager: ombud, fraktsedlar, spårning.",
        "frakt",
        (
            ALL_CALLS,
            ("POST", "/api/public/v3/sales_orders", "Lägga upp och boka"),
            ("GET", "/api/public/v3/shipments/", "Hämta fraktsedeln"),
            ("GET", "/api/public/v3/service_point/", "Hitta ombud"),
        ),
    ),
    "nshift": About(
        "nShift Delivery",
        "En annan väg att boka frakt. Väljs på leveranssättet i butiken.",
        "frakt",
        (
            ALL_CALLS,
            ("POST", "/rs-extapi/v1/stored-shipments", "Lagra och boka"),
            ("GET", "/rs-extapi/v1/addresses/", "Hitta ombud"),
        ),
    ),
    "postnord": About(
        "PostNord",
        "Följer paketen, också dem som andra har bokat, och kan bokas själv.",
        "frakt",
        (
            ALL_CALLS,
            ("POST", "/rest/shipment/", "Boka"),
            ("GET", "/rest/shipment/", "Följa"),
            ("GET", "/rest/businesslocation/", "Hitta ombud"),
        ),
    ),
}
FAULTS = {
    Fault.TOO_MANY: "för många anrop (429)",
    Fault.UNAVAILABLE: "fel hos partnern (500), inget görs",
    Fault.FAIL_AFTER: "görs, men svaret är 500",
    Fault.DROP: "bryter kontakten, inget görs",
    Fault.DROP_AFTER: "görs, men svarar aldrig",
    Fault.CUT: "görs, men svaret kapas",
    Fault.NOT_JSON: "svarar 200 med en webbsida",
    Fault.SLOW: "svarar först efter trettio sekunder",
}
CALLS = {
    Calls.ONCE: "en gång",
    Calls.TWICE: "två gånger",
    Calls.BACKWARDS: "det nyaste först",
    Calls.NEVER: "aldrig",
}
TIMES = ((1, "nästa gång"), (3, "tre gånger"), (10, "tio gånger"), (0, "tills det stängs av"))
BY_ITSELF = {
    "swish": ("Betalningar godkänns av sig själva", "efter fem sekunder"),
    "ongoing": ("Order plockas och skickas av sig själva", "efter tjugo sekunder"),
    "shipmondo": ("Paket går vidare av sig själva", "ett steg var tjugonde sekund"),
}
