"""`make screenshots`: the pictures of README.md and the handbook, taken of the demo shop as it is now.

    python -m tests.screenshots              every area
    python -m tests.screenshots front menus  these alone

Each module of `tests.screenshots.areas` is an area: functions marked with `shot`, taken in the order they stand, over
one copy of the demo shop that all areas share. Of `areas/menus.py::the_list` comes `docs/bilder/menus/the-list.webp`.
"""
