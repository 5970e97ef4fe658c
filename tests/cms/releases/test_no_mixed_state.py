"""While releases go live and are taken back under load, every page is of one state, and never of one that is over.

Mixed is two things. A page that has something of one state and something of another: a new price under an old menu. And
a page of a state that was over when it was asked for, kept from before, beside one of the state that is: a visitor who
has seen the new would see the old again. A page that was on its way when the release went live may be of either state.
"""

import itertools
import re
import threading
import time
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils import timezone

from cms.pages.campaign import CampaignPage
from cms.pages.campaign_offers import CampaignOffer
from cms.pages.category import CategoryPage
from cms.releases import approval, contents, publishing, taking_back
from cms.storefront import kept
from tests.cms.campaigns.pages import QUIET, campaign
from tests.committing import in_threads
from tests.factories.catalogue import CategoryFactory, category_page, sellable
from tests.factories.releases import boss, draft_of, page_of, prices

pytestmark = pytest.mark.krav("4.3.3")
ROUNDS, READERS = 4, 3
PATHS = ["/", "/koppar/", "/koppar/kopp-glimma/", "/sok/?q=kopp", "/reklam/"]
TENTH = {**QUIET, "value": Decimal(10)}
KRONOR = {249: 0, **{900 + 90 * n: n for n in range(1, ROUNDS + 1)}}  # with the campaign's tenth off
HALF_DONE = {1000 + 100 * n for n in range(1, ROUNDS + 1)}  # the new price without the campaign


@dataclass
class Answer:
    path: str
    asked: float
    got: float
    states: set
    is_kept: bool


@pytest.fixture
def shop(committing_db):
    """A cup in a category that stands in the menu, and a campaign that stands in the footer."""
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    cup = sellable(
        price="249.00",
        parent=category_page(category, show_in_menus=True, title="Koppar vinter0"),
        product__name_sv="Kopp Glimma",
        product__code="kopp-glimma",
        product__category=category,
    )
    page = draft_of(page_of(cup), title="Kopp vinter0")
    page.latest_revision.publish()
    campaign(live=True, slug="reklam", title="Reklam vinter0", show_in_menus=True)
    return cup


def prepare(cup, number):
    """A release of four things, approved: the page, its category, a campaign with offers, and prices."""
    ad = page_named("Reklam")
    ad.title, ad.offers = f"Reklam vinter{number}", [CampaignOffer(**TENTH)]
    ad.save_revision()
    things = [
        draft_of(page_of(cup), title=f"Kopp vinter{number}"),
        draft_of(CategoryPage.objects.get(), title=f"Koppar vinter{number}"),
        type(ad).objects.get(pk=ad.pk),
        prices(cup, str(1000 + 100 * number), name=f"Priser {number}"),
    ]
    made = contents.create(name=f"Vinter {number}", by=boss(), now=timezone.now())
    contents.put_in(made.pk, things, by=boss(), now=timezone.now())
    approval.submit(made.pk, by=boss(), now=timezone.now())
    approval.decide(made.pk, action="approve", comment="", by=boss())
    return made


def page_named(word):
    return CampaignPage.objects.get(title__startswith=word).get_latest_revision_as_object()


def release_and_take_back(cup, changes):
    """Publish and take back one release after the other; tells when each began, at the earliest and the latest."""
    for number in range(1, ROUNDS + 1):
        made = prepare(cup, number)
        for state, act in ((number, publishing.publish), (0, taking_back.undo)):
            before = time.monotonic()
            act(made.pk, by=boss(), now=timezone.now())
            changes.append((state, before, time.monotonic()))


def read(application, start, is_over, answers):
    """A guest who goes from page to page until it is over."""
    made = []
    for path in itertools.islice(itertools.cycle(PATHS), start, None):
        if is_over.is_set():
            break
        asked = time.monotonic()
        body, is_kept = get(application, path)
        made.append(Answer(path, asked, time.monotonic(), states_in(body), is_kept))
    answers.extend(made)


def get(application, path):
    """A page by the way a guest's request comes in: the door of kept pages, then all of Django."""
    told = {}
    environ = RequestFactory().get(path).environ
    was_kept = kept.of_guest(environ) is not None
    response = application(environ, lambda status, headers: told.update(status=status))
    body = b"".join(response).decode()
    getattr(response, "close", lambda: None)()
    assert told["status"].startswith("200"), (path, told)
    return body, was_kept


def states_in(body):
    """Every state that something on the page is of; -1 for a price that no state has."""
    found = {int(number) for number in re.findall(r"vinter(\d+)", body)}
    for written in re.findall(r"(\d[\d\u00a0]*)\u00a0kr", body):
        amount = int(written.replace("\u00a0", ""))
        found |= {KRONOR[amount]} if amount in KRONOR else {-1} if amount in HALF_DONE else set()
    return found


def test_every_page_is_of_one_state_and_never_of_one_that_is_over(shop):
    application = kept.at_the_door(WSGIHandler())
    changes, answers, is_over = [(0, 0.0, 0.0)], [], threading.Event()

    def publish_all():
        try:
            release_and_take_back(shop, changes)
        finally:
            is_over.set()

    readers = [lambda start=start: read(application, start, is_over, answers) for start in range(READERS)]
    raised = [one for one in in_threads(publish_all, *readers) if one is not None]

    assert raised == []
    assert len(changes) == 2 * ROUNDS + 1
    assert [one for one in answers if len(one.states) != 1] == []
    late = [one for one in answers if not could_be_shown(one, changes)]
    assert late == []
    seen = {next(iter(one.states)) for one in answers}
    assert len(seen) > ROUNDS // 2, seen  # the readers did read while it changed
    assert any(one.is_kept for one in answers)


def could_be_shown(answer, changes):
    """Whether the page's state was in force at some moment between the question and the answer."""
    [state] = answer.states
    ends = [change[2] for change in changes[1:]] + [float("inf")]
    return any(
        change[0] == state and change[1] <= answer.got and answer.asked <= until
        for change, until in zip(changes, ends, strict=True)
    )
