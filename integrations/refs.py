"""What another system calls something of ours, and the other way round."""

from integrations.models import ExternalRef


def remember(system: str, kind: str, *, ours: str, theirs: str) -> None:
    """Write down their name. The same again is nothing; another name for what has one raises IntegrityError."""
    found = ExternalRef.objects.filter(system=system, kind=kind, ours=ours).first()
    if found is None or found.theirs != theirs:
        ExternalRef.objects.create(system=system, kind=kind, ours=ours, theirs=theirs)


def forget(system: str, kind: str, *, ours: str) -> None:
    """They have it no more: it is looked for by our own reference again."""
    ExternalRef.objects.filter(system=system, kind=kind, ours=ours).delete()


def theirs(system: str, kind: str, ours: str) -> str | None:
    return _of(system, kind, ours=ours, wanted="theirs")


def ours(system: str, kind: str, theirs: str) -> str | None:
    return _of(system, kind, theirs=theirs, wanted="ours")


def _of(system: str, kind: str, *, wanted: str, **known: str) -> str | None:
    return ExternalRef.objects.filter(system=system, kind=kind, **known).values_list(wanted, flat=True).first()
