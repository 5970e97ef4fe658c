"""Ongoing: an article is put, an order asked for and called off again. Only a goods owner for trying."""

import secrets

import pytest
from django.utils import timezone

from commerce.stock.models import Warehouse
from integrations.warehouses import planning
from integrations.warehouses.models import WarehouseArticle, WarehouseOrder, WarehouseOrderLine
from integrations.warehouses.ongoing import articles, figures
from integrations.warehouses.ongoing.interface import SYSTEM, Ongoing, info
from tests.factories.accounts import on_both
from tests.factories.catalogue import sellable
from tests.factories.warehouses import bought, deliver, told

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.7.1")]

SKU = "PROVARTIKEL"


@pytest.fixture
def article(at):
    return sellable(page=False, sku=SKU, weight_g=400)


@pytest.fixture
def part(article):
    """Of an order that no warehouse has been told of, with a name that no earlier run has used."""
    order = bought((article, 2))
    part = WarehouseOrder.objects.create(
        order=order,
        warehouse=Warehouse.in_use()[0],
        system=SYSTEM,
        group=1,
        name=f"P{secrets.token_hex(6)}",
        address_seal=planning.seal(order, 1),
        asked_at=timezone.now(),
    )
    WarehouseOrderLine.objects.create(
        part=part, row="1", line=order.lines.get(), variant=article, sku=article.sku, asked=2
    )
    return part


def tell(part):
    planning.tell(part, now=timezone.now())
    deliver()
    part.refresh_from_db()


@on_both("ongoing")
def test_an_article_is_put_read_back_and_not_doubled(at, article):
    ongoing = Ongoing()
    articles.put(ongoing, [article])

    article.product.name_sv = f"Prov åäö {secrets.token_hex(4)}"
    article.product.save()
    articles.put(ongoing, [article])

    [found] = ongoing.articles([SKU])
    assert found["articleName"].startswith(article.product.name_sv)
    assert str(found["articleSystemId"]) == WarehouseArticle.objects.get(variant=article).remote_id


@on_both("ongoing")
def test_how_many_can_be_sold_of_an_article_is_told(at, article):
    ongoing = Ongoing()
    articles.put(ongoing, [article])

    [found] = ongoing.articles([SKU])
    first_page = next(ongoing.article_pages(None))

    assert figures.sellable_of(found) >= 0
    assert all(one["articleNumber"] and isinstance(one["articleSystemId"], int) for one in first_page)


@on_both("ongoing")
def test_an_order_is_put_found_by_its_name_and_cancelled(at, part):
    ongoing = Ongoing()
    assert ongoing.order(part.name) is None

    tell(part)

    assert (told(), part.state) == (["delivered"], "acknowledged")
    found = ongoing.order(part.name)
    assert (str(info(found)["orderId"]), info(found)["orderNumber"]) == (part.remote_id, part.name)
    assert [(line["articleNumber"], pieces) for line, pieces in held(found)] == [(SKU, 2)]
    part.lines.update(asked=0)
    tell(part)
    assert (told(), part.state) == (["delivered", "delivered"], "cancelled")


def held(order):
    return [(line["article"], int(line["orderedNumberOfItems"])) for line in order["orderLines"]]
