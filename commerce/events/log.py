from commerce.events.models import Event


def publish(kind, subject, payload=None, *, at):
    """Write what happened as a row in the current transaction. `integrations.routes` decides who is told."""
    return Event.objects.create(kind=kind, subject=subject, payload=payload or {}, at=at)
