"""What goes live when, and what ends: releases, pages, campaigns' offers and prices, in one list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.desk.scheduled import may_see, scheduled
from cms.releases.access import SEES
from cms.releases.conflicts import SEES_PRICES
from cms.releases.models import OPEN, Release, State
from commerce.pricing.models import Offer, PriceChangeSet

MOST = 500  # of each kind in a month


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happens at an instant. `kind` is release, page, offer or prices; `is_sure` unless it waits for
    somebody to decide."""

    at: datetime
    kind: str
    name: str
    what: str
    url: str = ""
    is_sure: bool = True


def entries(*, since, until, user):
    """What happens in [`since`, `until`), as far as the user may know of it, in order. Six queries at most."""
    found = []
    if user.has_perm(SEES):
        found += _releases(since, until)
    if may_see(user):
        found += [*_pages(since, until), *_expiries(since, until), *_offers(since, until)]
    if user.has_perm(SEES_PRICES):
        found += _prices(since, until)
    within = [one for one in found if since <= one.at < until]
    return sorted(within, key=lambda one: (one.at, one.kind, one.name))


def may_look(user):
    return may_see(user) or user.has_perm(SEES) or user.has_perm(SEES_PRICES)


def _releases(since, until):
    span = (since, until)
    rows = Release.objects.filter(
        Q(state__in=OPEN, starts_at__range=span) | Q(published_at__range=span) | Q(undone_at__range=span)
    )
    for one in rows.order_by("pk")[:MOST]:
        url = reverse("wagtailsnippets_cms_release:edit", args=[one.pk])
        if one.is_open:
            said = _("goes live") if one.state == State.SCHEDULED else one.get_state_display()
            yield Entry(one.starts_at, "release", one.name, said, url, one.state == State.SCHEDULED)
        if one.published_at:
            yield Entry(one.published_at, "release", one.name, _("went live"), url)
        if one.undone_at:
            yield Entry(one.undone_at, "release", one.name, _("taken back"), url)


def _pages(since, until):
    rows = scheduled().filter(approved_go_live_at__range=(since, until)).order_by("approved_go_live_at", "pk")
    for at, name, pk in rows.values_list("approved_go_live_at", "object_str", "object_id")[:MOST]:
        yield Entry(at, "page", name, _("goes live"), reverse("wagtailadmin_pages:edit", args=[pk]))


def _expiries(since, until):
    rows = Page.objects.filter(live=True, expire_at__range=(since, until)).order_by("expire_at", "pk")
    for at, name, pk in rows.values_list("expire_at", "title", "pk")[:MOST]:
        yield Entry(at, "page", name, _("is taken down"), reverse("wagtailadmin_pages:edit", args=[pk]))


def _offers(since, until):
    """When offers of campaigns begin and end. Two queries."""
    span = (since, until)
    rows = Offer.objects.filter(Q(valid_from__range=span) | Q(valid_until__range=span))
    rows = rows.exclude(valid_from=F("valid_until")).order_by("valid_from", "pk")
    rows = list(rows.values_list("campaign", "name_sv", "valid_from", "valid_until")[:MOST])
    keys = {campaign for campaign, *_rest in rows if len(campaign) == 36}
    pages = Page.objects.filter(translation_key__in=keys).order_by("-locale_id").values_list("translation_key", "pk")
    urls = {str(key): reverse("wagtailadmin_pages:edit", args=[pk]) for key, pk in pages} if keys else {}
    for campaign, name, begins, ends in rows:
        yield Entry(begins, "offer", name, _("begins"), urls.get(campaign, ""))
        if ends:
            yield Entry(ends, "offer", name, _("ends"), urls.get(campaign, ""))


def _prices(since, until):
    span = (since, until)
    done = (PriceChangeSet.State.PUBLISHED, PriceChangeSet.State.UNDONE)
    rows = PriceChangeSet.objects.filter(
        Q(in_force_from__range=span) | Q(undone_at__range=span) | (Q(starts_at__range=span) & ~Q(state__in=done))
    )
    for one in rows.order_by("pk")[:MOST]:
        url = reverse("pricing_pricechangeset_modeladmin_inspect", args=[one.pk])
        if one.in_force_from:
            yield Entry(one.in_force_from, "prices", one.name, _("in force"), url)
        elif one.starts_at:
            yield Entry(one.starts_at, "prices", one.name, one.get_state_display(), url, is_sure=False)
        if one.undone_at:
            yield Entry(one.undone_at, "prices", one.name, _("taken back"), url)
