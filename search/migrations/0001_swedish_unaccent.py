"""Extensions and the text search configuration, before anything is indexed.

`swedish_unaccent` finds `skruvarna` by `skruv` and `kläder` by `klader`. The wheel's PostgreSQL and Debian's both carry
the extensions; creating them needs the owner's right to the database (they are trusted extensions).
"""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

CREATE = """
CREATE TEXT SEARCH CONFIGURATION swedish_unaccent (COPY = swedish);
ALTER TEXT SEARCH CONFIGURATION swedish_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, swedish_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("wagtailsearch", "0005_create_indexentry"), ("pricing", "0001_initial")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(CREATE, "DROP TEXT SEARCH CONFIGURATION swedish_unaccent"),
    ]
