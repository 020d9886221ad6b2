"""The contents of a guide as values: what the page shows and what the print templates read (domain study 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onewindow.domain.guide import words as say_
from onewindow.domain.guide.flow import flow_rows
from onewindow.domain.guide.reserving import public_part
from onewindow.domain.matter import MatterDocument
from onewindow.domain.workbench import words
from rule_engine import RuleEngineError, say

Json = Any
Values = dict[str, Any]
_LEVELS = ("village", "town", "county")
_MEDIA = dict(words.MEDIA)
_SOURCES = dict(words.SOURCES)


@dataclass(frozen=True, slots=True)
class Office:
    """Where a matter is published: name of the unit, and what it tells of itself where the matter tells nothing.

    `windows` ({name, address, hours, phone}) and `phones` ({name, number}) are the lists of the whole unit, its own or
    those it inherits.
    """

    name: str
    phone: str = ""
    windows: tuple[Mapping[str, str], ...] = ()
    phones: tuple[Mapping[str, str], ...] = ()

    @property
    def consult_phone(self) -> str:
        """Whom to ask: the first telephone of the list that is not for complaints, else the unit's own."""
        return next((one["number"] for one in self.phones if not _complains(one)), self.phone)

    @property
    def complaint_phone(self) -> str:
        """Whom to complain to; empty where the unit names nobody."""
        return next((one["number"] for one in self.phones if _complains(one)), "")


def _complains(phone: Mapping[str, str]) -> bool:
    return any(word in phone["name"] for word in ("投诉", "监督"))


@dataclass(frozen=True, slots=True)
class Version:
    """Which version is published, and since when it holds (R036). `offline_reason`: why it may not be filed online."""

    number: int
    effective_from: date
    offline_reason: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide. `values`: by the names of the template 办事指南汇编, and more for the page; `left_out`: for the log.

    `matter`: the public part alone; `labels`: what its rules call things.
    """

    values: Values
    left_out: tuple[str, ...]
    matter: MatterDocument
    labels: Mapping[str, str]


def guide_of(matter: MatterDocument, office: Office, version: Version, labels: Mapping[str, str]) -> Guide:
    """The guide of a published matter.

    `labels`: what rules call elements and their options (`publishing.values.labels_of`).
    """
    body, left_out = public_part(matter.json)
    public = MatterDocument.stored(body)
    guide, result = body.get("guide") or {}, body.get("result") or {}
    counters = guide.get("counters") or list(office.windows)
    values: Values = {
        "key": matter.key,
        "name": matter.name,
        "daily_name": matter.daily_name if matter.daily_name != matter.name else "",
        "code": matter.implementation_code or _code(body),
        "type": str((body.get("matter_type") or {}).get("name") or ""),
        "kind": "即办件" if matter.instant else "承诺件",
        "subjects": "、".join(say_.named(body.get("subjects"), words.SUBJECTS)),
        "scope": guide.get("scope") or "",
        "quantity_limit": guide.get("quantity_limit") or "",
        "prohibitions": guide.get("prohibitions") or "",
        "result": result.get("name") or "",
        "validity": say_.validity(result),
        "delivery": guide.get("delivery") or "",
        "rights": guide.get("rights") or "",
        "query": guide.get("progress") or "",
        "topics": [each for each in guide.get("topics") or [] if each],
        "basis": list(public.legal_basis),
        "conditions": [_condition(each) for each in body.get("conditions") or []],
        "faq": [each for each in guide.get("questions") or [] if each.get("question")],
        "flow": flow_rows(public.route),
        "counters": counters,
        "phones": [] if guide.get("consult_phone") else list(office.phones),
        "materials": [_material(each, labels) for each in body["form"].get("materials") or []],
        "version": version.number,
        "effective_from": version.effective_from.isoformat(),
    }
    values |= _limits(body) | _ways(body, version) | _places(body, office, counters)
    return Guide(values, left_out, public, labels)


def _code(body: Mapping[str, Json]) -> str:
    return str((body.get("codes") or {}).get("catalog_code") or "")


def _limits(body: Mapping[str, Json]) -> Values:
    limits = body["limits"]
    visits = (body.get("on_site_visits") or {}).get("max")
    fees = [say_.fee(each) for each in body.get("fees") or []]
    return {
        "statutory": _bare(limits.get("statutory")),
        "promised": _bare(limits["promised"]),
        "statutory_said": say_.limit(limits.get("statutory")) or "未规定",
        "promised_said": say_.limit(limits["promised"]),
        "excluded": "、".join(limits.get("excludes") or []),
        "visits": "" if visits is None else f"{visits} 次",
        "fee": "；".join(fees) or "不收费",
        "fees": fees,
    }


def _bare(limit: Json) -> Json:
    """A limit as templates read it; a text when there is none."""
    return {"value": limit["value"], "unit": limit["unit"]} if limit else ""


def _ways(body: Mapping[str, Json], version: Version) -> Values:
    ways = say_.named((body.get("guide") or {}).get("ways"), words.WAYS)
    able = (body.get("online_depth") or {}).get("capabilities") or []
    online = not version.offline_reason and bool({"collect", "accept", "process"} & {str(each) for each in able})
    if not ways:
        ways = ["窗口办理", *(["网上办理"] if online else [])]
    if version.offline_reason:
        ways = [way for way in ways if way != "网上办理"]
    return {"channels": "、".join(ways), "online": online, "offline_reason": version.offline_reason}


def _places(body: Mapping[str, Json], office: Office, counters: list[Mapping[str, Json]]) -> Values:
    guide, departments = body.get("guide") or {}, body.get("departments") or {}
    first = counters[0] if counters else {}
    deciding = departments.get(body.get("exercise_level")) or next(iter(departments.values()), "")
    accepting = next((departments[level] for level in _LEVELS if departments.get(level)), deciding)
    return {
        "accepting_body": accepting or office.name,
        "deciding_body": deciding or office.name,
        "address": first.get("address") or f"{office.name}政务服务（便民服务）大厅",
        "hours": first.get("hours") or "工作日上班时间",
        "phone": guide.get("consult_phone") or first.get("phone") or office.consult_phone or "—",
        "complaint_phone": guide.get("complaint_phone") or office.complaint_phone or "12345",
    }


def _condition(each: Mapping[str, Json]) -> str:
    standard = str(each.get("standard") or "").strip()
    return f"{each.get('text') or ''}" + (f"（{standard}）" if standard else "")


def _material(each: Mapping[str, Json], labels: Mapping[str, str]) -> Values:
    rule = each.get("needed")
    condition = ""
    if rule is not None and rule is not True:
        try:
            condition = say(rule, labels)
        except RuleEngineError:
            condition = "符合规定情形"
    notes = [say_.need(each, condition), say_.waiver(each), str(each.get("note") or "")]
    if each.get("licence_kind"):
        notes.append("有电子证照的免交")
    return {
        "name": each["name"],
        "source": _SOURCES.get(str(each.get("source") or ""), "申请人自备"),
        "issuer": each.get("issuer") or "",
        "medium": _MEDIA.get(str(each.get("medium") or ""), ""),
        "originals": each.get("originals") or "",
        "photocopies": each.get("photocopies") or "",
        "need": notes[0],
        "note": "；".join(note for note in notes[1:] if note),
        "conditional": bool(condition),
    }
