"""What the checker of a kind says about a draft: where, how bad, what, the way out. A draft with findings is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from onewindow.domain.publishing.elements import Json, identities, whole, write

ERROR, WARNING, NOTE = "error", "warning", "note"
_ORDER = (ERROR, WARNING, NOTE)


class Fault(Protocol):
    """What every library reports."""

    @property
    def pointer(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def suggestion(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    `pointer` is a JSON Pointer (RFC 6901) into the draft, `place` the same place by identity (see
    `publishing.elements`), which still leads there when somebody else has moved things. An `error` stops submission.
    """

    pointer: str
    message: str
    suggestion: str = ""
    severity: str = ERROR
    place: str = ""

    @property
    def stops(self) -> bool:
        """Whether a draft with this finding cannot be submitted."""
        return self.severity == ERROR

    def to_json(self) -> dict[str, str]:
        """As a JSON object."""
        return {
            "pointer": self.pointer,
            "place": self.place,
            "severity": self.severity,
            "message": self.message,
            "suggestion": self.suggestion,
        }


def told(faults: Iterable[Fault], severity: str = ERROR, under: str = "") -> Iterator[Finding]:
    """What a library reports about a part of the draft that stands `under` a pointer."""
    for fault in faults:
        yield Finding(under + fault.pointer, fault.message, fault.suggestion, severity)


def placed(findings: Iterable[Finding], document: Json) -> tuple[Finding, ...]:
    """Every finding once, errors first, each with its place by identity."""
    once: dict[tuple[str, str], Finding] = {}
    for each in findings:
        once.setdefault((each.pointer, each.message), each)
    ordered = sorted(once.values(), key=lambda each: _ORDER.index(each.severity))
    return tuple(
        Finding(each.pointer, each.message, each.suggestion, each.severity, place_of(each.pointer, document))
        for each in ordered
    )


def place_of(pointer: str, document: Json) -> str:
    """A JSON Pointer by identity, as far as it leads; what stands inside a rule has no place of its own."""
    found: list[str] = []
    value = document
    for raw in pointer.split("/")[1:]:
        segment = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and segment in value:
            found.append(segment)
            value = value[segment]
            if whole(segment, value):
                break
        elif isinstance(value, list) and segment.isdecimal() and int(segment) < len(value):
            names = identities(value)
            if names is None:
                break
            found.append(names[int(segment)])
            value = value[int(segment)]
        else:
            break
    return write(tuple(found))
