"""What the templates of the workbench take, from drafts and their tabs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from onewindow.domain import sheets
from onewindow.domain.publishing.merging import Clash
from onewindow.domain.publishing.states import KIND_NAMES, STATE_NAMES, State
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.editing import Control, Edited
from onewindow.domain.workbench.entries import UNITS, Kind
from onewindow.domain.workbench.kinds import tabs_of
from onewindow.domain.workbench.tabs import Listing, Tab
from onewindow.domain.workbench.tasks import Task
from onewindow.web.access import CHINA
from onewindow.web.workbench.history import steps
from onewindow.web.workbench.opening import Opened
from rule_engine import RuleError, say
from tenants.pointers import ABSENT, parse

Json = Any


def frame(opened: Opened, current: str) -> dict[str, Any]:
    """What stands around every tab: head, tabs, what is still to do, who else is here."""
    proposal, counted = opened.proposal, counts(opened)
    return {
        "draft": {
            "title": proposal.body.get("name") or proposal.title,
            "kind": KIND_NAMES[proposal.kind],
            "state": STATE_NAMES[State(proposal.state)],
            "revision": proposal.revision,
            "account": opened.account,
            "saved_at": proposal.saved_at.astimezone(CHINA),
            "saved_by": proposal.saved_by_name,
            "writable": opened.writable,
            "step_url": url_for("workbench.step", draft=proposal.id),
            "history_url": url_for("workbench.history", draft=proposal.id),
            "here_url": url_for("workbench.here", draft=proposal.id),
            "sign_in_url": url_for("auth.sign_in", next=url_for("workbench.back_again")),
            "sheet_url": url_for("workbench.sheet", draft=proposal.id) if proposal.kind in sheets.KINDS else "",
        },
        "tabs": [
            {
                "label": tab.label,
                "key": tab.key,
                "url": url_for("workbench.tab", draft=proposal.id, tab=tab.key),
                "count": number or None,
                "current": tab.key == current,
            }
            for tab, number in ((tab, counted[tab.key]) for tab in tabs_of(proposal.kind))
        ],
        "current": current,
        "undo": steps(proposal.id, proposal.revision),
        **side(opened),
    }


def side(opened: Opened) -> dict[str, Any]:
    """What is still to do, by tab, and who else has the draft open."""
    found = to_do(opened)
    return {
        "to_do": [
            {
                "label": tab.label,
                "lines": [_line(opened, task) for task in found if task.tab == tab.key],
            }
            for tab in tabs_of(opened.proposal.kind)
            if any(task.tab == tab.key for task in found)
        ],
        "stops": sum(task.stops for task in found),
        "others": [{"name": one.name, "place": one.place} for one in opened.others],
    }


def counts(opened: Opened) -> dict[str, int]:
    """How many lines of the list each tab has."""
    counted = Counter(task.tab for task in to_do(opened))
    return {tab.key: counted[tab.key] for tab in tabs_of(opened.proposal.kind)}


def to_do(opened: Opened) -> tuple[Task, ...]:
    """The lines of the list."""
    return opened.to_do


def tab(opened: Opened, where: Tab, edited: Edited | None = None) -> dict[str, Any]:
    """The controls of a tab; after a refused post, the texts that could not be read stand where they were typed."""
    body = opened.proposal.body
    wrong = {fault.name: fault for fault in edited.faults} if edited else {}
    found: dict[str, list[Task]] = {}
    for task in to_do(opened):
        found.setdefault(task.name, []).append(task)
    labels = labels_of(opened)

    def drawn(control: Control) -> dict[str, Any]:
        return _control(opened, control, wrong, found, labels)

    parts = []
    for part in where.parts:
        if isinstance(part, Listing):
            items = [
                {"name": item.name, "title": item.title, "controls": [drawn(each) for each in item.controls]}
                for item in editing.items(body, part)
            ]
            parts.append({"listing": part, "items": items})
        else:
            group = [drawn(each) for each in editing.controls(body, part)]
            # A list with nothing to choose from, such as the options of an element that has none, is not drawn.
            full = [each for each in group if each["kind"] != Kind.CHOICES or each["options"]]
            parts.append({"group": part, "controls": full})
    return {
        "tab": where,
        "save_url": url_for("workbench.tab", draft=opened.proposal.id, tab=where.key),
        "parts": parts,
        "problems": [{"href": f"#f-{fault.name}", "label": fault.message, "message": ""} for fault in wrong.values()],
    }


def labels_of(opened: Opened) -> Mapping[str, str]:
    """What rules of this draft are read out with."""
    return opened.around.vocabulary(opened.proposal.body).labels


def sentence(rule: Json, labels: Mapping[str, str]) -> str:
    """A rule in words; what is no rule yet says so."""
    if rule is None or rule is True:
        return ""
    if rule is False:
        return str(_("not set yet"))
    try:
        return say(rule, labels)
    except RuleError:
        return str(_("a condition that cannot be read; please set it anew"))


def clash(found: Clash) -> dict[str, Any]:
    """One place that two people changed."""
    return {
        "pointer": found.pointer,
        "label": found.label,
        "mine": _told(found.mine),
        "theirs": _told(found.theirs),
        "base": _told(found.base),
    }


def _told(value: Json) -> str:
    if value is ABSENT or value is None or value == "":
        return str(_("nothing"))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return "、".join(_told(each) for each in value) or _("nothing")
    if isinstance(value, Mapping):
        named = next((value[key] for key in ("name", "label", "text", "title") if value.get(key)), None)
        if named is None and "value" in value:
            return f"{value['value']} {UNITS.get(value.get('unit', ''), '')}"
        return str(named) if named is not None else _("a longer entry")
    return str(value)


def _line(opened: Opened, task: Task) -> dict[str, Any]:
    url = _place(opened, task)
    return {"message": task.message, "suggestion": task.suggestion, "stops": task.stops, "url": url}


def _place(opened: Opened, task: Task) -> str:
    """Where a line of the list is done: a step and a table are opened, everything else stands on its tab."""
    draft, at = opened.proposal.id, parse(task.name) if task.name else ()
    if opened.proposal.kind == "template" and task.name:  # a block shows what it holds when it is picked
        return url_for("workbench.layout", draft=draft, field=task.name, _anchor=f"f-{task.name}")
    if at[:2] == ("route", "steps") and len(at) > 2:
        return url_for("workbench.route", draft=draft, step=at[2], _anchor=f"f-{task.name}")
    if at[:1] == ("tables",) and len(at) > 1:
        return url_for("workbench.table", draft=draft, key=at[1])
    return url_for("workbench.tab", draft=draft, tab=task.tab, _anchor=f"f-{task.name}")


def _control(
    opened: Opened,
    control: Control,
    wrong: Mapping[str, Any],
    found: Mapping[str, list[Task]],
    labels: Mapping[str, str],
) -> dict[str, Any]:
    entry = control.entry
    fault = wrong.get(control.name)
    options = opened.around.options(entry, opened.proposal.body)
    texts = control.texts
    strange = tuple((text, text) for text in texts if options and text not in dict(options))
    return {
        "name": control.name,
        "kind": entry.kind.drawn,
        "rare": entry.rare,
        "label": entry.label,
        "hint": entry.hint,
        "required": entry.required,
        "texts": (fault.text,) if fault else texts,
        "options": (*options, *strange) if entry.kind in (Kind.CHOICE, Kind.CHOICES, Kind.ASKED) else (),
        "offers": options if entry.kind is Kind.TEXT else (),
        "sentence": sentence(control.value, labels) if entry.kind is Kind.RULE else "",
        "rule_url": url_for("workbench.rule", draft=opened.proposal.id, at=control.name)
        if entry.kind is Kind.RULE
        else "",
        "error": fault.message if fault else "",
        "remarks": []
        if fault
        else [{"message": t.message, "suggestion": t.suggestion} for t in found.get(control.name, [])],
    }
