"""Every view of the admin has words that those who use it know: a new view without any fails here."""

import pytest
from django.urls import URLResolver, get_resolver

from operations.monitoring import shares
from operations.monitoring.middleware import NOT_THERE
from operations.monitoring.route_words import words
from operations.monitoring.shares import Share, View

pytestmark = pytest.mark.krav("4.2.4")


def routes(node, spaces=()):
    """The name of every view under a part of the addresses, as a request's match has it."""
    for one in node.url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, (*spaces, one.namespace) if one.namespace else spaces)
        else:
            yield ":".join((*spaces, one.name or one.lookup_str))


def of_the_admin():
    [admin] = [node for node in get_resolver().url_patterns if str(node.pattern) == "admin/"]
    return sorted(set(routes(admin)) - {NOT_THERE})


def test_every_view_of_the_admin_has_words():
    names = of_the_admin()

    assert len(names) > 500
    assert [name for name in names if words(name) == name] == []
    assert [name for name in names if "_" in words(name) or ":" in words(name)] == []


def test_a_new_view_is_not_taken_for_another():
    assert words("brand_new_view") == "brand_new_view"
    assert words("gone_model_modeladmin_edit") == "gone_model_modeladmin_edit"


@pytest.mark.parametrize(
    ("route", "said"),
    [
        ("tickets_report", "Ärenden, rapport"),
        ("ticket_weigh", "Ärenden"),
        ("wagtailadmin_sprite", "Det som program frågar efter"),
        ("admin_words", "Det som program frågar efter"),
        ("wagtailimages:edit", "Bilder, ändra"),
        ("orders_order_modeladmin_index", "Ordrar, listan"),
        ("wagtailadmin_home", "Adminens första sida"),
    ],
)
def test_what_some_are_called(route, said):
    assert words(route) == said


def test_views_with_the_same_words_are_one_row_and_the_worst_stands_first():
    views = [
        View("ticket_step", Share(4, 4, 400), Share(10, 10)),
        View("ticket_weigh", Share(6, 3, 9_000), Share(0, 0)),
        View("tickets_report", Share(0, 0), Share(5, 1)),
    ]

    first, second = shares.grouped(views, words)

    assert (first.route, first.decisive) == ("Ärenden, rapport", Share(5, 1))
    assert (second.route, second.browser, second.server) == ("Ärenden", Share(10, 7, 9_400), Share(10, 10))
