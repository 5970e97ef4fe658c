"""Quick order: paste article numbers and quantities, see each with price and stock, put them all in the cart.

Nothing is put in the cart while any row has a problem, and whatever was written stays on the page.
"""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commerce.cart import basket, cookie, told, wanted
from commerce.cart.wanted import Wanted
from commerce.customers.may import Function, for_those_who_may
from commerce.customers.shopper import Shopper
from commerce.pricing.unit_price import UnitPrice
from integrations.formats import quick_order, workbook
from integrations.formats.problems import Unreadable
from integrations.formats.quick_order import MOST_ROWS, Asked, TooMany

LARGEST_FILE, LONGEST_TEXT = 2_000_000, 100_000
ENCODINGS = ("utf-8-sig", "cp1252")


class PasteForm(forms.Form):
    """What is pasted, or a file of it. `rows` are those that were read."""

    text = forms.CharField(
        label=gettext_lazy("Article numbers and quantities"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(label=gettext_lazy("Or a file"), required=False)

    def clean(self):
        told = super().clean() or self.cleaned_data
        if self.errors:
            return told
        field = "file" if told.get("file") else "text"
        try:
            told["rows"] = _read_file(told["file"]) if field == "file" else quick_order.read(told["text"])
        except (TooMany, Unreadable) as fault:
            self.add_error(field, str(fault))
        else:
            if not told["rows"]:
                self.add_error("text", _("Paste at least one article number, or choose a file."))
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the page: what was written, and what is known of the article."""

    asked: Asked
    found: Wanted | None
    problem: str | Promise
    name: str
    label: str
    unit: Decimal | None
    measured: UnitPrice | None
    total: Decimal | None


@never_cache
@for_those_who_may(Function.QUICK_ORDER)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """Paste (`text`, `file`), look again at what is edited (`sku`, `quantity`), or put it in the cart (`add`)."""
    if request.method != "POST":
        return _show(request, PasteForm(), [])
    if "sku" in request.POST:
        rows = _edited(request.POST)
        return _add(request, rows) if "add" in request.POST else _show(request, PasteForm(), rows)
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, [], status=422)
    return _show(request, PasteForm(), form.cleaned_data["rows"])


def _read_file(file) -> list[Asked]:
    if file.size > LARGEST_FILE:
        raise Unreadable(_("The file is larger than 2 MB."))
    if workbook.is_workbook(file) or file.name.lower().endswith(workbook.ENDINGS):
        return quick_order.read_rows(workbook.rows(file))
    file.seek(0)
    written = file.read()
    for encoding in ENCODINGS:
        try:
            return quick_order.read(written.decode(encoding).replace("\x00", ""))
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The file is neither text nor a workbook."))


def _edited(sent) -> list[Asked]:
    """The rows as they stand in the fields; one whose number is emptied is left out, and `swap` changes one number."""
    pairs = list(zip(sent.getlist("sku"), sent.getlist("quantity"), strict=False))[:MOST_ROWS]
    place, _dot, sku = sent.get("swap", "").partition(":")
    if sku and place.isdecimal() and int(place) < len(pairs):
        pairs[int(place)] = (sku, pairs[int(place)][1])
    return [quick_order.asked(sku.replace("\x00", ""), quantity) for sku, quantity in pairs if sku.strip("\x00 ")]


def _add(request, rows: list[Asked]):
    if not rows or any(row.quantity is None for row in rows):
        return _show(request, PasteForm(), rows, status=422)
    mine = cookie.cart_of(request) or basket.open_cart(user_id=request.user.pk)
    put = wanted.add_all(mine, [(row.sku, row.quantity or 0) for row in rows], shopper=request.shopper)
    if any(one.problem == "bound" for one in put):
        messages.warning(request, told.bound_words())
    if any(one.problem for one in put):
        return _show(request, PasteForm(), rows, status=422)
    said = ngettext("%(count)s article is in the cart.", "%(count)s articles are in the cart.", len(put))
    messages.success(request, said % {"count": len(put)})
    response = redirect("cart")
    cookie.write(response, mine)
    return response


def _show(request, form, rows: list[Asked], status=200):
    shown = _looked_at(request, rows)
    totals = [row.total for row in shown if row.total is not None and not row.problem]
    context = {
        "form": form,
        "rows": shown,
        "problem_count": sum(bool(row.problem) for row in shown),
        "total": sum(totals, Decimal(0)) if totals else None,
        "most": MOST_ROWS,
    }
    return render(request, "integrations/quick_order.html", context, status=status)


def _looked_at(request, rows: list[Asked]) -> list[Row]:
    """An article that stands in several rows is looked up for their sum, and shown in each."""
    if not rows:
        return []
    asked = [(row.sku, row.quantity or 0) for row in rows]
    found = wanted.look(asked, shopper=request.shopper, cart=cookie.cart_of(request))
    exact = {one.sku: one for one in found}
    loose = {one.sku.upper(): one for one in found}
    return [_row(row, exact.get(row.sku) or loose.get(row.sku.upper()), request.shopper) for row in rows]


def _row(asked: Asked, found: Wanted | None, shopper: Shopper) -> Row:
    variant = found.variant if found else None
    unit = found.unit(shopper) if found else None
    return Row(
        asked=asked,
        found=found,
        problem=_problem(asked, found),
        name=variant.product.name_in(shopper.locale) if variant else "",
        label=variant.label_in(shopper.locale) if variant else "",
        unit=unit,
        measured=found.measured(shopper) if found else None,
        total=unit * asked.quantity if unit is not None and asked.quantity else None,
    )


def _problem(asked: Asked, found: Wanted | None) -> str | Promise:
    if found is None or found.problem == "unknown":
        return _("There is no such article.")
    if found.problem == "closed":
        return _("That article is not sold right now.")
    if asked.quantity is None:
        return _("Write the quantity as a whole number.")
    if asked.quantity < 1 or found.problem == "quantity":
        return _("Choose a quantity between 1 and 9999.")
    if found.problem == "stock" and found.held:
        return _("There are %(count)s more, beside the %(held)s in your cart.") % {
            "count": found.available,
            "held": found.held,
        }
    if found.problem == "stock":
        return _("There are only %(count)s.") % {"count": found.available} if found.available else _("Sold out.")
    return ""
