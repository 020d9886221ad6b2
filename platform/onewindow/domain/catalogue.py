"""What a window shows of its catalogue: names, who handles, how long, and the letters to find it by."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rule_engine import Limit
from tenants.pinyin import initials

Json = Any
ON_THE_SPOT = Limit(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter or theme of the catalogue.

    `count`: matters in a theme, 1 for a matter; `initials`: `kbcyd` for 开办餐饮店.
    """

    key: str
    name: str
    daily_name: str
    department: str
    instant: bool
    limit: Limit
    count: int
    initials: str

    def matches(self, asked: str) -> bool:
        """Whether it fits what somebody typed: part of a name, or the first letters of the pinyin."""
        typed = asked.strip().lower()
        return (
            not typed
            or typed in self.name.lower()
            or typed in self.daily_name.lower()
            or self.initials.startswith(typed)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A material as a matter asks for it. `by_applicant`: the applicant makes it himself."""

    name: str
    kind: str
    licence_kind: str
    result_of: str
    by_applicant: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What other documents need to know of a published matter: small enough to keep thousands of them at hand.

    `departments`: names as its route writes them; `topics`: themes of the guide (R032); `secret`: nothing of it is
    public (R026); `initials`: of both names, apart by a blank; `steps`: how many tasks its route has.
    """

    name: str
    materials: tuple[Asked, ...]
    departments: tuple[str, ...]
    daily_name: str = ""
    topics: tuple[str, ...] = ()
    secret: bool = False
    initials: str = ""
    statutory: Limit | None = None
    promised: Limit = ON_THE_SPOT
    steps: int = 0

    def matches(self, asked: str) -> bool:
        """Whether it fits what somebody typed: a part of a name, or first letters of the pinyin from a beginning."""
        typed = asked.strip().lower()
        names = (self.name.lower(), self.daily_name.lower())
        return any(typed in name for name in names) or any(each.startswith(typed) for each in self.initials.split(" "))

    @property
    def proofs(self) -> frozenset[str]:
        """The matters whose results it asks for."""
        return frozenset(each.result_of for each in self.materials if each.result_of)


def outline(document: Mapping[str, Json]) -> Outline:
    """The outline of a matter document that was checked before it was stored."""
    materials = tuple(
        Asked(
            sys.intern(each["name"]),
            each.get("kind") or "",
            sys.intern(each.get("licence_kind") or ""),
            sys.intern(each.get("result_of") or ""),
            each.get("source") == "applicant",
        )
        for each in document["form"].get("materials") or ()
    )
    steps = [step for step in document["route"]["steps"] if step.get("kind") == "task"]
    names = (str(step.get("department") or "") for step in steps)
    name, daily = str(document["name"]), str(document.get("daily_name") or "")
    kept_back = (each.get("at") for each in document.get("reserved") or ())
    return Outline(
        name,
        materials,
        tuple(dict.fromkeys(sys.intern(each) for each in names if each)),
        daily,
        tuple(sys.intern(each) for each in (document.get("guide") or {}).get("topics") or () if each),
        "matter" in kept_back,
        f"{initials(name)} {initials(daily)}".strip(),
        _limit(document["limits"].get("statutory")),
        _limit(document["limits"]["promised"]) or ON_THE_SPOT,
        len(steps),
    )


def _limit(said: Mapping[str, Json] | None) -> Limit | None:
    return Limit(said["value"], said["unit"]) if said else None


def of_matter(document: Mapping[str, Json]) -> Entry:
    """The entry of a matter document."""
    return Entry(
        key=document["key"],
        name=document["name"],
        daily_name=document.get("daily_name") or document["name"],
        department=department_of(document),
        instant=document["case_type"] == "instant",
        limit=_limit(document["limits"]["promised"]) or ON_THE_SPOT,
        count=1,
        initials=f"{initials(document['name'])} {initials(document.get('daily_name') or '')}".strip(),
    )


def of_theme(document: Mapping[str, Json]) -> Entry:
    """The entry of a theme document."""
    return Entry(
        key=document["key"],
        name=document["name"],
        daily_name=document["name"],
        department=document.get("lead_department") or "",
        instant=False,
        limit=ON_THE_SPOT,
        count=len(document["members"]),
        initials=initials(document["name"]),
    )


def department_of(document: Mapping[str, Json]) -> str:
    """Who decides: the department at the level that exercises the power."""
    departments = document.get("departments") or {}
    return str(departments.get(document.get("exercise_level"), "") or next(iter(departments.values()), ""))
