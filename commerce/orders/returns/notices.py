"""Notices of withdrawal from people who need not log in: find their order, or keep the notice for the desk.

A number and an address that do not belong together give the same answer as a number that does not exist, and the
notice is taken all the same: the law knows no wrong form of it (distansavtalslagen 2 kap. 10 §).
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from commerce.events.log import publish
from commerce.orders.models import Notice, Order, Return
from commerce.orders.returns import returning
from commerce.orders.states import MoveRefused


def order_of(number: str, email: str) -> Order | None:
    """The order with this number, bought with this address. Spaces, `#` and capital letters do not matter."""
    cleaned = "".join(number.split()).lstrip("#").upper()
    return Order.objects.filter(number=cleaned, email__iexact=email.strip()).first() if cleaned else None


def take(
    *,
    order_number: str,
    name: str,
    email: str,
    goods: str,
    note: str,
    locale: str,
    token: UUID,
    is_mailed: bool = True,
    now: datetime,
) -> Notice:
    """Keep a notice that matches no order. `token` is the sender's own name of it: sent twice it is one."""
    with transaction.atomic():
        notice, is_new = Notice.objects.get_or_create(
            token=token,
            defaults={
                "order_number": order_number,
                "name": name,
                "email": email,
                "goods": goods,
                "note": note,
                "locale": locale,
                "is_mailed": is_mailed,
                "received_at": now,
            },
        )
        if is_new:
            publish("notice.received", f"notice:{notice.pk}", {"is_mailed": is_mailed}, at=now)
        return notice


def attach(notice_id: int, order_id: int, lines: Mapping[int, int], *, by: int, now: datetime) -> Return:
    """The desk has found the order: the notice becomes a return, as of when it came.

    Raises MoveRefused for one that is handled already, NotReturnable (`commerce.orders.returns.returning`).
    """
    with transaction.atomic():
        notice = _open(notice_id)
        returned = returning.request(
            order_id,
            lines,
            name=notice.name,
            email=notice.email,
            note="\n\n".join(part for part in (notice.note, notice.goods) if part),
            kind=Return.Kind.WITHDRAWAL,
            by=by,
            noticed_at=notice.received_at,
            now=now,
        )
        notice.returned, notice.handled_at, notice.handled_by_id = returned, now, by
        notice.save(update_fields=["returned", "handled_at", "handled_by"])
        publish("notice.attached", f"notice:{notice.pk}", {"return": returned.pk, "by": by}, at=now)
        return returned


def answer(notice_id: int, said: str, *, by: int, now: datetime) -> Notice:
    """There is no order: what the sender was answered. Raises MoveRefused without words, or once it is handled."""
    with transaction.atomic():
        notice = _open(notice_id)
        if not said.strip():
            raise MoveRefused("an answer without words")
        notice.answer, notice.handled_at, notice.handled_by_id = said.strip()[:300], now, by
        notice.save(update_fields=["answer", "handled_at", "handled_by"])
        publish("notice.answered", f"notice:{notice.pk}", {"by": by}, at=now)
        return notice


def _open(notice_id: int) -> Notice:
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    if notice.handled_at:
        raise MoveRefused(f"{notice} is handled")
    return notice
