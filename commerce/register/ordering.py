"""The Swedish alphabet in the database: å, ä, ö come after z, and capitals do not count."""

from django.db.models import Func, TextField


class Alphabetical(Func):
    """What to sort a name by. Immutable, so that an index can serve it; needs no ICU collation of the server."""

    template = "translate(lower(%(expressions)s), 'åäæöøéèü', '{||}}eeu')"
    output_field = TextField()
