"""`search_document` and `search_word` follow `cms_listedproduct`.

A document holds the stems of the names (A), the article numbers (A), brand, category and properties (B), the lead (C),
and the ends of the names' words (D): Swedish joins words, and who writes `lampa` also means `bordslampa`.
"""

from django.db import migrations

CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION english_unaccent (COPY = english);
ALTER TEXT SEARCH CONFIGURATION english_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION simple_unaccent (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION simple_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""
DROP_CONFIGURATIONS = """
DROP TEXT SEARCH CONFIGURATION simple_unaccent;
DROP TEXT SEARCH CONFIGURATION english_unaccent;
"""

FUNCTIONS = """
CREATE FUNCTION search_configuration(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE AS $$
    SELECT (CASE language WHEN 'en' THEN 'english_unaccent' ELSE 'swedish_unaccent' END)::regconfig
$$;

CREATE FUNCTION article_number_word(number text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT regexp_replace(lower(number), '[^a-z0-9 ]', '', 'g')
$$;

CREATE FUNCTION write_documents(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
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

CREATE FUNCTION documents_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_documents(array_agg(id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION documents_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_document d USING new_rows n WHERE d.listed_id = n.id AND NOT n.is_listed;
    PERFORM write_documents(array_agg(n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.words, n.is_listed, n.locale_id) IS DISTINCT FROM (o.words, o.is_listed, o.locale_id);
    RETURN NULL;
END $$;

CREATE FUNCTION documents_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_document d USING changed c WHERE d.listed_id = c.id;
    RETURN NULL;
END $$;

CREATE TRIGGER document_insert AFTER INSERT ON cms_listedproduct REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION documents_inserted();
CREATE TRIGGER document_update AFTER UPDATE ON cms_listedproduct REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION documents_updated();
CREATE TRIGGER document_delete AFTER DELETE ON cms_listedproduct REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION documents_deleted();
"""
DROP_FUNCTIONS = """
DROP TRIGGER document_delete ON cms_listedproduct;
DROP TRIGGER document_update ON cms_listedproduct;
DROP TRIGGER document_insert ON cms_listedproduct;
DROP FUNCTION documents_deleted();
DROP FUNCTION documents_updated();
DROP FUNCTION documents_inserted();
DROP FUNCTION write_documents(bigint[]);
DROP FUNCTION article_number_word(text);
DROP FUNCTION search_configuration(text);
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0002_documents"), ("cms", "0004_page_triggers")]
    operations = [
        migrations.RunSQL(CONFIGURATIONS, DROP_CONFIGURATIONS),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL("SELECT write_documents(array_agg(id)) FROM cms_listedproduct", migrations.RunSQL.noop),
    ]
