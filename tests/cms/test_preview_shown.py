"""What a visitor sees through a preview link: the shop as the link says, and a word where there is nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from commerce.customers.models import Level
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.models import PriceList
from tests.factories.catalogue import home_page
from tests.factories.customers import OrganisationFactory
from tests.factories.preview import (
    AS,
    CUP,
    CUPS,
    cup_to_look_at,
    looking,
    price,
    text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]


@pytest.fixture
def cup():
    return cup_to_look_at()


def test_a_visitor_without_account_sees_the_shop_as_the_link_says(cup):
    browser = looking(level="pro")

    for path in (CUPS, CUP, "/sok/?q=glimma"):
        assert price(219) in text(browser, path)
    bar = text(browser, CUPS)
    assert "<b>Pro</b>" in bar
    assert "nu" in bar
    assert f"/forhandsvisa/lamna/?to={'%2Fkoppar%2F'}" in bar
    assert AS not in bar  # changing the look is for editors
    assert price(219) not in text(Client(), CUPS)


def test_an_organisation_is_seen_excluding_vat(cup):
    firm = OrganisationFactory(name="Krukmakarna AB", level_id=Level.PRO)

    shown = text(looking(organisation=firm.pk), CUP)

    assert "175,20\xa0kr" in shown
    assert "exkl. moms" in shown
    assert "Krukmakarna AB" in shown


def test_an_organisation_that_is_no_longer_a_customer_is_not_looked_as(cup):
    firm = OrganisationFactory(level_id=Level.PRO)
    browser = looking(organisation=firm.pk)
    type(firm).objects.update(is_active=False)

    assert "inte längre kund" in text(browser, CUPS, status=403)


def test_drafts_are_seen_where_the_link_says_so(cup):
    page = ProductPage.objects.get()
    page.title, page.lead, page.slug = "Kopp Glöd", "Bara ett utkast", "kopp-glod"
    page.save_revision()
    parent = home_page()
    never = StandardPage(title="Ny", slug="ny", intro="Inte än", locale=Locale.objects.get(language_code="sv"))
    never.live = False
    parent.add_child(instance=never)
    drafts, without = looking(pages=True), looking()

    assert "Bara ett utkast" in text(drafts, "/koppar/kopp-glod/")
    assert "/koppar/kopp-glod/" in text(drafts, CUPS)
    assert "/koppar/kopp-glod/" in text(drafts, "/sok/?q=utkast")
    assert "Inte än" in text(drafts, "/ny/")
    assert "Bara ett utkast" not in text(without, CUP)
    text(without, "/ny/", status=404)
    text(Client(), "/koppar/kopp-glod/", status=404)


def test_a_category_that_moves_in_a_draft_takes_its_products_with_it(cup):
    page = ProductPage.objects.get().get_parent().specific
    page.slug = "muggar"
    page.save_revision()

    browser = looking(pages=True)

    assert "Kopp Glimma" in text(browser, "/muggar/kopp-glimma/")
    assert "/muggar/kopp-glimma/" in text(browser, "/muggar/")
    assert browser.get("/koppar/kopp-glimma/")["Location"].endswith("/muggar/kopp-glimma/")
    assert "Kopp Glimma" in text(Client(), CUP)


@pytest.mark.parametrize(
    ("case", "starts_in", "seen_in", "expected"),
    [
        ("a set without a moment", None, None, 149),
        ("before it begins", 5, 1, 249),
        ("when it has begun", 5, 6, 149),
    ],
)
def test_a_price_change_set_is_seen_by_those_whose_link_names_it(cup, case, starts_in, seen_in, expected):
    now = timezone.now()
    starts_at = now + timedelta(days=starts_in) if starts_in else None
    change_set = PriceChangeSet.objects.create(name="Vinter", created_at=now, starts_at=starts_at)
    PriceChange.objects.create(
        change_set=change_set, price_list=PriceList.objects.get(code="bas"), variant=cup, amount=Decimal("149.00")
    )
    at = now + timedelta(days=seen_in) if seen_in else None

    browser = looking(at=at, prices=(change_set.pk,))

    assert price(expected) in text(browser, CUP)
    assert "Vinter" in text(browser, CUP)
    assert price(249) in text(looking(at=at), CUP)


def test_a_page_that_is_not_there_says_so_within_the_preview(cup):
    shown = text(looking(level="pro"), "/finns-inte/", status=404)

    assert 'class="look"' in shown
