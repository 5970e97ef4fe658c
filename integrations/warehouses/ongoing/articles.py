"""Articles to Ongoing: the newest wins. What has changed is found by checksums, whoever changed it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from commerce.catalogue.models import Variant
from commerce.events.log import publish
from commerce.events.models import Event
from integrations.errors import DeliveryRefused, Unknown
from integrations.models import Delivery
from integrations.target import How, Lane, Receipt, Target
from integrations.warehouses.models import WarehouseArticle
from integrations.warehouses.ongoing import words
from integrations.warehouses.ongoing.interface import SYSTEM, Ongoing, Refusal, Thing

MOST = 2000
SUM = "md5(concat_ws(E'\\x1f', v.sku, v.gtin, p.name_sv, v.label_sv, v.weight_g))"
# What is on sale, or has been told of before, and is another than what was last asked for.
CHANGED = f"""
SELECT v.id, v.sku, {SUM}
FROM catalogue_variant v
JOIN catalogue_product p ON p.id = v.product_id
LEFT JOIN integrations_warehousearticle a ON a.variant_id = v.id AND a.system = %s
WHERE ((v.is_active AND p.is_on_sale) OR a.id IS NOT NULL) AND a.asked IS DISTINCT FROM {SUM}
ORDER BY v.id LIMIT %s
"""  # noqa: S608 - our own words
SUMS = f"""
SELECT v.id, {SUM} FROM catalogue_variant v JOIN catalogue_product p ON p.id = v.product_id
WHERE v.id = ANY(%s)
"""  # noqa: S608 - our own words


class Articles(Target):
    """A state: an older one that still waits has been overtaken."""

    system = SYSTEM
    is_state = True
    is_told = False
    lane = Lane.BULK

    def anchor(self, event: Event) -> str:
        return event.subject.removeprefix("variant:")

    def look_up(self, delivery: Delivery) -> Receipt | None:
        variant = _variant(delivery)
        found = Ongoing().articles([variant.sku])
        return _receipt(variant, found[0]) if found and _agrees(found[0], variant) else None

    def send(self, delivery: Delivery) -> Receipt | None:
        variant = _variant(delivery)
        try:
            put(Ongoing(), [variant])
        except Refusal as refusal:
            raise DeliveryRefused(f"{variant.sku}: {refusal}") from refusal
        receipt = self.look_up(delivery)
        if receipt is None:
            raise Unknown(f"Ongoing took {variant.sku}, and does not show it")
        return receipt


def tell_of_changes(*, now: datetime) -> int:
    """Have Ongoing told of articles that are another than it was last told. Returns how many; the rest next time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CHANGED, [SYSTEM, MOST])
            changed = cursor.fetchall()
        WarehouseArticle.objects.bulk_create(
            [WarehouseArticle(system=SYSTEM, variant_id=pk, asked=checksum) for pk, _sku, checksum in changed],
            update_conflicts=True,
            unique_fields=["system", "variant"],
            update_fields=["asked"],
        )
        for _pk, sku, _checksum in changed:
            publish(f"{SYSTEM}.article_told", f"variant:{sku}", at=now)
    return len(changed)


def ensure(ongoing: Ongoing, skus: Iterable[str]) -> None:
    """Have the articles known there before an order names them. Raises Refusal."""
    wanted = set(skus)
    known = WarehouseArticle.objects.filter(system=SYSTEM, variant__sku__in=wanted).exclude(told="")
    wanted -= set(known.values_list("variant__sku", flat=True))
    if wanted:
        put(ongoing, list(Variant.objects.filter(sku__in=wanted).select_related("product").order_by("sku")))


def put(ongoing: Ongoing, variants: list[Variant]) -> None:
    """Create or update them there, and remember what was told. Raises Refusal."""
    sums = checksums(variants)
    for variant in variants:
        remote_id = ongoing.put_article(words.article_body(variant))
        if remote_id is None:
            continue  # an answer that names nothing says nothing: it is read back, or sent again
        WarehouseArticle.objects.update_or_create(
            system=SYSTEM, variant=variant, defaults={"told": sums[variant.pk], "remote_id": str(remote_id)}
        )


def checksums(variants: Iterable[Variant]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [[variant.pk for variant in variants]])
        return dict(cursor.fetchall())


def _variant(delivery: Delivery) -> Variant:
    return Variant.objects.select_related("product").get(sku=delivery.anchor)


def _agrees(held: Thing, variant: Variant) -> bool:
    asked = words.article_body(variant)
    bar_code = (asked.get("barCodeInfo") or {}).get("barCode")
    return held.get("articleName") == asked["articleName"] and (
        bar_code is None or (held.get("barCodeInfo") or {}).get("barCode") == bar_code
    )


def _receipt(variant: Variant, held: Thing) -> Receipt:
    remote_id = str(held.get("articleSystemId") or "")
    WarehouseArticle.objects.update_or_create(
        system=SYSTEM, variant=variant, defaults={"told": checksums([variant])[variant.pk], "remote_id": remote_id}
    )
    return Receipt(remote_id=remote_id, number=variant.sku, how=How.READ_BACK)
