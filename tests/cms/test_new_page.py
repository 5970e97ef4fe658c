"""Whoever makes a page writes its title; the address follows by itself until the page is published."""

import pytest

from cms.models import CampaignPage, CategoryPage, ProductPage, StandardPage
from home.models import HomePage
from tests.factories.customers import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [HomePage, CategoryPage, ProductPage, CampaignPage, StandardPage])
def test_the_title_writes_the_address(kind):
    handler = kind.get_edit_handler()
    form = handler.get_form_class()(for_user=UserFactory())
    bound = handler.get_bound_panel(instance=form.instance, request=None, form=form, prefix="page")

    assert _title_panel(bound).get_attrs()["data-w-sync-target-value"] == "#id_slug"


def _title_panel(panel):
    """The panel of the title, wherever it stands among the others."""
    for child in getattr(panel, "children", []):
        if getattr(child, "field_name", "") == "title":
            return child
        if found := _title_panel(child):
            return found
    return None
