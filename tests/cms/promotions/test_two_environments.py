"""Two running shops: production asks the test environment over HTTP for what was chosen, and has it as drafts."""

import json

import pytest
import requests
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page

from cms.images import ShopImage
from cms.pages.content import StandardPage
from cms.promote import fetching, signing, work
from cms.promote.collect import Selection
from cms.promote.models import Promotion
from cms.promote.source import SourceFailed, the_source
from tests.cms.promotions.test_journey import article, shown
from tests.factories.customers import owner, verified
from tests.factories.promotions import key_of, picture, taken_in
from tests.factories.two_environments import source_environment

pytestmark = pytest.mark.krav("4.3.2")
PICTURES = ("#2f5d5b", "#a2543a", "#1e2321")


def pages_with_pictures():
    """A page in the test environment with three under it, each with a picture of its own. Returns its key."""
    root = article("Höstens läsning", live=False)
    for number, colour in enumerate(PICTURES):
        image = picture(file__color=colour, title=f"Bild {number}")
        article(f"Artikel {number}", under=root, live=False, picture=image, body=[shown(image)])
    return key_of(root)


def fetched(key, *, by):
    promotion = fetching.fetch(Selection(trees=(key,)), name="Höst", by=by, now=timezone.now())
    work.go_on(promotion.pk, now=timezone.now())
    promotion.refresh_from_db()
    return promotion


@pytest.fixture
def source(committing_db, tmp_path):
    with source_environment(tmp_path) as found, override_settings(PROMOTION_FROM_URL=found.url):
        yield found


def test_a_tree_is_fetched_compared_and_taken_in(source):
    with source.inside():
        key = pages_with_pictures()
    editor = owner()
    assert [row["label"] for row in the_source().rows({"kind": "pages", "words": "Höstens"})["rows"]] == [
        "Höstens läsning"
    ]

    promotion = fetched(key, by=editor)

    assert promotion.state == Promotion.State.READY
    assert Page.objects.filter(depth__gt=2).count() == 0
    taken_in(promotion, by=editor)
    assert promotion.told == []
    made = StandardPage.objects.filter(title__startswith="Artikel").order_by("title")
    assert [page.picture.title for page in made] == ["Bild 0", "Bild 1", "Bild 2"]
    assert not any(page.live for page in made)
    for image in ShopImage.objects.all():
        assert image.file.storage.exists(image.file.name)

    # The next time only what is new comes over the wire.
    with source.inside():
        article("Artikel 3", under=StandardPage.objects.get(title="Höstens läsning"), live=False)
    again = fetched(key, by=editor)
    states = dict(again.items.exclude(key__startswith="start:").values_list("label", "found__state"))
    assert states["Artikel 3"] == "new"
    assert {state for label, state in states.items() if label != "Artikel 3"} == {"same"}


def test_the_screens_lead_from_the_choice_to_the_drafts(source):
    with source.inside():
        key = pages_with_pictures()
    editor = owner()
    browser = verified(editor)

    chosen = browser.post(
        "/admin/promotions/fetch/", {"kind": "pages", "words": "", "add": f"tree|{key}|Höstens läsning"}
    )
    assert "Höstens läsning med allt under" in " ".join(chosen.content.decode().split())
    sent = browser.post(
        "/admin/promotions/fetch/",
        {"kind": "pages", "tree": f"{key}|Höstens läsning", "translated": "on", "name": "Höst", "send": "yes"},
    )
    promotion = Promotion.objects.get()
    assert sent.headers["Location"] == f"/admin/promotions/{promotion.pk}/"
    work.go_on(promotion.pk, now=timezone.now())
    page = browser.get(f"/admin/promotions/{promotion.pk}/").content.decode()
    assert "Artikel 2" in page
    item = promotion.items.get(label="Artikel 2")
    assert "<h2" in browser.get(f"/admin/promotions/{promotion.pk}/{item.pk}/").content.decode()
    every = list(promotion.items.exclude(key__startswith="start:").values_list("pk", flat=True))
    browser.post(
        f"/admin/promotions/{promotion.pk}/act/", {"has_choice": "yes", "item": every, "shown": every, "act": "take"}
    )
    work.go_on(promotion.pk, now=timezone.now())

    promotion.refresh_from_db()
    assert promotion.state == Promotion.State.TAKEN
    assert StandardPage.objects.filter(live=False).count() == 4


def test_a_key_without_pages_gets_none(committing_db, tmp_path):
    with source_environment(tmp_path, kinds=["images"]) as found, override_settings(PROMOTION_FROM_URL=found.url):
        with found.inside():
            key = pages_with_pictures()

        with pytest.raises(SourceFailed, match="Nyckeln tillåter inte: sidor"):
            fetched(key, by=owner())

    assert not Promotion.objects.exists()


def test_a_stranger_and_a_question_asked_twice_are_refused(source):

    body = json.dumps({"kind": "pages"}).encode()
    at, path = timezone.now().isoformat(), "/overforing/rows/"
    text = signing.request_text("POST", path, body, at=at, nonce="once")
    headers = {
        "X-Promotion-Key": signing.own_public_key(),
        "X-Promotion-At": at,
        "X-Promotion-Nonce": "once",
        "X-Promotion-Signature": signing.sign(signing.REQUEST, text),
    }

    def ask(**changed):
        return requests.post(source.url + path, data=body, headers=headers | changed, timeout=30)

    assert ask().status_code == 200
    assert "förut" in ask().json()["why"]
    assert "stämmer inte" in ask(**{"X-Promotion-Nonce": "twice"}).json()["why"]
    with override_settings(PROMOTION_KEY="somebody else's"):
        stranger = signing.own_public_key()
    assert "inte känd" in ask(**{"X-Promotion-Key": stranger}).json()["why"]
    assert requests.post(source.url + path, data=body, timeout=30).status_code == 403


def test_a_network_that_fails_is_told_and_gone_on_with(source, monkeypatch):
    with source.inside():
        key = pages_with_pictures()
    editor = owner()
    promotion = fetching.fetch(Selection(trees=(key,)), name="Höst", by=editor, now=timezone.now())
    assert fetching.fetch_next(promotion.pk)
    with override_settings(PROMOTION_FROM_URL="http://127.0.0.1:9"):
        work.go_on(promotion.pk, now=timezone.now())
    promotion.refresh_from_db()
    assert promotion.state == Promotion.State.FETCHING
    assert "svarar inte" in promotion.why

    work.go_on(promotion.pk, now=timezone.now())

    promotion.refresh_from_db()
    assert (promotion.state, promotion.why) == (Promotion.State.READY, "")


def test_what_is_not_https_is_not_asked(settings):
    settings.PROMOTION_FROM_URL = "http://test.example.se"

    with pytest.raises(SourceFailed, match="HTTPS"):
        the_source()
