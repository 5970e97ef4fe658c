"""A system that the shop works with, as one thing to plug in: what it listens to, where that goes, what it tells us.

`settings.PARTNERS` names them by dotted path. A new one is a module with a subclass, and a line there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from django.utils.functional import Promise

from integrations.flows.flow import Flow
from integrations.reconciliation.comparison import Comparison
from integrations.source import Source
from integrations.target import Target


class Partner:
    """Subclass, and say what it is. One that is not set up (`is_on`) gets nothing: no event is kept for later."""

    code: ClassVar[str]
    name: ClassVar[str | Promise]
    routes: ClassVar[Mapping[str, Iterable[str]]] = {}
    targets: ClassVar[Mapping[str, type[Target]]] = {}
    sources: ClassVar[Mapping[str, type[Source]]] = {}
    flows: ClassVar[Sequence[Flow]] = ()
    comparisons: ClassVar[Sequence[type[Comparison]]] = ()

    def is_on(self) -> bool:
        """Whether it is set up."""
        return True

    def routes_for(self, kind: str) -> Iterable[str]:
        """The targets that an event of this kind goes to."""
        return self.routes.get(kind, ())

    def target(self, code: str) -> Target | None:
        """The target of that code, when it is one of this partner's. Also while the partner is not set up."""
        found = self.targets.get(code)
        return found() if found else None

    def source(self, code: str) -> Source | None:
        """The sender of that code, when it is one of this partner's."""
        found = self.sources.get(code)
        return found() if found else None

    def books(self) -> Iterable[Comparison]:
        """What can be held against the shop's books there."""
        return [comparison() for comparison in self.comparisons]

    def target_codes(self) -> Iterable[str]:
        return self.targets
