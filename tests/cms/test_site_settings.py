"""What the shop says of itself: drafted, previewed and published; without it, what it always said."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale
from wagtail_localize.operations import translate_object

from cms.pages.content import StandardPage
from cms.promote import choices, collect
from cms.promote.models import Kind
from cms.releases import publishing
from cms.site.settings import SiteSettings
from tests.cms.schema_org import faults
from tests.factories.catalogue import home_page
from tests.factories.customers import UserFactory, logged_in, owner, verified
from tests.factories.preview import link, looking, text
from tests.factories.promotions import key_of, packed, received, taken_back, taken_in, trusted
from tests.factories.releases import boss, release

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
TAGLINE = "Saker för hemmet i lera, glas, trä och ljus."
NOW = timezone.now


def say(language="sv", **fields):
    return SiteSettings.objects.create(locale=Locale.objects.get(language_code=language), **fields)


def drafted(row, **fields):
    row.refresh_from_db()
    draft = row.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    row.refresh_from_db()
    return row


def publish(row):
    row.refresh_from_db()
    row.latest_revision.publish()


def page(path="/"):
    return Client().get(path).content.decode()


def footer(path="/"):
    return page(path).split("<footer", 1)[1]


def graph():
    told = page().split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]
    return json.loads(told)["@graph"]


def test_without_any_the_shop_says_what_it_always_did(settings):
    assert TAGLINE in footer()
    assert "Lykta &amp; Lera AB · Org.nr 559123-4561 · Ugnsvägen 4, 999 01 Leråker" in footer()
    assert "Kundtjänst" not in footer()
    assert 'class="announcement"' not in page()
    assert graph()[0]["publisher"] == {
        "@type": "Organization",
        "name": "Lykta & Lera",
        "legalName": "Lykta & Lera AB",
        "url": settings.SITE_URL.rstrip("/") + "/",
    }


def test_what_is_said_stands_on_every_page():
    say(
        tagline="Bara lera.",
        email="hej@butik.example",
        phone="0999-123 45",
        opening_hours="Vardagar 9–16",
        announcement="Fri frakt i helgen",
        announcement_address="/sok/?q=lykta",
        social_links=[("link", {"name": "Instagram", "address": "https://instagram.example/lykta"})],
    )

    assert '<a href="/sok/?q=lykta">Fri frakt i helgen</a>' in page().split("<header", 1)[0]
    assert "Bara lera." in footer()
    assert TAGLINE not in footer()
    assert '<a href="mailto:hej@butik.example">hej@butik.example</a>' in footer()
    assert '<a href="tel:099912345">0999-123 45</a>' in footer()
    assert "Vardagar 9–16" in footer()
    [site] = graph()
    assert faults(site) == []
    publisher = site["publisher"]
    assert publisher["sameAs"] == ["https://instagram.example/lykta"]
    assert publisher["contactPoint"]["telephone"] == "0999-123 45"


def test_words_are_in_the_language_and_facts_are_as_in_swedish():
    say(email="hej@butik.example", tagline="Bara lera.", announcement="Fri frakt", opening_hours="Vardagar 9–16")

    assert "hej@butik.example" in footer("/en/")
    assert "Bara lera." not in footer("/en/")
    assert "Vardagar" not in footer("/en/")
    assert "Fri frakt" not in page("/en/")

    say("en", tagline="Clay alone.", email="hello@butik.example")

    assert "Clay alone." in footer("/en/")
    assert "hello@butik.example" in footer("/en/")
    assert "hej@butik.example" not in footer("/en/")


def test_a_draft_is_seen_in_the_preview_alone_and_history_gives_it_back():
    row = say(tagline="Bara lera.", announcement="Fri frakt")
    row.save_revision().publish()
    drafted(row, tagline="Bara glas.", announcement="Ny butik")

    assert "Bara lera." in footer()
    preview = row.get_latest_revision_as_object().make_preview_request().content.decode()
    assert "Bara glas." in preview
    assert "Ny butik" in preview
    assert "Bara lera." not in preview

    publish(row)
    assert "Bara glas." in footer()
    first = row.revisions.order_by("pk").first()
    first.as_object().save_revision().publish()
    assert "Bara lera." in footer()


@pytest.mark.parametrize("model", ["sitesettings", "menu"])
def test_what_is_not_saved_yet_has_a_preview(model):
    browser = logged_in(UserFactory(roles=["Redaktör"]))
    sent = {
        "tagline": "Bara lera.",
        "social_links-count": "0",
        "place": "foot",
        "entries-count": "1",
        "entries-0-deleted": "",
        "entries-0-order": "0",
        "entries-0-type": "entry",
        "entries-0-value-address": "/sok/?q=lera",
        "entries-0-value-label": "Bara lera.",
        "entries-0-value-page": "",
        "entries-0-value-more-count": "0",
    }
    at = reverse(f"wagtailsnippets_cms_{model}:preview_on_add")

    assert browser.post(at, sent).json()["is_valid"]
    shown = browser.get(at)

    assert shown.status_code == 200
    assert "Bara lera." in shown.content.decode()


def test_an_editor_finds_writes_compares_and_publishes_them():
    browser = logged_in(UserFactory(roles=["Redaktör"]))
    row = say(tagline="Bara lera.")
    row.save_revision().publish()
    at = "/admin/snippets/cms/sitesettings/"

    assert "Butikens inställningar" in browser.get(at).content.decode()
    sent = {
        "tagline": "Bara glas.",
        "announcement": "",
        "announcement_address": "",
        "announcement_page": "",
        "email": "hej@butik.example",
        "phone": "",
        "opening_hours": "",
        "shared_picture": "",
        "social_links-count": "0",
    }
    answer = browser.post(f"{at}edit/{row.pk}/", sent | {"action-publish": "yes"})

    assert answer.status_code == 302
    assert "Bara glas." in footer()
    history = browser.get(f"{at}history/{row.pk}/").content.decode()
    assert "/revisions/" in history
    first, last = row.revisions.order_by("pk").values_list("pk", flat=True)
    compared = browser.get(reverse("wagtailsnippets_cms_sitesettings:revisions_compare", args=[row.pk, first, last]))
    assert compared.status_code == 200
    assert "glas" in compared.content.decode()


def test_whoever_may_not_change_them_does_not():
    browser = verified(UserFactory(roles=["Orderhandläggare"]))
    row = say(tagline="Bara lera.")

    answer = browser.post(
        f"/admin/snippets/cms/sitesettings/edit/{row.pk}/", {"tagline": "Annat", "action-publish": "x"}
    )

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/admin/"
    row.refresh_from_db()
    assert row.tagline == "Bara lera."


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown"),
    [(-2, -1, False), (-1, 1, True), (1, 2, False), (None, 1, True), (-1, None, True)],
)
def test_an_announcement_has_its_time(starts, ends, is_shown):
    at = [None if hours is None else NOW() + timedelta(hours=hours) for hours in (starts, ends)]
    say(announcement="Fri frakt", announcement_from=at[0], announcement_until=at[1])

    assert ("Fri frakt" in page()) is is_shown


def test_an_announcement_leads_to_its_page_in_the_language_while_that_is_live():
    about = home_page().add_child(instance=StandardPage(title="Om oss", slug="om-oss", locale=home_page().locale))
    say(announcement="Läs om oss", announcement_page=about)
    say("en", announcement="About us", announcement_page=about)

    assert '<a href="/om-oss/">Läs om oss</a>' in page()
    assert ">About us<" in page("/en/")
    assert '/om-oss/">About us' not in page("/en/")

    about.unpublish()
    assert '<p class="wrap">Läs om oss</p>' in page()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"announcement_address": "javascript:alert(1)"}, "announcement_address"),
        ({"announcement_address": "//evil.example/"}, "announcement_address"),
        ({"announcement_from": NOW(), "announcement_until": NOW() - timedelta(days=1)}, "announcement_until"),
        ({"phone": "ring oss"}, "phone"),
        ({"email": "hej"}, "email"),
    ],
)
def test_what_is_wrong_is_refused(fields, field):
    with pytest.raises(ValidationError) as refused:
        SiteSettings(locale=Locale.objects.get(language_code="sv"), **fields).full_clean()

    assert list(refused.value.message_dict) == [field]


def test_there_is_one_of_them_a_language():
    say()

    with pytest.raises(ValidationError, match="redan inställningar"):
        SiteSettings(locale=Locale.objects.get(language_code="sv")).full_clean()


def test_a_publication_is_seen_at_once_and_then_costs_no_query():
    row = say(tagline="Bara lera.")
    row.save_revision().publish()
    assert "Bara lera." in page("/sok/")
    drafted(row, tagline="Bara glas.")
    publish(row)
    assert "Bara glas." in page("/sok/")

    with CaptureQueriesContext(connection) as asked:
        page("/sok/")

    assert not [query for query in asked.captured_queries if "sitesettings" in query["sql"]]


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_a_mail_says_whom_to_ask(ending):
    before = render_to_string(f"mail/base.{ending}", {"subject": "Hej"})
    assert "Frågor?" not in before
    say(email="hej@butik.example", phone="0999-123 45", opening_hours="Vardagar 9–16")

    mail = render_to_string(f"mail/base.{ending}", {"subject": "Hej"})
    with override("en"):
        english = render_to_string(f"mail/base.{ending}", {"subject": "Hello"})

    assert "Frågor?" in mail
    assert "hej@butik.example" in mail
    assert "0999-123 45" in mail
    assert "Vardagar 9–16" in mail
    assert "Questions?" in english
    assert "Vardagar" not in english


def test_they_are_translated_as_a_draft():
    swedish = say(tagline="Bara lera.", email="hej@butik.example")

    translate_object(swedish, [Locale.objects.get(language_code="en")])

    english = SiteSettings.objects.get(locale__language_code="en")
    assert not english.live
    assert english.email == "hej@butik.example"


def test_they_are_released_with_the_rest():
    row = say(tagline="Bara lera.")
    row.save_revision().publish()
    made = release(drafted(row, tagline="Julens lera."))

    assert "Julens lera." in text(looking(link(release=made.pk)), "/")
    assert "Julens lera." not in page()

    publishing.publish(made.pk, by=boss(), now=NOW())

    assert "Julens lera." in footer()


@pytest.mark.krav("4.3.2")
def test_they_are_promoted_as_settings_and_land_as_a_draft():
    trusted()
    editor = owner()
    row = say(tagline="Från testmiljön.", phone="0999-123 45")
    content = packed(row)
    assert key_of(row) == "row:cms.sitesettings:sv"
    SiteSettings.objects.all().delete()
    here = say(tagline="Härifrån.")
    here.save_revision().publish()

    promotion = taken_in(received(content, by=editor), by=editor)

    assert promotion.told == []
    [item] = promotion.items.all()
    assert item.kind == Kind.SETTINGS
    here.refresh_from_db()
    assert (here.tagline, here.phone) == ("Härifrån.", "")
    draft = here.get_latest_revision_as_object()
    assert (draft.tagline, draft.phone) == ("Från testmiljön.", "0999-123 45")
    taken_back(promotion, by=editor)
    assert SiteSettings.objects.get().get_latest_revision_as_object().tagline == "Härifrån."


@pytest.mark.krav("4.3.2")
def test_those_that_are_not_here_are_made_unseen():
    trusted()
    editor = owner()
    content = packed(say("en", tagline="Clay alone."))
    SiteSettings.objects.all().delete()

    promotion = taken_in(received(content, by=editor), by=editor)

    made = SiteSettings.objects.get()
    assert (promotion.told, made.live, made.locale.language_code) == ([], False, "en")


@pytest.mark.krav("4.3.2")
def test_a_key_without_settings_gets_none():
    row = say(tagline="Bara lera.")
    selection = collect.Selection(keys=(key_of(row),))

    with pytest.raises(collect.NothingToSend, match="inställningar"):
        collect.collect(selection, kinds=[Kind.PAGES, Kind.SNIPPETS])


@pytest.mark.krav("4.3.2")
def test_they_can_be_chosen_by_the_kind():
    say(tagline="Bara lera.")

    assert [row["key"] for row in choices.rows({"kind": "settings"})["rows"]] == ["row:cms.sitesettings:sv"]
    assert choices.rows({"kind": "snippets"})["rows"] == []
