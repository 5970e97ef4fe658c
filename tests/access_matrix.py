"""Whom every address of the shop answers, as data: `python -m pytest tests/commerce/customers/test_access_matrix.py`.

The table is `tests/access_matrix.csv`, an address a line. What is asked is one example of each pattern that the URL
resolver holds, with numbers of rows that are not there. An address that is not in the table fails the build, and so
does one that answers somebody else than it says. `python -m tests.access_matrix` puts what a failing walk has found in
its place, to be read before it is committed.
"""

import csv
import itertools
import re
import shutil
from pathlib import Path

from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, URLResolver
from django.utils.regex_helper import normalize

from config.roles import ROLES

TABLE = Path(__file__).with_suffix(".csv")
FOUND = TABLE.with_suffix(".found.csv")  # what the last walk found that differed
VISITOR, CUSTOMER = "besökare", "kund"
WHO = [VISITOR, CUSTOMER, *(role.name for role in ROLES)]
VALUES = {  # something that fits each kind of address part
    "int": "1",
    "str": "1",
    "slug": "customers",
    "uuid": "00000000-0000-0000-0000-000000000001",
    "path": "a/b",
}

AWAY = re.compile(r"/admin/|/konto/(login|tvasteg)/.*")  # where those are sent who may not


def addresses() -> list[str]:
    """One address for every pattern, as Django itself would resolve it."""
    return sorted(set(itertools.chain.from_iterable(_walk(one, "/") for one in get_resolver().url_patterns)))


def answer(response) -> str:
    """`ja`, `nej` (refused or sent to log in), `saknas` (404), `skickas` (a form, for POST alone), `vidare`."""
    if response.status_code == 302:
        elsewhere = response["location"].split("?")[0]
        return (
            "nej"
            if re.fullmatch(r"/admin/|/(en/)?(konto|account)/(login|tvasteg|two-step)/.*", elsewhere)
            else "vidare"
        )
    told = {200: "ja", 301: "vidare", 403: "nej", 401: "nej", 404: "saknas", 410: "saknas", 405: "skickas"}
    return told.get(response.status_code, str(response.status_code))


def read() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row.pop("adress"): row for row in csv.DictReader(file)}


def write(rows: dict[str, dict[str, str]]) -> None:
    with FOUND.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["adress", *WHO], lineterminator="\n")
        table.writeheader()
        table.writerows({"adress": address, **rows[address]} for address in sorted(rows))


def _walk(node, start):
    here = [start + part for part in _examples(node.pattern)]
    if not isinstance(node, URLResolver):
        return here
    return itertools.chain.from_iterable(_walk(child, base) for base in here for child in node.url_patterns)


def _examples(pattern):
    if isinstance(pattern, LocalePrefixPattern):
        return [pattern.language_prefix]
    if isinstance(pattern, RegexPattern):
        return [text % dict.fromkeys(names, "1") for text, names in normalize(str(pattern))[:1]]
    text = str(pattern)
    for kind, value in VALUES.items():
        for name, converter in pattern.converters.items():
            text = text.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value if kind == "str" else f"<{name}>")
            assert converter
    return [text]


if __name__ == "__main__":
    shutil.move(FOUND, TABLE)
