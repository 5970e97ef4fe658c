"""Asks other sites whether what our pages link to is there. Which are due is said in `cms.checks.outside`."""

from django.utils import timezone

from cms.checks import outside
from integrations.client import Client
from integrations.errors import NotSent, Unknown

MOST, SECONDS, LARGEST = 40, 8.0, 256 * 1024
NOT_FOR_HEAD = (405, 501)
HEADERS = {"User-Agent": "Webshop link check", "Accept": "text/html,*/*;q=0.5"}


def ask_due() -> int:
    """Ask those whose turn it is, each once; only public addresses, and no redirect is followed. Returns how many."""
    due = outside.take_due(now=timezone.now(), most=MOST)
    client = Client(public_only=True, connect=SECONDS, read=SECONDS, total=SECONDS, largest=LARGEST, headers=HEADERS)
    for link_id, url in due:
        try:
            status = _status(client, url)
        except (NotSent, Unknown) as error:
            outside.unanswered(link_id, str(error), now=timezone.now())
        else:
            outside.answered(link_id, status, now=timezone.now())
    return len(due)


def _status(client: Client, url: str) -> int:
    status = client.call("HEAD", url).status
    return client.call("GET", url).status if status in NOT_FOR_HEAD else status
