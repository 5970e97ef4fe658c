"""Price change sets: many price changes drafted, checked, approved, put in force at one instant, and taken back as one.

Until it is published a set is seen by nobody outside; `Shopper.drafts` looks at it. Publishing ends each standing price
and begins the new one at the same instant, `starts_at` or now, in one transaction of set operations; since prices are
half-open intervals, a later instant needs no clock that wakes. A set whose change is over 30 %, or under cost, is
published only when somebody else than its author has approved it.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.bulk import settled_together
from commerce.catalogue.models import Variant
from commerce.events.log import publish as publish_event
from commerce.pricing.ledger import because
from commerce.pricing.lists import PriceList
from commerce.pricing.vat import rate_in_sql

LARGE_CHANGE = Decimal(30)  # percent; more wants a second person


class PriceChangeSet(models.Model):
    """A batch of price changes and where it stands."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("draft")
        SUBMITTED = "submitted", gettext_lazy("waits for approval")
        APPROVED = "approved", gettext_lazy("approved")
        PUBLISHED = "published", gettext_lazy("published")
        UNDONE = "undone", gettext_lazy("taken back")

    name = models.CharField(gettext_lazy("name"), max_length=120)
    note = models.TextField(gettext_lazy("note"), blank=True)
    state = models.CharField(gettext_lazy("state"), max_length=9, choices=State, default=State.DRAFT)
    starts_at = models.DateTimeField(
        gettext_lazy("starts at"), null=True, blank=True, help_text=gettext_lazy("Empty: when it is published")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("approved by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    drafted_by = ArrayField(
        models.BigIntegerField(),
        verbose_name=gettext_lazy("drafted by"),
        default=list,
        editable=False,
        help_text=gettext_lazy("Accounts that have written in it: none of them is its second person"),
    )
    created_at = models.DateTimeField(gettext_lazy("created at"))
    approved_at = models.DateTimeField(gettext_lazy("approved at"), null=True, blank=True)
    published_at = models.DateTimeField(gettext_lazy("published at"), null=True, blank=True)
    in_force_from = models.DateTimeField(gettext_lazy("in force from"), null=True, blank=True)
    undone_at = models.DateTimeField(gettext_lazy("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("price change set")
        verbose_name_plural = gettext_lazy("price change sets")
        permissions = [
            ("approve_pricechangeset", "Can approve price change sets and send them back"),
            ("publish_pricechangeset", "Can publish price change sets and take them back"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_from=None, published_at=None)
                | Q(in_force_from__isnull=False, published_at__isnull=False),
                name="change_set_published_is_in_force",
            )
        ]

    def __str__(self):
        return self.name


class PriceChange(models.Model):
    """One new amount, or none: then the price ends. What stood before is kept when the set is published."""

    change_set = models.ForeignKey(
        PriceChangeSet,
        verbose_name=gettext_lazy("change set"),
        on_delete=models.CASCADE,
        related_name="changes",
        db_index=False,
    )  # the constraint's index begins with it
    price_list = models.ForeignKey(
        PriceList, verbose_name=gettext_lazy("price list"), on_delete=models.PROTECT, related_name="+"
    )
    variant = models.ForeignKey(
        Variant, verbose_name=gettext_lazy("variant"), on_delete=models.PROTECT, related_name="+"
    )
    min_quantity = models.PositiveIntegerField(gettext_lazy("from quantity"), default=1)
    amount = models.DecimalField(
        gettext_lazy("amount"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: the price ends"),
    )
    was_amount = models.DecimalField(gettext_lazy("was"), max_digits=12, decimal_places=2, null=True, editable=False)
    was_from = models.DateTimeField(null=True, editable=False)
    was_until = models.DateTimeField(null=True, editable=False)
    made_price = models.BigIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = gettext_lazy("price change")
        verbose_name_plural = gettext_lazy("price changes")
        constraints = [
            models.UniqueConstraint(
                fields=["change_set", "variant", "price_list", "min_quantity"],
                name="price_change_once",
                violation_error_message=gettext_lazy("The set has a change of this price already."),
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="price_change_not_negative"),
            models.CheckConstraint(condition=Q(min_quantity__gte=1), name="price_change_from_one"),
        ]

    def __str__(self):
        return f"{self.variant_id}: {self.amount}"


class SetRefused(Exception):
    """The set is not where this can be done; the text says why, to the person who tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A change that wants a second person. `percent` is the change of the standing price, None when there was none."""

    change_id: int
    sku: str
    list_code: str
    currency: str
    min_quantity: int
    was: Decimal | None
    amount: Decimal | None
    percent: Decimal | None
    is_under_cost: bool


STANDING = """
    LEFT JOIN LATERAL (
        SELECT p.id, p.amount, p.valid_from, p.valid_until FROM pricing_price p
        WHERE p.variant_id = c.variant_id AND p.price_list_id = c.price_list_id AND p.min_quantity = c.min_quantity
          AND (p.valid_from IS NULL OR p.valid_from <= %(at)s) AND (p.valid_until IS NULL OR p.valid_until > %(at)s)
    ) AS old ON true
"""
CONCERNS = f"""
    SELECT * FROM (
        SELECT c.id, v.sku, t.code, t.currency, c.min_quantity, old.amount AS was, c.amount,
               round((c.amount - old.amount) * 100 / NULLIF(old.amount, 0), 1) AS percent,
               COALESCE(CASE t.basis WHEN 'net' THEN c.amount
                        ELSE c.amount * 100 / (100 + {{rate}}) END < v.cost, false) AS is_under_cost
        FROM pricing_pricechange c JOIN catalogue_variant v ON v.id = c.variant_id
        JOIN catalogue_product p ON p.id = v.product_id JOIN pricing_pricelist t ON t.id = c.price_list_id {STANDING}
        WHERE c.change_set_id = %(set)s) AS changes
    WHERE abs(percent) > %(large)s OR is_under_cost OR (was IS NOT NULL AND amount IS NULL)
    ORDER BY sku, code, min_quantity LIMIT %(most)s
"""  # noqa: S608 - only words of ours


def concerns(change_set: PriceChangeSet, *, now: datetime, most: int | None = None) -> list[Concern]:
    """The changes that want a second person: over 30 percent, under cost, or a price that ends. The first `most`."""
    with connection.cursor() as cursor:
        at = instant(change_set, now)
        cursor.execute(
            CONCERNS.format(rate=rate_in_sql("p.tax_class", at)),
            {"set": change_set.pk, "at": at, "large": LARGE_CHANGE, "most": most},
        )
        names = list(Concern.__dataclass_fields__)
        return [Concern(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


@transaction.atomic
def submit(set_id: int, *, by, now: datetime) -> PriceChangeSet:
    """The set is ready. Without concerns it is approved at once; else it waits for a second person."""
    change_set = locked(set_id, {PriceChangeSet.State.DRAFT})
    if not change_set.changes.exists():
        raise SetRefused(_("There is no change in the set."))
    if concerns(change_set, now=now, most=1):
        change_set.state = PriceChangeSet.State.SUBMITTED
    else:
        change_set.state, change_set.approved_at = PriceChangeSet.State.APPROVED, now
    change_set.save(update_fields=["state", "approved_at"])
    publish_event("prices.submitted", f"prices:{set_id}", {"by": by.pk if by else None}, at=now)
    return change_set


@transaction.atomic
def approve(set_id: int, *, by, now: datetime) -> PriceChangeSet:
    """A second person agrees. Raises SetRefused for the author, and for whoever else has written in it."""
    change_set = locked(set_id, {PriceChangeSet.State.SUBMITTED})
    if by.pk == change_set.author_id or by.pk in change_set.drafted_by:
        raise SetRefused(_("Somebody else than those who wrote the set has to approve it."))
    change_set.state, change_set.approver, change_set.approved_at = PriceChangeSet.State.APPROVED, by, now
    change_set.save(update_fields=["state", "approver", "approved_at"])
    publish_event("prices.approved", f"prices:{set_id}", {"by": by.pk}, at=now)
    return change_set


@transaction.atomic
def send_back(set_id: int, *, by, now: datetime) -> PriceChangeSet:
    """Back to the author: the set can be changed again, and its approval is void."""
    change_set = locked(set_id, {PriceChangeSet.State.SUBMITTED, PriceChangeSet.State.APPROVED})
    change_set.state, change_set.approver, change_set.approved_at = PriceChangeSet.State.DRAFT, None, None
    change_set.save(update_fields=["state", "approver", "approved_at"])
    publish_event("prices.sent_back", f"prices:{set_id}", {"by": by.pk if by else None}, at=now)
    return change_set


# Locks products before prices, and both in the order of their keys, as every other change of prices does.
HOLD = """
    SELECT 1 FROM catalogue_product WHERE id IN (
        SELECT v.product_id FROM pricing_pricechange c JOIN catalogue_variant v ON v.id = c.variant_id
        WHERE c.change_set_id = %(set)s)
    ORDER BY id FOR NO KEY UPDATE
"""
# One pass over what stands and what is planned; each later statement is a join with this by key.
PLAN = f"""
    CREATE TEMPORARY TABLE planned_changes ON COMMIT DROP AS
    SELECT found.*, CASE WHEN amount IS NOT NULL AND is_change
                    THEN nextval(pg_get_serial_sequence('pricing_price', 'id')) END AS made_price
    FROM (SELECT c.id, c.variant_id, c.price_list_id, c.min_quantity, c.amount, old.id AS old_price,
                 old.amount AS was_amount, old.valid_from AS was_from, old.valid_until AS was_until,
                 old.amount IS DISTINCT FROM c.amount AS is_change, LEAST(old.valid_until, next.begins) AS until
          FROM pricing_pricechange c {STANDING}
          LEFT JOIN (SELECT n.variant_id, n.price_list_id, n.min_quantity, min(n.valid_from) AS begins
                     FROM pricing_price n WHERE n.valid_from > %(at)s GROUP BY 1, 2, 3) AS next
              USING (variant_id, price_list_id, min_quantity)
          WHERE c.change_set_id = %(set)s ORDER BY c.variant_id, c.price_list_id, c.min_quantity) AS found
"""  # noqa: S608 - only words of ours
COUNT = "ANALYZE planned_changes"
# A price that would begin at this very moment never was in force, and goes.
NEVER_BEGAN = """
    DELETE FROM pricing_price p USING planned_changes c
    WHERE p.id = c.old_price AND p.valid_from = %(at)s AND c.is_change
"""
END = """
    UPDATE pricing_price p SET valid_until = %(at)s FROM planned_changes c WHERE p.id = c.old_price AND c.is_change
"""
BEGIN = """
    INSERT INTO pricing_price (id, price_list_id, variant_id, min_quantity, amount, valid_from, valid_until)
    SELECT made_price, price_list_id, variant_id, min_quantity, amount, %(at)s, until
    FROM planned_changes WHERE made_price IS NOT NULL ORDER BY made_price
"""
REMEMBER = """
    UPDATE pricing_pricechange x
    SET was_amount = c.was_amount, was_from = c.was_from, was_until = c.was_until, made_price = c.made_price
    FROM planned_changes c WHERE x.id = c.id
"""
FORGET_PLAN = "DROP TABLE planned_changes"
PUBLISH = (HOLD, PLAN, COUNT, NEVER_BEGAN, END, BEGIN, REMEMBER, FORGET_PLAN)


@transaction.atomic
def publish(set_id: int, *, by, now: datetime) -> PriceChangeSet:
    """Put all of it in force at one instant: `starts_at`, or now when that is past or empty. Raises SetRefused.

    Concerns are looked at again: a set that has become alarming since its approval goes back to waiting for one.
    """
    change_set = locked(set_id, {PriceChangeSet.State.APPROVED})
    if change_set.approver_id is None and concerns(change_set, now=now, most=1):
        raise SetRefused(_("The prices have changed since: the set now wants a second person's approval."))
    at = instant(change_set, now)
    values: dict[str, Any] = {"set": set_id, "at": at}
    because(_cause(change_set), now=now)
    with settled_together(), connection.cursor() as cursor:
        for statement in PUBLISH:
            cursor.execute(statement, values)
    change_set.state = PriceChangeSet.State.PUBLISHED
    change_set.published_at, change_set.in_force_from = now, at
    change_set.save(update_fields=["state", "published_at", "in_force_from"])
    publish_event("prices.published", f"prices:{set_id}", {"by": by.pk if by else None, "from": at.isoformat()}, at=now)
    return change_set


# The changes that can be taken back: those whose price is as the set made it and not followed by another yet, and those
# that ended a price which nobody has given a new one.
MEMORY = """
    CREATE TEMPORARY TABLE undone_changes ON COMMIT DROP AS
    SELECT c.* FROM pricing_pricechange c LEFT JOIN pricing_price made ON made.id = c.made_price
    WHERE c.change_set_id = %(set)s AND (
        (made.amount = c.amount AND (made.valid_until IS NULL OR made.valid_until > %(at)s))
        OR (c.amount IS NULL AND c.was_amount IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM pricing_price n WHERE n.variant_id = c.variant_id AND n.price_list_id = c.price_list_id
              AND n.min_quantity = c.min_quantity AND n.valid_from >= %(began)s AND n.valid_from <= %(at)s)))
"""
COUNT_MEMORY = "ANALYZE undone_changes"
REMOVE = """
    DELETE FROM pricing_price WHERE valid_from >= %(at)s
      AND id IN (SELECT made_price FROM undone_changes WHERE made_price IS NOT NULL)
"""
TAKE_BACK = """
    UPDATE pricing_price SET valid_until = %(at)s
    WHERE id IN (SELECT made_price FROM undone_changes WHERE made_price IS NOT NULL)
"""
# What stood before stands until it would have ended, or until a price that is planned since.
RETURNS = """
    SELECT u.*, LEAST(u.was_until, next.begins) AS until
    FROM undone_changes u
    LEFT JOIN (SELECT n.variant_id, n.price_list_id, n.min_quantity, min(n.valid_from) AS begins
               FROM pricing_price n WHERE n.valid_from > %(at)s GROUP BY 1, 2, 3) AS next
        USING (variant_id, price_list_id, min_quantity)
    WHERE u.was_amount IS NOT NULL AND (u.was_until IS NULL OR u.was_until > %(at)s)
"""
# Where nothing has been in force in between, the old price itself goes on.
EXTEND = f"""
    UPDATE pricing_price p SET valid_until = u.until FROM ({RETURNS}) AS u
    WHERE p.variant_id = u.variant_id AND p.price_list_id = u.price_list_id AND p.min_quantity = u.min_quantity
      AND p.amount = u.was_amount AND p.valid_until = %(at)s AND p.id IS DISTINCT FROM u.made_price
"""  # noqa: S608 - only words of ours
RESTORE = f"""
    INSERT INTO pricing_price (price_list_id, variant_id, min_quantity, amount, valid_from, valid_until)
    SELECT u.price_list_id, u.variant_id, u.min_quantity, u.was_amount, %(at)s, u.until FROM ({RETURNS}) AS u
    WHERE NOT EXISTS (
        SELECT 1 FROM pricing_price p WHERE p.variant_id = u.variant_id AND p.price_list_id = u.price_list_id
          AND p.min_quantity = u.min_quantity AND (p.valid_from IS NULL OR p.valid_from <= %(at)s)
          AND (p.valid_until IS NULL OR p.valid_until > %(at)s))
"""  # noqa: S608 - only words of ours
LEFT_ALONE = """
    SELECT c.id FROM pricing_pricechange c
    WHERE c.change_set_id = %(set)s AND c.was_amount IS DISTINCT FROM c.amount
      AND NOT EXISTS (SELECT 1 FROM undone_changes u WHERE u.id = c.id) ORDER BY c.id
"""


@transaction.atomic
def undo(set_id: int, *, by, now: datetime) -> tuple[PriceChangeSet, list[int]]:
    """Take the set back at one instant: what stood before stands again. Returns the set and the changes left alone.

    A price that somebody has changed since is theirs, and left. A set that has not begun is as if never published.
    """
    change_set = locked(set_id, {PriceChangeSet.State.PUBLISHED})
    assert change_set.in_force_from is not None  # noqa: S101 - the database holds it
    at = max(now, change_set.in_force_from)
    because(_("taken back: %(set)s") % {"set": _cause(change_set)}, now=now)
    with settled_together(), connection.cursor() as cursor:
        values: dict[str, Any] = {"set": set_id, "at": at, "began": change_set.in_force_from}
        for statement in (HOLD, MEMORY, COUNT_MEMORY, REMOVE, TAKE_BACK, EXTEND, RESTORE, LEFT_ALONE):
            cursor.execute(statement, values)
        left = [pk for (pk,) in cursor.fetchall()]
        cursor.execute("DROP TABLE undone_changes")
    change_set.state, change_set.undone_at = PriceChangeSet.State.UNDONE, now
    change_set.save(update_fields=["state", "undone_at"])
    publish_event("prices.undone", f"prices:{set_id}", {"by": by.pk if by else None, "left": len(left)}, at=now)
    return change_set, left


def locked(set_id: int, states: set) -> PriceChangeSet:
    """The set, locked, where it stands in one of `states`; else SetRefused."""
    change_set = PriceChangeSet.objects.select_for_update().get(pk=set_id)
    if change_set.state not in states:
        raise SetRefused(_("The set is %(state)s.") % {"state": change_set.get_state_display()})
    return change_set


def instant(change_set: PriceChangeSet, now: datetime) -> datetime:
    """When the set begins, as far as is known now."""
    return max(change_set.starts_at or now, now)


def _cause(change_set: PriceChangeSet) -> str:
    return _("price change set %(number)s: %(name)s") % {"number": change_set.pk, "name": change_set.name}
