"""Tickets are numbered from 1001, move only as the table of `operations.desk.states` says, and their log stays."""

from django.db import migrations

MOVES = {
    "new": ("accepted", "solved"),
    "accepted": ("working", "waiting", "solved"),
    "working": ("waiting", "solved"),
    "waiting": ("working", "solved"),
    "solved": ("closed", "working"),
    "closed": ("working",),
}
PAIRS = ", ".join(f"('{before}', '{after}')" for before, allowed in MOVES.items() for after in allowed)
REFUSE = f"""
CREATE SEQUENCE desk_ticket_number START 1001;
CREATE FUNCTION desk_ticket_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a ticket is not deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'new' THEN
            RAISE EXCEPTION 'a ticket begins as new' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({PAIRS}) THEN
        RAISE EXCEPTION 'a ticket that is % does not become %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    ELSIF NEW.number <> OLD.number OR NEW.opened_at <> OLD.opened_at THEN
        RAISE EXCEPTION 'the number and the beginning of a ticket stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_allowed_moves BEFORE INSERT OR UPDATE OR DELETE ON desk_ticket
    FOR EACH ROW EXECUTE FUNCTION desk_ticket_moves();
CREATE FUNCTION desk_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.text = '*' AND
        ROW(NEW.id, NEW.ticket_id, NEW.kind, NEW.at, NEW.by_id, NEW.is_internal)
        IS NOT DISTINCT FROM ROW(OLD.id, OLD.ticket_id, OLD.kind, OLD.at, OLD.by_id, OLD.is_internal)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what happened to a ticket is only added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON desk_entry
    FOR EACH ROW EXECUTE FUNCTION desk_entry_stays();
"""
ALLOW = """
DROP TRIGGER only_added_to ON desk_entry;
DROP FUNCTION desk_entry_stays();
DROP TRIGGER only_allowed_moves ON desk_ticket;
DROP FUNCTION desk_ticket_moves();
DROP SEQUENCE desk_ticket_number;
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
