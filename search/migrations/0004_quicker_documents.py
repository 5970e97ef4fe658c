"""Documents are written with configurations that the planner knows, and compared by set difference (why: cms 0012)."""

from django.db import migrations

WRITE = """
CREATE OR REPLACE FUNCTION write_documents(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_document AS d (listed_id, language, vector)
    SELECT l.id, o.language_code,
           setweight(stems.names || to_tsvector('simple_unaccent', l.words[1]), 'A')
           || setweight(to_tsvector('simple', article_number_word(l.words[2])), 'A')
           || setweight(to_tsvector(stems.configuration, l.words[3]), 'B')
           || setweight(to_tsvector(stems.configuration, l.words[4]), 'C')
           || array_to_tsvector(ARRAY(
               SELECT right(stem, -start) FROM (
                   SELECT stem, generate_series(1, length(stem) - 3) AS start
                   FROM unnest(tsvector_to_array(stems.names)) AS stem
               ) AS ends))
    FROM cms_listedproduct l
    JOIN (SELECT id, language_code, CASE language_code WHEN 'en' THEN 'english_unaccent'::regconfig
                                                       ELSE 'swedish_unaccent'::regconfig END AS configuration
          FROM wagtailcore_locale OFFSET 0) AS o ON o.id = l.locale_id
    CROSS JOIN LATERAL (
        SELECT o.configuration, to_tsvector(o.configuration, l.words[1]) AS names OFFSET 0
    ) AS stems
    WHERE l.id = ANY(ids) AND l.is_listed
    ON CONFLICT (listed_id) DO UPDATE SET vector = EXCLUDED.vector, language = EXCLUDED.language;
    INSERT INTO search_word (language, word)
    SELECT DISTINCT o.language_code, word
    FROM cms_listedproduct l JOIN wagtailcore_locale o ON o.id = l.locale_id,
         unnest(tsvector_to_array(to_tsvector('simple', l.words[1]))) AS word
    WHERE l.id = ANY(ids) AND l.is_listed AND length(word) BETWEEN 3 AND 255
    ORDER BY 1, 2
    ON CONFLICT (language, word) DO NOTHING;
END $$;
"""
UPDATED = """
CREATE OR REPLACE FUNCTION documents_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_document d USING new_rows n WHERE d.listed_id = n.id AND NOT n.is_listed;
    PERFORM write_documents(array_agg(id)) FROM (
        SELECT id, words, is_listed, locale_id FROM new_rows
        EXCEPT SELECT id, words, is_listed, locale_id FROM old_rows
    ) AS changed;
    RETURN NULL;
END $$;
"""
WRITE_BEFORE = """
CREATE OR REPLACE FUNCTION write_documents(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_document AS d (listed_id, language, vector)
    SELECT l.id, o.language_code,
           setweight(stems.names || to_tsvector('simple_unaccent', l.words[1]), 'A')
           || setweight(to_tsvector('simple', article_number_word(l.words[2])), 'A')
           || setweight(to_tsvector(stems.configuration, l.words[3]), 'B')
           || setweight(to_tsvector(stems.configuration, l.words[4]), 'C')
           || array_to_tsvector(COALESCE(ends.words, '{}'))
    FROM cms_listedproduct l
    JOIN wagtailcore_locale o ON o.id = l.locale_id
    CROSS JOIN LATERAL (
        SELECT search_configuration(o.language_code) AS configuration,
               to_tsvector(search_configuration(o.language_code), l.words[1]) AS names OFFSET 0
    ) AS stems
    CROSS JOIN LATERAL (
        SELECT array_agg(right(stem, -start)) AS words
        FROM unnest(tsvector_to_array(stems.names)) AS stem, generate_series(1, length(stem) - 3) AS start
    ) AS ends
    WHERE l.id = ANY(ids) AND l.is_listed
    ON CONFLICT (listed_id) DO UPDATE SET vector = EXCLUDED.vector, language = EXCLUDED.language;
    INSERT INTO search_word (language, word)
    SELECT DISTINCT o.language_code, word
    FROM cms_listedproduct l JOIN wagtailcore_locale o ON o.id = l.locale_id,
         unnest(tsvector_to_array(to_tsvector('simple', l.words[1]))) AS word
    WHERE l.id = ANY(ids) AND l.is_listed AND length(word) BETWEEN 3 AND 255
    ORDER BY 1, 2
    ON CONFLICT (language, word) DO NOTHING;
END $$;
"""
UPDATED_BEFORE = """
CREATE OR REPLACE FUNCTION documents_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_document d USING new_rows n WHERE d.listed_id = n.id AND NOT n.is_listed;
    PERFORM write_documents(array_agg(n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.words, n.is_listed, n.locale_id) IS DISTINCT FROM (o.words, o.is_listed, o.locale_id);
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_document_triggers")]
    operations = [migrations.RunSQL(WRITE, WRITE_BEFORE), migrations.RunSQL(UPDATED, UPDATED_BEFORE)]
