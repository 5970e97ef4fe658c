"""Files that go before their time: those that tell of people when somebody is to be forgotten, for a file cannot be
mended; and those that no row names, so that nobody would ever come to them."""

from datetime import datetime, timedelta

from integrations.gateway.import_models import Import
from integrations.gateway.kinds import registry
from integrations.gateway.models import Export, kept

FOLDERS: dict[str, type[Import | Export]] = {"imports": Import, "exports": Export}
BETWEEN = timedelta(days=1)  # more than from a file to its row ever is


def let_personal_files_go(*, now: datetime) -> int:
    """End the time of every file of a personal kind; the next sweep deletes it. That it was, and whose, is still told.

    Safe in a transaction: nothing is deleted here. What waits to be taken in is put aside by the sweep.
    """
    personal = [kind.code for kind in registry.KINDS.values() if kind.is_personal]
    return sum(
        model.objects.filter(kind__in=personal, expires_at__gt=now).exclude(file="").update(expires_at=now)
        for model in (Import, Export)
    )


def let_strays_go(*, now: datetime) -> int:
    """Delete files that have no row. A file is stored before its row is written, and a process may die between."""
    count, storage = 0, kept()
    for root, model in FOLDERS.items():
        named = {name.split("/")[1] for name in model.objects.exclude(file="").values_list("file", flat=True)}
        for folder in set(_folders(storage, root)) - named:
            path = f"{root}/{folder}"
            left = [f"{path}/{name}" for name in storage.listdir(path)[1]]
            if all(storage.get_modified_time(name) < now - BETWEEN for name in left or [path]):
                for name in [*left, path]:
                    storage.delete(name)
                count += len(left)
    return count


def _folders(storage, root: str) -> list[str]:
    return storage.listdir(root)[0] if storage.exists(root) else []
