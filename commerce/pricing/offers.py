"""Offers of campaigns, compiled: what is cut, for whom, on what, and in which half-open interval.

An editor writes them on a campaign page; publishing or scheduling it puts them here (`put_in_force`), with the page's
own moments as their bounds, so that nothing waits for a clock that wakes. What a row says never changes, only when it
ends and how often it was used: what was in force can be told afterwards. No scope means nobody and nothing.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PERCENTAGE = "percentage", _("percent off")
    AMOUNT = "amount", _("amount off each piece")
    FIXED = "fixed", _("a fixed price each")
    X_FOR_Y = "x_for_y", _("buy several, pay for fewer")
    FREE_SHIPPING = "free_shipping", _("free delivery")


ON_GOODS = (Kind.PERCENTAGE, Kind.AMOUNT, Kind.FIXED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an offer says. `value` is percent, or an amount incl. VAT; `code` is in capitals, empty when automatic."""

    name_sv: str
    name_en: str = ""
    kind: str
    value: Decimal | None = None
    buy: int | None = None
    pay: int | None = None
    code: str = ""
    currency: str = "SEK"
    is_for_everyone: bool = False
    levels: tuple[str, ...] = ()
    organisations: tuple[int, ...] = ()
    is_for_everything: bool = False
    products: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()
    minimum_sum: Decimal | None = None
    max_uses: int | None = None
    is_stackable: bool = False
    is_announced: bool = True

    def name_in(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name_sv

    @property
    def is_shown_on_goods(self) -> bool:
        """Whether it makes the price that is shown at the goods: it cuts each piece, and asks nothing for it."""
        return self.kind in ON_GOODS and not self.code and self.minimum_sum is None and self.max_uses is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """What a campaign offers in [`start`, `until`): `start` None is at once, `until` None is until further notice."""

    terms: tuple[Terms, ...]
    start: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOffers:
    """The offers that a campaign's draft would have, for `Shopper.drafts`: they stand in for its live ones."""

    campaign: str
    phases: tuple[Phase, ...]


class Offer(models.Model):
    """One offer in one interval. Ended early, it keeps its row; one that never began has an empty interval."""

    campaign = models.CharField(_("campaign"), max_length=40, help_text=_("The key of the campaign's page"))
    name_sv = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True)
    buy = models.PositiveSmallIntegerField(_("buy"), null=True)
    pay = models.PositiveSmallIntegerField(_("pay for"), null=True)
    code = models.CharField(_("code"), max_length=40, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    is_for_everyone = models.BooleanField(_("for everyone"))
    levels = ArrayField(models.CharField(max_length=20), verbose_name=_("levels"))
    organisations = ArrayField(models.BigIntegerField(), verbose_name=_("organisations"))
    is_for_everything = models.BooleanField(_("for all goods"))
    products = ArrayField(models.BigIntegerField(), verbose_name=_("products"))
    categories = ArrayField(models.BigIntegerField(), verbose_name=_("categories"))
    minimum_sum = models.DecimalField(_("minimum sum"), max_digits=12, decimal_places=2, null=True)
    max_uses = models.PositiveIntegerField(_("first uses"), null=True)
    uses = models.PositiveIntegerField(_("uses"), default=0)
    is_stackable = models.BooleanField(_("together with others"))
    is_announced = models.BooleanField(_("announced as a reduction"))
    is_shown_on_goods = models.BooleanField(_("makes the price that is shown"))
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        indexes = [
            models.Index(fields=["valid_from", "valid_until"], name="offer_in_force"),
            models.Index(fields=["campaign"], name="offer_of_campaign"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="offer_interval_is_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.PERCENTAGE, value__gt=0, value__lte=100)
                | Q(kind=Kind.AMOUNT, value__gt=0)
                | Q(kind=Kind.FIXED, value__gte=0)
                | Q(kind=Kind.X_FOR_Y, pay__gte=1, buy__gt=F("pay"))
                | Q(kind=Kind.FREE_SHIPPING),
                name="offer_says_what_it_gives",
            ),
            models.CheckConstraint(condition=Q(max_uses=None) | Q(uses__lte=F("max_uses")), name="offer_uses_bounded"),
            ExclusionConstraint(
                name="offer_code_of_one_campaign",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("campaign", RangeOperators.NOT_EQUAL),
                    (
                        models.Func(
                            "valid_from",
                            "valid_until",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(code=""),
            ),
        ]

    def __str__(self):
        return self.name_sv

    def name_in(self, language):
        return self.name_en if language == "en" and self.name_en else self.name_sv


TERMS = tuple(Terms.__dataclass_fields__)


def terms_of(offer: Offer) -> Terms:
    values: dict[str, Any] = {name: getattr(offer, name) for name in TERMS}
    values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Terms(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a campaign's phases change: when offers that hold or wait shall end, and what shall begin."""

    ends: tuple[tuple[Offer, datetime | None], ...]
    goes_on: tuple[Offer, ...]
    begins: tuple[Phase, ...]


def plan(campaign: str, phases: Iterable[Phase], *, now: datetime) -> Plan:
    """What `put_in_force` would do.

    An offer that holds and is in a phase with the same terms goes on, so publishing the same page again changes
    nothing.
    """
    wanted = [(start, phase.until, terms) for phase, start in _coming(phases, now) for terms in phase.terms]
    ends, goes_on = [], []
    for offer in Offer.objects.filter(campaign=campaign).exclude(valid_until__lte=now).order_by("pk"):
        terms, begins = terms_of(offer), max(offer.valid_from, now)
        same = next((one for one in wanted if one[0] == begins and one[2] == terms), None)
        if same:
            wanted.remove(same)
            goes_on.append(offer)
        until = same[1] if same else begins
        if offer.valid_until != until:
            ends.append((offer, until))
    begins_now = tuple(Phase(terms=(terms,), start=start, until=until) for start, until, terms in wanted)
    return Plan(ends=tuple(ends), goes_on=tuple(goes_on), begins=begins_now)


@transaction.atomic
def put_in_force(campaign: str, phases: Iterable[Phase], *, now: datetime) -> list[Offer]:
    """From `now` on the campaign has what its phases say and nothing else. Returns the offers that hold or will hold.

    Phases do not overlap: what is live until another version takes over, then that one. What held stays told.
    """
    hold(campaign)
    change = plan(campaign, phases, now=now)
    for offer, until in change.ends:
        offer.valid_until = until
        offer.save(update_fields=["valid_until"])
    made = [
        Offer(
            campaign=campaign,
            valid_from=phase.start or now,
            valid_until=phase.until,
            recorded_at=now,
            is_shown_on_goods=terms.is_shown_on_goods,
            **{name: list(value) if isinstance(value, tuple) else value for name, value in asdict(terms).items()},
        )
        for phase in change.begins
        for terms in phase.terms
    ]
    return [*change.goes_on, *Offer.objects.bulk_create(made)]


def as_draft(campaign: str, phases: Iterable[Phase], *, now: datetime) -> DraftOffers:
    """What the campaign would have with these phases, and what it has had: the past counts for prior prices."""
    past = [
        Phase(terms=(terms_of(offer),), start=offer.valid_from, until=min(offer.valid_until or now, now))
        for offer in Offer.objects.filter(campaign=campaign, valid_from__lt=now).order_by("pk")
        if offer.valid_until is None or offer.valid_from < offer.valid_until
    ]
    coming = [replace(phase, start=start) for phase, start in _coming(phases, now)]
    return DraftOffers(campaign=campaign, phases=(*past, *coming))


def code_clashes(campaign: str, phases: Iterable[Phase], *, now: datetime) -> list[Offer]:
    """Offers of other campaigns that have one of these codes at the same time."""
    clash = Q()
    for phase, start in _coming(phases, now):
        codes = {terms.code for terms in phase.terms if terms.code}
        if codes:
            within = Q(code__in=codes) & (Q(valid_until=None) | Q(valid_until__gt=start))
            clash |= within & Q(valid_from__lt=phase.until) if phase.until else within
    others = Offer.objects.filter(clash).exclude(campaign=campaign).exclude(valid_until=F("valid_from"))
    return list(others.order_by("pk")) if clash else []


def _coming(phases: Iterable[Phase], now: datetime) -> list[tuple[Phase, datetime]]:
    """The phases that hold or will, each with its first instant from `now` on."""
    begun = [(phase, max(phase.start or now, now)) for phase in phases]
    return [(phase, start) for phase, start in begun if phase.until is None or phase.until > start]


def redeem(offer_ids: Iterable[int]) -> list[int]:
    """Count one use of each, in the current transaction. Returns those that had none left: then take all of it back."""
    wanted = sorted(set(offer_ids))
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH locked AS (SELECT id FROM pricing_offer WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE) "
            "UPDATE pricing_offer o SET uses = uses + 1 FROM locked WHERE o.id = locked.id "
            "AND (o.max_uses IS NULL OR o.uses < o.max_uses) RETURNING o.id",
            [wanted],
        )
        counted = {pk for (pk,) in cursor.fetchall()}
    return [pk for pk in wanted if pk not in counted]


def give_back(offer_ids: Iterable[int]) -> None:
    """An order came to nothing: its use of each of these offers is free again."""
    Offer.objects.filter(pk__in=list(offer_ids), uses__gt=0).update(uses=F("uses") - 1)


def hold(campaign: str) -> None:
    """One at a time changes a campaign's offers; two that publish the same page wait for one another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('offers:' || %s, 0))", [campaign])
