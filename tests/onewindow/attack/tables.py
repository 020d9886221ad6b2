"""Who may read and write which row: one line a table, in the words of `tenants.scope`.

**A new table?** Add one line to `TABLES`: its name, and the sentence that its policies say.

| sentence | a row is | written |
|---|---|---|
| `UPWARD` | read at or above its `scope` | the same |
| `ACCEPTING` | read at or above its `accepting_scope` | the same |
| `CASE` | read at or above its accepting place or its home | the same |
| `DOWNWARD` | read along the lineage of its `scope`, both ways | at or above it |
| `MAP` | read in the whole county | at or above its `scope` |
| `SHARED` | read and written in the whole county | |
| `COUNTY_S` | read in the whole county | by the county itself |

Anything else is a `Sentence` of its own, written with `sees` and `reaches`. Every row here is made by `filling.py`:
columns named like a scope hold the row's owner, `home_scope` another unit of the county, digests the owner's digest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tenants.scope import COUNTY_WIDTH, county_of, reaches, sees
from tests.onewindow.attack.nation import Viewer

Row = Mapping[str, Any]
World = Mapping[str, Sequence[Row]]
Judge = Callable[[Viewer, Row, World], bool]


@dataclass(frozen=True)
class Sentence:
    """Who reads a row and who writes it; `inserts` where a new row is judged more strictly."""

    reads: Judge
    writes: Judge
    inserts: Judge | None = None

    @property
    def adds(self) -> Judge:
        """Who adds a row."""
        return self.inserts or self.writes


def at_or_above(*columns: str) -> Judge:
    """The viewer is, or stands above, one of the row's places."""
    return lambda viewer, row, _: sees(viewer.scope, (row[column] for column in columns))


def _along(viewer: Viewer, row: Row, _: World) -> bool:
    return reaches(viewer.scope, row["scope"])


def _in_county(viewer: Viewer, row: Row, _: World) -> bool:
    return bool(county_of(viewer.number) == row["county_id"])


def _is_county(viewer: Viewer, row: Row, _: World) -> bool:
    return bool(viewer.number == row["county_id"] * COUNTY_WIDTH)


def _own(viewer: Viewer, row: Row, _: World) -> bool:
    return bool(county_of(viewer.number) == row["county_id"] and row["account_id"] == viewer.actor)


def _nobody(_viewer: Viewer, _row: Row, _: World) -> bool:
    return False


def used_by(table: str, column: str, *, own: Judge) -> Judge:
    """Also whoever sees a row of another table that names this one's digest."""

    def judge(viewer: Viewer, row: Row, world: World) -> bool:
        users = (user for user in world[table] if user[column] == row["digest"])
        return own(viewer, row, world) or any(TABLES[table].reads(viewer, user, world) for user in users)

    return judge


UPWARD = Sentence(at_or_above("scope"), at_or_above("scope"))
ACCEPTING = Sentence(at_or_above("accepting_scope"), at_or_above("accepting_scope"))
CASE = Sentence(at_or_above("accepting_scope", "home_scope"), at_or_above("accepting_scope", "home_scope"))
DOWNWARD = Sentence(_along, at_or_above("scope"))
MAP = Sentence(_in_county, at_or_above("scope"))
SHARED = Sentence(_in_county, _in_county)
COUNTY_S = Sentence(_in_county, _is_county)

TABLES: dict[str, Sentence] = {
    "account": UPWARD,
    "application": ACCEPTING,
    "audit": UPWARD,
    "audit_head": SHARED,
    "batch": UPWARD,
    "batch_part": UPWARD,
    "batch_row": UPWARD,
    "calendar_day": COUNTY_S,
    "calendar_year": COUNTY_S,
    "case_": replace(CASE, inserts=ACCEPTING.writes),
    "case_clock": CASE,
    "case_file": CASE,
    "case_material": CASE,
    "certificate": DOWNWARD,
    "city_sight": COUNTY_S,
    "delegation": UPWARD,
    "department": DOWNWARD,
    "document": SHARED,
    "document_reference": SHARED,
    "door": Sentence(_nobody, UPWARD.writes),
    "draft": Sentence(_own, _own),
    "earlier_answers": ACCEPTING,
    "factor_rule": DOWNWARD,
    "file_blob": Sentence(used_by("case_file", "file_digest", own=UPWARD.reads), UPWARD.writes),
    "font": DOWNWARD,
    "held": DOWNWARD,
    "identity": UPWARD,
    "identity_provider": DOWNWARD,
    "message": CASE,
    "notice": CASE,
    "numbering": SHARED,
    "outbox": UPWARD,
    "overlay": DOWNWARD,
    "paper_copy": CASE,
    "post": UPWARD,
    "prefill_consent": UPWARD,
    "printer": UPWARD,
    "printer_shift": UPWARD,
    "proposal": UPWARD,
    "proposal_presence": UPWARD,
    "proposal_revision": UPWARD,
    "proposal_step": UPWARD,
    "publication": DOWNWARD,
    "release": DOWNWARD,
    "revocation_list": COUNTY_S,
    "role_binding": UPWARD,
    "seal": DOWNWARD,
    "seal_custody": DOWNWARD,
    "seal_image": Sentence(
        used_by("seal", "image_digest", own=used_by("seal_use", "image_digest", own=_nobody)), _in_county
    ),
    "seal_use": CASE,
    "second_factor": UPWARD,
    "sign_in": UPWARD,
    "task": CASE,
    "tenant": MAP,
    "tenant_former": MAP,
    "tenant_stage": MAP,
    "tenant_succession": COUNTY_S,
}

APART = {"alembic_version"}
"""Tables of no tenant."""
FUNCTIONS: set[str] = set()
"""Functions that may be called, not triggers: none may run with another's rights."""
OTHER_RELATIONS: set[str] = set()
"""Views, sequences and the like: each would need policies of its own."""
