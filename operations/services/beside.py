"""Services in one cart with goods: the port `commerce.cart.beside`, as this room fills it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commerce.cart.beside import Line, Shown
from commerce.customers.models import User
from commerce.customers.shopper import Shopper, organisation_of
from operations.services import choosing, life
from operations.services.choosing import Chosen
from operations.services.ordered import ServiceOrder


class ServicesBesideGoods:
    def shown(self, user_id: int, *, shopper: Shopper) -> Shown:
        rows = choosing.chosen(user_id, now=shopper.at)
        if not rows:
            return Shown()
        return Shown(
            lines=[_line(one, shopper.buyer_type) for one in rows],
            seen=choosing.named([one.choice for one in rows if one.is_orderable]),
            total=choosing.total(rows, shopper.buyer_type),
            note=_("Services are ordered with the goods, and invoiced when they are done."),
            url=reverse("service_cart"),
        )

    def order_with(self, order: Any, seen: str, *, user_id: int, now: datetime) -> None:
        """They wait until the goods are paid for. Where none can be ordered as it was seen, the goods go alone."""
        user = User.objects.get(pk=user_id)
        with suppress(life.NothingChosen):
            life.place(
                user,
                organisation=organisation_of(user),
                reference=order.po_number or order.buyer_reference,
                goods=order,
                seen=seen,
                locale=get_language() or "sv",
                now=now,
            )

    def told(self, order_id: int) -> Sequence[tuple[str, str]]:
        return [
            (_("Service order %(number)s") % {"number": number}, reverse("service_order", args=[number]))
            for number in ServiceOrder.objects.filter(goods=order_id).values_list("number", flat=True)
        ]


def _line(row: Chosen, buyer_type: str) -> Line:
    choice, version = row.choice, row.choice.version
    count = choice.quantity
    how_many = ngettext("%(count)s hour", "%(count)s hours", count) if version.is_by_the_hour else ""
    names = ", ".join(one["name"] for one in choice.recipients)
    about = f"{names}, {how_many % {'count': count}}" if how_many else names
    return Line(name=version.shown_name, about=about, price=row.price.told(buyer_type), can_be_ordered=row.is_orderable)
