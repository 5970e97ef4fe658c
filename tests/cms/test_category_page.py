"""A category page: its products, the filters with their counts, sorting and pages, all in the address."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cms.storefront import choices, listing
from cms.storefront.frame import now as frame_now
from commerce.catalogue.models import Attribute, AttributeValue, Product, ProductAttribute, ProductCategory, TaxClass
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price, PriceList
from tests.factories.catalogue import CategoryFactory, PriceFactory, VariantFactory, category_page, sellable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]


@pytest.fixture
def colour():
    attribute = Attribute.objects.create(code="colour", name_sv="Färg", name_en="Colour")
    for position, (code, name) in enumerate([("celadon", "Celadon"), ("clay", "Lera"), ("ink", "Bläck")]):
        AttributeValue.objects.create(
            attribute=attribute, code=code, name_sv=name, swatch=f"#00000{position}", position=position
        )
    return {value.code: value for value in attribute.values.all()}


@pytest.fixture
def material():
    attribute = Attribute.objects.create(code="material", name_sv="Material", position=1)
    return {
        code: AttributeValue.objects.create(attribute=attribute, code=code, name_sv=code.title())
        for code in ("stengods", "glas")
    }


@pytest.fixture
def cups():
    """The category Koppar under Keramik, each with its live page."""
    ceramics = CategoryFactory(code="keramik", name_sv="Keramik")
    department = category_page(ceramics, show_in_menus=True)
    leaf = CategoryFactory(code="koppar", name_sv="Koppar", parent=ceramics)
    page = category_page(leaf, parent=department, show_in_menus=True)
    return leaf, page


def cup(cups, name, *, price="100.00", stock=10, colours=(), material=None, position=0, **fields):
    leaf, page = cups
    variant = sellable(
        price=price,
        stock=stock,
        parent=page,
        product__name_sv=name,
        product__code=name.lower().replace(" ", "-"),
        values=[colours[0]] if colours else [],
        **fields,
    )
    for value in colours[1:]:
        more = VariantFactory(product=variant.product, values=[value])
        PriceFactory(variant=more, amount=Decimal(price))
    if material:
        ProductAttribute.objects.create(product=variant.product, attribute=material.attribute, value=material)
    ProductCategory.objects.create(product=variant.product, category=leaf, is_primary=True, position=position)
    return variant


def titles(response):
    return [card.title for card in response.context["cards"]]


def facet(response, code):
    return next(one for one in response.context["facets"] if one["code"] == code)


def counts(response, code):
    return {value["value"]: value["count"] for value in facet(response, code)["values"]}


def test_a_category_shows_its_products_and_its_department_those_of_all_below(client, cups):
    cup(cups, "Kopp Ett", position=2)
    cup(cups, "Kopp Två", position=1)

    leaf, department = client.get("/keramik/koppar/"), client.get("/keramik/")

    assert titles(leaf) == titles(department) == ["Kopp Två", "Kopp Ett"]
    assert [child["title"] for child in department.context["children"]] == ["Koppar"]
    assert [crumb["title"] for crumb in leaf.context["breadcrumbs"]] == ["Lykta & Lera", "Keramik", "Koppar"]
    assert 'href="/keramik/koppar/kopp-ett/"' in leaf.content.decode()


def test_what_is_not_live_or_not_on_sale_is_not_listed(client, cups):
    cup(cups, "Kopp Ett")
    cup(cups, "Kopp Dold")
    hidden = Product.objects.get(code="kopp-dold")
    Product.objects.filter(pk=hidden.pk).update(is_on_sale=False)

    response = client.get("/keramik/koppar/")

    assert titles(response) == ["Kopp Ett"]
    assert response.context["count"] == 1


def test_counts_beside_a_filter_are_what_choosing_it_would_give(client, cups, colour, material):
    cup(cups, "A", colours=[colour["celadon"], colour["clay"]], material=material["stengods"])
    cup(cups, "B", colours=[colour["celadon"]], material=material["glas"])
    cup(cups, "C", colours=[colour["ink"]], material=material["stengods"])

    free = client.get("/keramik/koppar/")
    green = client.get("/keramik/koppar/?farg=celadon")
    green_or_ink_in_glass = client.get("/keramik/koppar/?farg=celadon&farg=ink&material=glas")

    assert counts(free, "farg") == {"celadon": 2, "clay": 1, "ink": 1}
    assert counts(free, "material") == {"stengods": 2, "glas": 1}
    assert titles(green) == ["A", "B"]
    assert counts(green, "farg") == {"celadon": 2, "clay": 1, "ink": 1}  # its own choice does not narrow it
    assert counts(green, "material") == {"stengods": 1, "glas": 1}
    assert titles(green_or_ink_in_glass) == ["B"]
    assert counts(green_or_ink_in_glass, "material") == {"stengods": 2, "glas": 1}
    assert counts(green_or_ink_in_glass, "farg") == {"celadon": 1, "ink": 0}
    for response, code in ((free, "farg"), (free, "material")):
        for value in facet(response, code)["values"]:
            assert client.get(value["url"]).context["count"] == value["count"]


def test_chips_take_a_choice_away_and_keep_the_others(client, cups, colour):
    cup(cups, "A", colours=[colour["celadon"]], price="250.00")

    response = client.get("/keramik/koppar/?farg=celadon&pris=100-400&i_lager=1&sort=pris")

    chips = {chip["label"]: chip["url"] for chip in response.context["chips"]}
    assert chips == {
        "Celadon": "/keramik/koppar/?pris=100-400&i_lager=1&sort=pris",
        "100\xa0kr–400\xa0kr": "/keramik/koppar/?farg=celadon&i_lager=1&sort=pris",
        "I lager": "/keramik/koppar/?farg=celadon&pris=100-400&sort=pris",
    }
    assert response.context["clear_url"] == "/keramik/koppar/?sort=pris"
    assert titles(response) == ["A"]


def test_price_and_availability_narrow_by_what_cards_show(client, cups):
    cup(cups, "Billig", price="99.50")
    cup(cups, "Lagom", price="250.00")
    cup(cups, "Slut", price="300.00", stock=0)

    assert titles(client.get("/keramik/koppar/?pris=100-400")) == ["Lagom", "Slut"]
    assert titles(client.get("/keramik/koppar/?pris_min=&pris_max=99,5")) == ["Billig"]
    assert titles(client.get("/keramik/koppar/?pris=400-100")) == ["Lagom", "Slut"]
    assert titles(client.get("/keramik/koppar/?i_lager=1")) == ["Billig", "Lagom"]
    everything = client.get("/keramik/koppar/")
    price = facet(everything, "pris")
    assert (price["min"], price["max"]) == (99, 300)
    assert facet(everything, "i_lager")["values"][0]["count"] == 2
    assert [card.stock_word for card in everything.context["cards"]] == ["", "", "Slutsåld"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Ögla", "Ask", "Ängel", "Ål"]),
        ("pris", ["Ask", "Ål", "Ögla", "Ängel"]),
        ("-pris", ["Ängel", "Ögla", "Ål", "Ask"]),
        ("nyast", ["Ål", "Ängel", "Ask", "Ögla"]),
        ("namn", ["Ask", "Ål", "Ängel", "Ögla"]),
        ("något annat", ["Ögla", "Ask", "Ängel", "Ål"]),
    ],
)
def test_sorting(client, cups, sort, expected):
    for position, (name, price) in enumerate([("Ögla", 300), ("Ask", 100), ("Ängel", 400), ("Ål", 200)]):
        made = cup(cups, name, price=f"{price}.00", position=position)
        Product.objects.filter(pk=made.product_id).update(created_at=timezone.now() + timedelta(hours=position))

    response = client.get("/keramik/koppar/", {"sort": sort})

    assert titles(response) == expected
    assert [choice["value"] for choice in response.context["sort_choices"] if choice["current"]] in ([sort], [""])


def test_names_sort_as_in_swedish_whatever_the_databases_locale(cups):
    names = ["Zebra", "ål", "Ärt", "öga", "Ökar", "Élan", "ask", "Åsa", "elak", "über", "Yvonne", "äpple"]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT name FROM unnest(%s::text[]) AS name ORDER BY swedish_sort_key(name) COLLATE "C"', [names]
        )
        found = [name for (name,) in cursor.fetchall()]

    assert found == ["ask", "elak", "Élan", "über", "Yvonne", "Zebra", "ål", "Åsa", "äpple", "Ärt", "öga", "Ökar"]


def test_pages_of_24_with_ways_on(client, cups):
    for number in range(50):
        cup(cups, f"Kopp {number:02}", position=number)

    first, last = client.get("/keramik/koppar/?sort=namn"), client.get("/keramik/koppar/?sort=namn&sida=3")

    assert (len(titles(first)), len(titles(last))) == (24, 2)
    assert first.context["next_url"] == "/keramik/koppar/?sort=namn&sida=2"
    assert last.context["previous_url"] == "/keramik/koppar/?sort=namn&sida=2"
    assert (first.context["previous_url"], last.context["next_url"]) == ("", "")
    assert (last.context["page_number"], last.context["page_count"], last.context["count"]) == (3, 3, 50)
    assert client.get("/keramik/koppar/?sida=4").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "farg=finns-inte",
        "farg=%00",
        "farg=",
        "pris=abc-def",
        "pris=-",
        "pris=-1--5",
        "pris=1e999-",
        "pris=NaN-NaN",
        "pris=Infinity-",
        "pris=" + "9" * 60 + "-",
        "i_lager=nej",
        "sort=%27%3B",
        "sida=0",
        "sida=-1",
        "sida=abc",
        "sida=1.5",
        "sida=%C2%B2",
        "okant=1",
        "%FF%FE=%FF",
        "farg=celadon'--",
        "pris_min=%20&pris_max=%20",
    ],
)
def test_what_makes_no_sense_is_ignored(client, cups, query):
    cup(cups, "Kopp")

    response = client.get(f"/keramik/koppar/?{query}")

    assert response.status_code == 200
    assert titles(response) == ["Kopp"]


@pytest.mark.parametrize("page", ["2", "99999", "9" * 40])
def test_a_page_beyond_the_last_is_not_found(client, cups, page):
    cup(cups, "Kopp")

    assert client.get(f"/keramik/koppar/?sida={page}").status_code == 404


def test_an_empty_category_says_so_and_has_no_filters(client, cups):
    response = client.get("/keramik/koppar/")

    assert response.status_code == 200
    assert (response.context["count"], response.context["facets"]) == (0, [])


@pytest.mark.krav("4.1.2")
@pytest.mark.parametrize("buyer_type", ["consumer", "business"])
@pytest.mark.parametrize("level", ["konsument", "user", "pro", "premium"])
def test_a_list_sorts_and_filters_by_the_price_that_the_quote_gives(cups, level, buyer_type):
    """The statement's arithmetic and `pricing.quote` agree for every level, buyer, basis, tax class and interval."""
    shopper = Shopper(level=level, buyer_type=buyer_type, at=timezone.now())
    PriceList.objects.filter(code="pro").update(basis="net")
    past, future = shopper.at - timedelta(days=1), shopper.at + timedelta(days=1)
    for number, tax_class in enumerate(TaxClass.values * 2):
        made = cup(cups, f"Vara {number}", price=f"{100 + number * 7}.99")
        Product.objects.filter(pk=made.product_id).update(tax_class=tax_class)
        PriceFactory(variant=made, list_code="pro", amount=Decimal(f"{80 + number * 5}.33"))
        PriceFactory(variant=made, list_code="premium", amount=Decimal("200.00"))
        PriceFactory(variant=made, list_code="premium", min_quantity=10, amount=Decimal("1.00"))
        PriceFactory(variant=made, list_code="user", amount=Decimal("1.00"), valid_until=past)
        PriceFactory(variant=made, list_code="user", amount=Decimal("2.00"), valid_from=future)
        PriceFactory(
            variant=made, list_code="user", amount=Decimal(f"{90 + number}.01"), valid_from=past, valid_until=future
        )
    vocabulary = frame_now().vocabulary
    locale_id = frame_now().locale_ids["sv"]
    priced = quotes(dict.fromkeys(Price.objects.values_list("variant_id", flat=True), 1), shopper=shopper)
    by_quote = sorted({quote.unit(buyer_type) for quote in priced.values()})

    for amount in by_quote:
        chosen = choices.Choices(vocabulary=vocabulary, low=amount, high=amount)
        found = listing.in_categories([cups[0].pk], chosen, shopper=shopper, locale_id=locale_id)
        expected = {pk for pk, quote in priced.items() if quote.unit(buyer_type) == amount}
        assert {row.variants[0][0] for row in found.rows} == expected
    everything = listing.in_categories(
        [cups[0].pk], choices.Choices(vocabulary=vocabulary, sort="pris"), shopper=shopper, locale_id=locale_id
    )
    assert (everything.low, everything.high) == (by_quote[0], by_quote[-1])
    amounts = [priced[row.variants[0][0]].unit(buyer_type) for row in everything.rows]
    assert amounts == sorted(amounts)


def test_words_of_the_address_do_not_collide(client, cups):
    """An attribute that is called what the address already means goes by its code."""
    price = Attribute.objects.create(code="prisklass", name_sv="Pris")
    value = AttributeValue.objects.create(attribute=price, code="lag", name_sv="Låg")
    other = AttributeValue.objects.create(attribute=price, code="hog", name_sv="Hög")
    cup(cups, "A", colours=[value])
    cup(cups, "B", colours=[other])

    assert titles(client.get("/keramik/koppar/?prisklass=lag")) == ["A"]
    assert titles(client.get("/keramik/koppar/?pris=lag")) == ["A", "B"]
