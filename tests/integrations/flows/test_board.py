"""The board in the admin: who may see it, what it says, and the setting of a rhythm."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.events.log import publish
from commerce.events.models import Event
from integrations import outbox
from integrations.flows import hours, watch
from integrations.flows.models import Miss, WatchedFlow
from integrations.flows.runs import running
from integrations.models import Delivery
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.5")]

AS_IT_IS = {
    "minutes": "15",
    "opens": "00:00",
    "closes": "",
    "weekdays": ["0", "1", "2", "3", "4", "5", "6"],
    "told": "",
    "is_watched": "on",
}


@pytest.fixture
def browser():
    watch.look(now=timezone.now())
    return verified(owner())


def test_the_board_tells_of_every_flow_in_as_many_questions(browser, django_assert_max_num_queries):
    with running("payments.catch_up") as run:
        run.why = "inget nytt"
    browser.get(reverse("flows"))

    with django_assert_max_num_queries(60):
        page = browser.get(reverse("flows")).content.decode()

    assert "Mejl till kunder" in page
    assert "Har skett" in page
    assert "Inte inkopplade:" in page


def test_what_is_missed_stands_first_and_leads_to_the_order(browser):
    order = placed(sellable(price="100.00", page=False), total="149.00")
    at = timezone.now() - timedelta(hours=1)
    publish("order.shipped", f"order:{order.number}", at=at)
    outbox.route_events(now=at)
    watch.look(now=timezone.now())

    page = browser.get(reverse("flows")).content.decode()
    flow = browser.get(reverse("flow", args=["shop.invoices"])).content.decode()

    assert page.index("Fakturor och kreditfakturor") < page.index("Mejl till kunder")
    assert reverse("orders_order_modeladmin_inspect", args=[order.pk]) in flow
    assert Miss.objects.filter(flow="shop.invoices", closed_at=None).exists()


def test_hours_are_sums_of_the_rows_and_survive_a_second_count(browser):
    now = timezone.now()
    for number in range(3):
        publish("invoice.issued", f"order:{number}", at=now)
    outbox.route_events(now=now)
    Delivery.objects.filter(target="invoices.mail").update(state="delivered", delivered_at=now, attempts=1)
    Delivery.objects.filter(target="invoices.mail", subject="order:1").update(attempts=4)
    hours.count(now=now)
    hours.count(now=now)

    line = browser.get(reverse("flow", args=["shop.invoices"])).context["line"]

    assert (line.chart.total, line.chart.trouble, line.chart.highest) == (3, 1, 3)
    assert sum(count for _day, count, _trouble in line.chart.days) == 3


def test_the_register_is_narrowed_to_a_flow_and_to_what_has_not_arrived(browser):
    now = timezone.now()
    publish("invoice.issued", "order:77", at=now)
    publish("mail.asked_again", "order:78", at=now)
    outbox.route_events(now=now)
    Delivery.objects.filter(target="returns.credit").update(state="delivered", delivered_at=now)

    page = browser.get(reverse("integrations_delivery_modeladmin_index") + "?flow=shop.invoices&left=yes")

    assert {row.target for row in page.context["page_obj"].object_list} == {"invoices.mail"}


@pytest.mark.parametrize("address", ["flows", "flow", "flow_rhythm", "flow_begin"])
def test_whoever_may_not_see_the_integrations_is_refused(address):
    where = reverse(address, args=[] if address == "flows" else ["shop.mail"])
    browser = verified(UserFactory(roles=["Redaktör"]))

    answer = browser.post(where) if address == "flow_begin" else browser.get(where)

    assert answer.status_code in (302, 403)
    assert not Event.objects.filter(kind="flow.rhythm_changed").exists()


def test_a_developer_sees_the_board_and_changes_nothing(browser):
    theirs = verified(UserFactory(roles=["Utvecklare"]))

    assert theirs.get(reverse("flows")).status_code == 200
    refused = theirs.post(reverse("flow_rhythm", args=["shop.mail"]), AS_IT_IS | {"minutes": "99"})

    assert refused.status_code in (302, 403)
    assert WatchedFlow.objects.get(pk="shop.mail").minutes is None


def test_the_owner_sets_a_rhythm_and_it_stands_with_who_and_when(browser):
    answer = browser.post(
        reverse("flow_rhythm", args=["shop.mail"]),
        AS_IT_IS | {"minutes": "30", "opens": "06:00", "closes": "22:00", "told": "drift@example.se\njour@example.se"},
    )
    row = WatchedFlow.objects.get(pk="shop.mail")
    page = browser.get(reverse("flow", args=["shop.mail"])).content.decode()

    assert answer.status_code == 302
    assert (row.minutes, row.told) == (30, ["drift@example.se", "jour@example.se"])
    assert "Framme inom 30 minuter, alla dagar 06:00–22:00." in page
    assert "Ändringar av rytmen" in page


def test_the_rhythm_from_the_start_is_not_kept_as_somebodys_own(browser):
    browser.post(reverse("flow_rhythm", args=["shop.mail"]), AS_IT_IS | {"minutes": "30"})
    browser.post(reverse("flow_rhythm", args=["shop.mail"]), AS_IT_IS)

    assert WatchedFlow.objects.get(pk="shop.mail").minutes is None


@pytest.mark.parametrize(
    ("case", "wrong"),
    [
        ("no day", {"weekdays": []}),
        ("closes before it opens", {"opens": "12:00", "closes": "09:00"}),
        ("open for minutes", {"opens": "12:00", "closes": "12:30"}),
        ("no time at all", {"minutes": "0"}),
        ("no address", {"told": "drift"}),
    ],
)
def test_a_rhythm_that_cannot_be_is_refused_with_the_reason(browser, case, wrong):
    answer = browser.post(reverse("flow_rhythm", args=["shop.mail"]), AS_IT_IS | wrong)

    assert answer.status_code == 422
    assert WatchedFlow.objects.get(pk="shop.mail").minutes is None


def test_a_flow_that_there_is_not_is_not_found(browser):
    assert browser.get(reverse("flow", args=["no.such"])).status_code == 404
