"""Who has written in a change set; who may approve and publish; and only drafts are written in (a trigger holds it)."""

import django.contrib.postgres.fields
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION refuse_unless_drafted(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM pricing_pricechangeset WHERE id = ANY(ids) AND state <> 'draft') THEN
        RAISE EXCEPTION 'a price change set that is no draft is not written in'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'change_set_is_drafted';
    END IF;
END $$;

CREATE FUNCTION changes_are_drafted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_unless_drafted(array_agg(DISTINCT change_set_id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION change_is_drafted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_unless_drafted(ARRAY[OLD.change_set_id, NEW.change_set_id]);
    RETURN NULL;
END $$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION change_is_drafted();
DROP FUNCTION changes_are_drafted();
DROP FUNCTION refuse_unless_drafted(bigint[]);
"""
TRIGGERS = [
    "CREATE TRIGGER pricing_pricechange_drafted_insert AFTER INSERT ON pricing_pricechange "
    "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION changes_are_drafted()",
    "CREATE TRIGGER pricing_pricechange_drafted_delete AFTER DELETE ON pricing_pricechange "
    "REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION changes_are_drafted()",
    "CREATE TRIGGER pricing_pricechange_drafted_update AFTER UPDATE OF "
    "change_set_id, variant_id, price_list_id, min_quantity, amount ON pricing_pricechange FOR EACH ROW "
    "EXECUTE FUNCTION change_is_drafted()",
]
DROP_TRIGGERS = [
    f"DROP TRIGGER pricing_pricechange_drafted_{event} ON pricing_pricechange"
    for event in ("update", "delete", "insert")
]


class Migration(migrations.Migration):
    dependencies = [("pricing", "0006_ledger")]
    operations = [
        migrations.AddField(
            "pricechangeset",
            "drafted_by",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                editable=False,
                help_text="Accounts that have written in it: none of them is its second person",
                size=None,
                verbose_name="drafted by",
            ),
        ),
        migrations.AlterModelOptions(
            "pricechangeset",
            {
                "permissions": [
                    ("approve_pricechangeset", "Can approve price change sets and send them back"),
                    ("publish_pricechangeset", "Can publish price change sets and take them back"),
                ],
                "verbose_name": "price change set",
                "verbose_name_plural": "price change sets",
            },
        ),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
