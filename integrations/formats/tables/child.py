"""The process in which a foreign file is parsed: `python -m integrations.formats.tables.child`.

It is told on standard input which file and how, takes its limits before it opens anything, and says on standard output
the columns, rows and problems it finds, a line of JSON at a time. It knows no database, no secret and no network.
"""

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.utils import translation

AT_ONCE = 500


def main() -> None:
    from integrations.formats.tables import wire

    asked = wire.read(sys.stdin.buffer.readline())
    _limit(**asked["limits"])
    with translation.override(asked["language"]):
        _parse(asked)


def _limit(*, memory: int, cpu_seconds: int, unpacked: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (unpacked, unpacked))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _parse(asked: dict[str, Any]) -> None:
    from integrations.formats.problems import Unreadable
    from integrations.formats.tables import wire

    def say(said: dict[str, Any]) -> None:
        sys.stdout.buffer.write(wire.written(said))
        sys.stdout.buffer.flush()

    try:
        with _opened(asked, say) as table:
            say(
                {
                    "columns": [wire.asdict(column) for column in table.columns],
                    "format": table.format,
                    "decimal_mark": table.decimal_mark,
                    "problems": wire.problems_said(table.taken_problems()),
                }
            )
            batch: list[Any] = []
            for row in table.rows:
                batch.append(row)
                if len(batch) == AT_ONCE or len(table.problems) > AT_ONCE:
                    say({**wire.rows_said(batch), "problems": wire.problems_said(table.taken_problems())})
                    batch = []
            say({**wire.rows_said(batch), "problems": wire.problems_said(table.taken_problems())})
            say({"end": True})
    except Unreadable as fault:
        say({"unreadable": str(fault)})
    except MemoryError:
        say({"unreadable": "", "limit": "memory"})
    except RecursionError:
        say({"unreadable": "", "limit": "depth"})


def _opened(asked: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> Any:
    """The file's table. Where its columns are chosen by its headings, these are told and the choice is waited for."""
    from integrations.formats.tables import registry, wire
    from integrations.formats.tables.values import typed

    path, options = Path(asked["path"]), wire.options_read(asked["options"])
    if not asked["is_choosing"]:
        return registry.read(path, options, name=asked["name"])
    table = registry.as_it_is(path, options, name=asked["name"])
    say({"headings": [column.name for column in table.columns]})
    return typed(table, wire.columns_read(wire.read(sys.stdin.buffer.readline())))


def configure(project: Path, time_zone: str, **more: Any) -> None:
    """The least of Django that words and clocks need."""
    settings.configure(
        USE_I18N=True, USE_TZ=True, TIME_ZONE=time_zone, LOCALE_PATHS=[project / "locale"], PROJECT=project, **more
    )
    django.setup()


if __name__ == "__main__":
    configure(Path.cwd(), os.environ["TIME_ZONE"])
    main()
