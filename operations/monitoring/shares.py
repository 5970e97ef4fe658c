"""How large a share of the answers came within two seconds: the rule of requirement 4.2.4, counted and never estimated.

    share = answers within 2.000 s / answers,  and the rule holds when share >= 90 %

The edge is a bucket of its own (`within_2000`), so no quantile has to be drawn between two others.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum

from operations.monitoring.models import AnswerHour, Role, Source

RULE = 90.0  # percent
BY_BROWSER = (Source.PAGE, Source.CALL)
DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Share:
    """Answers, and how many of them came within two seconds."""

    count: int
    within: int
    milliseconds: int = 0

    @property
    def percent(self) -> float | None:
        """None where there was no answer."""
        return 100 * self.within / self.count if self.count else None

    @property
    def shown(self) -> float | None:
        """To a tenth, rounded down: 89.96 % is not 90."""
        return None if self.percent is None else int(self.percent * 10) / 10

    @property
    def holds(self) -> bool:
        return not self.count or 100 * self.within >= RULE * self.count

    @property
    def mean(self) -> int:
        """Milliseconds an answer."""
        return round(self.milliseconds / self.count) if self.count else 0


@dataclass(frozen=True, slots=True)
class View:
    """One view of the admin: as the browser had it, and as the server had it."""

    route: str
    browser: Share
    server: Share

    @property
    def decisive(self) -> Share:
        """The rule counts until the client is ready; where no browser has told, there is only the server."""
        return self.browser if self.browser.count else self.server


@dataclass(frozen=True, slots=True)
class Report:
    views: list[View]
    browser: Share
    server: Share

    @property
    def decisive(self) -> Share:
        return self.browser if self.browser.count else self.server

    @property
    def holds(self) -> bool:
        return self.decisive.holds


def admin_report(*, since: datetime, until: datetime) -> Report:
    """Of what staff asked for between two moments, in one query. The views that do worst stand first."""
    rows = (
        AnswerHour.objects.filter(hour__gte=since, hour__lt=until, role=Role.STAFF)
        .values_list("route", "source")
        .annotate(Sum("count"), Sum("within_2000"), Sum("milliseconds"))
    )
    browser: dict[str, Share] = {}
    server: dict[str, Share] = {}
    for route, source, *sums in rows:
        side = browser if source in BY_BROWSER else server
        side[route] = together([side.get(route, Share(0, 0)), Share(*sums)])
    none = Share(0, 0)
    views = [View(route, browser.get(route, none), server.get(route, none)) for route in {**browser, **server}]
    return Report(_worst_first(views), together(browser.values()), together(server.values()))


def grouped(views: Iterable[View], name_of: Callable[[str], str]) -> list[View]:
    """Those with the same name as one, called so."""
    rows: dict[str, list[View]] = {}
    for view in views:
        rows.setdefault(name_of(view.route), []).append(view)
    return _worst_first(
        View(name, together(one.browser for one in alike), together(one.server for one in alike))
        for name, alike in rows.items()
    )


def _worst_first(views: Iterable[View]) -> list[View]:
    return sorted(views, key=lambda view: (view.decisive.percent or 0, -view.decisive.count, view.route))


def together(shares: Iterable[Share]) -> Share:
    shares = list(shares)
    return Share(
        sum(one.count for one in shares),
        sum(one.within for one in shares),
        sum(one.milliseconds for one in shares),
    )
