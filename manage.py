#!/usr/bin/env python
import os
import sys

from config import embedded_database


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    if embedded_database.is_wanted():
        embedded_database.start()

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
