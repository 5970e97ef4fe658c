"""Who is plugged in: which events go where, and what stands behind the name of a target."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from commerce.orders.payments import providers
from integrations import routes
from integrations.partner import Partner
from integrations.reconciliation.comparison import Comparison
from integrations.source import Source
from integrations.target import Target, Work


def partners() -> Iterator[Partner]:
    """Every partner there is a module for, set up or not."""
    return (_made(path) for path in settings.PARTNERS)


def targets_of(kind: str) -> list[str]:
    """The targets of an event: the shop's own work, then the partners that are set up."""
    return list(_targets_of(kind))


def has_targets(kind: str) -> bool:
    """Whether anybody is told of an event; nobody is asked who need not be."""
    return any(True for _code in _targets_of(kind))


def _targets_of(kind: str) -> Iterator[str]:
    yield from routes.ROUTES.get(kind, ())
    for partner in partners():
        if partner.is_on():
            yield from partner.routes_for(kind)


def target(code: str) -> Target:
    """Raises LookupError for a target that nobody answers for: its partner has been unplugged."""
    if path := routes.TARGETS.get(code):
        return Work(import_string(path), system="mail" if code.startswith("mail.") else "")
    for partner in partners():
        if found := partner.target(code):
            return found
    raise LookupError(f"Nobody answers for the target {code}.")


def is_state(code: str) -> bool:
    """Whether only the newest of what goes there matters."""
    try:
        return target(code).is_state
    except LookupError:
        return False


def target_codes() -> list[str]:
    return [*routes.TARGETS, *(code for partner in partners() for code in partner.target_codes())]


def source(code: str) -> Source:
    """Whoever may call us by that name. Raises LookupError for a stranger."""
    if code in providers():
        return import_string("integrations.payment_calls.PaymentSource")(code)
    for partner in partners():
        if partner.is_on() and (found := partner.source(code)):
            return found
    raise LookupError(f"Nobody is called {code}.")


def comparisons() -> list[Comparison]:
    """Everything that the shop's books can be held against now, by code: of partners that are set up."""
    found = [one for partner in partners() if partner.is_on() for one in partner.books() if one.is_on()]
    return sorted(found, key=lambda one: one.code)


def comparison(code: str) -> Comparison:
    """Raises LookupError for a system that there is nothing to hold against, or that is not set up."""
    for found in comparisons():
        if found.code == code:
            return found
    raise LookupError(f"Nothing is compared with {code}.")


@cache
def _made(path: str) -> Partner:
    return import_string(path)()
