"""A counterpart whose calls are those of an OpenAPI file: each request and each answer is held against it."""

import json
import ssl
from abc import abstractmethod
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from integrations.sandbox.faults import Fault
from integrations.sandbox.operations import Breaches, operations
from integrations.sandbox.schema import Thing
from integrations.sandbox.server import Answer, Counterpart

Query = dict[str, list[str]]
Told = tuple[int, Any] | Answer


class No(Exception):
    """An answer that is no. `status` is that of HTTP, `told` the body."""

    def __init__(self, status: int, told: Any):
        super().__init__(str(told))
        self.status, self.told = status, told


class Listed(Counterpart):
    """`calls_of` maps a method and a path of the file to what is done; each is given path values, query and body."""

    contract = ""
    prefix = ""

    def __init__(self, *, port: int = 0, shop: str = "", tls: ssl.SSLContext | None = None):
        super().__init__(port=port, shop=shop, tls=tls)
        self.file = operations(self.contract)

    @abstractmethod
    def calls_of(self) -> dict[str, Callable[[Thing, Query, Any], Told]]: ...

    @abstractmethod
    def refuse_stranger(self, headers: Any, query: Query) -> Answer | None:
        """The answer to one who does not prove who he is."""

    @abstractmethod
    def refuse_breaches(self, breaches: Breaches) -> No:
        """How the partner says that a request is not as it is to be."""

    def not_found(self) -> Answer:
        return Answer(404)

    def done(self, method: str, target: str, headers: Any, body: bytes, *, fault: Fault | None = None) -> Answer:
        parts = urlsplit(target)
        path, query = parts.path.removeprefix(self.prefix), parse_qs(parts.query, keep_blank_values=True)
        if refused := self.refuse_stranger(headers, query):
            return refused
        asked = json.loads(body) if body else None
        self.requests.append((method, path, asked if asked is not None else query))
        operation = self.file.operation(method, path) if parts.path.startswith(self.prefix) else None
        do = self.calls_of().get(f"{method} {operation.path}") if operation else None
        if operation is None or do is None:
            return self.not_found()
        try:
            if breaches := operation.breaches(query, asked):
                raise self.refuse_breaches(breaches)
            told = do(operation.values, query, asked)
        except No as no:
            told = no.status, no.told
        if isinstance(told, Answer):
            if told.kind == "application/json":
                operation.check_answer(told.status, json.loads(told.body) if told.body else None)
            return told
        status, thing = told
        operation.check_answer(status, thing)
        return Answer(status, json.dumps(thing).encode() if thing is not None else b"")
