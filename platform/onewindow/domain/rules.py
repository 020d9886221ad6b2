"""Rules standing in documents, and what the libraries find wrong inside a document, reported at the place it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from onewindow.domain.reading import Place
from rule_engine import RuleError, compile_rule


class Fault(Protocol):
    """What `form_builder` and `rule_engine` report: a pointer into what they read, what is wrong, the way out."""

    @property
    def pointer(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def suggestion(self) -> str: ...


def relay(place: Place, faults: Iterable[Fault]) -> None:
    """Report what a library found inside this place, its pointers made ours."""
    for fault in faults:
        place.sink.problem(place.pointer + fault.pointer, fault.message, fault.suggestion)


def read_rule(place: Place, key: str = "if", *, required: bool = False) -> Any:
    """Read the rule under `key` (true when there is none) and try whether it compiles; a fault is reported."""
    value = place.value.get(key) if isinstance(place.value, dict) else None
    if value is None:
        if required:
            place.lacks(key)
        return True
    try:
        compile_rule(value)
    except RuleError as fault:
        relay(place.at(key), fault.problems)
    return value
