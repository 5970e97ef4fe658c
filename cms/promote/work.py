"""What a worker does of promotions: it goes on with each until there is nothing more to do. It may run twice."""

from datetime import datetime, timedelta

from cms.promote import fetching, staging, take_back, take_in
from cms.promote.models import Promotion

State = Promotion.State
KEPT_FOR = timedelta(days=90)


def go_on(promotion_id: int, *, now: datetime) -> None:
    state = Promotion.objects.values_list("state", flat=True).get(pk=promotion_id)
    if state == State.TRYING:
        take_in.try_out(promotion_id, now=now)
        return
    step = {
        State.FETCHING: lambda: fetching.fetch_next(promotion_id),
        State.TAKING: lambda: take_in.go_on(promotion_id, now=now),
        State.UNDOING: lambda: take_back.go_back(promotion_id, now=now),
    }.get(State(state))
    while step and step():
        pass


def at_work() -> list[int]:
    """The promotions that a worker is to go on with."""
    return list(Promotion.objects.filter(state__in=Promotion.WORKING).order_by("pk").values_list("pk", flat=True))


def forget_files(*, now: datetime) -> None:
    """Delete the files of promotions that nobody will take in any more; those of taken ones are in the library."""
    taken = Promotion.objects.filter(state=State.TAKEN, taken_at__lt=now - timedelta(days=1))
    old = Promotion.objects.filter(state__in=[State.READY, State.UNDONE], received_at__lt=now - KEPT_FOR)
    for package in {*taken.values_list("package", flat=True), *old.values_list("package", flat=True)}:
        staging.forget(package)
