"""Texts of pages go out and come back as drafts; what shoppers see changes when it is published."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object, translate_page_subtree

from cms.pages.content import StandardPage
from cms.translation import exchange
from cms.translation.unit import Said
from tests.factories.catalogue import CategoryFactory, category_page, home_page, product_page, sellable
from tests.factories.customers import UserFactory, owner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]
NOW = timezone.now()


def article(title="Om oss", parent=None, **fields):
    page = StandardPage(title=title, slug=title.lower().replace(" ", "-"), locale=home_page().locale, **fields)
    return (parent or home_page()).add_child(instance=page)


def english(page):
    return Page.objects.filter(translation_key=page.translation_key, locale__language_code="en").first()


def texts(*roots, **options):
    return exchange.units(roots=roots, **options)


def back(units, words, **changes):
    """The texts as a translator sends them, those that `words` knows translated."""
    return [Said(key=u.key, source=u.source, target=words[u.source], **changes) for u in units if u.source in words]


def take(said, by=None):
    return exchange.take_in(said, by=by or owner(), now=NOW)


def test_a_tree_of_pages_goes_out_as_one_list():
    parent = article(intro="Vi gör saker", body=[("paragraph", "<p>Lera och <b>glas</b></p>"), ("heading", "Var")])
    article("Press", parent, intro="Skriv till oss")

    found = texts(parent)

    assert [unit.source for unit in found] == [
        "Om oss",
        "Vi gör saker",
        "Lera och <b>glas</b>",
        "Var",
        "Press",
        "Skriv till oss",
    ]
    assert {unit.target for unit in found} == {""}
    assert not Translation.objects.exists()


def test_what_comes_back_is_a_draft_of_a_new_page():
    page = article(intro="Vi gör saker", body=[("paragraph", "<p>Lera och <b>glas</b></p>")])
    words = {"Om oss": "About us", "Vi gör saker": "We make things", "Lera och <b>glas</b>": "Clay and <b>glass</b>"}

    outcome = take(back(texts(page), words))

    assert (outcome.counts, outcome.faults) == ({"new": 3}, [])
    draft = english(page).specific.get_latest_revision_as_object()
    assert (draft.title, draft.intro) == ("About us", "We make things")
    assert "Clay and <b>glass</b>" in draft.body.render_as_block()
    assert not english(page).live


def test_what_is_live_stays_until_it_is_published():
    page = article(intro="Vi gör saker")
    take(back(texts(page), {"Om oss": "About us", "Vi gör saker": "We make things"}))
    english(page).specific.get_latest_revision_as_object().save_revision().publish()

    take(back(texts(page), {"Om oss": "About us", "Vi gör saker": "We make useful things"}))

    target = english(page).specific
    assert (target.intro, target.has_unpublished_changes) == ("We make things", True)
    assert target.get_latest_revision_as_object().intro == "We make useful things"
    assert "We make things" in Client().get(target.url).content.decode()


def test_the_mirror_of_a_product_page_becomes_a_draft_of_its_own_and_keeps_its_address():
    category = CategoryFactory(code="koppar")
    parent = category_page(category)
    category_page(category, language="en", slug="cups")
    page = product_page(sellable(page=False, product__code="kopp").product, parent=parent, lead="En kopp")
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    outcome = take(back(texts(page), {"En kopp": "A cup"}))

    target = english(page).specific
    assert outcome.counts == {"new": 1}
    assert (target.alias_of_id, target.live, target.lead) == (None, True, "En kopp")
    draft = target.get_latest_revision_as_object()
    assert (draft.lead, draft.slug, draft.url_path) == ("A cup", target.slug, target.url_path)


def test_the_same_file_twice_changes_nothing():
    page = article(intro="Vi gör saker")
    said = back(texts(page), {"Om oss": "About us", "Vi gör saker": "We make things"})
    take(said)
    revisions = english(page).revisions.count()

    outcome = take(said)

    assert outcome.counts == {"unchanged": 2}
    assert english(page).revisions.count() == revisions


def test_words_translated_on_one_page_are_remembered_on_the_next_as_doubtful():
    take(back(texts(article(intro="Skriv till oss")), {"Skriv till oss": "Write to us"}))
    other = article("Press", intro="Skriv till oss")

    [found] = [unit for unit in texts(other) if unit.source == "Skriv till oss"]

    assert (found.target, found.is_sure) == ("Write to us", False)


def test_only_what_is_missing_goes_out():
    page = article(intro="Vi gör saker")
    take(back(texts(page), {"Om oss": "About us"}))

    assert [unit.source for unit in texts(page, only_missing=True)] == ["Vi gör saker"]


def test_doubtful_and_empty_texts_are_counted_and_left():
    page = article(intro="Vi gör saker")
    units = texts(page)
    said = [*back(units, {"Om oss": "About us"}, is_sure=False), *back(units, {"Vi gör saker": " "})]

    assert take(said).counts == {"unsure": 1, "empty": 1}
    assert english(page) is None


def test_a_text_that_is_another_now_is_refused_and_the_others_taken_in():
    page = article(intro="Vi gör saker")
    units = texts(page)
    page.intro = "Vi gör fler saker"
    page.save()

    outcome = take(back(units, {"Om oss": "About us", "Vi gör saker": "We make things"}))

    assert outcome.counts == {"new": 1}
    assert [(said.source, why) for said, why in outcome.faults] == [
        ("Vi gör saker", "Den svenska texten är en annan nu. Hämta en ny fil.")
    ]


@pytest.mark.parametrize(
    "target",
    [
        'Clay <a href="https://evil.example/">here</a>',
        "Clay <script>alert(1)</script>",
        "Clay here",
        'Clay <a id="a1">here</a> and <a id="a2">there</a>',
    ],
)
def test_markup_that_is_not_that_of_the_swedish_text_is_refused(target):
    page = article(body=[("paragraph", '<p>Lera <a href="https://lera.example/">här</a></p>')])
    [unit] = [one for one in texts(page) if "Lera" in one.source]

    outcome = take([Said(key=unit.key, source=unit.source, target=target)])

    assert [why for _said, why in outcome.faults] == ["Märkningen eller länkarna är inte de i den svenska texten."]
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize(
    "key", ["", "page", "page:x:y:z", "page:00000000-0000-0000-0000-000000000000:a:title", "sida:1"]
)
def test_a_key_that_leads_nowhere_is_told(key):
    outcome = take([Said(key=key, source="Om oss", target="About us")])

    assert len(outcome.faults) == 1
    assert not Translation.objects.exists()


def test_a_page_with_english_words_of_its_own_is_left_out():
    page = article()
    written = StandardPage(
        title="About", slug="about", locale=home_page("en").locale, translation_key=page.translation_key
    )
    home_page("en").add_child(instance=written)

    assert texts(page) == []


def test_a_whole_tree_is_submitted_as_drafts_and_what_is_written_by_hand_stays():
    parent = article(intro="Vi gör saker")
    child, own = article("Press", parent, intro="Skriv"), article("Kontakt", parent, intro="Ring")
    locale = Locale.objects.get(language_code="en")
    translate_object(parent, [locale])
    english_parent = english(parent)
    written = StandardPage(title="Contact", slug="contact", locale=locale, translation_key=own.translation_key)
    english_parent.add_child(instance=written)

    translate_page_subtree(parent.pk, [locale], None, None)

    written.refresh_from_db()
    assert (written.title, written.has_unpublished_changes) == ("Contact", False)
    assert (english(child).title, english(child).live) == ("Press", False)


def test_a_tree_submitted_once_more_changes_nothing_that_is_live():
    page = article(intro="Vi gör saker")
    take(back(texts(page), {"Om oss": "About us", "Vi gör saker": "We make things"}))
    english(page).specific.get_latest_revision_as_object().save_revision().publish()
    StringTranslation.objects.filter(data="We make things").update(data="We make useful things")

    translate_object(page, [Locale.objects.get(language_code="en")])

    target = english(page).specific
    assert target.intro == "We make things"
    assert target.get_latest_revision_as_object().intro == "We make useful things"


def test_whoever_may_not_edit_the_page_changes_nothing():
    page = article()

    outcome = take(back(texts(page), {"Om oss": "About us"}), by=UserFactory())

    assert [why for _said, why in outcome.faults] == ["Du får inte redigera sidan."]
    assert not Translation.objects.exists()
    assert english(page) is None


def test_more_than_a_file_should_hold_is_refused():
    with pytest.raises(exchange.TooMany, match="fler än 1"):
        texts(article(intro="Vi gör saker"), most=1)
