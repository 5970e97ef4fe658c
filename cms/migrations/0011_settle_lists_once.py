"""The rows of lists can wait, as versions can: in `commerce.bulk.settled_together` they are written once, at its end.

`refresh_listed` says which products' rows may have to be written; `write_listed` writes them, and gathers what is the
same in every language once for the product.
"""

from django.db import migrations

# The product row is locked first: of two transactions that change the same product, the second reads after the first.
# OFFSET 0 keeps a subquery apart: the planner, which cannot know how many ids there are, would otherwise read the whole
# table of categories for each product, and look for the pictures twice.
WRITE = """
CREATE FUNCTION write_listed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE changed bigint[];
BEGIN
    IF ids IS NULL THEN
        RETURN;
    END IF;
    PERFORM 1 FROM catalogue_product WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    WITH goods AS MATERIALIZED (
        SELECT p.id, p.name_sv, p.name_en, p.is_on_sale, p.facet_values, p.created_at, l.translation_key,
               b.name AS brand, NULLIF(p.kind, '') AS kind, NULLIF(array_to_string(p.tags, ' '), '') AS tags,
               COALESCE(articles.numbers, '') AS articles,
               categories.swedish AS categories_sv, categories.english AS categories_en,
               properties.swedish AS properties_sv, properties.english AS properties_en
        FROM cms_productlink l
        JOIN catalogue_product p ON p.id = l.product_id
        LEFT JOIN catalogue_brand b ON b.id = p.brand_id
        CROSS JOIN LATERAL (
            SELECT string_agg(concat_ws(' ', v.sku, v.gtin), ' ' ORDER BY v.position, v.id) AS numbers
            FROM catalogue_variant v WHERE v.product_id = p.id AND v.is_active
        ) AS articles
        CROSS JOIN LATERAL (
            SELECT string_agg(DISTINCT c.name_sv, ' ') AS swedish,
                   string_agg(DISTINCT COALESCE(NULLIF(c.name_en, ''), c.name_sv), ' ') AS english
            FROM catalogue_productcategory pc
            CROSS JOIN LATERAL (
                SELECT l.id, l.parent_id FROM catalogue_category l WHERE l.id = pc.category_id OFFSET 0
            ) AS leaf
            CROSS JOIN LATERAL (
                SELECT c.name_sv, c.name_en FROM catalogue_category c WHERE c.id IN (leaf.id, leaf.parent_id) OFFSET 0
            ) AS c
            WHERE pc.product_id = p.id
        ) AS categories
        CROSS JOIN LATERAL (
            SELECT string_agg(a.name_sv, ' ' ORDER BY a.id) AS swedish,
                   string_agg(COALESCE(NULLIF(a.name_en, ''), a.name_sv), ' ' ORDER BY a.id) AS english
            FROM catalogue_attributevalue a WHERE a.id = ANY(p.facet_values)
        ) AS properties
        WHERE l.product_id = ANY(ids)
    ), fresh AS (
        SELECT p.id AS product_id, g.locale_id, g.id AS page_id, g.live AND p.is_on_sale AS is_listed, names.name,
               swedish_sort_key(names.name) AS sort_key, g.url_path, COALESCE(p.brand, '') AS brand,
               (shown.pictures->>0)::int AS picture_id, (shown.pictures->>1)::int AS second_picture_id,
               p.facet_values, p.created_at,
               ARRAY[
                   concat_ws(' ', names.name, NULLIF(g.title, names.name)),
                   p.articles,
                   concat_ws(' ', p.brand, p.kind, p.tags,
                       CASE WHEN names.is_english THEN p.categories_en ELSE p.categories_sv END,
                       CASE WHEN names.is_english THEN p.properties_en ELSE p.properties_sv END),
                   pp.lead
               ] AS words
        FROM goods p
        JOIN wagtailcore_page g ON g.translation_key = p.translation_key
        JOIN cms_productpage pp ON pp.page_ptr_id = g.id
        JOIN wagtailcore_locale o ON o.id = g.locale_id
        CROSS JOIN LATERAL (
            SELECT o.language_code = 'en' AS is_english,
                   CASE WHEN o.language_code = 'en' AND p.name_en <> '' THEN p.name_en ELSE p.name_sv END AS name
        ) AS names
        CROSS JOIN LATERAL (
            SELECT jsonb_path_query_array(pp.gallery, '$[*] ? (@.type == "picture").value.image') AS pictures OFFSET 0
        ) AS shown
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

REFRESH = """
CREATE OR REPLACE FUNCTION refresh_listed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF is_settled_later() THEN
        PERFORM let_wait('shop.waiting_lists', ids::text[]);
    ELSE
        PERFORM write_listed(ids);
    END IF;
END $$;
"""

# What writing the lists bumps waits with the other versions, so that each is bumped once.
SETTLE = """
CREATE OR REPLACE FUNCTION settle() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_listed(array_agg(DISTINCT id::bigint)) FROM unnest(take_waiting('shop.waiting_lists')) AS id;
    PERFORM set_config('shop.settled_later', 'off', true);
    PERFORM bump_versions(take_waiting('shop.waiting_versions'));
END $$;
"""
SETTLE_BEFORE = """
CREATE OR REPLACE FUNCTION settle() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('shop.settled_later', 'off', true);
    PERFORM bump_versions(take_waiting('shop.waiting_versions'));
END $$;
"""
REFRESH_BEFORE = """
CREATE OR REPLACE FUNCTION refresh_listed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
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


class Migration(migrations.Migration):
    dependencies = [("cms", "0010_listed_by_name"), ("events", "0004_settle_versions_once")]
    operations = [
        migrations.RunSQL(WRITE, "DROP FUNCTION write_listed(bigint[])"),
        migrations.RunSQL(REFRESH, REFRESH_BEFORE),
        migrations.RunSQL(SETTLE, SETTLE_BEFORE),
    ]
