"""Trigger: an organisation keeps its last active administrator, whoever takes the membership, the role or the account.

`commerce.customers.membership` says so in words to the one who asks; this holds for everything else: `User.delete()`,
a queryset, SQL. The organisation is locked, so that two administrators cannot be taken at once. Code that means to
remove an organisation with its members puts the check off to the end of its transaction (`SET CONSTRAINTS … DEFERRED`).
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION organisation_keeps_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM customers_organisation WHERE id = OLD.organisation_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM customers_membership m JOIN customers_user u ON u.id = m.user_id
        WHERE m.organisation_id = OLD.organisation_id AND m.role = 'administrator' AND u.is_active) THEN
        RAISE EXCEPTION 'membership % is that of the last administrator of organisation %', OLD.id, OLD.organisation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_keeps_administrator';
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = [
    "CREATE CONSTRAINT TRIGGER organisation_keeps_administrator AFTER DELETE ON customers_membership "
    "DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (OLD.role = 'administrator') "
    "EXECUTE FUNCTION organisation_keeps_administrator()",
    "CREATE CONSTRAINT TRIGGER organisation_keeps_administrator_changed AFTER UPDATE OF role, organisation_id "
    "ON customers_membership DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (OLD.role = 'administrator' "
    "AND (NEW.role, NEW.organisation_id) IS DISTINCT FROM (OLD.role, OLD.organisation_id)) "
    "EXECUTE FUNCTION organisation_keeps_administrator()",
]
DROP_TRIGGERS = [
    "DROP TRIGGER organisation_keeps_administrator_changed ON customers_membership",
    "DROP TRIGGER organisation_keeps_administrator ON customers_membership",
]


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_organisations")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION organisation_keeps_administrator()"),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
