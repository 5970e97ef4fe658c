"""What a preview of a day shows is what the shop shows when the day comes, to whomever it was a preview of."""

import difflib
import itertools
import random
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms.pages.campaign import CampaignPage
from cms.pages.product import ProductPage
from commerce.cart.models import Cart
from commerce.customers.models import Level
from commerce.pricing.models import Price
from tests.factories.catalogue import CategoryFactory, PriceFactory, category_page, home_page, sellable
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.preview import looking

pytestmark = pytest.mark.krav("4.3.1")

PAGES = [
    "/",
    "/koppar/",
    "/koppar/?sortera=pris",
    "/koppar/kopp-glimma/",
    "/koppar/kopp-ny/",
    "/koppar/kopp-gammal/",
    "/vaser/",
    "/vinter/",
    "/sok/?q=kopp",
    "/sok/forslag/?q=kop",
    "/en/",
    "/en/koppar/",
    "/en/koppar/kopp-glimma/",
    "/en/koppar/kopp-ny/",
    "/en/koppar/kopp-gammal/",
    "/en/search/?q=kopp",
]
ADD, CART = "/varukorg/lagg-till/", "/varukorg/"
BOUGHT = ("LL-GLIMMA", "LL-NY", "LL-GAMMAL")
# Numbers of cart lines and what a page is marked with as it is sent: the same page says others.
INCIDENTAL = re.compile(
    r'name="line" value="\d+"|(line|lines|quantity)-\d+|csrfmiddlewaretoken" value="\w+"'
    r'|<aside class="cart__account".*?</aside>',  # what an account may do: whoever previews has none in the shop
    re.DOTALL,
)


@pytest.fixture
def now():
    return timezone.now()


def cup(code, sku, category, parent, price="249.00", **more):
    return sellable(
        price=price,
        parent=parent,
        sku=sku,
        product__name_sv=f"Kopp {code.title()}",
        product__code=f"kopp-{code}",
        product__category=category,
        prices={"pro": [(1, Decimal("219.00"))]},
        **more,
    )


def swedish(slug):
    return ProductPage.objects.get(slug=slug, locale__language_code="sv")


def schedule(page, *, go_live_at=None, expire_at=None, **changes):
    """As an editor does: changed, with its moments, and approved."""
    page = page.get_latest_revision_as_object()
    for name, value in {**changes, "go_live_at": go_live_at, "expire_at": expire_at}.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def planned_shop(chance, now):
    """A shop in which much will happen within ten days, at moments left to chance."""

    def some_day():
        return now + timedelta(minutes=chance.randrange(60, 10 * 24 * 60))

    cups = CategoryFactory(code="koppar", name_sv="Koppar")
    parent = category_page(cups, show_in_menus=True)
    vases = category_page(CategoryFactory(code="vaser", name_sv="Vaser"), show_in_menus=True)
    category_page(cups, language="en", show_in_menus=True)
    moments = [some_day() for _ in range(8)]
    glimma = cup("glimma", BOUGHT[0], cups, parent)
    cup("ny", BOUGHT[1], cups, parent, product__is_on_sale=False)
    cup("gammal", BOUGHT[2], cups, parent)
    newcomer = swedish("kopp-ny")
    newcomer.unpublish()
    for page in ProductPage.objects.all():
        page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    schedule(newcomer, go_live_at=moments[0], expire_at=max(moments[0] + timedelta(hours=1), moments[1]), lead="Nyss")
    schedule(swedish("kopp-gammal"), expire_at=moments[2])
    schedule(swedish("kopp-glimma"), go_live_at=moments[3], lead="Ny text", title="Glimma igen")
    schedule(vases, expire_at=moments[4])
    schedule(home_page(), go_live_at=moments[5], hero_title="Vinterns nyheter")
    campaign = home_page().add_child(
        instance=CampaignPage(title="Vinter", slug="vinter", locale=Locale.objects.get(language_code="sv"), live=False)
    )
    shelf = [("product_shelf", {"title": "Nytt", "pages": list(ProductPage.objects.filter(alias_of=None))})]
    schedule(campaign, go_live_at=moments[6], expire_at=moments[6] + timedelta(days=2), body=shelf)
    Price.objects.filter(variant=glimma, price_list__code="bas").update(valid_until=moments[7])
    PriceFactory(variant=glimma, amount=Decimal("199.00"), valid_from=moments[7])
    return moments


def shown(browser, path):
    """Status and main content, as far as it is not incidental."""
    answer = browser.get(path, HTTP_SEC_FETCH_SITE="same-origin")
    if answer.status_code != 200:
        return answer.status_code, ""
    text = answer.content.decode()
    found = re.search(r"<main.*?</main>", text, re.DOTALL)
    return answer.status_code, INCIDENTAL.sub("", found.group() if found else text)


def everything(browser):
    """Every page, the menu, and a cart that is filled with what can be bought."""
    seen = {path: shown(browser, path) for path in PAGES}
    seen["menu"] = re.findall(r'href="(/vaser/)"', browser.get("/").content.decode())
    for sku in BOUGHT:
        answer = browser.post(ADD, {"sku": sku, "quantity": 2}, HTTP_SEC_FETCH_SITE="same-origin")
        seen[f"adding {sku}"] = answer.status_code
    seen[CART] = shown(browser, CART)
    return seen


def difference(there, preview):
    lines = [str(one).replace("\\n", "\n").splitlines() for one in (there, preview)]
    return "\n".join(difflib.unified_diff(*lines, "the day", "the preview", n=0, lineterm=""))


@pytest.mark.parametrize("seed", range(3))
def test_the_preview_of_a_day_is_what_the_day_brings(committing_db, now, monkeypatch, seed):
    """Three shops, and of each four days, every day as another person."""
    compare_days(now, monkeypatch, chance=random.Random(seed), people_a_day=1)


@pytest.mark.drill
@pytest.mark.parametrize("seed", range(3, 7))
def test_the_preview_of_a_day_is_what_the_day_brings_in_many_shops(committing_db, now, monkeypatch, seed):
    compare_days(now, monkeypatch, chance=random.Random(seed), people_a_day=4)


def compare_days(now, monkeypatch, *, chance, people_a_day):
    """Look ahead at some days of a planned shop, let them come one by one, and see the same."""
    moments = planned_shop(chance, now)
    firm = OrganisationFactory(level_id=Level.PRO)
    people = {
        ("konsument", None): None,
        ("premium", None): UserFactory(level_id=Level.PREMIUM),
        ("pro", None): UserFactory(level_id=Level.PRO),
        (Level.KONSUMENT, firm.pk): MembershipFactory(organisation=firm).user,
    }
    days = sorted(moment + timedelta(seconds=1) for moment in [*chance.sample(moments, 3), now + timedelta(days=11)])
    in_turn = itertools.cycle(chance.sample(list(people), len(people)))
    looks = [(whom, day) for day in days for whom in itertools.islice(in_turn, people_a_day)]
    previews = {(whom, day): everything(looking(level=whom[0], organisation=whom[1], at=day)) for whom, day in looks}

    for whom, day in looks:
        monkeypatch.setattr(timezone, "now", lambda day=day: day)
        for _ in range(2):  # it wakes every minute, and takes down before it publishes
            call_command("publish_scheduled", verbosity=0)
        Cart.objects.all().delete()  # what was put in it another day
        browser = Client()
        if people[whom]:
            browser.force_login(people[whom])
        there = everything(browser)

        differing = [place for place in there if there[place] != previews[whom, day][place]]
        assert differing == [], "\n".join(difference(there[place], previews[whom, day][place]) for place in differing)
    found = {tuple(previews[look][path][0] for path in PAGES) for look in looks}
    assert len(found) > 1  # the days did differ, not only those who looked
