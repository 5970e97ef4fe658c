"""A translation that may not be published says why, and is as it was."""

import pytest
from django.contrib.messages import get_messages
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object

from cms.pages.content import StandardPage
from tests.cms.checks.pages import article
from tests.factories.customers import owner, verified
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]


def translated(*body):
    """The English page that is made of a Swedish one, not published."""
    page = article(*body)
    translate_object(page, [Locale.objects.get(language_code="en")])
    return Page.objects.get(translation_key=page.translation_key, locale__language_code="en"), page


def publish(page):
    address = f"/admin/pages/{page.pk}/edit/"
    answer = verified(owner()).post(address, {"action": "publish"})
    assert (answer.status_code, answer.url) == (302, address)
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def test_what_is_refused_says_why_and_leads_to_the_source():
    english, source = translated(("picture", {"image": PictureFactory(), "alt": "", "caption": ""}))

    said = publish(english)

    assert "är inte publicerad" in said
    assert "<li>Bild 1 saknar alternativtext.</li>" in said
    assert f'href="/admin/pages/{source.pk}/edit/"' in said
    assert not StandardPage.objects.get(pk=english.pk).live


def test_a_page_that_is_public_keeps_the_words_it_has():
    english, source = translated(("paragraph", "<p>Lera och glas</p>"))
    publish(english)
    source.intro, source.body = "Nytt", [("picture", {"image": PictureFactory(), "alt": "", "caption": ""})]
    source.save()
    TranslationSource.objects.get(object_id=source.translation_key).update_from_db()

    said = publish(english)

    kept = StandardPage.objects.get(pk=english.pk)
    assert "Bild 1 saknar alternativtext." in said
    assert kept.live
    assert (kept.intro, [block.block_type for block in kept.body]) == ("", ["paragraph"])
    assert not kept.has_unpublished_changes


def test_what_stands_the_checks_is_published():
    english, _source = translated(("paragraph", "<p>Lera och glas</p>"))

    said = publish(english)

    assert said.startswith("Publicerade"), said
    assert StandardPage.objects.get(pk=english.pk).live
