"""Versions can wait: within `commerce.bulk.settled_together` they are gathered, and each is bumped once at its end.

A chunk of an import writes the same product's rows in ten tables, and would bump its version as many times. It would
also hold the row of `catalogue`, which everybody bumps, from its first write on. What waits is kept in settings of the
transaction, so that it goes with a rollback, also of a savepoint.
"""

from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION is_settled_later() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT COALESCE(current_setting('shop.settled_later', true), '') = 'on'
$$;

CREATE FUNCTION let_wait(setting text, words text[]) RETURNS void LANGUAGE sql AS $$
    SELECT set_config(setting, concat_ws(E'\n', NULLIF(current_setting(setting, true), ''),
                                         NULLIF(array_to_string(words, E'\n'), '')), true)
$$;

CREATE FUNCTION take_waiting(setting text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE words text[] := string_to_array(NULLIF(current_setting(setting, true), ''), E'\n');
BEGIN
    PERFORM set_config(setting, '', true);
    RETURN words;
END $$;

CREATE OR REPLACE FUNCTION bump_versions(tags text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF is_settled_later() THEN
        PERFORM let_wait('shop.waiting_versions', tags);
    ELSE
        INSERT INTO events_version (tag, version)
        SELECT DISTINCT tag, 1 FROM unnest(tags) AS tag WHERE tag IS NOT NULL ORDER BY tag
        ON CONFLICT (tag) DO UPDATE SET version = events_version.version + 1;
    END IF;
END $$;

CREATE FUNCTION settle() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('shop.settled_later', 'off', true);
    PERFORM bump_versions(take_waiting('shop.waiting_versions'));
END $$;
"""

BEFORE = """
DROP FUNCTION settle();
CREATE OR REPLACE FUNCTION bump_versions(tags text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO events_version (tag, version)
    SELECT DISTINCT tag, 1 FROM unnest(tags) AS tag WHERE tag IS NOT NULL ORDER BY tag
    ON CONFLICT (tag) DO UPDATE SET version = events_version.version + 1
$$;
DROP FUNCTION take_waiting(text);
DROP FUNCTION let_wait(text, text[]);
DROP FUNCTION is_settled_later();
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0003_event_is_routed")]
    operations = [migrations.RunSQL(FUNCTIONS, BEFORE)]
