"""A warehouse that is run by files, on this machine: reads what lies in `out`, does it, and writes to `in`.

It knows the format from its description alone, not from the shop's code. Not for production code.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

Record = dict[str, str]


class ThirdParty:
    """`orders` is what it has been asked to send; `ledger` counts what was done. Every file is read once, by number."""

    def __init__(self, folder: Path):
        self.folder, self.number = folder, 0
        self.orders: dict[str, list[Record]] = {}
        self.returns: dict[str, list[Record]] = {}
        self.ledger: list[tuple[str, str]] = []
        self.answers: list[Record] = []
        self.read_numbers: dict[int, str] = {}
        self.on_shelf: dict[str, int] = {}

    # --- what it reads ---

    def fetch(self, *, acknowledges: bool = True, refuses: str = "") -> list[Record]:
        """Read what is new in `out`, take it away, and answer. Gives the answers."""
        answers = []
        for path in sorted((self.folder / "out").glob("*-*.*")):
            raw = path.read_bytes()
            kind, number, records = read(raw)
            path.unlink()
            if kind == "acknowledgement":
                self.answers += records
                continue
            checksum = hashlib.sha256(raw).hexdigest()
            if number in self.read_numbers:
                self.ledger.append(("doubled", str(number)))
            elif not refuses:
                self.read_numbers[number] = checksum
                self._do(kind, records)
            answer = "refused" if refuses else "ok"
            answers.append(
                {"file": path.name, "number": str(number), "sha256": checksum, "answer": answer, "reason": refuses}
            )
        if answers and acknowledges:
            self.put("acknowledgement", answers)
        return answers

    def _do(self, kind: str, records: list[Record]) -> None:
        if kind == "returns":
            self.returns[records[0]["return"]] = records
            return
        name, action = records[0]["order"], records[0]["action"]
        self.ledger.append((action, name))
        if action == "cancel":
            self.orders.pop(name, None)
        else:
            self.orders[name] = records

    # --- what it writes ---

    def put(self, kind: str, records: Iterable[Mapping[str, object]], *, number: int | None = None) -> Path:
        """Write a file of the next number, or of another one."""
        if number is None:
            self.number = number = self.number + 1
        raw = write(kind, number, list(records), seen=max(self.read_numbers, default=0))
        return self.put_raw(f"{kind}-{number:06}.csv", raw)

    def put_raw(self, name: str, raw: bytes) -> Path:
        (self.folder / "in").mkdir(parents=True, exist_ok=True)
        path = self.folder / "in" / name
        path.write_bytes(raw)
        return path

    def ship(
        self, name: str, *, state: str = "sent", pieces: Mapping[str, int] | None = None, parcel: str = "P1"
    ) -> Path:
        """Say that an order has left, all of it or so many by row."""
        rows = {one["row"]: int(one["pieces"]) for one in self.orders[name]} if pieces is None else pieces
        skus = {one["row"]: one["sku"] for one in self.orders[name]}
        for row, count in rows.items():
            self.on_shelf[skus[row]] = self.on_shelf.get(skus[row], 0) - count
        self.ledger.append(("sent", name))
        return self.put(
            "shipments",
            [
                {"order": name, "state": state, "row": row, "pieces": count, "parcel": parcel, "carrier": "DHL",
                 "tracking": f"T-{parcel}", "url": f"https://spara.example.se/{parcel}"}
                for row, count in rows.items()
            ],
        )  # fmt: skip

    def count(self, **sellable: int) -> Path:
        """Say what can be sold of each article."""
        return self.put("stock", [{"sku": sku, "sellable": count} for sku, count in sellable.items()])


def write(kind: str, number: int, records: list[Mapping[str, object]], *, seen: int = 0) -> bytes:
    columns = list(records[0]) if records else []
    lines = [f"H;{kind};{number};{datetime.now(UTC).isoformat()};{seen}", ";".join(["C", *columns])]
    lines += [";".join(["R", *(str(record[name]) for name in columns)]) for record in records]
    body = "".join(f"{line}\n" for line in lines).encode()
    return body + f"T;{len(records)};{hashlib.sha256(body).hexdigest()}\n".encode()


def read(raw: bytes) -> tuple[str, int, list[Record]]:
    """What a file of the shop's says. Raises AssertionError for one that is not as described."""
    if raw.startswith(b"<"):
        whole = ElementTree.fromstring(raw)  # noqa: S314 - the shop's own
        [trailer] = whole.iter("trailer")
        records = [dict(one.attrib) for one in whole.iter("record")]
        _right(trailer.get("sha256") == _sum(raw.rpartition(b"<trailer")[0]))
        _right(trailer.get("records") == str(len(records)))
        return str(whole.get("kind")), int(whole.get("number") or 0), records
    body, _break, trailer_line = raw.rstrip(b"\n").rpartition(b"\n")
    _word, count, checksum = trailer_line.decode().split(";")
    _right(checksum == _sum(body + b"\n"))
    header, columns, *rows = [line.split(";") for line in body.decode().split("\n")]
    _right([header[0], columns[0], len(rows)] == ["H", "C", int(count)])
    return header[1], int(header[2]), [dict(zip(columns[1:], row[1:], strict=True)) for row in rows]


def _sum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _right(is_right: bool) -> None:
    if not is_right:
        raise AssertionError("not a file as described")
