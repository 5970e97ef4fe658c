"""Releases with a page, a campaign and a price change set in them, and how far each has come."""

from decimal import Decimal

from django.utils import timezone

from cms.pages.product import ProductPage
from cms.releases import approval, contents
from cms.releases.models import Release
from commerce.customers.models import User
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.models import PriceList
from tests.factories.customers import UserFactory


def boss():
    """One who may do all with releases, pages and prices."""
    return User.objects.filter(groups__name="Systemägare").first() or UserFactory(roles=["Systemägare"])


def draft_of(page, **fields):
    """A later version of a page, not published; returns the page as it stands."""
    page = type(page).objects.get(pk=page.pk)
    version = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(version, name, value)
    version.save_revision()
    return type(page).objects.get(pk=page.pk)


def prices(variant, amount, *, name="Nya priser", state=PriceChangeSet.State.APPROVED):
    """A price change set that somebody else has approved."""
    made = PriceChangeSet.objects.create(name=name, created_at=timezone.now())
    base = PriceList.objects.get(code="bas")
    PriceChange.objects.create(change_set=made, variant=variant, price_list=base, amount=Decimal(amount))
    PriceChangeSet.objects.filter(pk=made.pk).update(state=state, approver=boss())
    made.refresh_from_db()
    return made


def release(*things, by=None, name="Vinter", approved=True, starts_at=None):
    by, now = by or boss(), timezone.now()
    made = contents.create(name=name, starts_at=starts_at, by=by, now=now)
    if things:
        contents.put_in(made.pk, things, by=by, now=now)
    if approved:
        approval.submit(made.pk, by=by, now=now)
        approval.decide(made.pk, action="approve", comment="", by=by)
    return Release.objects.get(pk=made.pk)


def page_of(variant):
    return ProductPage.objects.get(translation_key=variant.product.page_link.translation_key)
