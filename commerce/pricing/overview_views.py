"""All prices of one product: over lists, tiers and time, the ledger, and what it costs whom, and why."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.catalogue.models import Product, Variant
from commerce.catalogue.registers.variants import product_address
from commerce.customers.models import Level
from commerce.customers.organisations import Organisation
from commerce.customers.shopper import Shopper
from commerce.pricing import lookup, trace
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.forms import OrganisationField
from commerce.pricing.ledger import PriceRecord
from commerce.pricing.models import Price
from commerce.pricing.set_views import set_address
from commerce.pricing.words import audience, recorded_audience, state_of
from commerce.register.columns import EMPTY, chip, moment, money

MOST_RECORDS, MOST_PRICES = 200, 1_000
OPEN = (PriceChangeSet.State.DRAFT, PriceChangeSet.State.SUBMITTED, PriceChangeSet.State.APPROVED)


class AskForm(forms.Form):
    """For whom, how many and when."""

    variant = forms.ModelChoiceField(Variant.objects.none(), label=gettext_lazy("Variant"), empty_label=None)
    level = forms.ModelChoiceField(
        Level.objects.order_by("rank"), label=gettext_lazy("Level"), initial=Level.KONSUMENT, empty_label=None
    )
    organisation = OrganisationField(
        Organisation.objects.all(),
        to_field_name="number",
        label=gettext_lazy("Or an organisation"),
        required=False,
        help_text=gettext_lazy("Its organisation number or its name; then its own level counts"),
    )
    quantity = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=1, max_value=999_999_999, initial=1)
    at = forms.DateTimeField(
        label=gettext_lazy("At"),
        required=False,
        help_text=gettext_lazy("Empty: now"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    draft = forms.ModelChoiceField(
        PriceChangeSet.objects.filter(state__in=OPEN).order_by("-pk"),
        label=gettext_lazy("As if in force"),
        required=False,
        empty_label=gettext_lazy("no draft"),
    )

    def __init__(self, *args, product, **kwargs):
        super().__init__(*args, **kwargs)
        variants = forms.ModelChoiceField(
            product.variants.order_by("position", "sku"), label=_("Variant"), empty_label=None
        )
        self.fields["variant"] = variants

    def shopper(self, *, now: datetime) -> Shopper:
        given = self.cleaned_data
        organisation, draft = given["organisation"], given["draft"]
        drafts = frozenset({f"{lookup.DRAFT_PRICES}{draft.pk}"} if draft else ())
        at = given["at"] or now
        if organisation:
            return Shopper(
                level=organisation.level_id,
                buyer_type="business",
                organisation=organisation.pk,
                at=at,
                drafts=drafts,
            )
        return Shopper(level=given["level"].pk, at=at, drafts=drafts)


def overview(request, product_id):
    """Whatever is asked is answered or told of at its field. Ten queries or so, however many prices there are."""
    if not request.user.has_perm("pricing.view_price"):
        raise PermissionDenied
    product, now = get_object_or_404(Product, pk=product_id), timezone.now()
    variants = list(product.variants.order_by("position", "sku"))
    wanted = next((one for one in variants if str(one.pk) == request.GET.get("variant")), None)
    chosen = [wanted] if wanted else variants
    is_asked = "quantity" in request.GET
    initial = {"variant": wanted or (variants[0] if variants else None)}
    form = AskForm(request.GET if is_asked else None, product=product, initial=initial)
    answer = None
    if variants and is_asked and form.is_valid():
        answer = explain(form.cleaned_data["variant"], form.cleaned_data["quantity"], form.shopper(now=now), product)
    context = {
        "product": product,
        "variants": variants,
        "wanted": wanted,
        "form": form,
        "answer": answer,
        "prices": _prices(chosen, now),
        "drafted": _drafted(chosen) if request.user.has_perm("pricing.view_pricechangeset") else [],
        "records": _records(chosen),
        "records_url": f"{reverse('pricing_pricerecord_modeladmin_index')}?variant={chosen[0].pk}" if chosen else "",
        "may_add": request.user.has_perm("pricing.add_price"),
        "add_url": reverse("pricing_price_modeladmin_create"),
        "breadcrumbs_items": [
            {"url": reverse("pricing_price_modeladmin_index"), "label": capfirst(Price._meta.verbose_name_plural)},
            {"url": product_address(product.pk), "label": product.name_sv},
            {"url": "", "label": _("All prices")},
        ],
    }
    return render(request, "modeladmin/pricing/price/overview.html", context)


def explain(variant, quantity: int, shopper: Shopper, product) -> dict[str, Any]:
    """What so many cost the shopper, why, and what one has cost him over time."""
    found = lookup.quotes({variant.pk: quantity}, shopper=shopper).get(variant.pk)
    history = lookup.histories({variant.pk: product.tax_class}, shopper=shopper).get(variant.pk, [])
    candidates = lookup.gather([variant.pk], shopper=shopper).get(variant.pk)
    considered = [one.price_id for one in candidates.candidates] if candidates else []
    answer = {
        "variant": variant,
        "quantity": quantity,
        "at": moment(shopper.at),
        "is_business": shopper.buyer_type == "business",
        "others": trace.not_asked(variant.pk, considered, shopper=shopper),
        "history": _history(history, shopper),
    }
    if found is None:
        return answer | {"trace": None}
    source = found.source
    return answer | {
        "trace": trace.told(source, names=trace.lists_of([source]), currency=shopper.currency),
        "unit": money(found.unit(shopper.buyer_type), shopper.currency),
        "line": money(found.line(shopper.buyer_type), shopper.currency),
        "vat": found.rate,
        "reason": found.reason,
        "percent": found.percent,
    }


def _history(segments, shopper: Shopper) -> list[dict[str, Any]]:
    """Newest first; `share` is the height of its bar against the dearest."""
    past = [one for one in segments if one.start <= shopper.at]
    dearest = max((one.unit for one in past), default=Decimal(1)) or Decimal(1)
    return [
        {
            "start": moment(one.start),
            "end": moment(one.end) if one.end and one.end <= shopper.at else "",
            "unit": money(one.unit, shopper.currency),
            "is_reduced": one.is_reduced,
            "share": int(one.unit * 100 / dearest),
        }
        for one in reversed(past)
    ]


def _prices(variants, now) -> list[dict[str, Any]]:
    prices = Price.objects.filter(variant__in=variants).select_related(
        "variant", "price_list__level", "price_list__organisation"
    )
    begins = F("valid_from").asc(nulls_first=True)
    ordered = prices.order_by("variant__position", "variant__sku", "price_list__name", "min_quantity", begins)
    return [
        {
            "sku": price.variant.sku,
            "list": price.price_list.name,
            "audience": audience(price.price_list) or _("nobody"),
            "from_quantity": price.min_quantity,
            "amount": money(price.amount, price.price_list.currency),
            "is_net": price.price_list.basis == "net",
            "starts": moment(price.valid_from),
            "ends": moment(price.valid_until),
            "state": state_of(price, now) if price.price_list.is_active else chip(_("not in use")),
            "url": reverse("pricing_price_modeladmin_edit", args=[price.pk]),
        }
        for price in ordered[:MOST_PRICES]
    ]


def _drafted(variants) -> list[dict[str, Any]]:
    changes = PriceChange.objects.filter(variant__in=variants, change_set__state__in=OPEN)
    return [
        {
            "sku": change.variant.sku,
            "list": change.price_list.name,
            "from_quantity": change.min_quantity,
            "amount": chip(_("ends"), "bad")
            if change.amount is None
            else money(change.amount, change.price_list.currency),
            "set": change.change_set,
            "url": set_address(change.change_set_id),
        }
        for change in changes.select_related("variant", "price_list", "change_set").order_by("-change_set", "pk")[:100]
    ]


def _records(variants) -> list[dict[str, Any]]:
    audiences = dict(Level.objects.values_list("pk", "name"))
    records = PriceRecord.objects.filter(variant__in=variants).select_related("variant", "price_list__organisation")
    return [
        {
            "sku": record.variant.sku,
            "list": record.price_list.name,
            "audience": recorded_audience(record, audiences),
            "from_quantity": record.min_quantity,
            "amount": money(record.amount, record.currency),
            "starts": moment(record.in_force_from),
            "ends": _("never was in force") if _is_empty(record) else moment(record.in_force_until),
            "cause": record.cause or EMPTY,
            "recorded": moment(record.recorded_at),
        }
        for record in records.order_by("-recorded_at", "-pk")[:MOST_RECORDS]
    ]


def _is_empty(record) -> bool:
    return record.in_force_from is not None and record.in_force_from == record.in_force_until
