"""Healing a database that has been taken back to an earlier moment, while others have gone on.

First, in the shop alone: every series of numbers begins anew above what may have been used, and nothing is sent before
it has been asked for. Then what others have is brought back. Each step may be killed anywhere and run again: what has
been done is found done, and what was asked is not asked twice.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commerce.orders.payments import ProviderUnavailable
from integrations import registry
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.reconciliation import reconcile
from integrations.restored import anew, books, money, numbers, questions, warehouses
from integrations.restored.models import Restoration, RestoreQuestion
from integrations.webhooks.models import Sender

STEPS: dict[str, Callable[..., Counter[str]]] = {
    "money": money.bring_back,
    "books": books.bring_back,
    "warehouses": warehouses.bring_back,
}
AWAY = (ProviderUnavailable, NotSent, Unknown, SystemClosed, DeliveryRefused)
HEALING = 471_122  # the lock under which one healing runs
OTHERS = """
SELECT COALESCE(NULLIF(application_name, ''), 'unnamed'), count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
GROUP BY 1 ORDER BY 1
"""
SENDERS = "senders"


class NotNow(Exception):
    """The shop is open, or somebody else heals it: nothing has been done."""


@dataclass(slots=True)
class Healed:
    """What was done, what a person is to decide, and which steps could not be ended because somebody did not answer."""

    restoration: Restoration
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    away: dict[str, str] = field(default_factory=dict)

    @property
    def questions(self) -> list[RestoreQuestion]:
        return list(self.restoration.questions.filter(decided_at=None).order_by("pk"))


def heal(*, restored_to: datetime, now: datetime, is_alone: bool = True) -> Healed:
    """Heal after a restore to this moment. Run again it goes on where it was.

    Raises NotNow while anybody else is connected to the database: with `is_alone` false the caller vouches for them.
    """
    if is_alone:
        refuse_others()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [HEALING])
        if not cursor.fetchone()[0]:
            raise NotNow(_("Another healing is running."))
    try:
        healed = Healed(begin(restored_to=restored_to, now=now))
        for name, step in STEPS.items():
            _do(healed, name, step, now=now)
        _ask_senders(healed.restoration, now=now)
        _end(healed, now=now)
        return healed
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [HEALING])


def begin(*, restored_to: datetime, now: datetime) -> Restoration:
    """What is done in the shop alone. Once it has been done nothing is numbered or sent wrongly any more."""
    if restored_to > now:
        raise NotNow(_("The restore point has not been yet."))
    with transaction.atomic():
        restoration, is_new = Restoration.objects.get_or_create(restored_to=restored_to, defaults={"begun_at": now})
        numbers.jump(restoration, now=now)
        if is_new:
            restoration.counts["shop"] = {
                "deliveries": anew.ask_before_sending(now=now),
                "messages": anew.work_on_messages_again(now=now),
                "streams": anew.read_again(restored_to=restored_to),
            }
            restoration.save(update_fields=["counts"])
    return restoration


def refuse_others() -> None:
    """Raises NotNow while a web server, a worker or anybody else is connected to the database."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        others = ", ".join(f"{name} ({count})" for name, count in cursor.fetchall())
    if others:
        raise NotNow(_("Others are connected to the database: %(who)s. Stop the shop first.") % {"who": others})


# --- the steps ---


def _do(healed: Healed, name: str, step: Callable[..., Counter[str]], *, now: datetime) -> None:
    """One that does not answer stops no other step; the healing is not over then."""
    try:
        healed.counts[name] = step(healed.restoration, now=now)
    except AWAY as error:
        healed.away[name] = f"{type(error).__name__}: {error}"


def _ask_senders(restoration: Restoration, *, now: datetime) -> None:
    """Those who hand things in were told that we have them: they hand them in again. What is here stays once."""
    for sender in Sender.objects.filter(is_active=True).order_by("code"):
        words = _("Ask %(name)s to hand in again, by the same keys, what it has handed in since the restore point.")
        questions.ask(restoration, sender.code, SENDERS, sender.code, words % {"name": sender.name}, now=now)


def _end(healed: Healed, *, now: datetime) -> None:
    restoration = healed.restoration
    for name, counts in healed.counts.items():
        known = Counter(restoration.counts.get(name, {}))
        restoration.counts[name] = {what: known[what] + count for what, count in counts.items() if known[what] + count}
    if not healed.away:
        restoration.healed_at = now
    restoration.save(update_fields=["counts", "healed_at"])
    for comparison in registry.comparisons():  # what else differs is found as every night
        reconcile.ask(comparison.code, by=None, now=now)
