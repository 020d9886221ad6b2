"""Taking drafts through the chain, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from onewindow.domain.publishing.elements import parse, put
from onewindow.services import proposals, publishing
from onewindow.services.proposals import Proposal
from onewindow.services.publishing import Moved, Published
from onewindow.store import catalogue, documents
from tests.onewindow.publishing.county import MATTER, NOW, TODAY, Hall

Json = Any


def begin(hall: Hall, who: str = "editor", key: str = MATTER, body: Json | None = None) -> Proposal:
    with hall.work(who) as uow:
        made = proposals.start(
            uow, hall.people[who], kind="matter", key=key, title="养蜂备案", body=body or changed(hall), now=NOW
        )
    assert isinstance(made, Proposal), made
    return made


def changed(hall: Hall, pointer: str = "limits/promised/value", value: Json = 5) -> Json:
    return put(hall.matter(), parse(pointer), value)


def new_matter(hall: Hall, key: str) -> Json:
    body = put(hall.matter(), ("key",), key)
    return put(body, ("form", "key"), key)


def act(hall: Hall, who: str, name: str, draft: UUID, **more: Any) -> Any:
    with hall.work(who) as uow:
        return getattr(publishing, name)(uow, hall.people[who], draft, now=NOW, **more)


def march(hall: Hall, draft: UUID, *steps: tuple[str, str]) -> None:
    for who, name in steps:
        found = act(hall, who, name, draft)
        assert isinstance(found, Moved | Published), (name, found)


RIGHT = {
    "submit": {"editor", "admin", "second"},
    "confirm": {"editor"},
    "sign": {"head", "chief"},
    "approve": {"legal"},
    "publish": {"admin", "second"},
}
WAY = (("editor", "submit"), ("editor", "confirm"), ("head", "sign"), ("legal", "approve"))


def state_of(hall: Hall, draft: UUID) -> str:
    with hall.work("admin") as uow:
        return proposals.open_(uow, hall.people["admin"], draft).state


def limit_in(hall: Hall, scope: int, on: date = TODAY) -> int | None:
    with hall.database.work(scope) as uow:
        found = catalogue.effective(uow.session, "matter", MATTER, scope, on)
        return documents.get(uow.session, found.digest)["limits"]["promised"]["value"] if found else None


def roll_back(hall: Hall, who: str, digest: str, reason: str = "新版本期限无法兑现，恢复原期限。") -> Any:
    with hall.work(who) as uow:
        return publishing.roll_back(
            uow, hall.people[who], kind="matter", key=MATTER, digest=digest, reason=reason, now=NOW
        )
