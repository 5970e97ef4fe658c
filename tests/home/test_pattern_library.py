"""The pattern library in the admin: for those who work here, every component in both themes, and no two ids alike."""

import re
from collections import Counter

import pytest
from django.urls import reverse

from cms.story import StoryBlock
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, logged_in, owner, verified
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db


def test_shows_every_component_in_light_and_dark():
    page = verified(owner()).get(reverse("pattern_library")).content.decode()

    assert 'data-theme="light"' in page
    assert 'data-theme="dark"' in page
    assert page.count('class="price price--reduced"') == 2 * 3
    assert page.count('class="picture-missing"') > 0


def test_shows_every_block_in_both_themes_with_the_shops_own_pictures():
    PictureFactory()
    sellable()

    page = verified(owner()).get(reverse("pattern_library")).content.decode()

    assert page.count('class="patterns__block"') == 2 * len(StoryBlock().child_blocks)
    assert page.count("<picture") > 0


def test_no_two_elements_share_an_id():
    page = verified(owner()).get(reverse("pattern_library")).content.decode()

    ids = Counter(re.findall(r'\sid="([^"]+)"', page))

    assert len(ids) > 20
    assert {name: count for name, count in ids.items() if count > 1} == {}


def test_a_customer_does_not_see_it():
    response = logged_in(UserFactory()).get(reverse("pattern_library"))

    assert response.status_code in (302, 403)
    assert b"data-theme" not in response.content
