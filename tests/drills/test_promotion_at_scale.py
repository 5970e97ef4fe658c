"""Five hundred pages with a picture each, between two running shops: fetched, tried, taken in, and taken back."""

import time
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page

from cms.images import ShopImage
from cms.pages.content import StandardPage
from cms.promote import fetching, life, work
from cms.promote.collect import Selection
from cms.promote.models import Promotion
from tests.cms.promotions.test_journey import article, linking, shown
from tests.factories.customers import owner
from tests.factories.promotions import key_of, picture
from tests.factories.two_environments import source_environment

pytestmark = [pytest.mark.drill, pytest.mark.krav("4.3.2")]
PAGES = 500


def pages_with_pictures():
    root = article("Arkivet", live=False)
    for number in range(PAGES):
        image = picture(file__color=f"#{number * 7919 % 0xFFFFFF:06x}", title=f"Bild {number}")
        article(f"Artikel {number}", under=root, live=False, picture=image, body=[shown(image), linking(root)])
    return key_of(root)


def test_five_hundred_pages(committing_db, tmp_path, capsys):
    editor, took = owner(), {}

    def timed(name, call):
        begun = time.monotonic()
        answer = call()
        took[name] = timedelta(seconds=round(time.monotonic() - begun, 1))
        return answer

    def worked(ask, promotion):
        ask(promotion.pk, by=editor)
        work.go_on(promotion.pk, now=timezone.now())
        promotion.refresh_from_db()

    with source_environment(tmp_path) as source, override_settings(PROMOTION_FROM_URL=source.url):
        with source.inside():
            key = timed("made there", pages_with_pictures)
        selection = Selection(trees=(key,))
        promotion = timed("package", lambda: fetching.fetch(selection, name="Arkivet", by=editor, now=timezone.now()))
        timed("files, compared", lambda: work.go_on(promotion.pk, now=timezone.now()))
        promotion.refresh_from_db()
        assert promotion.state == Promotion.State.READY
        timed("tried", lambda: worked(life.ask_to_try, promotion))
        assert promotion.trial["told"] == []
        assert Page.objects.filter(depth__gt=2).count() == 0

        timed("taken in", lambda: worked(life.ask_to_take_in, promotion))

        assert promotion.told == []
        assert StandardPage.objects.filter(live=False, picture__isnull=False).count() == PAGES
        assert ShopImage.objects.count() == PAGES
        assert Page.find_problems() == ([], [], [], [], [])

        timed("taken back", lambda: worked(life.ask_to_take_back, promotion))

        assert promotion.told == []
        assert Page.objects.filter(depth__gt=2).count() == 0
        assert ShopImage.objects.count() == 0
    with capsys.disabled():
        print("\n" + "\n".join(f"{name}: {value.total_seconds()} s" for name, value in took.items()))  # noqa: T201
