"""What the shop can be held against without a partner of its own, its payment providers and itself; and the runs."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from integrations import registry
from integrations.flows.flow import Direction, Flow
from integrations.flows.rhythm import Rhythm
from integrations.partner import Partner
from integrations.reconciliation import own, payments
from integrations.reconciliation.comparison import Comparison
from integrations.reconciliation.reconcile import FLOW


class Reconciliation(Partner):
    code = "reconciliation"
    name = _("Reconciliation")

    def books(self) -> Iterable[Comparison]:
        return [own.OwnComparison(), *payments.comparisons()]

    @property
    def flows(self) -> Sequence[Flow]:  # type: ignore[override]
        return [_flow(comparison) for comparison in registry.comparisons()]


def _flow(comparison: Comparison) -> Flow:
    return Flow(
        code=f"{FLOW}{comparison.code}",
        name=_("Reconciliation: %(system)s") % {"system": comparison.title},
        rhythm=Rhythm(within=timedelta(hours=36), failures=2),
        direction=Direction.INSIDE,
    )
