"""What the browser of somebody who works here tells of: how long until the page was ready, not how long it was made."""

import time

import pytest

from operations.monitoring.models import AnswerHour
from tests.journeys.conftest import DESKTOP

pytestmark = [pytest.mark.krav("4.2.4"), pytest.mark.krav("6.1.1")]
TABLE = "/admin/catalogue/product/"
PATIENCE = 60_000  # milliseconds: the first page of a shop that has just begun
SLOW = 2.2  # seconds that a stylesheet is on its way: the server was done long before


def rows(source):
    route = "catalogue_product_modeladmin_index"
    return AnswerHour.objects.filter(source=source, route=route, role="staff")


def test_a_slow_page_is_recorded_as_the_one_who_waited_saw_it(at_the_desk):
    rows("page").delete()
    rows("server").delete()
    visitor = at_the_desk(**DESKTOP)
    visitor.context.set_default_timeout(PATIENCE)
    page = visitor.go("/admin/")

    def late(route):
        time.sleep(SLOW)  # the network, not the test, takes this time
        route.continue_()

    page.route("**/static/admin/monitoring*.css", late)
    page.goto(TABLE, wait_until="load")
    page.unroute("**/static/admin/monitoring*.css")
    page.goto("/admin/", wait_until="load")

    until = time.monotonic() + 30
    while not rows("page").exists():
        assert time.monotonic() < until, "nothing was told"
        page.wait_for_timeout(100)
    told, served = rows("page").get(), rows("server").first()
    assert (told.count, told.within_2000) == (1, 0)
    assert 2_000 < told.milliseconds < 30_000
    assert served is None or served.milliseconds < told.milliseconds
