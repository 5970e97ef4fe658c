"""Where in the database a word stands: every text, JSON, list and byte column of every table is looked through."""

from django.db import connection

COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  AND (t.typcategory IN ('S', 'A') OR t.typname IN ('json', 'jsonb', 'bytea', 'tsvector', 'citext'))
ORDER BY 1, 2
"""


def columns():
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        return cursor.fetchall()


def places_of(word):
    """The columns, as `table.column`, of which some row holds the word, whatever its capitals."""
    found = set()
    with connection.cursor() as cursor:
        for table, column, kind in columns():
            text = f"encode({column}, 'escape')" if kind == "bytea" else f'"{column}"::text'
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE position(lower(%s) IN lower({text})) > 0)', [word]
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found
