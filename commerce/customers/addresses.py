"""The addresses that a customer keeps: one of them is the one that the checkout begins with."""

from collections.abc import Mapping

from django.db import transaction

from commerce.customers.models import Address, User

FIELDS = ("first_name", "last_name", "company", "address_1", "address_2", "postal_code", "city", "country")
MOST = 50


def of(user: User) -> list[Address]:
    """The one to begin with first, then the latest."""
    return list(user.addresses.order_by("-is_default", "-pk"))


def save(address: Address) -> None:
    """Keep it; the first one is the one to begin with."""
    with transaction.atomic():
        _hold(address.user_id)
        if not Address.objects.filter(user=address.user_id, is_default=True).exists():
            address.is_default = True
        address.save()


def begin_with(address: Address) -> None:
    """Let the checkout begin with this one. Twice is as once."""
    with transaction.atomic():
        _hold(address.user_id)
        Address.objects.filter(user=address.user_id, is_default=True).update(is_default=False)
        Address.objects.filter(pk=address.pk).update(is_default=True)


def remove(address: Address) -> None:
    """Forget it; if the checkout began with it, it begins with the latest of those that are left."""
    with transaction.atomic():
        _hold(address.user_id)
        Address.objects.filter(pk=address.pk).delete()
        left = Address.objects.filter(user=address.user_id)
        if not left.filter(is_default=True).exists():
            latest = left.order_by("-pk").first()
            if latest is not None:
                begin_with(latest)


def fields(address: Address) -> Mapping[str, str]:
    """As the fields of a form, and of an order's address."""
    return {name: getattr(address, name) for name in FIELDS}


def _hold(user_id: int) -> None:
    """So that two requests at once do not leave two to begin with, or none."""
    User.objects.select_for_update(no_key=True).get(pk=user_id)
