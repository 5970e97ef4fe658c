"""Triggers: a page that shoppers see differently bumps its version, and `cms_listedproduct` is kept right.

They run per statement over the changed rows, so pages made in bulk cost a handful of set operations. Saving a draft
changes nothing that shoppers see and bumps nothing.

Everybody locks product rows before versions, so that two who change the same product wait for one another instead of
getting stuck. Triggers of a table fire in the order of their names: those that lock products begin with `a_`, before the
ones of commerce that bump versions.
"""

from django.db import migrations

SORT_KEY = """
CREATE FUNCTION swedish_sort_key(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT lower(translate(word,
        'åÅäÄæÆöÖøØéÉèÈêÊëËáÁàÀâÂãÃíÍìÌîÎïÏóÓòÒôÔõÕúÚùÙûÛüÜýÝñÑçÇ',
        '{{||||}}}}eeeeeeeeaaaaaaaaiiiiiiiioooooooouuuuuuyyyynncc'))
$$;
"""

# The product row is locked first: of two transactions that change the same product, the second reads after the first.
REFRESH = """
CREATE FUNCTION refresh_listed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE changed bigint[];
BEGIN
    IF ids IS NULL THEN
        RETURN;
    END IF;
    PERFORM 1 FROM catalogue_product WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    WITH fresh AS (
        SELECT p.id AS product_id, g.locale_id, g.id AS page_id, g.live AND p.is_on_sale AS is_listed, names.name,
               swedish_sort_key(names.name) AS sort_key, g.url_path, COALESCE(b.name, '') AS brand,
               (shown.pictures->>0)::int AS picture_id, (shown.pictures->>1)::int AS second_picture_id,
               p.facet_values, p.created_at,
               ARRAY[
                   concat_ws(' ', names.name, NULLIF(g.title, names.name)),
                   COALESCE((SELECT string_agg(concat_ws(' ', v.sku, v.gtin), ' ' ORDER BY v.position, v.id)
                             FROM catalogue_variant v WHERE v.product_id = p.id AND v.is_active), ''),
                   concat_ws(' ', b.name, NULLIF(p.kind, ''), NULLIF(array_to_string(p.tags, ' '), ''),
                       (SELECT string_agg(DISTINCT CASE WHEN names.is_english AND c.name_en <> '' THEN c.name_en
                                                        ELSE c.name_sv END, ' ')
                        FROM catalogue_productcategory pc JOIN catalogue_category leaf ON leaf.id = pc.category_id
                        JOIN catalogue_category c ON c.id IN (leaf.id, leaf.parent_id) WHERE pc.product_id = p.id),
                       (SELECT string_agg(CASE WHEN names.is_english AND a.name_en <> '' THEN a.name_en
                                               ELSE a.name_sv END, ' ' ORDER BY a.id)
                        FROM catalogue_attributevalue a WHERE a.id = ANY(p.facet_values))),
                   pp.lead
               ] AS words
        FROM cms_productlink l
        JOIN catalogue_product p ON p.id = l.product_id
        JOIN wagtailcore_page g ON g.translation_key = l.translation_key
        JOIN cms_productpage pp ON pp.page_ptr_id = g.id
        JOIN wagtailcore_locale o ON o.id = g.locale_id
        LEFT JOIN catalogue_brand b ON b.id = p.brand_id
        CROSS JOIN LATERAL (
            SELECT o.language_code = 'en' AS is_english,
                   CASE WHEN o.language_code = 'en' AND p.name_en <> '' THEN p.name_en ELSE p.name_sv END AS name
        ) AS names
        CROSS JOIN LATERAL (
            SELECT jsonb_path_query_array(pp.gallery, '$[*] ? (@.type == "picture").value.image') AS pictures
        ) AS shown
        WHERE l.product_id = ANY(ids)
    ), gone AS (
        DELETE FROM cms_listedproduct x
        WHERE x.product_id = ANY(ids) AND NOT EXISTS (
            SELECT 1 FROM fresh f WHERE f.product_id = x.product_id AND f.locale_id = x.locale_id)
        RETURNING x.product_id
    ), put AS (
        INSERT INTO cms_listedproduct AS x (product_id, locale_id, page_id, is_listed, name, sort_key, url_path, brand,
                                            picture_id, second_picture_id, facet_values, created_at, words)
        SELECT * FROM fresh ORDER BY product_id, locale_id
        ON CONFLICT (product_id, locale_id) DO UPDATE SET
            page_id = EXCLUDED.page_id, is_listed = EXCLUDED.is_listed, name = EXCLUDED.name,
            sort_key = EXCLUDED.sort_key, url_path = EXCLUDED.url_path, brand = EXCLUDED.brand,
            picture_id = EXCLUDED.picture_id, second_picture_id = EXCLUDED.second_picture_id,
            facet_values = EXCLUDED.facet_values, created_at = EXCLUDED.created_at, words = EXCLUDED.words
        WHERE (x.page_id, x.is_listed, x.name, x.url_path, x.brand, x.picture_id, x.second_picture_id, x.facet_values,
               x.created_at, x.words)
            IS DISTINCT FROM
              (EXCLUDED.page_id, EXCLUDED.is_listed, EXCLUDED.name, EXCLUDED.url_path, EXCLUDED.brand,
               EXCLUDED.picture_id, EXCLUDED.second_picture_id, EXCLUDED.facet_values, EXCLUDED.created_at,
               EXCLUDED.words)
        RETURNING x.product_id
    )
    SELECT array_agg(DISTINCT c.product_id) INTO changed
    FROM (SELECT product_id FROM gone UNION ALL SELECT product_id FROM put) AS c;
    IF changed IS NOT NULL THEN
        PERFORM products_changed(changed);
    END IF;
END $$;
"""
DROP_REFRESH = "DROP FUNCTION refresh_listed(bigint[]);"

PAGES = """
CREATE FUNCTION pages_changed(keys uuid[], types int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    SELECT array_agg(product_id) INTO ids FROM cms_productlink WHERE translation_key = ANY(keys);
    PERFORM refresh_listed(ids);
    IF EXISTS (SELECT 1 FROM unnest(types) AS kind WHERE kind NOT IN (
        SELECT id FROM django_content_type WHERE app_label = 'cms' AND model IN ('productpage', 'shardpage'))) THEN
        PERFORM bump_versions(ARRAY['site']);
    END IF;
END $$;

CREATE FUNCTION pages_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pages_changed(array_agg(translation_key), array_agg(DISTINCT content_type_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION pages_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(array_agg('page:' || id)) FROM changed;
    PERFORM pages_changed(array_agg(translation_key), array_agg(DISTINCT content_type_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION pages_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE keys uuid[]; types int[];
BEGIN
    PERFORM bump_versions(array_agg('page:' || n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.title, n.url_path, n.live, n.path, n.seo_title, n.search_description, n.last_published_at)
        IS DISTINCT FROM
          (o.title, o.url_path, o.live, o.path, o.seo_title, o.search_description, o.last_published_at);
    SELECT array_agg(n.translation_key) || array_agg(o.translation_key), array_agg(DISTINCT n.content_type_id)
    INTO keys, types
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.title, n.url_path, n.live, n.path, n.show_in_menus, n.locale_id, n.translation_key)
        IS DISTINCT FROM
          (o.title, o.url_path, o.live, o.path, o.show_in_menus, o.locale_id, o.translation_key);
    IF keys IS NOT NULL THEN
        PERFORM pages_changed(keys, types);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION productpages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM bump_versions(array_agg('page:' || page_ptr_id)) FROM changed;
    END IF;
    SELECT array_agg(DISTINCT l.product_id) INTO ids
    FROM changed c JOIN wagtailcore_page g ON g.id = c.page_ptr_id
    JOIN cms_productlink l ON l.translation_key = g.translation_key;
    PERFORM refresh_listed(ids);
    RETURN NULL;
END $$;

CREATE FUNCTION categorypages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(array_append(array_agg('page:' || page_ptr_id), 'site')) FROM changed HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION other_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(array_agg('page:' || page_ptr_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION listed_by_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_listed(array_agg(DISTINCT product_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION links_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_listed(array_agg(DISTINCT product_id))
    FROM (SELECT product_id FROM old_rows UNION SELECT product_id FROM new_rows) AS both_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION listed_by_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_listed(array_agg(id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION listed_by_brand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_listed(array_agg(p.id)) FROM changed c JOIN catalogue_product p ON p.brand_id = c.id;
    RETURN NULL;
END $$;

CREATE FUNCTION listed_by_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_listed(array_agg(DISTINCT pc.product_id))
    FROM changed c JOIN catalogue_category leaf ON c.id IN (leaf.id, leaf.parent_id)
    JOIN catalogue_productcategory pc ON pc.category_id = leaf.id;
    RETURN NULL;
END $$;

CREATE FUNCTION listed_by_value() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE value_ids bigint[];
BEGIN
    SELECT array_agg(id) INTO value_ids FROM changed;
    IF value_ids IS NOT NULL THEN
        PERFORM refresh_listed(array_agg(id)) FROM catalogue_product WHERE facet_values && value_ids;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION site_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(ARRAY['site']);
    RETURN NULL;
END $$;

CREATE FUNCTION pictures_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(array_agg('picture:' || n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.sources, n.dominant_colour) IS DISTINCT FROM (o.sources, o.dominant_colour);
    IF EXISTS (SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.file <> o.file) THEN
        PERFORM bump_versions(ARRAY['site']);
    END IF;
    RETURN NULL;
END $$;
"""
DROP_PAGES = """
DROP FUNCTION pictures_updated();
DROP FUNCTION site_changed();
DROP FUNCTION listed_by_value();
DROP FUNCTION listed_by_category();
DROP FUNCTION listed_by_brand();
DROP FUNCTION listed_by_id();
DROP FUNCTION links_updated();
DROP FUNCTION listed_by_product();
DROP FUNCTION other_pages_changed();
DROP FUNCTION categorypages_changed();
DROP FUNCTION productpages_changed();
DROP FUNCTION pages_updated();
DROP FUNCTION pages_deleted();
DROP FUNCTION pages_inserted();
DROP FUNCTION pages_changed(uuid[], int[]);
"""

ROWS = {
    "INSERT": "NEW TABLE AS changed",
    "UPDATE": "NEW TABLE AS changed",
    "DELETE": "OLD TABLE AS changed",
    "both": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
}
# table, event, which rows the function sees, function
TRIGGERS = [
    ("wagtailcore_page", "INSERT", "INSERT", "pages_inserted"),
    ("wagtailcore_page", "UPDATE", "both", "pages_updated"),
    ("wagtailcore_page", "DELETE", "DELETE", "pages_deleted"),
    ("cms_productpage", "INSERT", "INSERT", "productpages_changed"),
    ("cms_productpage", "UPDATE", "UPDATE", "productpages_changed"),
    ("cms_productpage", "DELETE", "DELETE", "productpages_changed"),
    ("cms_categorypage", "INSERT", "INSERT", "categorypages_changed"),
    ("cms_categorypage", "UPDATE", "UPDATE", "categorypages_changed"),
    ("cms_standardpage", "UPDATE", "UPDATE", "other_pages_changed"),
    ("cms_campaignpage", "UPDATE", "UPDATE", "other_pages_changed"),
    ("cms_productlink", "INSERT", "INSERT", "listed_by_product"),
    ("cms_productlink", "UPDATE", "both", "links_updated"),
    ("cms_productlink", "DELETE", "DELETE", "listed_by_product"),
    ("catalogue_product", "UPDATE", "UPDATE", "listed_by_id"),
    ("catalogue_variant", "INSERT", "INSERT", "listed_by_product"),
    ("catalogue_variant", "UPDATE", "UPDATE", "listed_by_product"),
    ("catalogue_variant", "DELETE", "DELETE", "listed_by_product"),
    ("catalogue_productcategory", "INSERT", "INSERT", "listed_by_product"),
    ("catalogue_productcategory", "UPDATE", "UPDATE", "listed_by_product"),
    ("catalogue_productcategory", "DELETE", "DELETE", "listed_by_product"),
    ("catalogue_brand", "UPDATE", "UPDATE", "listed_by_brand"),
    ("catalogue_category", "UPDATE", "UPDATE", "listed_by_category"),
    ("catalogue_attributevalue", "UPDATE", "UPDATE", "listed_by_value"),
    ("cms_shopimage", "UPDATE", "both", "pictures_updated"),
]
SITE_TABLES = [
    "cms_categorylink", "cms_shopimage", "wagtailcore_site", "wagtailcore_locale", "wagtailcore_pageviewrestriction",
]


def create_triggers():
    for table, event, rows, function in TRIGGERS:
        yield (f"CREATE TRIGGER a_listed_{table}_{event.lower()} AFTER {event} ON {table} REFERENCING {ROWS[rows]} "
               f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()")
    for table in SITE_TABLES:
        events = "DELETE" if table == "cms_shopimage" else "INSERT OR UPDATE OR DELETE"
        yield f"CREATE TRIGGER site_{table} AFTER {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION site_changed()"


def drop_triggers():
    for table in SITE_TABLES:
        yield f"DROP TRIGGER site_{table} ON {table}"
    for table, event, _rows, _function in TRIGGERS:
        yield f"DROP TRIGGER a_listed_{table}_{event.lower()} ON {table}"


FILL = "SELECT refresh_listed(array_agg(product_id)) FROM cms_productlink"
# Equality only: an address may be longer than a b-tree entry, and nothing looks for a range of addresses.
ADDRESS = 'CREATE INDEX page_by_address ON wagtailcore_page USING hash (url_path)'


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_listed_products"),
        ("catalogue", "0002_versions_and_facets"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION swedish_sort_key(text)"),
        migrations.RunSQL(REFRESH, DROP_REFRESH),
        migrations.RunSQL(PAGES, DROP_PAGES),
        migrations.RunSQL(list(create_triggers()), list(drop_triggers())),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(ADDRESS, "DROP INDEX page_by_address"),
    ]
