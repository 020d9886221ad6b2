"""Which seal stands on a paper, and who may put it there.

No seal registered for a place: it stays empty and is stamped by hand. One registered that may not be used: refused,
with a reason, before anything is stored; never a paper with a seal that was out of date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

ROLES = MappingProxyType(
    {
        "seal": "公章",
        "acceptance_seal": "受理专用章",
        "receipt_seal": "收件专用章",
        "village_seal": "村（居）民委员会印章",
    }
)
"""The places for seals that templates know, by the names of their images."""
WARN_DAYS = 30
_HOW = "请本单位管理员登记新的印章；停用印章后打印时留空，盖实物章。"


class Seal(Protocol):
    """A registered seal, as this module reads it."""

    @property
    def id(self) -> UUID: ...
    @property
    def scope(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def image_digest(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date: ...


class Custody(Protocol):
    """Who keeps a seal, as this module reads it."""

    @property
    def seal_id(self) -> UUID: ...
    @property
    def account_id(self) -> UUID | None: ...
    @property
    def department(self) -> str: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who wants to use a seal."""

    account_id: UUID
    departments: Collection[str]


@dataclass(frozen=True, slots=True)
class SealRefused:
    """Why a paper may not be sealed; Chinese, with the way out."""

    message: str


@dataclass(frozen=True, slots=True)
class Cabinet:
    """The seals within reach of a body, the nearest first (its own before those of the bodies above), and their
    keepers. Seals that were withdrawn are not in it."""

    seals: Sequence[Seal]
    custody: Sequence[Custody]

    def choose(self, role: str, kind: str, title: str, keeper: Keeper, on: date) -> Seal | SealRefused | None:
        """The seal for one place on a paper of `kind`; None when none is registered: it is stamped by hand."""
        found = [seal for seal in self.seals if seal.role == role]
        if not found:
            return None
        nearest = [seal for seal in found if seal.scope == found[0].scope]
        valid = [seal for seal in nearest if seal.valid_from <= on <= seal.valid_to]
        if not valid:
            return SealRefused(_out_of_date(nearest, on))
        kept = next((seal for seal in valid if self._keeps(seal, kind, keeper, on)), None)
        if kept is None:
            return SealRefused(f"您不是“{valid[0].name}”的用印人，不能用于《{title}》，请联系本单位管理员授权。")
        return kept

    def warnings(self, on: date) -> list[str]:
        """What will stop printing within a month, or stops it already; for a look before the windows open."""
        said = []
        for role in dict.fromkeys(seal.role for seal in self.seals):
            found = [seal for seal in self.seals if seal.role == role]
            nearest = [seal for seal in found if seal.scope == found[0].scope]
            last = max(seal.valid_to for seal in nearest)
            if not any(seal.valid_from <= on <= seal.valid_to for seal in nearest):
                said.append(_out_of_date(nearest, on))
            elif last < on + timedelta(days=WARN_DAYS):
                said.append(f"“{nearest[0].name}”（{ROLES[role]}）将于 {last.isoformat()} 到期，请及时登记新的印章。")
        return said

    def _keeps(self, seal: Seal, kind: str, keeper: Keeper, on: date) -> bool:
        return any(
            each.seal_id == seal.id
            and each.starts_on <= on <= each.ends_on
            and (each.ended_on is None or on < each.ended_on)
            and (not each.kinds or kind in each.kinds)
            and (each.account_id is None or each.account_id == keeper.account_id)
            and (not each.department or each.department in keeper.departments)
            for each in self.custody
        )


def custody_faults(kinds: Iterable[str], known: Collection[str], starts_on: date, ends_on: date) -> list[str]:
    """What is wrong with a custody; Chinese sentences."""
    found = [f"没有名为“{kind}”的文书，请改正文书范围。" for kind in kinds if kind not in known]
    return found + (["用印期限的止期早于起期，请改正。"] if ends_on < starts_on else [])


def _out_of_date(seals: Sequence[Seal], on: date) -> str:
    last = max(seals, key=lambda seal: seal.valid_to)
    said = f"“{last.name}”（{ROLES.get(last.role, last.role)}）"
    if last.valid_to < on:
        return f"{said}已于 {last.valid_to.isoformat()} 到期，不能用印。{_HOW}"
    return f"{said}自 {min(seal.valid_from for seal in seals).isoformat()} 起才能使用。{_HOW}"
