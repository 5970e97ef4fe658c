"""How each part of the bench begins: `python -m tests.bench.<part>`, or with `--quick` for less of it."""

import argparse

import django

from config import embedded_database


def begun(said: str | None) -> bool:
    """Start the database and Django. Whether it is to be quick: then nothing is written."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    is_quick = parser.parse_args().quick
    if embedded_database.is_wanted():
        embedded_database.start()
    django.setup()
    return is_quick
