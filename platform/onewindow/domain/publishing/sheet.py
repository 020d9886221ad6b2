"""The record of the chain as values of its print template (审核流转单, R035): who, what, when, with which opinion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onewindow.domain.publishing.diff import Change
from onewindow.domain.publishing.weighing import CONSEQUENCES, WEIGHT_NAMES, Weight

Json = Any
TEMPLATE = "publishing_sheet"
SHOWN_DIGEST = 12
VOID = "（已作废）"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the sheet says about the draft as a whole, in words."""

    unit: str
    kind: str
    title: str
    purpose: str
    state: str
    department: str
    author: str
    created_at: datetime
    revision: int
    digest: str
    reason: str = ""
    offline_reason: str = ""
    version: int | None = None
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One step that was taken."""

    act: str
    who: str
    role: str
    when: datetime
    opinion: str = ""
    counts: bool = True


def sheet_values(
    heading: Heading,
    entries: Iterable[Entry],
    changes: Sequence[Change],
    weight: Weight,
    *,
    printed_by: str,
    printed_at: datetime,
) -> dict[str, Json]:
    """The values of the template; times as ISO texts of the zone they come in."""
    chain: dict[str, Json] = {
        "unit": heading.unit,
        "kind": heading.kind,
        "title": heading.title,
        "purpose": heading.purpose,
        "state": heading.state,
        "department": heading.department or heading.unit,
        "author": heading.author,
        "created_at": heading.created_at.date().isoformat(),
        "revision": heading.revision,
        "fingerprint": heading.digest.removeprefix("sha256:")[:SHOWN_DIGEST],
        "weight": WEIGHT_NAMES[weight],
        "consequence": CONSEQUENCES[weight],
        "links": [_link(entry) for entry in entries],
        "changes": [{"text": each.sentence, "weight": WEIGHT_NAMES[each.kind_of_change]} for each in changes],
        "printed_by": printed_by,
        "printed_at": printed_at.strftime("%Y-%m-%dT%H:%M"),
        "reason": heading.reason,
        "offline_reason": heading.offline_reason,
    }
    if heading.version is not None:
        chain["version"] = f"第 {heading.version} 版"
    if heading.effective_from is not None:
        chain["effective_from"] = heading.effective_from.isoformat()
    return {"chain": chain, "marks": {"demo": False}}


def _link(entry: Entry) -> Mapping[str, Json]:
    return {
        "act": entry.act if entry.counts else f"{entry.act}{VOID}",
        "who": entry.who,
        "role": entry.role,
        "day": entry.when.date().isoformat(),
        "time": entry.when.strftime("%H:%M"),
        "opinion": entry.opinion,
    }
