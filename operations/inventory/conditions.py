"""How the server words a condition: a database that was made from a copy's SQL says some in another way."""

import re

WORD = r"\(('[^']*'::character varying)\)::text"
READ_BACK = re.compile(rf"\(ARRAY\[({WORD}(?:, {WORD})*)\]\)")
FIRST_OF_ALL = re.compile(r"\(((?:\([^()]*\) AND )+\([^()]*\))\) AND ")


def in_one_way(definition: str) -> str:
    """The same words for the same condition: a list's as a migration makes it, and no brackets around the first of
    several that must all hold."""
    made = READ_BACK.sub(lambda found: "((ARRAY[" + re.sub(WORD, r"\1", found[1]) + "])::text[])", definition)
    return FIRST_OF_ALL.sub(r"\1 AND ", made)
