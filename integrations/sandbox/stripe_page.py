"""The page where a shopper would pay at Stripe: what it costs, and whether the bank says yes."""

from html import escape
from typing import Any

WORDS = {
    "sv": {"pay": "Betala", "decline": "Betala med ett kort som nekas", "back": "Tillbaka till butiken",
           "declined": "Kortet nekades. Försök igen.", "total": "Att betala"},
    "en": {"pay": "Pay", "decline": "Pay with a card that is declined", "back": "Back to the shop",
           "declined": "The card was declined. Try again.", "total": "To pay"},
}  # fmt: skip
SHELL = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Stripe (sandbox)</title>
<style>:root {{ color-scheme: light dark }} body {{ font: 1rem/1.5 system-ui; max-width: 30rem; margin: 2rem auto;
padding: 0 1rem }} td:last-child {{ text-align: right }} table, button {{ width: 100%; margin: .5rem 0 }}
button {{ font: inherit; padding: .75rem }}</style></head>
<body><main><h1>Stripe (sandbox)</h1>{main}</main></body></html>
"""


def written(session: dict[str, Any], *, is_declined: bool = False) -> bytes:
    lang = session["locale"] if session["locale"] in WORDS else "en"
    words = WORDS[lang]
    rows = "".join(_row(f"{_name(line)} × {line['quantity']}", _total(line)) for line in session["line_items"])
    rows += _row(words["total"], session["amount_total"])
    alert = f'<p role="alert">{words["declined"]}</p>' if is_declined else ""
    buttons = "".join(
        f'<button name="outcome" value="{outcome}">{escape(words[outcome])}</button>' for outcome in ("pay", "decline")
    )
    back = f'<p><a href="{escape(session["cancel_url"] or "")}">{words["back"]}</a></p>'
    main = f'{alert}<table>{rows}</table><form method="post">{buttons}</form>{back}'
    return SHELL.format(lang=lang, main=main).encode()


def gone(why: str) -> bytes:
    return SHELL.format(lang="en", main=f"<p>{escape(why)}</p>").encode()


def _row(name: str, ore: int) -> str:
    return f"<tr><td>{escape(name)}</td><td>{ore / 100:.2f}</td></tr>"


def _name(line: dict[str, Any]) -> str:
    return line["price_data"]["product_data"]["name"]


def _total(line: dict[str, Any]) -> int:
    return line["quantity"] * line["price_data"]["unit_amount"]
