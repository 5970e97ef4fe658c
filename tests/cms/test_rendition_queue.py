"""The queue of renditions tells how it goes, on its own page and on the board of flows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cms import rendition_queue
from cms.images import ShopImage
from integrations.flows import board
from integrations.flows.judging import State
from integrations.flows.models import WatchedFlow
from tests.factories.customers import owner, verified
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.3")]
NOW = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def image(*, queued, made=None, unreadable=""):
    one = PictureFactory()
    sources = {"unreadable": unreadable} if unreadable else {"avif": []} if made else {}
    ShopImage.objects.filter(pk=one.pk).update(queued_at=queued, made_at=made, sources=sources)
    return one


def test_the_figures_say_what_waits_and_how_long_the_rest_takes():
    image(queued=NOW - 3 * HOUR)
    image(queued=NOW - 2 * HOUR)
    image(queued=NOW - HOUR)
    image(queued=NOW - 4 * HOUR, made=NOW - 30 * MINUTE)
    image(queued=NOW - 4 * HOUR, made=NOW - 40 * MINUTE, unreadable="cut off")
    image(queued=NOW - 9 * HOUR, made=NOW - 2 * HOUR)

    queue = rendition_queue.look(now=NOW)

    assert queue == rendition_queue.Queue(
        waiting=3, oldest=NOW - 3 * HOUR, unreadable=1, last_made=NOW - 30 * MINUTE, made=2
    )
    assert queue.hours_left == 1.5
    noon = NOW.replace(minute=0)
    assert sorted(rendition_queue.by_hour(noon - HOUR)) == [(noon - HOUR, 1, 1), (noon, 1, 0)]


def test_an_empty_queue_has_nothing_to_tell():
    assert rendition_queue.look(now=NOW) == rendition_queue.Queue(0, None, 0, None, 0)
    assert rendition_queue.look(now=NOW).hours_left is None


@pytest.mark.parametrize(
    ("case", "images", "expected"),
    [
        ("nothing yet", [], State.NEW),
        ("made", [{"queued": NOW - HOUR, "made": NOW - MINUTE}], State.HAPPENED),
        ("on its way", [{"queued": NOW - HOUR}], State.WAITING),
        ("not in time", [{"queued": NOW - 13 * HOUR}], State.MISSED),
        ("cannot be read", [{"queued": NOW - HOUR, "made": NOW, "unreadable": "x"}], State.FAILED),
    ],
)
def test_the_board_judges_the_queue_as_any_flow(case, images, expected):
    WatchedFlow.objects.create(code="shop.renditions", since=NOW - 99 * HOUR)
    for one in images:
        image(**one)

    line = board.line("shop.renditions", now=NOW)

    assert line.verdict.state == expected
    assert line.rows_url.startswith(reverse("picture_batches"))


def test_the_board_shows_how_much_was_made_by_the_hour():
    image(queued=NOW - 4 * HOUR, made=NOW - MINUTE)
    image(queued=NOW - 4 * HOUR, made=NOW - MINUTE, unreadable="cut off")

    chart = board.line("shop.renditions", now=NOW).chart

    assert (chart.total, chart.trouble) == (2, 1)


def test_the_page_tells_what_cannot_be_read_and_why():
    one = image(queued=timezone.now(), made=timezone.now(), unreadable="image file is truncated")

    page = verified(owner()).get(reverse("picture_batches")).content.decode()

    assert "image file is truncated" in page
    assert reverse("wagtailimages:edit", args=[one.pk]) in page


def test_each_figure_has_an_index_of_its_own():
    """Among hundreds of thousands of pictures the board must not read them all."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plans = []
        for rows in (
            rendition_queue.waiting().order_by("queued_at"),
            rendition_queue.unreadable(),
            ShopImage.objects.filter(made_at__gt=NOW),
        ):
            plans.append(rows.values("pk").explain())

    assert [next(name for name in INDEXES if name in plan) for plan in plans] == list(INDEXES)


INDEXES = ("shop_image_waiting", "shop_image_unreadable", "shop_image_made")
