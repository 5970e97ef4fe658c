"""What is proven for all articles at once is what going through them one by one says."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from commerce.customers.organisations import Organisation
from commerce.pricing import announced, proven
from commerce.pricing.ledger import because
from commerce.pricing.lookup import histories
from commerce.pricing.models import Price, PriceList
from commerce.pricing.offers import DraftOffers, Phase, Terms, put_in_force
from tests.factories.catalogue import PriceFactory, ProductFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.law("L1", "L2", "L3")]
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SALE = Terms(name_sv="Rea", kind="percentage", value=Decimal(30), is_for_everyone=True, is_for_everything=True)


def made_up(chance, *, all_announced):
    """Lists of every kind, prices that have changed, offers before and now, and one more that would begin now."""
    organisation = Organisation.objects.create(name="Ateljén")
    audiences = [{"is_for_everyone": True}, {"is_for_everyone": True}, {"level_id": "pro"}]
    audiences += [{"organisation": organisation}, {}]
    lists = [
        PriceList.objects.create(
            code=f"lista-{number}",
            name=f"Lista {number}",
            basis=chance.choice(["gross", "gross", "net"]),
            policy=chance.choice(["best", "best", "best", "override", "exclusive"]) if number else "best",
            rank=chance.randrange(3),
            **(chance.choice(audiences) if number else audiences[0]),
        )
        for number in range(5)
    ]
    classes = ["standard", "food", "low"]
    products = [
        ProductFactory(tax_class=chance.choice(classes), is_perishable=chance.random() < 0.3) for _number in range(10)
    ]
    variants = [VariantFactory(product=product) for product in products]
    for days in sorted(chance.sample(range(1, 90), 6), reverse=True):
        because("", now=NOW - days * DAY)
        for variant in chance.sample(variants, 5):
            _change(chance, chance.choice(lists), variant)
    for number in range(4):
        start = NOW - chance.randrange(1, 60) * DAY
        until = chance.choice([None, None, NOW, NOW - DAY, start + 5 * DAY])
        until = until and max(until, start)
        terms = _terms(chance, variants, organisation, all_announced)
        put_in_force(f"k{number}", [Phase(terms=(terms,), start=start, until=until)], now=start)
    return organisation, _terms(chance, variants, organisation, True)


def _change(chance, price_list, variant):
    """A price that begins, is another, or is taken away; sometimes from and until a day of its own."""
    standing = Price.objects.filter(price_list=price_list, variant=variant)
    amount = Decimal(chance.randrange(5_000, 15_000)) / 100
    if chance.random() < 0.15:
        standing.delete()
    elif not standing.update(amount=amount):
        start = chance.choice([None, None, NOW - 20 * DAY])
        until = chance.choice([None, None, NOW - 5 * DAY])
        Price.objects.create(price_list=price_list, variant=variant, amount=amount, valid_from=start, valid_until=until)


def _terms(chance, variants, organisation, is_announced):
    kind = chance.choice(["percentage", "percentage", "amount", "fixed"])
    who = [{"is_for_everyone": True}] * 3 + [{"levels": ("pro", "user")}]
    return Terms(
        name_sv="Rea",
        kind=kind,
        value=Decimal(chance.randrange(500, 4_000)) / 100 if kind != "fixed" else Decimal(chance.randrange(40, 100)),
        is_for_everything=chance.random() < 0.5,
        products=tuple(one.product_id for one in variants if chance.random() < 0.5),
        is_stackable=chance.random() < 0.5,
        is_announced=is_announced or chance.random() < 0.7,
        **(chance.choice(who) | {"organisations": (organisation.pk,)}),
    )


@pytest.mark.parametrize("seed", range(20))
def test_what_is_proven_is_what_going_through_them_one_by_one_says(seed):
    chance = random.Random(seed)
    all_announced = bool(seed % 4)
    _organisation, terms = made_up(chance, all_announced=all_announced)
    goods = announced.goods_of(replace(terms, is_for_everything=True))
    campaign = chance.choice(["k0", "k1", "ny"])
    draft = announced._with_offer(campaign, [Phase(terms=(terms,), start=NOW)], terms, now=NOW)
    audiences = announced.audiences_of(terms, at=NOW)
    assert audiences

    for audience in audiences:
        shopper = replace(audience.shopper, drafts=frozenset([draft]))
        told = histories({one.variant_id: one.tax_class for one in goods}, shopper=shopper)
        right = {
            one.variant_id
            for one in goods
            if announced.fault_of(terms, one, told.get(one.variant_id, []), audience, NOW) is None
        }
        found = proven.proven(terms, [one.variant_id for one in goods], shopper=shopper)

        assert found <= right, audience
        if all_announced:
            assert right - found <= {pk for pk, history in told.items() if not history}, audience


def test_of_a_deeper_step_only_what_is_in_doubt_is_gone_through(monkeypatch):
    because("", now=NOW - 60 * DAY)
    _steady, raised = (PriceFactory(amount=Decimal(100)) for _number in range(2))
    because("", now=NOW - 10 * DAY)
    raised.amount = Decimal(150)
    raised.save()
    put_in_force("rea", [Phase(terms=(replace(SALE, value=Decimal(20)),), start=NOW - 10 * DAY)], now=NOW - 10 * DAY)
    gone_through = set()

    def told(tax_classes, *, shopper):
        gone_through.update(tax_classes)
        return histories(tax_classes, shopper=shopper)

    monkeypatch.setattr(announced, "histories", told)
    wrong = announced.unlawful("rea", [Phase(terms=(SALE,), start=NOW)], now=NOW)

    assert [(one.sku, one.claimed, one.prior, one.unit) for one in wrong] == [(raised.variant.sku, 30, 100, 105)]
    assert gone_through == {raised.variant_id}


def test_a_discount_that_was_never_announced_is_no_first_step():
    """It cost 90 when the reduction began, whatever it cost before the discount that nobody was told of."""
    because("", now=NOW - 60 * DAY)
    price = PriceFactory(amount=Decimal(100))
    quiet = replace(SALE, value=Decimal(10), is_announced=False)
    put_in_force("tyst", [Phase(terms=(quiet,), start=NOW - 10 * DAY)], now=NOW - 10 * DAY)

    [wrong] = announced.unlawful("rea", [Phase(terms=(replace(SALE, value=Decimal(20)),), start=NOW)], now=NOW)

    assert (wrong.sku, wrong.prior, wrong.unit, wrong.lawful) == (price.variant.sku, 90, 80, 11)


def test_a_price_entered_now_as_valid_since_long_is_no_prior_price():
    because("", now=NOW)
    PriceFactory(amount=Decimal(100), valid_from=NOW - 60 * DAY)

    [wrong] = announced.unlawful("rea", [Phase(terms=(SALE,), start=NOW)], now=NOW)

    assert (wrong.prior, wrong.unit) == (None, 70)


def test_nothing_is_proven_over_a_change_of_a_vat_rate():
    because("", now=datetime(2025, 12, 1, tzinfo=UTC))
    price = PriceFactory(amount=Decimal(100))
    at = datetime(2026, 4, 2, tzinfo=UTC)
    draft = DraftOffers(campaign="rea", phases=(Phase(terms=(SALE,), start=at),))
    [audience, *_more] = announced.audiences_of(SALE, at=at)

    shopper = replace(audience.shopper, drafts=frozenset([draft]))

    assert proven.proven(SALE, [price.variant_id], shopper=shopper) == set()
    assert announced.unlawful("rea", [Phase(terms=(SALE,), start=at)], now=at) == []
