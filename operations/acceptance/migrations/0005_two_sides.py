"""Who hands over is one side, who signs is the other: no person is both of the same handover."""

from django.conf import settings
from django.db import migrations, models

RULES = """
CREATE FUNCTION acceptance_two_sides() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM acceptance_handover WHERE id = NEW.handover_id AND handed_over_by_id = NEW.signed_by_id) THEN
        RAISE EXCEPTION 'Who hands over does not sign.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handed_requirement_signed_by_the_other_side';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acceptance_two_sides BEFORE INSERT OR UPDATE ON acceptance_handedrequirement
    FOR EACH ROW WHEN (NEW.signed_by_id IS NOT NULL) EXECUTE FUNCTION acceptance_two_sides();
"""
UNDO = """
DROP TRIGGER acceptance_two_sides ON acceptance_handedrequirement;
DROP FUNCTION acceptance_two_sides();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("acceptance", "0004_claims_in_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_by", models.F("handed_over_by")), _negated=True),
                name="handover_answered_by_the_other_side",
            ),
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
