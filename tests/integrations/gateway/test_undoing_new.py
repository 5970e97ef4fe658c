"""What an import made is taken away again with it: articles, accounts and organisations that nobody has had to do with.
Where something has happened to one, nothing is undone and what happened is said."""

import io

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.catalogue.models import Category, Product, Variant
from commerce.customers.models import User
from commerce.customers.organisations import Organisation, VatCheck
from commerce.events.models import Event
from commerce.pricing.models import Price, PriceList
from integrations.gateway import importing, working
from tests.factories.catalogue import AttributeFactory, AttributeValueFactory, CategoryFactory
from tests.factories.customers import AddressFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2"), pytest.mark.krav("4.6.3")]

PRODUCTS = (
    "Produktkod;SKU;Namn;Kategorier;Val\n"
    "kopp;K-S;Kopp;koppar;farg=svart\nkopp;K-V;Kopp;koppar;farg=vit\nfat;F-1;Fat;koppar;\n"
)
SKUS = {2: "K-S", 3: "K-V", 4: "F-1"}
MORE = "Produktkod;SKU;Namn;Kategorier;Val\nkopp;K-R;Kopp;koppar;farg=rod\n"
CUSTOMERS = "E-post;Förnamn;Nivå\nsiv@example.com;Siv;pro\nake@example.com;Åke;user\n"
ORGANISATIONS = "Orgnr;Namn;Nivå;vat_number\n556677-8899;Ny AB;pro;SE556677889901\n"


@pytest.fixture
def shelf():
    CategoryFactory(code="koppar")
    colour = AttributeFactory(code="farg")
    for value in ("svart", "vit", "rod"):
        AttributeValueFactory(attribute=colour, code=value, name_sv=value.title())


def taken(text, by, kind):
    file = io.BytesIO(text.encode())
    row = importing.receive(file, "fil.csv", kind, by=by, now=timezone.now(), goes_to="taken")
    row = working.run(row)
    assert (row.state, row.outcome["refused"]) == ("taken", 0), row.problem
    return row


def undone(row, by):
    return working.run(importing.undo(row, by=by, now=timezone.now()))


def why(row):
    return {one.line: one.reason for one in row.rows.filter(stage="left")}


def test_new_products_go_with_their_draft_pages_and_can_be_taken_in_again(shelf, by):
    before = Page.objects.count()
    row = taken(PRODUCTS, by, "products")
    made = Page.objects.count()
    assert (Variant.objects.count(), ProductPage.objects.count() > 0, made > before) == (3, True, True)

    row = undone(row, by)

    assert (row.state, row.problem, why(row)) == ("undone", "", {})
    assert not Variant.objects.exists()
    assert not Product.objects.exists()
    assert not ProductLink.objects.exists()
    assert not ProductPage.objects.exists()
    assert Category.objects.filter(code="koppar").exists()
    assert Page.find_problems() == ([], [], [], [], [])
    again = taken(PRODUCTS, by, "products")
    assert (again.outcome["new"], Page.objects.count()) == (3, made)


def test_a_new_variant_of_an_old_product_goes_alone(shelf, by):
    taken(PRODUCTS, by, "products")
    row = taken(MORE, by, "products")
    ProductPage.objects.update(live=True)

    row = undone(row, by)

    assert (row.state, row.problem, why(row)) == ("undone", "", {})
    assert sorted(Variant.objects.values_list("sku", flat=True)) == ["F-1", "K-S", "K-V"]
    assert Product.objects.filter(code="kopp", page_link__isnull=False).exists()


def priced():
    now = timezone.now()
    bas = PriceList.objects.get(code="bas")
    Price.objects.create(price_list=bas, variant=Variant.objects.get(sku="K-S"), amount=80, valid_from=now)


def published():
    ProductPage.objects.filter(title="Kopp").update(first_published_at=timezone.now())


def worked_on():
    ProductPage.objects.filter(title="Kopp").order_by("pk").first().save_revision()


def changed():
    Variant.objects.filter(sku="K-S").update(cost=40)


def replacing():
    other = Product.objects.create(code="annan", name_sv="Annan")
    Product.objects.filter(pk=other.pk).update(replaced_by=Product.objects.get(code="kopp"))


@pytest.mark.parametrize(
    ("happens", "lines", "reason"),
    [
        (priced, {2}, "Det används: prishistorik."),
        (published, {2, 3}, "Sidan har publicerats."),
        (worked_on, {2, 3}, "Sidan har bearbetats."),
        (changed, {2}, "Den har ändrats sedan dess."),
        (replacing, {2, 3}, "Det används: produkter."),
    ],
)
def test_nothing_goes_where_something_has_happened_to_a_new_product(shelf, by, happens, lines, reason):
    row = taken(PRODUCTS, by, "products")
    happens()
    products, pages = Product.objects.count(), Page.objects.count()

    row = undone(row, by)

    assert row.state == "taken"
    assert row.problem.startswith("Inget ångrades:")
    assert why(row) == dict.fromkeys(lines, reason)
    assert {one.given["sku"] for one in row.rows.filter(stage="left")} == {SKUS[line] for line in lines}
    assert (Variant.objects.count(), Product.objects.count(), Page.objects.count()) == (3, products, pages)


def test_what_is_gone_already_stands_in_no_way_and_undoing_twice_is_refused(shelf, by):
    row = taken(CUSTOMERS, by, "customers")
    User.objects.get(email="siv@example.com").delete()

    row = undone(row, by)

    assert (row.state, row.problem, why(row)) == ("undone", "", {})
    assert not User.objects.filter(email="ake@example.com").exists()
    with pytest.raises(importing.Refused):
        importing.undo(row, by=by, now=timezone.now())


def test_new_accounts_that_nobody_has_used_go_and_it_is_remembered(by):
    row = taken(CUSTOMERS, by, "customers")
    made = list(User.objects.filter(email__in=["siv@example.com", "ake@example.com"]).values_list("pk", flat=True))

    row = undone(row, by)

    assert (row.state, row.problem, why(row)) == ("undone", "", {})
    assert not User.objects.filter(pk__in=made).exists()
    told = {"by": by.pk, "reason": "Importen av fil.csv ångrades"}
    events = Event.objects.filter(kind="customer.removed").values_list("subject", "payload")
    assert sorted(events, key=str) == sorted([(f"user:{pk}", told) for pk in made], key=str)


def logged_in(user):
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())


def with_a_password(user):
    user.set_password("lykta-och-lera")
    user.save()


def decided(user):
    Event.objects.create(kind="customer.enabled", subject=f"user:{user.pk}", payload={}, at=timezone.now())


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (logged_in, "Någon har loggat in med kontot."),
        (with_a_password, "Någon har loggat in med kontot."),
        (lambda user: AddressFactory(user=user), "Det används: adresser."),
        (lambda user: MembershipFactory(user=user), "Det används: medlemmar."),
        (decided, "Den har ändrats sedan dess."),
    ],
)
def test_accounts_that_somebody_has_had_to_do_with_stay(by, happens, reason):
    row = taken(CUSTOMERS, by, "customers")
    happens(User.objects.get(email="siv@example.com"))

    row = undone(row, by)

    assert (row.state, why(row)) == ("taken", {2: reason})
    assert User.objects.filter(email__in=["siv@example.com", "ake@example.com"]).count() == 2


def test_new_organisations_go_with_what_was_answered_about_their_numbers(by):
    row = taken(ORGANISATIONS, by, "organisations")
    made = Organisation.objects.get(number="5566778899")
    VatCheck.objects.create(organisation=made, number=made.vat_number, asked_at=timezone.now(), answer="valid")

    row = undone(row, by)

    assert (row.state, row.problem, why(row)) == ("undone", "", {})
    assert not Organisation.objects.filter(pk=made.pk).exists()
    told = {"by": by.pk, "reason": "Importen av fil.csv ångrades"}
    assert Event.objects.get(kind="organisation.removed").payload == told


def test_an_organisation_with_a_member_stays(by):
    row = taken(ORGANISATIONS, by, "organisations")
    MembershipFactory(organisation=Organisation.objects.get(number="5566778899"))

    row = undone(row, by)

    assert (row.state, why(row)) == ("taken", {2: "Det används: medlemmar."})
    assert Organisation.objects.filter(number="5566778899").exists()
