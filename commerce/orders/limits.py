"""What an organisation lets its members spend, and what the shop lets an organisation owe.

A spending limit counts excluding VAT, as the organisation writes it; a credit limit including VAT, as it is invoiced.
"""

from decimal import Decimal

from commerce import prepared
from commerce.customers.organisations import Membership, Organisation, Role
from commerce.customers.shopper import Shopper
from commerce.orders.models import Order

DECIDES = (Role.APPROVER, Role.ADMINISTRATOR)

# A credit note takes what it credits off the debt, and a return that was settled before there was an invoice what it is
# worth; money that came and was given back again is owed once more, unless it was given back for one of those. No
# invoice is owed less than nothing: that would lend its credit to another.
OUTSTANDING = """
SELECT COALESCE(sum(greatest(p.amount - money.kept - notes.credited - returned.credited, 0)), 0)
FROM orders_payment p
JOIN orders_order o ON o.id = p.order_id
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(CASE e.kind WHEN 'captured' THEN e.amount WHEN 'bounced' THEN e.amount
                                    WHEN 'refunded' THEN -e.amount ELSE 0 END), 0) AS kept
    FROM orders_paymentevent e WHERE e.payment_id = p.id
) money
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(abs((i.content ->> 'payable')::numeric)), 0) AS credited
    FROM orders_invoice i WHERE i.order_id = o.id AND i.kind = 'credit_note'
) notes
CROSS JOIN LATERAL (
    SELECT COALESCE(sum(r.amount), 0) AS credited
    FROM orders_return r WHERE r.order_id = o.id AND r.state = 'settled' AND r.credit_note_id IS NULL
) returned
WHERE o.organisation_id = %s::bigint AND o.state <> 'cancelled' AND p.state = 'invoiced'
"""


class CreditExceeded(Exception):
    """The organisation would owe more than its credit limit. Amounts incl. VAT: `limit`, `owes` now, `asked` beside."""

    def __init__(self, *, limit: Decimal, owes: Decimal, asked: Decimal):
        super().__init__(f"{owes} is owed and {asked} asked for, of at most {limit}")
        self.limit, self.owes, self.asked = limit, owes, asked

    @property
    def left(self) -> Decimal:
        return max(self.limit - self.owes, Decimal(0))


class MayNotDecide(Exception):
    """Somebody who may not approve or refuse this order."""


def needs_approval(net: Decimal, *, shopper: Shopper, user_id: int | None) -> bool:
    """Whether an order of this net amount is above what the member may spend on one."""
    if shopper.organisation is None or user_id is None:
        return False
    members = Membership.objects.filter(user_id=user_id, organisation_id=shopper.organisation)
    return members.filter(spending_limit__lt=net).exists()


def deciders(order: Order) -> list[Membership]:
    """Who may approve or refuse the order: approvers and administrators of its organisation, the buyer only as one."""
    members = Membership.objects.filter(
        organisation=order.organisation, role__in=DECIDES, user__is_active=True
    ).select_related("user")
    return [one for one in members.order_by("pk") if may_decide(one, order)]


def may_decide(member: Membership, order: Order) -> bool:
    """An approver decides on what others buy; an administrator, who sets the limits, on his own orders too."""
    if member.organisation_id != order.organisation_id or member.role not in DECIDES:
        return False
    return member.user_id != order.user_id or member.role == Role.ADMINISTRATOR


def refuse_stranger(user_id: int, order: Order) -> None:
    """Raises MayNotDecide unless the user may approve or refuse the order."""
    member = Membership.objects.filter(user_id=user_id, organisation__is_active=True).first()
    if member is None or not may_decide(member, order):
        raise MayNotDecide


def lock_credit(organisation_id: int | None) -> Decimal | None:
    """Hold what the organisation may owe, until the transaction ends. Gives its limit: None is no limit."""
    if organisation_id is None:
        return None
    held = Organisation.objects.select_for_update(no_key=True)
    return held.values_list("credit_limit", flat=True).get(pk=organisation_id)


def refuse_beyond_credit(organisation_id: int | None, amount: Decimal) -> None:
    """Hold the organisation's credit and raise CreditExceeded when `amount` more is too much."""
    limit = lock_credit(organisation_id)
    if limit is None or organisation_id is None:
        return
    owes = outstanding(organisation_id)
    if owes + amount > limit:
        raise CreditExceeded(limit=limit, owes=owes, asked=amount)


def outstanding(organisation_id: int) -> Decimal:
    """What it has bought on credit and neither paid nor been credited, including VAT."""
    [(owed,)] = prepared.rows(OUTSTANDING, [organisation_id])
    return owed
