"""A release goes live whole, at one instant, or not at all; and is taken back as one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import Revision

from cms import tasks
from cms.moments import moments
from cms.pages.campaign_phases import CampaignRefused
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from cms.releases import approval, contents, publishing, taking_back
from cms.releases.models import Release, ReleaseItem, ReleaseRefused, State
from commerce.pricing.change_sets import PriceChangeSet
from commerce.pricing.models import Offer, Price
from tests.cms.campaigns.pages import QUIET, campaign, price
from tests.factories.catalogue import home_page
from tests.factories.customers import UserFactory
from tests.factories.preview import cup_to_look_at
from tests.factories.releases import boss, draft_of, page_of, prices, release

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
HOUR = timedelta(hours=1)


@pytest.fixture
def cup():
    return cup_to_look_at()


def story(title="Om oss", **fields):
    page = StandardPage(title=title, slug=title.lower().replace(" ", "-"), **fields)
    home_page().add_child(instance=page)
    return page


def publish(made, now=None):
    return publishing.publish(made.pk, by=boss(), now=now or timezone.now())


def undo(made, now=None, **choices):
    return taking_back.undo(made.pk, by=boss(), now=now or timezone.now(), **choices)


def winter(cup):
    """A campaign, a page's new words and new prices in one release."""
    page = draft_of(page_of(cup), title="Kopp i vinterskrud")
    ad = campaign(QUIET, slug="vinter", title="Vinter")
    return release(page, draft_of(ad), prices(cup, "200.00"))


def test_all_of_it_goes_live_at_one_instant(cup):
    made, now = winter(cup), timezone.now()

    publish(made, now)

    assert page_of(cup).title == "Kopp i vinterskrud"
    assert Price.objects.get(variant=cup, price_list__code="bas", valid_until=None).valid_from == now
    assert Offer.objects.get().valid_from == now
    assert price(cup, now) == 160
    assert price(cup, now - timedelta(seconds=1)) == 249
    made.refresh_from_db()
    assert (made.state, made.published_at, made.publisher) == (State.PUBLISHED, now, boss())


def test_taken_back_all_is_as_it_was(cup):
    made = winter(cup)
    publish(made)
    now = timezone.now()

    undo(made, now)

    assert page_of(cup).title == "Kopp Glimma"
    assert page_of(cup).has_unpublished_changes  # the words are still a draft, nothing is lost
    assert page_of(cup).get_latest_revision_as_object().title == "Kopp i vinterskrud"
    assert price(cup, now) == 249
    made.refresh_from_db()
    assert (made.state, made.undone_at, made.undone_by) == (State.UNDONE, now, boss())
    assert set(made.items.values_list("outcome", flat=True)) == {"taken_back"}
    ad = made.items.get(name="Vinter").content_object
    assert not ad.live
    assert Offer.objects.get().valid_until == now


def test_what_was_never_public_is_taken_down_again():
    page = story(live=False)
    made = release(draft_of(page, intro="Nytt"))
    publish(made)
    assert StandardPage.objects.get().live

    undo(made)

    assert not StandardPage.objects.get().live


def test_a_live_page_that_was_written_by_code_comes_back_with_its_words():
    page = story(intro="Först")
    StandardPage.objects.filter(pk=page.pk).update(intro="Skrivet av en import")
    made = release(draft_of(page, intro="Släppt"))
    publish(made)
    assert StandardPage.objects.get().intro == "Släppt"

    undo(made)

    assert StandardPage.objects.get().intro == "Skrivet av en import"
    assert Revision.objects.for_instance(page).order_by("-created_at").first().content["intro"] == "Släppt"


@pytest.mark.parametrize(
    ("case", "spoil"),
    [
        ("prices not approved", lambda: PriceChangeSet.objects.update(state="draft")),
        ("a page is gone", lambda: ProductPage.objects.first().delete()),
    ],
)
def test_one_part_that_cannot_go_live_stops_all_of_it(cup, case, spoil):
    made = winter(cup)
    spoil()

    with pytest.raises(ReleaseRefused):
        publish(made)

    assert price(cup) == 249
    assert not Offer.objects.exists()
    assert not ProductPage.objects.filter(title="Kopp i vinterskrud").exists()
    assert Release.objects.get().state == State.APPROVED


def test_a_late_refusal_takes_back_what_was_already_done(cup, monkeypatch):
    """Prices are in force when the campaign is refused: then they are not."""
    made = winter(cup)

    def refuse(*args, **kwargs):
        raise CampaignRefused(["Olaglig"])

    monkeypatch.setattr("cms.pages.carries_offers.bring_in_force", refuse)

    with pytest.raises(ReleaseRefused, match="Olaglig"):
        publish(made)

    assert price(cup) == 249
    assert PriceChangeSet.objects.get().state == PriceChangeSet.State.APPROVED
    assert page_of(cup).title == "Kopp Glimma"


def test_a_newer_draft_waits_for_a_choice(cup):
    made = winter(cup)
    draft_of(page_of(cup), title="Ännu nyare")

    with pytest.raises(ReleaseRefused, match="nyare utkast"):
        publish(made)
    assert page_of(cup).title == "Kopp Glimma"

    item = made.items.get(name="Kopp i vinterskrud")
    contents.keep_version(made.pk, item.pk, by=boss())
    publish(made)

    assert page_of(cup).title == "Kopp i vinterskrud"
    assert page_of(cup).get_latest_revision_as_object().title == "Ännu nyare"


def test_a_newer_draft_can_be_taken_instead_and_is_approved_anew(cup):
    made = winter(cup)
    page = draft_of(page_of(cup), title="Ännu nyare")
    with pytest.raises(ReleaseRefused):
        contents.put_in(made.pk, [page], by=boss(), now=timezone.now())

    approval.reopen(made.pk, by=boss())
    contents.put_in(made.pk, [page], by=boss(), now=timezone.now())
    with pytest.raises(ReleaseRefused):
        publish(made)
    approval.submit(made.pk, by=boss(), now=timezone.now())
    approval.decide(made.pk, action="approve", comment="", by=boss())
    publish(made)

    assert page_of(cup).title == "Ännu nyare"


def test_what_somebody_published_meanwhile_is_not_written_over_unasked(cup):
    made = winter(cup)
    draft_of(page_of(cup), title="Rättat").latest_revision.publish()

    with pytest.raises(ReleaseRefused, match="publicerades"):
        publish(made)

    assert page_of(cup).title == "Rättat"


def test_taking_back_asks_about_what_was_published_again_since(cup):
    made = winter(cup)
    publish(made)
    draft_of(page_of(cup), title="Rättat efteråt").latest_revision.publish()
    item = made.items.get(name="Kopp i vinterskrud")

    with pytest.raises(ReleaseRefused, match="publicerats igen"):
        undo(made)
    assert price(cup) == 160

    undo(made, left=[item.pk])

    assert page_of(cup).title == "Rättat efteråt"
    assert price(cup) == 249
    assert ReleaseItem.objects.get(pk=item.pk).outcome == "left"


def test_taking_back_anyway_writes_over_what_one_chose(cup):
    made = winter(cup)
    publish(made)
    draft_of(page_of(cup), title="Rättat efteråt").latest_revision.publish()

    undo(made, anyway=[made.items.get(name="Kopp i vinterskrud").pk])

    assert page_of(cup).title == "Kopp Glimma"


def test_whoever_may_not_publish_a_part_publishes_none(cup):
    made = winter(cup)
    editor = UserFactory(roles=["Redaktör"])

    with pytest.raises(ReleaseRefused, match="priser"):
        publishing.publish(made.pk, by=editor, now=timezone.now())

    assert price(cup) == 249


def test_an_unapproved_release_goes_nowhere(cup):
    made = release(draft_of(page_of(cup), title="Ny"), approved=False)

    with pytest.raises(ReleaseRefused):
        publish(made)

    assert page_of(cup).title == "Kopp Glimma"


def test_published_twice_it_is_published_once(cup):
    made = winter(cup)
    publish(made)
    at = Release.objects.get().published_at

    with pytest.raises(ReleaseRefused):
        publish(made)

    assert Release.objects.get().published_at == at
    assert Price.objects.filter(variant=cup, price_list__code="bas").count() == 2


def test_a_scheduled_release_goes_live_at_its_instant_once(cup):
    now = timezone.now()
    made = winter(cup)
    Release.objects.update(starts_at=now + HOUR)
    publishing.schedule(made.pk, by=boss(), now=now)

    assert publishing.publish_due(now=now) == 0
    assert price(cup, now) == 249
    assert publishing.publish_due(now=now + HOUR) == 1
    assert publishing.publish_due(now=now + HOUR) == 0

    assert price(cup, now + HOUR) == 160
    assert Price.objects.get(variant=cup, amount=Decimal(200)).valid_from == now + HOUR


def test_a_scheduled_release_that_cannot_go_live_says_why_and_holds_up_no_other(cup):
    now = timezone.now()
    first, other = winter(cup), release(draft_of(story(), intro="Nytt"), name="Annan")
    Release.objects.update(starts_at=now + HOUR)
    for made in (first, other):
        publishing.schedule(made.pk, by=boss(), now=now)
    draft_of(page_of(cup), title="Ännu nyare")

    assert publishing.publish_due(now=now + HOUR) == 1

    first.refresh_from_db()
    assert first.state == State.APPROVED
    assert "nyare utkast" in first.problem
    assert StandardPage.objects.get().intro == "Nytt"
    assert price(cup, now + HOUR) == 249


def test_the_clock_publishes_it_and_wakes_for_it(cup):
    now = timezone.now()
    made = winter(cup)
    Release.objects.update(starts_at=now + HOUR)
    publishing.schedule(made.pk, by=boss(), now=now)
    assert moments(until=now + HOUR) == [now + HOUR]
    Release.objects.update(starts_at=now)

    tasks.publish_due()
    tasks.publish_due()

    assert Release.objects.get().state == State.PUBLISHED
    assert price(cup) == 160
    assert moments(until=now + HOUR) == []
