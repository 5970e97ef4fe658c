"""The target that every room of this floor sends its letters by."""

from commerce.events.models import Event
from integrations.target import Target


class LetterTarget(Target):
    """A letter to one reader about one thing: in no order beside others, asked of nobody, telling of nothing itself.

    A delivery that comes twice sends the same mail: `send` makes its Message-ID from the event.
    """

    system = "mail"
    is_in_order = False
    is_told = False

    def anchor(self, event: Event) -> str:
        return ""
