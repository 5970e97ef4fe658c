"""The first page of the admin answers the owner's first question of the morning: what is there to do?"""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Revision

from commerce.dashboard import MOST
from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.models import Payment
from integrations.models import Delivery
from tests.factories.catalogue import StockFactory, category_page, sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]


@pytest.fixture
def browser():
    return verified(owner())


def figures(browser):
    """Number and address of each figure on the first page that is not nought."""
    shown = browser.get("/admin/").content.decode()
    found = re.findall(r'href="([^"]+)">\s*<span class="to-handle__count">([^<]+)</span>', shown)
    return {address.replace("&amp;", "&"): count for address, count in found}


def paid():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    payment = order.payments.get()
    flow.pay(payment.pk, reference="x", amount=payment.amount, now=timezone.now())
    return order


def delivery(state, *, due):
    event = Event.objects.create(kind="test", subject="test:1", at=timezone.now())
    return Delivery.objects.create(event=event, target="mail", subject="test:1", state=state, due_at=due)


def test_nothing_waits_in_a_new_shop(browser):
    shown = browser.get("/admin/").content.decode()

    assert "Att hantera" in shown
    assert "Inget väntar på dig." in shown


def test_each_number_leads_to_a_list_of_as_many(browser):
    now = timezone.now()
    paid()
    paid()
    flow.pack(paid().pk, now=now)
    late = placed(sellable(price="100.00", page=False), total="149.00")
    Payment.objects.filter(order=late).update(changed_at=now - timedelta(hours=2))
    StockFactory(on_hand=2)
    StockFactory(on_hand=0)
    StockFactory(on_hand=0)
    StockFactory(on_hand=0, variant__product__is_on_sale=False)
    delivery("stopped", due=now)

    found = figures(browser)

    orders, stock, deliveries = "/admin/orders/order/", "/admin/stock/stock/", "/admin/integrations/delivery/"
    assert found == {
        f"{orders}?state=confirmed&parcel=open": "2",
        f"{orders}?state=confirmed&parcel=packed": "1",
        f"{orders}?state=placed&payment=pending": "1",
        f"{stock}?sale=1&state=low": "1",
        f"{stock}?sale=1&state=out": "2",
        f"{deliveries}?state=stopped": "1",
    }
    for address, count in found.items():
        assert browser.get(address).context["items_count"] == int(count), address


def test_money_to_pay_back_comes_first(browser):
    order = placed(sellable(price="100.00", page=False), total="149.00")
    flow.cancel(order.pk, why="test", now=timezone.now())
    payment = order.payments.get()
    flow.pay(payment.pk, reference="x", amount=payment.amount, now=timezone.now())
    paid()

    assert next(iter(figures(browser))) == "/admin/orders/order/?payment=owed"


def test_what_goes_live_in_the_week(browser):
    page = category_page()
    soon, later = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=20)
    page.save_revision()
    Revision.objects.for_instance(page).update(approved_go_live_at=soon)
    assert figures(browser) == {"/admin/reports/goes-live/": "1"}

    Revision.objects.for_instance(page).update(approved_go_live_at=later)
    assert figures(browser) == {}


def test_a_delivery_that_waits_over_an_hour_is_told_of(browser):
    delivery("waiting", due=timezone.now() - timedelta(hours=2))
    delivery("waiting", due=timezone.now())

    assert figures(browser) == {"/admin/integrations/delivery/?state=waiting": "1"}


def test_the_figures_cost_ten_questions(rf):
    request = rf.get("/admin/")
    request.user = owner()
    request.user.has_perm("orders.view_order")
    tellers = hooks.get_hooks("dashboard_figures")
    [tell(request) for tell in tellers]

    with CaptureQueriesContext(connection) as asked:
        [tell(request) for tell in tellers]

    assert len(asked) <= 10


def test_nobody_is_told_of_what_they_may_not_see():
    paid()
    StockFactory(on_hand=0)
    delivery("stopped", due=timezone.now())

    assert set(figures(verified(UserFactory(roles=["Redaktör"])))) == {"/admin/stock/stock/?sale=1&state=out"}
    assert set(figures(verified(UserFactory(roles=["Utvecklare"])))) == {"/admin/integrations/delivery/?state=stopped"}


def test_a_figure_stops_where_nobody_counts_further(browser, monkeypatch):
    monkeypatch.setattr("commerce.stock.wagtail_hooks.MOST", 2)
    for _ in range(3):
        StockFactory(on_hand=0)

    assert figures(browser) == {"/admin/stock/stock/?sale=1&state=out": "2"}
    assert MOST == 1_000


def test_the_admin_wears_the_shops_clothes(browser):
    shown = browser.get("/admin/").content.decode()

    assert '<html lang="sv"' in shown
    assert "admin/admin.css" in shown
    assert "admin/busy.js" in shown
    assert "icons/favicon.svg" in shown
    assert 'aria-label="Lykta &amp; Lera"' in shown
    assert "- Lykta &amp; Lera</title>" in shown
    for name in ("Ordrar", "Sortiment", "Priser", "Lager", "Integrationer"):
        assert f'"label": "{name}"' in shown
