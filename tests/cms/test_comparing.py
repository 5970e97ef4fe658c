"""Versions of what editors write, side by side: in words, also of ticks and of what nobody in particular wrote."""

import pytest
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.compare import comparison_class_registry
from wagtail.models import Locale

from cms.menus.menu import HEAD, Menu
from tests.factories.customers import UserFactory, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]


def entry(**value):
    return {"type": "entry", "id": "1c9d6f0e-0000-4000-8000-000000000001", "value": {"address": "/a/", **value}}


def test_a_tick_in_a_menu_is_told_as_yes_or_no():
    row = Menu.objects.create(
        place=HEAD, locale=Locale.objects.get(language_code="sv"), entries=[entry(with_pages_under=True)]
    )
    first = row.save_revision()
    row.entries = [entry(with_pages_under=False)]
    last = row.save_revision()
    browser = logged_in(UserFactory(roles=["Redaktör"]))

    told = browser.get(reverse("wagtailsnippets_cms_menu:revisions_compare", args=[row.pk, first.pk, last.pk]))

    page = told.content.decode()
    assert '<span class="deletion">ja</span><span class="addition">nej</span>' in page
    assert "True" not in page


def test_a_field_of_yes_and_no_is_told_so_too():
    class Ticked:
        pk, is_new = 1, True

    field = models.BooleanField("ny")
    field.set_attributes_from_name("is_new")
    other = Ticked()
    other.is_new = False

    told = comparison_class_registry.get(field)(field, Ticked(), other)

    assert told.htmldiff() == '<span class="deletion">ja</span><span class="addition">nej</span>'


def test_a_version_that_nobody_wrote_is_by_the_shop_itself():
    assert render_to_string("wagtailadmin/shared/user_avatar.html", {"user": None}).split()[-2:] == ["butiken", "själv"]
