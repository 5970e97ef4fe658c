"""What a shopper may have meant to write, when nothing was found: the nearest words of the catalogue."""

from django.db import connection, transaction

# One slip in a word of four letters leaves a quarter of its groups of three as they were.
LIKENESS = "SET LOCAL pg_trgm.similarity_threshold = 0.2"
LIKELY = """
SELECT word FROM search_word WHERE language = %s AND word %% %s ORDER BY similarity(word, %s) DESC, word LIMIT 20
"""
LONGEST_WORD = 40
MOST_WORDS = 6


def meant(words, *, language):
    """The words with each that is not in the catalogue put right, where one is near; nothing when that changes none."""
    terms = words.lower().split()[:MOST_WORDS]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LIKENESS)
        likely = [_likely(cursor, term, language) for term in terms]
    return " ".join(likely) if likely != terms else ""


def _likely(cursor, term, language):
    if len(term) > LONGEST_WORD:
        return term
    cursor.execute(LIKELY, [language, term, term])
    near = [(distance(term, word), word) for (word,) in cursor.fetchall()]
    slips, word = min(near, default=(len(term), term))
    return word if slips <= _slips_allowed(term) else term


def _slips_allowed(term):
    return 1 if len(term) <= 4 else 2 if len(term) <= 8 else 3


def distance(one, other):
    """How many letters were left out, put in, taken for another or swapped with their neighbour."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, its in enumerate(other, start=1):
            steps = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != its))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                steps = min(steps, before[column - 2] + 1)
            now.append(steps)
        before, last = last, now
    return last[-1]
