"""A page that gets another address leaves a redirect at its former one, whichever way it was changed.

Wagtail makes redirects one page at a time, and only where its own forms change a slug; a category with a hundred
thousand products below it, and what is changed in bulk, come through here in one statement. A redirect that somebody
has written is left as it is, and an address that a page takes back is no longer a former one.
"""

import importlib

from django.db import migrations

BEFORE = importlib.import_module("cms.migrations.0012_compare_pages_by_hash").PAGES_UPDATED

# The start page of a language is the translation of the site's; what is changed together with it keeps its address.
FORMER = """
CREATE FUNCTION shop_address(given text, language_id int) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT rtrim(CASE WHEN o.language_code = 'sv' THEN '/' ELSE '/' || o.language_code || '/' END
                 || substr(given, length(root.url_path) + 1), '/')
    FROM wagtailcore_site s JOIN wagtailcore_page first ON first.id = s.root_page_id
    JOIN wagtailcore_page root ON root.translation_key = first.translation_key AND root.locale_id = language_id
    JOIN wagtailcore_locale o ON o.id = language_id
    WHERE s.is_default_site AND starts_with(given, root.url_path)
$$;

CREATE FUNCTION leave_redirects(ids int[], paths text[], languages int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH former AS (
        SELECT p.id, shop_address(f.path, f.language_id) AS address, shop_address(p.url_path, p.locale_id) AS current
        FROM unnest(ids, paths, languages) AS f (id, path, language_id) JOIN wagtailcore_page p ON p.id = f.id
        WHERE p.first_published_at IS NOT NULL AND p.content_type_id NOT IN (
            SELECT id FROM django_content_type WHERE app_label = 'cms' AND model = 'shardpage')
    ), taken AS (
        DELETE FROM wagtailredirects_redirect r USING former f
        WHERE r.automatically_created AND r.old_path = f.current
    )
    INSERT INTO wagtailredirects_redirect AS r (old_path, site_id, is_permanent, redirect_page_id,
        redirect_page_route_path, redirect_link, automatically_created, created_at)
    SELECT DISTINCT ON (f.address) f.address, s.id, true, f.id, '', '', true, now()
    FROM former f CROSS JOIN wagtailcore_site s
    WHERE s.is_default_site AND f.address <> f.current AND length(f.address) BETWEEN 1 AND 255
      AND NOT EXISTS (SELECT 1 FROM former again WHERE again.current = f.address)
    ORDER BY f.address, f.id
    ON CONFLICT (old_path, site_id) DO UPDATE SET redirect_page_id = EXCLUDED.redirect_page_id
    WHERE r.automatically_created;
END $$;
"""
DROP_FORMER = "DROP FUNCTION leave_redirects(int[], text[], int[]); DROP FUNCTION shop_address(text, int);"

PAGES_UPDATED = BEFORE.replace(
    "        PERFORM pages_changed(keys, types);\n",
    """        PERFORM pages_changed(keys, types);
        PERFORM leave_redirects(array_agg(id), array_agg(url_path::text), array_agg(locale_id)) FROM (
            SELECT id, url_path, locale_id FROM old_rows EXCEPT SELECT id, url_path, locale_id FROM new_rows
        ) AS moved HAVING count(*) > 0;
""",
)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0020_menus"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [
        migrations.RunSQL(FORMER, DROP_FORMER),
        migrations.RunSQL(PAGES_UPDATED, BEFORE),
    ]
