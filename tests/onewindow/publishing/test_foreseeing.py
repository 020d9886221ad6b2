"""What publishing would do, told beforehand: impact, past cases decided again, and a base that moved on."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import timedelta
from typing import Any

import pytest

from onewindow.domain.actor import Binding
from onewindow.domain.effective import compile_matter
from onewindow.domain.matter import MatterDocument
from onewindow.domain.permissions import Role
from onewindow.domain.publishing.elements import parse, put
from onewindow.domain.publishing.replay import Past, replay
from onewindow.services import inheritance, proposals, publishing
from onewindow.services.proposals import Clash, Merged, Refused
from onewindow.services.publishing import Foreseen, Replayed
from onewindow.store import applications, audit, cases, catalogue, documents, held
from tests.onewindow.publishing.county import MATTER, NOW, TODAY, Hall, take_on
from tests.onewindow.publishing.test_drafts import count_statements
from tests.onewindow.publishing.walking import WAY, act, begin, changed, march, roll_back
from tests.onewindow.store.samples import COUNTY, OTHER_TOWN, TOWN, VILLAGE, County, application, case_of

Json = Any


@pytest.fixture
def hall(own: Hall) -> Hall:
    """What is published stays: every test has its own county."""
    return own


def filed(hall: Hall, count: int, *, scope: int = TOWN, closed: bool = False, **answers: Json) -> None:
    """Cases accepted in a town, with the answers of the matter's first example and some of their own."""
    digest = hall.pack.matters[MATTER].digest
    data = {**hall.pack.matters[MATTER].examples[0]["data"], **answers}
    with hall.database.work(scope) as uow:
        elements = catalogue.effective(uow.session, "elements", "elements", scope, TODAY)
        assert elements is not None
        for number in range(count):
            key = f"{scope}-{next(NUMBERS)}"
            county = County(hall.database, elements.digest, next(iter(hall.people.values())).account_id)  # type: ignore[arg-type]
            sent = dataclasses.replace(application(county, scope, key), submitted_at=NOW - timedelta(minutes=number))
            case = case_of(sent, key, scope, matter_key=MATTER, matter_digest=digest, answers=data)
            given = {"tenant": {"code": str(scope)}, "param": {"max_area": "50"}, "guide": {}}
            case = dataclasses.replace(case, route={"given": given, "waves": []}, closed_at=NOW if closed else None)
            applications.add(uow.session, sent)
            cases.add(uow.session, [case])


NUMBERS = itertools.count()


def foreseen(hall: Hall, draft: Any, who: str = "admin") -> Foreseen:
    with hall.work(who) as uow:
        return publishing.impact(uow, draft.id, now=NOW)


def test_the_impact_counts_and_changes_nothing(hall: Hall) -> None:
    filed(hall, 3)
    filed(hall, 2, closed=True)
    filed(hall, 1, scope=OTHER_TOWN)
    draft = begin(hall)
    found = foreseen(hall, draft)
    assert [change.sentence for change in found.changes] == ["承诺办结时限由 7 个工作日改为 5 个工作日"]
    assert (found.weight, found.open_cases, found.inheriting, found.held) == ("loosening", 4, 5, ())
    assert [use.key for use in found.uses] == ["start_bees"]
    assert "受理时的版本" in found.consequence
    with hall.work("admin") as uow:
        assert [one.version for one in catalogue.history(uow.session, "matter", MATTER)] == [1]
        assert documents.many(uow.session, [draft.digest]) == {}
        assert [entry.act for entry in audit.entries_of(uow.session, f"proposal:{draft.id}")] == ["proposal.start"]


def test_the_impact_names_who_would_be_held(hall: Hall) -> None:
    body = put(hall.matter(), ("inherit",), {"limits/promised/value": "at_most"})
    first = begin(hall, body=body)
    march(hall, first.id, *WAY, ("admin", "publish"))
    patch = {"schema": "onewindow/overlay/1", "adapted": {"limits/promised/value": 6}}
    with hall.work("town_admin") as uow:
        saved = inheritance.save_overlay(uow, kind="matter", key=MATTER, patch=patch, now=NOW)
        assert isinstance(saved, inheritance.Saved), saved
    tighter = begin(hall, body=put(body, parse("limits/promised/value"), 5))
    found = foreseen(hall, tighter)
    assert [one.scope for one in found.held] == [TOWN]
    with hall.database.work(TOWN) as uow:
        assert held.along(uow.session, TOWN) == []
    march(hall, tighter.id, *WAY)
    published = act(hall, "admin", "publish", tighter.id)
    assert [one.scope for one in published.impact.held] == [TOWN]
    assert published.impact.inheriting == found.inheriting


def test_a_dictionary_that_would_stop_matters_is_named_and_not_published(hall: Hall) -> None:
    """A town that asks for less goes on where the county's matter stops; one that adjusted elsewhere stops as well."""
    hives = "form/sections/matter/fields/bee.nation"
    first = begin(hall, body=put(hall.matter(), ("inherit",), {hives: "may_hide", "limits/promised/value": "at_most"}))
    march(hall, first.id, *WAY, ("admin", "publish"))
    for scope, patch in ((TOWN, {"adapted": {"limits/promised/value": 6}}), (OTHER_TOWN, {"hidden": [hives]})):
        with hall.database.work(scope) as uow:
            whole = {"schema": "onewindow/overlay/1", **patch}
            saved = inheritance.save_overlay(uow, kind="matter", key=MATTER, patch=whole, now=NOW)
            assert isinstance(saved, inheritance.Saved), saved
    words = hall.pack.elements
    gone = {**words, "elements": [one for one in words["elements"] if one["key"] != "bee.nation"]}
    renamed = [{**one, "label": "新的叫法"} if one["key"] == "bee.nation" else one for one in words["elements"]]

    def draft(body: Json) -> Any:
        with hall.work("admin") as uow:
            there = proposals.start(
                uow, hall.people["admin"], kind="elements", key="elements", title="数据元字典", body=body, now=NOW
            )
            if isinstance(there, Refused):
                assert there.proposal_id
                open_ = proposals.open_(uow, hall.people["admin"], there.proposal_id)
                proposals.save(uow, hall.people["admin"], open_.id, revision=open_.revision, body=body, now=NOW)
                return open_
            return there

    made = draft(gone)
    found = foreseen(hall, made).broken
    assert {(one.scope, one.title) for one in found} == {(COUNTY, "养蜂备案"), (TOWN, "养蜂备案")}
    assert all("bee.nation" in one.message for one in found)
    take_on(hall, "words", COUNTY, Binding(Role.DEPARTMENT_EDITOR, COUNTY))
    way = (("admin", "submit"), ("words", "confirm"), ("chief", "sign"))
    march(hall, made.id, *way)
    refused = act(hall, "second", "publish", made.id)
    assert isinstance(refused, Refused)
    assert "2 处事项将无法办理" in refused.message
    assert foreseen(hall, draft({**words, "elements": renamed})).broken == ()
    march(hall, made.id, *way, ("second", "publish"))


def test_past_cases_are_decided_again(hall: Hall) -> None:
    filed(hall, 2)
    filed(hall, 1, scope=OTHER_TOWN)
    same = begin(hall, body=changed(hall, "daily_name", "蜂场"))

    def tried(draft: Any, who: str = "admin", **more: Any) -> Replayed | Refused:
        with hall.work(who) as uow:
            return publishing.try_past(uow, draft.id, now=NOW, **more)

    assert tried(same) == Replayed(3, ())
    with hall.work("editor") as uow:
        body = changed(hall, "limits/promised/value", 5)
        body = put(body, parse("limits/situations"), [])
        body["form"]["materials"].append({**body["form"]["materials"][0], "key": "lease", "name": "租赁合同"})
        body["form"]["materials"][-1] |= {"necessity": "required"}
        body["form"]["materials"][-1].pop("needed", None)
        proposals.save(uow, hall.people["editor"], same.id, revision=1, body=body, now=NOW)
    found = tried(same)
    assert isinstance(found, Replayed)
    assert len(found.differing) == found.tried == 3
    assert any("租赁合同" in sentence for sentence in found.differing[0].sentences)
    assert isinstance(tried(same, limit=2), Replayed)
    assert tried(same, limit=2).tried == 2  # type: ignore[union-attr]
    with hall.work("editor") as uow:
        proposals.save(uow, hall.people["editor"], same.id, revision=2, body={"key": MATTER}, now=NOW)
    assert isinstance(tried(same), Refused)
    new = begin(hall, key="bee_new", body={"key": "bee_new"})
    assert isinstance(tried(new), Refused)


def test_batches_do_not_overlap(hall: Hall) -> None:
    filed(hall, 120)
    draft = begin(hall, body=changed(hall, "case_type", "instant"))
    with hall.work("admin") as uow:
        ran: list[str] = []
        count_statements(uow.session, ran)
        found = publishing.try_past(uow, draft.id, limit=110, now=NOW)
        assert isinstance(found, Replayed)
        assert len([statement for statement in ran if "FROM case_" in statement]) == 3
    assert found.tried == 110
    assert len({one.number for one in found.differing}) == len(found.differing) == 110


def test_each_kind_of_difference_is_said(hall: Hall) -> None:
    words = hall.pack.dictionary
    old = hall.matter()
    case = Past("1", old["examples"][0]["data"], {"param": {"max_area": "50"}, "tenant": {"code": "441322"}})

    def sentences(new: Json) -> str:
        matters = [compile_matter(MatterDocument.stored(body), words) for body in (old, new)]
        found = replay(matters[0], matters[1], [case])
        return "；".join(found[0].sentences) if found else ""

    assert sentences(old) == ""
    assert "不再问" in sentences(put(old, parse("form/sections/matter/fields/bee.tel/shown"), {"==": [1, 2]}))
    assert "不再要材料" in sentences(put(old, parse("form/materials"), []))
    here = {"==": [{"var": "tenant.code"}, "441322"]}
    check = {"id": "always", "text": "一律核实", "if": here, "outcome": "manual_review"}
    assert "受理审查会提示「一律核实」" in sentences(put(old, ("checks",), [*old["checks"], check]))
    limits = {**old["limits"], "situations": [], "promised": {"value": 2, "unit": "calendar_day"}}
    assert "变为 2 个自然日" in sentences(put(old, ("limits",), limits))
    step = old["route"]["steps"][0]
    assert "流程由" in sentences(put(old, parse(f"route/steps/{step['id']}/action"), "先看现场"))


def moved_on(hall: Hall, mine: Json, theirs: Json) -> Any:
    """A draft that departed from version 1, when version 2 is in force."""
    first = begin(hall, body=theirs)
    march(hall, first.id, *WAY, ("admin", "publish"))
    with hall.work("editor") as uow:
        base = hall.pack.matters[MATTER].digest
        draft = proposals.start(
            uow, hall.people["editor"], kind="matter", key=MATTER, title="养蜂", body=mine, base=base, now=NOW
        )
        assert isinstance(draft, proposals.Proposal)
    return draft


def rebase(hall: Hall, draft: Any, revision: int = 1, **choice: Any) -> Any:
    with hall.work("editor") as uow:
        return proposals.rebase(uow, hall.people["editor"], draft.id, revision=revision, now=NOW, **choice)


def test_a_new_version_is_brought_into_a_draft(hall: Hall) -> None:
    draft = moved_on(hall, changed(hall, "daily_name", "蜂场"), changed(hall, "limits/promised/value", 5))
    march(hall, draft.id, *WAY)
    assert isinstance(act(hall, "admin", "publish", draft.id), Refused)
    merged = rebase(hall, draft)
    assert isinstance(merged, Merged)
    assert merged.voided
    assert (merged.body["daily_name"], merged.body["limits"]["promised"]["value"]) == ("蜂场", 5)
    assert [taken.label for taken in merged.taken] == ["办理时限 › 承诺办结时限"]
    assert isinstance(rebase(hall, draft, 2), Refused), "up to date"
    march(hall, draft.id, *WAY, ("admin", "publish"))
    with hall.database.work(VILLAGE) as uow:
        found = catalogue.effective(uow.session, "matter", MATTER, VILLAGE, TODAY)
        assert found is not None
        assert documents.get(uow.session, found.digest) == merged.body
    assert roll_back(hall, "editor", draft.base_digest).purpose == "rollback"


def test_a_new_version_that_touches_the_same_place_is_asked_about(hall: Hall) -> None:
    draft = moved_on(hall, changed(hall, "limits/promised/value", 3), changed(hall, "limits/promised/value", 5))
    clash = rebase(hall, draft)
    assert isinstance(clash, Clash)
    (place,) = [one.pointer for one in clash.clashes]
    assert isinstance(rebase(hall, draft, 7, mine=[place]), Refused), "saved in between"
    merged = rebase(hall, draft, mine=[place])
    assert isinstance(merged, Merged)
    assert merged.body["limits"]["promised"]["value"] == 3
    assert draft.scope == COUNTY
