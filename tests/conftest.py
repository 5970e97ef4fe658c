"""Shared by every test: the database is PostgreSQL, started here when none is named."""

import os

from config import embedded_database

if "DATABASE_URL" not in os.environ:
    embedded_database.start()
