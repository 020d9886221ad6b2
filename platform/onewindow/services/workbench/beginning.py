"""Beginning a draft of a matter or a theme: from nothing, as a copy, or from what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onewindow.domain.workbench.starting import blank_matter, copied_matter
from onewindow.domain.workbench.theming.starting import blank_theme, copied_theme
from onewindow.store import catalogue, published
from onewindow.store.catalogue import Publication
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.session import UnitOfWork

Json = Any
NO_NAME = "请填写事项名称。"
NO_THEME_NAME = "请填写一件事的名称，例如“开办餐饮店一件事”。"
NO_LEAD = "请选择牵头部门：草稿由它的负责人签批。"
NO_TEMPLATE_NAME = "请填写模板名称。"
FROM_ABOVE = "这个事项由上级统一发布，这里不能直接修改；可以在“本地调整”中作上级允许的调整。"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a draft begins with. `base`: the digest of the version it departs from."""

    kind: str
    key: str
    title: str
    body: Json
    base: str | None = None


def blank(uow: UnitOfWork, *, name: str) -> Beginning | str:
    """A new matter, or why not."""
    if not name.strip():
        return NO_NAME
    key = _new_key(uow, "m")
    return Beginning("matter", key, name.strip(), blank_matter(key, name.strip()))


def copy(uow: UnitOfWork, *, source: str, name: str, now: datetime) -> Beginning | str:
    """A new matter that begins as a copy of one in force, or why not. Raises `MissingError`."""
    if not name.strip():
        return NO_NAME
    body, key = _body(uow, _live(uow, "matter", source, now)), _new_key(uow, "m")
    return Beginning("matter", key, name.strip(), copied_matter(body, key, name.strip()))


def theme(uow: UnitOfWork, *, name: str, lead: str, source: str = "", now: datetime) -> Beginning | str:
    """A new theme of a lead department, blank or a copy of one in force; or why not. Raises `MissingError`."""
    name, lead = name.strip(), lead.strip()
    if not name:
        return NO_THEME_NAME
    if not lead and not source:
        return NO_LEAD
    key = _new_key(uow, "y")
    if source:
        body = _body(uow, _live(uow, "theme", source, now))
        return Beginning("theme", key, name, copied_theme(body, key, name, lead))
    return Beginning("theme", key, name, blank_theme(key, name, lead))


def change(uow: UnitOfWork, *, kind: str, key: str, now: datetime) -> Beginning | str:
    """The next version of what this tenant published, or why not. Raises `MissingError`."""
    live = _live(uow, kind, key, now)
    if live.scope != uow.scope.number:
        return FROM_ABOVE
    return Beginning(kind, key, live.title, _body(uow, live), live.digest)


def template(uow: UnitOfWork, *, body: Json, name: str = "", now: datetime) -> Beginning | str:
    """The next version of a template (without a name), or a new one that begins as a copy of it; or why not."""
    if not name:
        live = catalogue.effective(uow.session, "template", str(body["key"]), uow.scope.number, now.date())
        return Beginning("template", str(body["key"]), str(body["name"]), body, live.digest if live else None)
    if not name.strip():
        return NO_TEMPLATE_NAME
    key = f"t{uow.scope.number}_{new_id().hex[-12:]}"
    return Beginning("template", key, name.strip(), {**body, "key": key, "name": name.strip()})


def offered(uow: UnitOfWork, *, now: datetime, kind: str = "matter") -> Sequence[Publication]:
    """The matters or themes in force in this tenant, by key; one statement."""
    return catalogue.offered(uow.session, kind, uow.scope.number, now.date())


def _new_key(uow: UnitOfWork, kind: str) -> str:
    """A key that no other document has; people never see it."""
    return f"{kind}{uow.scope.number}_{new_id().hex[-12:]}"


def _live(uow: UnitOfWork, kind: str, key: str, now: datetime) -> Publication:
    live = catalogue.effective(uow.session, kind, key, uow.scope.number, now.date())
    if live is None:
        raise MissingError(f"{kind} {key}")
    return live


def _body(uow: UnitOfWork, live: Publication) -> Json:
    return published.bodies(uow.session, [live.digest])[live.digest]
