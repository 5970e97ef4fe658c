"""Taking in, as tests ask for it: a file that is written, or rows as they stand in one."""

from django.db import transaction
from django.utils import timezone

from commerce.bulk import settled_together
from integrations.gateway import intake
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.taking import Given


def written(tmp_path, text, name="fil.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def taken(kind, path, by, *, dry_run=False, mapped=None):
    """The summary, and what was told of each row."""
    told = []
    summary = intake.take_in(
        registry.TAKEN_IN[kind],
        path,
        name=path.name,
        by=by,
        now=timezone.now(),
        dry_run=dry_run,
        mapped=mapped,
        tell=told.append,
    )
    return summary, told


def take(kind, by, *rows):
    """Rows of values by column code, from the second line on; what became of each."""
    given = [Given(line, values) for line, values in enumerate(rows, start=2)]
    with transaction.atomic(), settled_together():
        return registry.TAKEN_IN[kind].take(given, into=None, by=by, now=timezone.now(), reference="fil.csv")
