"""A preview link shows what it says to whoever has it, and nothing else: no rights, no order, no kept page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from cms.preview.cart import NAME as PREVIEW_CART
from cms.preview.links import LINK_SALT, PreviewLink
from cms.preview.look import COOKIE
from commerce.cart.models import Cart, CartLine
from commerce.customers.models import Level, User
from commerce.orders.models import Order
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.models import PriceList
from tests.factories.catalogue import CategoryFactory, category_page, home_page, sellable
from tests.factories.customers import OrganisationFactory, UserFactory, logged_in, owner, verified
from tests.factories.preview import address_of, link, looking

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]

CUP, CUPS, CART, ADD = "/koppar/kopp-glimma/", "/koppar/", "/varukorg/", "/varukorg/lagg-till/"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
AS, LINKS = "/admin/preview-as/", "/admin/reports/preview-links/"
CHOICES = {"level": "pro", "locale": "sv", "path": CUPS, "days": "3"}


@pytest.fixture
def cup():
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    return sellable(
        price="249.00",
        parent=category_page(category, show_in_menus=True),
        sku="LL-1",
        product__name_sv="Kopp Glimma",
        product__code="kopp-glimma",
        product__category=category,
        prices={"pro": [(1, Decimal("219.00"))]},
    )


def text(browser, path, status=200):
    answer = browser.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def price(amount):
    return f"{amount}\xa0kr"


# --- What it shows ---


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
    text(browser, "/koppar/kopp-glimma/", status=404)
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


# --- What it does not ---


@pytest.mark.parametrize("token", ["1", "1:x", "1:2:3", "1%0A", "å", "x" * 400])
def test_a_forged_link_shows_nothing(cup, token):
    link()
    browser = Client()

    answer = browser.get(f"/forhandsvisa/{token}/")

    assert answer.status_code == 404
    assert COOKIE not in browser.cookies


def test_the_number_of_another_link_cannot_be_put_in(cup):
    mine, other = link(level="pro"), link(level="premium")
    signature = mine.token.partition(":")[2]

    assert Client().get(f"/forhandsvisa/{other.pk}:{signature}/").status_code == 404


@pytest.mark.parametrize("what", ["expired", "withdrawn", "its maker is disabled", "its maker edits no more"])
def test_what_is_no_longer_good_shows_nothing_from_the_next_page_on(cup, what):
    made = link(level="pro")
    browser = looking(made)
    assert price(219) in text(browser, CUPS)

    if what == "expired":
        PreviewLink.objects.update(made_at=timezone.now() - timedelta(2), expires_at=timezone.now() - timedelta(1))
    elif what == "withdrawn":
        PreviewLink.objects.update(withdrawn_at=timezone.now())
    elif what == "its maker edits no more":
        made.made_by.groups.clear()
    else:
        User.objects.filter(pk=made.made_by_id).update(is_active=False)

    assert price(219) not in text(browser, CUPS)
    assert 'class="look"' not in text(browser, CUPS)
    assert browser.cookies[COOKIE].value == ""
    assert Client().get(address_of(made)).status_code == 404


@pytest.mark.parametrize(
    "value",
    ["1", "1:x:y", signing.Signer(salt=LINK_SALT).sign("1"), signing.dumps({"level": "pro"})],
    ids=["a number", "of no signature", "a link's own address", "signed for something else"],
)
def test_a_forged_cookie_is_a_konsument(cup, value):
    link(level="pro")
    browser = Client()
    browser.cookies[COOKIE] = value

    assert price(249) in text(browser, CUPS)
    assert price(219) not in text(browser, CUPS)


def test_a_cookie_that_is_too_old_shows_nothing(cup, monkeypatch):
    browser = looking(level="pro")
    then = signing.time.time() + 60 * 60 * 5

    monkeypatch.setattr(signing.time, "time", lambda: then)

    assert price(219) not in text(browser, CUPS)


@pytest.mark.parametrize(
    "to",
    ["https://ont.example/", "//ont.example/", "/\\ont.example/", "javascript:alert(1)", "\\\\ont.example", "koppar"],
)
def test_a_link_leads_to_pages_of_the_shop_only(cup, to):
    browser = Client()
    made = link(path=CUPS)

    assert browser.get(address_of(made), {"to": to}).headers["Location"] == CUPS
    assert browser.get("/forhandsvisa/lamna/", {"to": to}).headers["Location"] == "/"


def test_a_link_leads_where_it_is_asked_to_in_the_shop(cup):
    answer = Client().get(address_of(link(), to=CUP))

    assert answer.headers["Location"] == CUP
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert 0 < cookie["max-age"] <= 4 * 60 * 60


def test_no_page_of_a_preview_is_kept_or_read_from_what_is_kept(cup):
    assert price(249) in text(Client(), CUPS)
    browser = looking(level="pro")

    answer = browser.get(CUPS)

    assert price(219) in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert price(219) in browser.get(CUP).content.decode()  # the first visit of this page by anyone
    for path in (CUPS, CUP):
        seen = text(Client(), path)
        assert price(249) in seen
        assert price(219) not in seen
        assert 'class="look"' not in seen


def test_a_preview_of_drafts_leaves_menus_and_prices_of_others_as_they_were(cup):
    page = ProductPage.objects.get().get_parent().specific
    page.title = "Muggar som inte finns"
    page.save_revision()
    at = timezone.now() + timedelta(days=400)

    assert "Muggar som inte finns" in text(looking(pages=True, at=at), "/")

    assert "Muggar som inte finns" not in text(Client(), "/")
    assert "Muggar som inte finns" not in text(Client(), CUP)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/kassa/"),
        ("post", "/kassa/"),
        ("get", "/konto/"),
        ("get", "/konto/login/"),
        ("post", "/konto/login/"),
        ("post", "/konto/signup/"),
        ("post", CUP),
        ("put", CUP),
    ],
)
def test_nothing_is_ordered_or_changed_in_a_preview(cup, method, path):
    browser = looking(level="pro")

    answer = getattr(browser, method)(path, {}, **OURS) if method != "put" else browser.put(path, **OURS)

    assert answer.status_code == 403, path
    assert "går det inte att beställa" in answer.content.decode()
    assert Order.objects.count() == 0


def test_the_cart_of_a_preview_is_its_own(cup):
    browser = Client()
    browser.post(ADD, {"sku": "LL-1", "quantity": 1}, **OURS)
    own = browser.cookies["cart"].value
    browser.get(address_of(link(level="pro")))

    browser.post(ADD, {"sku": "LL-1", "quantity": 3}, **OURS)

    shown = text(browser, CART)
    assert price(657) in shown
    assert 'value="3"' in shown
    assert browser.cookies["cart"].value == own
    assert (Cart.objects.count(), CartLine.objects.get().quantity) == (1, 1)
    browser.get("/forhandsvisa/lamna/")
    assert price(249) in text(browser, CART)
    assert browser.cookies[PREVIEW_CART].value == ""


def test_a_cart_is_changed_and_emptied_in_a_preview(cup):
    browser = looking(level="pro")
    browser.post(ADD, {"sku": "LL-1", "quantity": 3}, **OURS)
    line = browser.get(CART).context["lines"][0].id

    browser.post("/varukorg/andra/", {"line": line, "quantity": 2}, **OURS)
    assert price(438) in text(browser, CART)
    refused = browser.post("/varukorg/andra/", {"line": line, "quantity": 99}, **OURS)
    assert refused.status_code == 422
    assert "tom" not in text(browser, CART)
    browser.post("/varukorg/ta-bort/", {"line": line}, **OURS)

    assert browser.get(CART).context["count"] == 0
    assert Cart.objects.count() == 0


def test_a_code_is_kept_with_the_cart_of_a_preview(cup):
    browser = looking()
    browser.post(ADD, {"sku": "LL-1", "quantity": 1}, **OURS)

    browser.post(reverse("cart_code"), {"code": "vinter"}, **OURS)

    assert "VINTER" in text(browser, CART)
    assert Cart.objects.count() == 0


def test_another_site_cannot_fill_the_cart_of_a_preview(cup):
    browser = looking()

    answer = browser.post(ADD, {"sku": "LL-1", "quantity": 3}, HTTP_SEC_FETCH_SITE="cross-site")

    assert answer.status_code == 403
    assert browser.get(CART).context["count"] == 0


def test_a_signed_in_visitor_is_not_in_the_preview_and_stays_signed_in(cup):
    editor = UserFactory(roles=["Redaktör"], first_name="Redigeranna", level_id=Level.PREMIUM)
    browser = logged_in(editor)
    browser.get(address_of(link(level="pro")))

    shown = text(browser, CUPS)

    assert "Redigeranna" not in shown
    assert price(219) in shown
    browser.post(ADD, {"sku": "LL-1", "quantity": 1}, **OURS)
    browser.get("/forhandsvisa/lamna/")
    assert "Redigeranna" in text(browser, CUPS)
    assert Cart.objects.count() == 0


def test_the_admin_asks_for_its_own_rights_whatever_one_looks_as(cup):
    browser = looking(level="premium", pages=True)

    for path in ("/admin/", AS, LINKS):
        assert browser.get(path).status_code == 302
    assert browser.get("/admin/").headers["Location"].startswith("/konto/")


def test_leaving_shows_the_shop_as_it_is(cup):
    browser = looking(level="pro")

    answer = browser.get("/forhandsvisa/lamna/", {"to": CUPS})

    assert answer.headers["Location"] == CUPS
    assert price(249) in text(browser, CUPS)


# --- Making and withdrawing them ---


def test_an_editor_looks_as_he_chooses(cup):
    browser = logged_in(UserFactory(roles=["Redaktör"]))

    answer = browser.post(AS, CHOICES | {"show": ""})

    assert answer.headers["Location"] == CUPS
    shown = text(browser, CUPS)
    assert price(219) in shown
    assert f"{AS}?path=%2Fkoppar%2F" in shown
    browser.post(AS, CHOICES | {"level": "konsument", "show": ""})
    assert price(249) in text(browser, CUPS)
    assert PreviewLink.objects.get().is_own


def test_an_editor_makes_a_link_and_withdraws_it(cup):
    editor = UserFactory(roles=["Redaktör"])
    browser = logged_in(editor)

    answer = browser.post(AS, CHOICES | {"share": "", "note": "Styrelsen"})

    made = PreviewLink.objects.get()
    assert (made.note, made.made_by, made.is_own, made.expires_at - made.made_at) == (
        "Styrelsen",
        editor,
        False,
        timedelta(days=3),
    )
    assert address_of(made) in answer.content.decode()
    other = looking(made)
    assert "Styrelsen" in text(browser, LINKS)
    browser.post(f"{LINKS}{made.pk}/withdraw/")
    assert "återkallad" in text(browser, LINKS)
    assert price(219) not in text(other, CUPS)


def test_an_editor_sees_and_withdraws_own_links_and_the_owner_all(cup):
    made = link(level="pro")
    other, boss = logged_in(UserFactory(roles=["Redaktör"])), verified(owner())

    assert made.token not in text(other, LINKS)
    assert other.post(f"{LINKS}{made.pk}/withdraw/").status_code == 302  # to the first page, with a refusal
    assert PreviewLink.objects.get().withdrawn_at is None
    assert made.token in text(boss, LINKS)
    boss.post(f"{LINKS}{made.pk}/withdraw/")
    assert PreviewLink.objects.get().withdrawn_at is not None


def test_whoever_edits_nothing_makes_no_preview(cup):
    developer, customer = verified(UserFactory(roles=["Utvecklare"])), logged_in(UserFactory())

    for browser in (developer, customer):
        for path in (AS, LINKS):
            assert browser.get(path).status_code in (302, 403)
        browser.post(AS, CHOICES | {"share": ""})
    assert PreviewLink.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("path", "https://ont.example/", "Skriv en adress i butiken"),
        ("path", "//ont.example/", "Skriv en adress i butiken"),
        ("at", "2020-01-01 10:00", "Den tiden har passerat"),
        ("at", "i morgon", "giltig"),
        ("level", "guld", "guld"),
        ("days", "4000", "4000"),
        ("organisation", "Finns inte AB", "Det finns ingen aktiv organisation"),
        ("prices", "99999", "99999"),
    ],
)
def test_what_is_wrong_in_the_form_is_said_and_nothing_is_made(cup, field, value, said):
    browser = verified(owner())

    answer = browser.post(AS, CHOICES | {"share": "", "note": "Behåll mig", field: value})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Behåll mig" in answer.content.decode()
    assert PreviewLink.objects.count() == 0


def test_an_editor_who_may_not_see_organisations_cannot_look_as_one(cup):
    OrganisationFactory(name="Krukmakarna AB")
    browser = logged_in(UserFactory(roles=["Redaktör"]))

    browser.post(AS, CHOICES | {"share": "", "organisation": "Krukmakarna AB"})

    assert PreviewLink.objects.get().as_look().organisation is None
    assert "Krukmakarna" not in text(browser, AS)


@pytest.mark.parametrize("words", ["Krukmakarna AB", "krukmakarna ab", "number", "dashed"])
def test_an_organisation_is_found_by_name_or_number(cup, words):
    firm = OrganisationFactory(name="Krukmakarna AB")
    words = {"number": firm.number, "dashed": f"{firm.number[:6]}-{firm.number[6:]}"}.get(words, words)

    verified(owner()).post(AS, CHOICES | {"share": "", "organisation": words})

    assert PreviewLink.objects.get().as_look().organisation == firm.pk


def test_the_editors_of_pages_and_products_lead_to_the_preview(cup):
    page = ProductPage.objects.get()
    browser = verified(owner())

    assert f"{AS}?page={page.pk}" in text(browser, f"/admin/pages/{page.pk}/edit/")
    assert f"{AS}?product={cup.product_id}" in text(browser, f"/admin/catalogue/product/edit/{cup.product_id}/")
    assert f'value="{CUP}"' in text(browser, f"{AS}?page={page.pk}")
    assert f'value="{CUP}"' in text(browser, f"{AS}?product={cup.product_id}")


# --- In the editor's panel ---


def test_the_panel_shows_what_is_being_written_as_chosen(cup):
    page = ProductPage.objects.get()
    browser = logged_in(UserFactory(roles=["Redaktör"]))
    page.lead = "Inte ens sparat"
    asked = browser.get(AS).wsgi_request

    assert f"{AS}?page={page.pk}" in page.make_preview_request(asked, "look").content.decode()
    browser.post(AS, CHOICES | {"show": ""})
    asked = browser.get(AS).wsgi_request
    shown = page.make_preview_request(asked, "look").content.decode()

    assert "Inte ens sparat" in shown
    assert price(219) in shown
    assert "<b>Pro</b>" in shown


def test_a_page_is_looked_at_in_the_language_that_is_chosen(cup):
    page = ProductPage.objects.get()
    category_page(CategoryFactory(code="koppar"), language="en", title="Cups", slug="cups")
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    browser = logged_in(UserFactory(roles=["Redaktör"]))

    answer = browser.post(f"{AS}?page={page.pk}", CHOICES | {"locale": "en", "path": CUP, "share": ""})

    made = PreviewLink.objects.get()
    assert made.path == "/en/cups/kopp-glimma/"
    assert f"/en/preview/{made.token}/" in answer.content.decode()
    opened = Client().get(f"/en/preview/{made.token}/")
    assert opened.headers["Location"] == "/en/cups/kopp-glimma/"


def test_a_draft_at_another_address_is_looked_at_there(cup):
    page = ProductPage.objects.get()
    page.slug = "kopp-glod"
    page.save_revision()

    logged_in(UserFactory(roles=["Redaktör"])).post(
        f"{AS}?page={page.pk}", CHOICES | {"path": CUP, "pages": "on", "share": ""}
    )

    assert PreviewLink.objects.get().path == "/koppar/kopp-glod/"


def test_a_page_that_is_not_there_says_so_within_the_preview(cup):
    shown = text(looking(level="pro"), "/finns-inte/", status=404)

    assert 'class="look"' in shown
