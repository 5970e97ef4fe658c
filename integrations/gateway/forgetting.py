"""Files that tell of people, and somebody who is to be forgotten: a file cannot be mended, so it goes."""

from datetime import datetime

from integrations.gateway.import_models import Import
from integrations.gateway.kinds import registry
from integrations.gateway.models import Export


def let_personal_files_go(*, now: datetime) -> int:
    """End the time of every file of a personal kind; the next sweep deletes it. That it was, and whose, is still told.

    Safe in a transaction: nothing is deleted here. What waits to be taken in is put aside by the sweep.
    """
    personal = [kind.code for kind in registry.KINDS.values() if kind.is_personal]
    return sum(
        model.objects.filter(kind__in=personal, expires_at__gt=now).exclude(file="").update(expires_at=now)
        for model in (Import, Export)
    )
