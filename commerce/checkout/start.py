"""Beginning a payment with its provider, and what the shop already knows of a signed-in shopper."""

import logging

from commerce import prepared
from commerce.customers import addresses
from commerce.customers.organisations import Organisation
from commerce.customers.shopper import organisation_of
from commerce.orders import look
from commerce.orders.models import Order, Payment
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, Started, providers

log = logging.getLogger(__name__)

KNOWN = """
UPDATE orders_payment SET reference = CASE reference WHEN '' THEN %s::text ELSE reference END WHERE id = %s::bigint
RETURNING state
"""


def start_payment(order: Order, *, return_url: str) -> str | None:
    """Make the order's open payment known to its provider. Returns where the shopper pays; None when nothing is asked.

    Outside any transaction. A provider that cannot be reached, or will not have it, leaves the payment pending: the
    shopper may try again or pay another way.
    """
    payment = look.open_payment(order)
    if payment is None:
        return None
    try:
        started = providers()[payment.provider].start(payment, return_url=return_url)
    except (ProviderUnavailable, ProviderRefused) as problem:
        log.warning("payment %s of order %s could not begin: %s", payment.pk, order.number, problem)
        return None
    [(state,)] = prepared.rows(KNOWN, [started.reference, payment.pk])
    if state == Payment.State.PENDING:
        return started.redirect_url
    _close(payment, started)
    return None


def _close(payment: Payment, started: Started) -> None:
    """The order was cancelled, or is paid already, while the provider opened its page: nobody is sent there."""
    payment.reference = payment.reference or started.reference
    try:
        providers()[payment.provider].close(payment)
    except ProviderUnavailable as problem:  # no harm: its address has reached nobody
        log.warning("payment %s could not be closed: %s", payment.pk, problem)


def known_details(user) -> dict[str, str]:
    """The checkout form's first values for a signed-in shopper: name, e-mail, phone, the saved address to begin with.

    One who buys for an organisation has its address for deliveries, else that for invoices, and its reference.
    """
    if not user.is_authenticated:
        return {}
    told = {"email": user.email, "phone": user.phone, "first_name": user.first_name, "last_name": user.last_name}
    address = user.addresses.order_by("-is_default", "-pk").first()
    if address is not None:
        told |= addresses.fields(address)
    organisation = organisation_of(user)
    return told | _known_of(organisation) if organisation else told


def _known_of(organisation: Organisation) -> dict[str, str]:
    told = {"company": organisation.name, "buyer_reference": organisation.buyer_reference}
    kind = next((kind for kind in ("delivery", "invoice") if getattr(organisation, f"{kind}_address_1")), None)
    if kind is not None:
        fields = ("address_1", "address_2", "postal_code", "city", "country")
        told |= {field: getattr(organisation, f"{kind}_{field}") for field in fields}
    return told
