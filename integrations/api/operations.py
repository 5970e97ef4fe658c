"""Every operation of the API with its rule: the scope that it asks for, and whether it is for systems alone.

An operation is added by `operation`, which asks for the rule: there is no other way in, so none is without one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from ninja import Router

from integrations.api.negotiation import LARGEST, PLAIN
from integrations.api.scopes import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    name: str
    scope: Scope
    is_for_systems: bool
    media_types: Sequence[str]
    answers: int
    is_list: bool = False
    refuses: Sequence[int] = ()
    takes_files: bool = False  # its body is a file, of any format that the shop reads
    largest: int = LARGEST  # bytes of its body
    names_people: bool = False  # its address does, and is not written down as it stands


RULES: dict[str, Rule] = {}


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    name: str,
    scope: Scope,
    response: Any,
    summary: str | Promise,
    is_for_systems: bool = False,
    media_types: Sequence[str] = PLAIN,
    answers: int = 200,
    is_list: bool = False,
    refuses: Sequence[int] = (),
    takes_files: bool = False,
    largest: int = LARGEST,
    names_people: bool = False,
    **more: Any,
) -> Callable[[Callable], Callable]:
    """Let `function` answer `method path`. `refuses` are statuses beside those that any call may get."""
    if name in RULES:
        raise ValueError(f"two operations are called {name}")
    RULES[name] = Rule(
        name=name,
        scope=scope,
        is_for_systems=is_for_systems,
        media_types=media_types,
        answers=answers,
        is_list=is_list,
        refuses=refuses,
        takes_files=takes_files,
        largest=largest,
        names_people=names_people,
    )
    told: Any = summary  # in the language of whoever reads the document
    return router.api_operation(
        [method], path, operation_id=name, summary=told, response={answers: response}, url_name=f"api_{name}", **more
    )
