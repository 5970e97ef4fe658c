"""Files from a warehouse, taken in one after another by their numbers, each whole or not at all.

The warehouse counts its files in one series. The next one is taken in with all that it says in one transaction; one
that comes before its turn is set aside until the others have come. Half a file, a wrong checksum, a number for the
second time or words that we do not understand refuse it whole. What is refused is kept with the reason beside it, and
the warehouse is told in an acknowledgement file. A number that was refused is free to be sent again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from commerce.orders.parcels import Tracking
from commerce.stock.models import Warehouse
from integrations import cursors
from integrations.flows.runs import Run
from integrations.source import Parked
from integrations.warehouses import orders, returns, stock
from integrations.warehouses.files import codec, folder, outgoing
from integrations.warehouses.files.codec import Broken, Sheet
from integrations.warehouses.models import WarehouseFile, WarehouseOrder
from integrations.warehouses.orders import Report, Told

STREAM = "warehouse_files.in"
TAKING = 471_121  # the lock under which files are taken in
State, Direction, Part = WarehouseFile.State, WarehouseFile.Direction, WarehouseOrder
STATES = {
    "begun": Part.State.BEGUN,
    "picked": Part.State.PICKED,
    "part": Part.State.BEGUN,  # some has left, more follows
    "sent": Part.State.SENT,
    "cancelled": Part.State.CANCELLED,
}


def take_in(run: Run, *, now: datetime) -> None:
    """Take in what the warehouse has put in the folder, as far as its numbers go."""
    found = [(path, path.read_bytes()) for path in folder.waiting()]
    whole: list[tuple[Sheet, Path, bytes]] = []
    for path, raw in found:
        run.read += 1
        try:
            whole.append((codec.read(raw), path, raw))
        except Broken as reason:
            _refuse(path, raw, str(reason), run, now=now)
    for sheet, path, raw in sorted(whole, key=lambda one: one[0].number):
        _take(sheet, path, raw, run, now=now)
        for held in _whose_turn_it_is():
            _take(*held, run, now=now)
    if not run.has_done_something:
        run.why = "the warehouse has put no file there" if not found else "files wait for earlier ones"


def last_taken() -> int:
    return int(cursors.position(STREAM) or 0)


def begin_at(number: int, *, now: datetime) -> None:
    """For a warehouse whose series goes on from before: the next file has this number."""
    cursors.advance(STREAM, str(number - 1), now=now)


# --- the steps ---


def _take(sheet: Sheet, path: Path, raw: bytes, run: Run, *, now: datetime) -> None:
    checksum = hashlib.sha256(raw).hexdigest()
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TAKING])
            last = last_taken()
            if sheet.number > last + 1:
                _aside(sheet, path, checksum, last, run, now=now)
                return
            if sheet.number <= last:
                if not _is_taken(sheet.number, checksum):
                    raise Broken(f"Number {sheet.number} has been taken in before; the last was {last}.")
            else:
                note = _apply(sheet, now=now)
                _keep(path, State.TAKEN, sheet=sheet, checksum=checksum, problem=note, now=now)
                run.error = run.error or note
                cursors.advance(STREAM, str(sheet.number), now=now)
                run.changed += 1
    except (Broken, Parked) as reason:
        _refuse(path, raw, str(reason), run, sheet=sheet, now=now)
        return
    _answer(sheet.number, path.name, checksum, "")
    folder.set_aside(path, folder.TAKEN)


def _aside(sheet: Sheet, path: Path, checksum: str, last: int, run: Run, *, now: datetime) -> None:
    """It waits in a folder of its own until those before it have come."""
    problem = f"Number {last + 1} has not come yet."
    if not WarehouseFile.objects.filter(direction=Direction.IN, state=State.ASIDE, checksum=checksum).exists():
        _keep(path, State.ASIDE, sheet=sheet, checksum=checksum, problem=problem, now=now)
    if path.parent.name != folder.ASIDE:
        folder.set_aside(path, folder.ASIDE)
    run.failed += 1
    run.error = run.error or f"{path.name}: {problem}"


def _whose_turn_it_is() -> Iterator[tuple[Sheet, Path, bytes]]:
    """Those set aside that come next, one after another."""
    while True:
        number, found = last_taken() + 1, None
        for path in sorted(folder.place(folder.IN, folder.ASIDE).iterdir()):
            raw = path.read_bytes()
            try:
                sheet = codec.read(raw)
            except Broken:
                continue
            if sheet.number == number:
                found = (sheet, path, raw)
                break
        if found is None:
            return
        yield found
        WarehouseFile.objects.filter(direction=Direction.IN, state=State.ASIDE, number=number).delete()
        if last_taken() < number:
            return


def _refuse(path: Path, raw: bytes, why: str, run: Run, *, sheet: Sheet | None = None, now: datetime) -> None:
    checksum = hashlib.sha256(raw).hexdigest()
    _keep(path, State.REFUSED, sheet=sheet, checksum=checksum, problem=why, now=now)
    _answer(sheet.number if sheet else 0, path.name, checksum, why)
    folder.set_aside(path, folder.REFUSED, why=why)
    run.failed += 1
    run.error = run.error or f"{path.name}: {why}"


def _keep(
    path: Path, state: str, *, sheet: Sheet | None, checksum: str, problem: str = "", now: datetime
) -> WarehouseFile:
    return WarehouseFile.objects.create(
        direction=Direction.IN,
        number=sheet.number if sheet else None,
        name=path.name[:120],
        state=state,
        checksum=checksum,
        records=len(sheet.records) if sheet else 0,
        problem=problem[:300],
        at=now,
        settled_at=now if state == State.TAKEN else None,
    )


def _is_taken(number: int, checksum: str) -> bool:
    """The very file that was taken in before, and could not be moved away then."""
    taken = WarehouseFile.objects.filter(direction=Direction.IN, state=State.TAKEN, number=number)
    return taken.filter(checksum=checksum).exists()


def _answer(number: int, name: str, checksum: str, why: str) -> None:
    """The warehouse is told what became of its file."""
    record = {"file": name, "sha256": checksum, "answer": "refused" if why else "ok", "reason": why}
    sheet = Sheet("acknowledgement", max(number, 1), orders.moment(), [record])
    form = settings.WAREHOUSE_FILES_FORMAT
    folder.put(f"ack-{Path(name).stem}-{checksum[:8]}.{form}", codec.write(sheet, form))


def _apply(sheet: Sheet, *, now: datetime) -> str:
    """Do all that a file says, and return what is to be noted about it. Raises Broken or Parked: then nothing is."""
    apply = KINDS.get(sheet.kind)
    if apply is None:
        raise Broken(f"There is no kind of file that is called {sheet.kind}.")
    try:
        return apply(sheet, now)
    except (KeyError, ValueError) as error:
        raise Broken(f"A record lacks something, or has no number where one is due: {error}") from error


def _acknowledgements(sheet: Sheet, now: datetime) -> str:
    for record in sheet.records:
        if record["answer"] not in ("ok", "refused"):
            raise Broken(f"An answer is ok or refused, not {record['answer']}.")
        why = (record.get("reason") or "refused") if record["answer"] == "refused" else ""
        outgoing.acknowledge(int(record["number"]), record["sha256"], refused=why, now=now)
    return ""


def _shipments(sheet: Sheet, now: datetime) -> str:
    """Records of one order belong together; pieces in no parcel are a parcel of their own."""
    told: dict[str, list[codec.Record]] = defaultdict(list)
    for record in sheet.records:
        told[record["order"]].append(record)
    for name, records in told.items():
        part = Part.objects.filter(system=outgoing.SYSTEM, name=name).first()
        if part is None:
            raise Parked(f"The warehouse was asked for no order {name}.")
        orders.take(part.pk, _report(sheet, records), now=now)
    return ""


def _report(sheet: Sheet, records: list[codec.Record]) -> Report:
    said = {record["state"] for record in records}
    if len(said) != 1 or not said <= STATES.keys():
        raise Broken(f"A state is one of {', '.join(STATES)}, not {', '.join(sorted(said))}.")
    word = said.pop()
    inside: dict[str, dict[str, int]] = defaultdict(dict)
    tracked: dict[str, Tracking] = {}
    for record in records:
        if pieces := _pieces(record.get("pieces", "")):
            key = record.get("parcel") or f"file {sheet.number}"
            inside[key][record["row"]] = inside[key].get(record["row"], 0) + pieces
            url = record.get("url", "")
            tracked[key] = Tracking(
                record.get("carrier", "")[:80],
                record.get("tracking", "")[:80],
                url if url.startswith("https://") and len(url) <= 200 else "",
            )
    parcels = [Told(key, content, word in ("sent", "part"), tracked[key]) for key, content in inside.items()]
    return Report(state=STATES[word], said=word, parcels=parcels)


def _stock(sheet: Sheet, now: datetime) -> str:
    """Figures that know of our files up to the one that was seen last. A stranger's article stops no other."""
    warehouse = Warehouse.objects.get(run_by=outgoing.SYSTEM)
    figures = {record["sku"]: int(record["sellable"]) for record in sheet.records}
    if len(figures) != len(sheet.records):
        raise Broken("An article stands there twice.")
    ours = WarehouseFile.objects.filter(direction=Direction.OUT).exclude(state=State.MADE)
    later = ours.filter(number__gt=sheet.seen).values("anchor")
    seen = ours.filter(number__lte=sheet.seen, state=State.ACKNOWLEDGED).values("anchor")
    knows = Q(name__in=seen) & ~Q(name__in=later)
    _changed, unknown = stock.take_figures(
        warehouse, figures, asked_at=orders.moment(), knows=knows, reference=f"file {sheet.number}", now=now
    )
    return f"Articles that we do not have: {', '.join(unknown[:20])}" if unknown else ""


def _returns(sheet: Sheet, now: datetime) -> str:
    came: dict[str, dict[int, int]] = defaultdict(dict)
    fit: dict[str, dict[int, int]] = defaultdict(dict)
    for record in sheet.records:
        came[record["return"]][int(record["line"])] = _pieces(record["came"])
        fit[record["return"]][int(record["line"])] = _pieces(record["fit"])
    for name, lines in came.items():
        returns.take(name, lines, fit[name], now=now)
    return ""


def _pieces(text: str) -> int:
    pieces = int(text or 0)
    if pieces < 0:
        raise ValueError(text)
    return pieces


KINDS: dict[str, Callable[[Sheet, datetime], str]] = {
    "acknowledgement": _acknowledgements,
    "shipments": _shipments,
    "stock": _stock,
    "returns": _returns,
}
