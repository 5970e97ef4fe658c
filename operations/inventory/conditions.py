"""How the server words a condition: two databases that are alike may say one of a list in two ways."""

import re

WORD = r"\(('[^']*'::character varying)\)::text"
READ_BACK = re.compile(rf"\(ARRAY\[({WORD}(?:, {WORD})*)\]\)")


def as_made(definition: str) -> str:
    """As PostgreSQL words one that a migration made, also where the database was made from a copy's SQL."""
    return READ_BACK.sub(lambda found: "((ARRAY[" + re.sub(WORD, r"\1", found[1]) + "])::text[])", definition)
