"""The grid of a price change set on the screen: cells to write in, and many changed at a time."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from commerce.catalogue.models import Category, Variant
from commerce.pricing import drafting
from commerce.pricing import grid as grids
from commerce.pricing.change_sets import PriceChangeSet, SetRefused
from commerce.pricing.models import PriceList
from commerce.pricing.set_views import DRAFT, set_address, state_chip
from commerce.pricing.typed import AmountField, Unclear, ends, read_amount
from commerce.register.columns import money
from commerce.register.paging import RegisterPaginator

ROWS, MOST_COLUMNS, MOST_LISTS = 25, 12, 300


class GridForm(forms.Form):
    """What the grid shows. It lives in the address, so that a grid can be kept as a bookmark."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    category = forms.ModelChoiceField(
        Category.objects.order_by("name_sv"),
        label=gettext_lazy("Category"),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    on_list = forms.ModelChoiceField(
        PriceList.objects.order_by("name"),
        label=gettext_lazy("With a price on"),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    drafted = forms.BooleanField(label=gettext_lazy("Only what the set changes"), required=False)
    list = forms.ModelMultipleChoiceField(
        PriceList.objects.order_by("name"), label=gettext_lazy("Price lists to show"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    tier = forms.IntegerField(label=gettext_lazy("A tier more, from"), required=False, min_value=2, max_value=999_999)


@dataclass(slots=True)
class Asked:
    """The grid that an address asks for; what cannot be in it is left out."""

    change_set: PriceChangeSet
    form: GridForm
    given: QueryDict
    now: datetime

    @classmethod
    def by(cls, request, set_id):
        if not request.user.has_perm(DRAFT):
            raise PermissionDenied
        change_set = get_object_or_404(PriceChangeSet, pk=set_id)
        form = GridForm(request.GET)
        form.is_valid()
        return cls(change_set, form, request.GET, timezone.now())

    @property
    def variants(self):
        given = self.form.cleaned_data
        category, on_list = given.get("category"), given.get("on_list")
        return grids.Wanted(
            words=given.get("q", ""),
            category=category and category.pk,
            on_list=on_list and on_list.pk,
            only_drafted=given.get("drafted", False),
        ).variants(self.change_set)

    @property
    def lists(self):
        """Those ticked; else those that the set changes already; else the one for everyone."""
        chosen = list(self.form.cleaned_data.get("list") or ())
        if not chosen:
            own = self.change_set.changes.order_by().values("price_list").distinct()
            chosen = list(PriceList.objects.filter(pk__in=own).order_by("name")[:4])
        return (chosen or list(PriceList.objects.filter(is_for_everyone=True).order_by("pk")[:1]))[:MOST_COLUMNS]

    @property
    def query(self):
        known = {name: value for name, value in self.given.lists() if name in (*self.form.fields, "p")}
        return urlencode({name: value for name, value in known.items() if any(value)}, doseq=True)

    @property
    def address(self):
        url = reverse("price_set_grid", args=[self.change_set.pk])
        return f"{url}?{self.query}" if self.query else url


def grid(request, set_id):
    """Show the cells, or write those that were changed: all of them, or none and each fault at its cell."""
    asked = Asked.by(request, set_id)
    page = RegisterPaginator(asked.variants, ROWS, rows=Variant.objects.select_related("product")).get_page(
        request.GET.get("p", 1)
    )
    variants = list(page.object_list)
    more = {asked.form.cleaned_data.get("tier")} - {None}
    across = grids.columns(variants, asked.lists, asked.change_set, more_tiers=more, now=asked.now)
    lines = grids.lines(variants, across, asked.change_set, now=asked.now)
    is_draft = asked.change_set.state == PriceChangeSet.State.DRAFT
    if request.method == "POST":
        wanted, forgotten, has_faults = _read(lines, request.POST)
        if not has_faults and _write(request, asked, wanted, forgotten):
            return HttpResponseRedirect(asked.address)
    context = {
        "change_set": asked.change_set,
        "state": state_chip(asked.change_set),
        "is_draft": is_draft,
        "form": asked.form,
        "adjust_form": AdjustForm(),
        "page_obj": page,
        "across": _headings(across),
        "lines": [_shown(line) for line in lines],
        "has_faults": any(cell.fault for line in lines for cell in line.cells),
        "count": page.paginator.count,
        "has_more": page.paginator.has_more,
        "address": asked.address,
        "query": asked.query,
        "adjust_url": f"{reverse('price_set_adjust', args=[set_id])}?{asked.query}",
        "breadcrumbs_items": _crumbs(asked.change_set),
        "set_url": set_address(set_id),
        "grid_url": reverse("price_set_grid", args=[set_id]),
        "lists": asked.lists,
    }
    return render(request, "modeladmin/pricing/pricechangeset/grid.html", context)


def _read(lines, posted):
    """What the cells of the page ask for, where they differ from what the page showed."""
    wanted, forgotten, has_faults = {}, [], False
    for line in lines:
        for cell in line.cells:
            typed = posted.get(f"new-{cell.name}")
            if typed is None or typed.strip() == posted.get(f"shown-{cell.name}", "").strip():
                continue
            if not typed.strip():
                forgotten.append(cell.key)
                continue
            try:
                amount = None if ends(typed) else read_amount(typed, currency=cell.column.price_list.currency)
                wanted[cell.key] = amount
                cell.typed = typed
            except Unclear as unclear:
                cell.typed, cell.fault, has_faults = typed, str(unclear), True
    return wanted, forgotten, has_faults


def _write(request, asked, wanted, forgotten):
    if not wanted and not forgotten:
        return True
    try:
        drafting.write(asked.change_set.pk, wanted, forgotten=forgotten, by=request.user, now=asked.now)
    except SetRefused as refusal:
        messages.error(request, str(refusal))
        return False
    count = len(wanted) + len(forgotten)
    messages.success(request, ngettext("%(n)s price is saved.", "%(n)s prices are saved.", count) % {"n": count})
    return True


def _headings(across):
    return [
        {
            "name": column.price_list.name,
            "from": column.min_quantity if column.min_quantity > 1 else "",
            "basis": capfirst(column.price_list.get_basis_display()),
        }
        for column in across
    ]


def _shown(line):
    return {"variant": line.variant, "cells": [_shown_cell(cell) for cell in line.cells]}


def _shown_cell(cell):
    currency = cell.column.price_list.currency
    shown = "–" if cell.is_drafted and cell.drafted is None else _plain(cell.drafted)
    return {
        "name": cell.name,
        "heading": cell.column,
        "standing": None if cell.standing is None else money(cell.standing, currency),
        "shown": shown,
        "value": cell.typed or shown,
        "is_drafted": cell.is_drafted,
        "fault": cell.fault,
        "percent": cell.percent,
        "is_large": cell.percent is not None and abs(cell.percent) > 30,
        "margin": cell.margin,
        "is_under_cost": cell.is_under_cost,
        "facts": {
            "standing": "" if cell.standing is None else str(cell.standing),
            "cost": "" if cell.cost is None else str(cell.cost),
            "rate": str(cell.rate) if cell.column.price_list.basis == PriceList.Basis.GROSS else "0",
        },
    }


def _plain(amount):
    return "" if amount is None else formats.localize(amount, use_l10n=True)


def _crumbs(change_set):
    return [
        {
            "url": reverse("pricing_pricechangeset_modeladmin_index"),
            "label": capfirst(PriceChangeSet._meta.verbose_name_plural),
        },
        {"url": set_address(change_set.pk), "label": change_set.name, "sublabel": _("Grid")},
    ]


class PercentField(AmountField):
    def to_python(self, value):
        return super().to_python(value.strip().removesuffix("%").strip() if isinstance(value, str) else value)


class AdjustForm(forms.Form):
    """Many at a time: percent, then an amount, then rounding."""

    percent = PercentField(label=gettext_lazy("Percent"), required=False, decimal_places=2, max_digits=6)
    amount = AmountField(label=gettext_lazy("Kronor"), required=False, decimal_places=2, max_digits=12)
    way = forms.ChoiceField(
        label=gettext_lazy("Way"), choices=(("up", gettext_lazy("raise")), ("down", gettext_lazy("lower")))
    )
    ending = forms.ChoiceField(label=gettext_lazy("Round to"), choices=drafting.Ending.choices)
    whole = forms.BooleanField(label=gettext_lazy("All that match"), required=False)

    def clean_percent(self):
        percent = self.cleaned_data["percent"]
        if percent is not None and percent > 1000:
            raise forms.ValidationError(_("At most 1000 percent."))
        return percent

    def adjustment(self):
        given = self.cleaned_data
        sign = 1 if given["way"] == "up" else -1
        return drafting.Adjustment(
            percent=sign * (given["percent"] or Decimal(0)),
            amount=sign * (given["amount"] or Decimal(0)),
            ending=given["ending"],
        )


@require_POST
def adjust_selection(request, set_id):
    """Draft new prices for the chosen variants, or for all that match, on the lists that the grid shows."""
    asked = Asked.by(request, set_id)
    form = AdjustForm(request.POST)
    variants = asked.variants.order_by()
    if not request.POST.get("whole"):
        variants = variants.filter(pk__in=[pk for pk in request.POST.getlist("row") if pk.isdecimal() and len(pk) < 19])
    lists = [one.pk for one in asked.lists]
    try:
        if request.POST.get("do") == "forget":
            count = drafting.forget(set_id, variants, lists, by=request.user, now=asked.now)
            said = ngettext("%(n)s price is taken out of the set.", "%(n)s prices are taken out of the set.", count)
        elif not form.is_valid():
            for error in (error for errors in form.errors.values() for error in errors):
                messages.error(request, error)
            return HttpResponseRedirect(asked.address)
        else:
            count = drafting.adjust(set_id, variants, lists, how=form.adjustment(), by=request.user, now=asked.now)
            said = ngettext("%(n)s new price is drafted.", "%(n)s new prices are drafted.", count)
    except (SetRefused, drafting.BelowNothing) as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(asked.address)
    if count:
        messages.success(request, said % {"n": count})
    else:
        messages.warning(request, _("No price was changed: choose rows that have a price on the lists shown."))
    return HttpResponseRedirect(asked.address)
