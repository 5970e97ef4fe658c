#!/usr/bin/env python
import os
import sys

from config import embedded_database


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    is_production = os.environ["DJANGO_SETTINGS_MODULE"].endswith("production")
    if embedded_database.is_wanted() and not is_production:
        embedded_database.start()

    from django.core.management import execute_from_command_line

    from commerce.changed_by import COMMAND, changed_by

    with changed_by(COMMAND, sys.argv[1] if len(sys.argv) > 1 else ""):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
