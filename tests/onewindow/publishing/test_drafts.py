"""Drafts on a real database: begun, saved by two people, undone, out of sight for those it does not concern."""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from onewindow.domain.publishing.elements import parse, put
from onewindow.domain.publishing.merging import settle
from onewindow.services import proposals
from onewindow.services.proposals import Clash, Merged, Proposal, Refused, Saved
from onewindow.store.errors import MissingError
from onewindow.store.tables import proposals as t
from tests.onewindow.publishing.county import BUREAU, MATTER, NOW, Hall
from tests.onewindow.store.samples import COUNTY, OTHER_TOWN, TOWN, VILLAGE

Json = Any


def begin(hall: Hall, who: str = "admin", key: str = MATTER, **more: Any) -> Proposal:
    body = more.pop("body", None) or {**hall.matter(), "key": key, "form": {**hall.matter()["form"], "key": key}}
    with hall.work(who) as uow:
        made = proposals.start(
            uow, hall.people[who], kind="matter", key=key, title="养蜂备案", body=body, now=NOW, **more
        )
    assert isinstance(made, Proposal), made
    return made


def save(hall: Hall, draft: UUID, revision: int, body: Json, who: str = "admin") -> Any:
    with hall.work(who) as uow:
        return proposals.save(uow, hall.people[who], draft, revision=revision, body=body, now=NOW)


def reread(hall: Hall, draft: UUID, who: str = "admin") -> Proposal:
    with hall.work(who) as uow:
        return proposals.open_(uow, hall.people[who], draft)


def changed(body: Json, pointer: str, value: Json) -> Json:
    return put(body, parse(pointer), value)


@pytest.fixture
def draft(hall: Hall, request: pytest.FixtureRequest) -> Proposal:
    """A new draft of a matter nobody else drafts."""
    return begin(hall, key=f"m_{zlib.crc32(request.node.name.encode())}")


def test_a_draft_departs_from_what_is_in_force(hall: Hall) -> None:
    draft = begin(hall)
    assert draft.base_digest == hall.pack.matters[MATTER].digest
    assert (draft.scope, draft.state, draft.revision, draft.author_name) == (COUNTY, "draft", 1, "admin")
    assert reread(hall, draft.id) == draft
    again = start_again(hall)
    assert again.proposal_id == draft.id
    with hall.work("admin") as uow:
        assert proposals.abandon(uow, hall.people["admin"], draft.id, reason="试一试", now=NOW) is None
    assert isinstance(save(hall, draft.id, 1, {}), Refused)
    assert begin(hall).id != draft.id


def start_again(hall: Hall) -> Refused:
    with hall.work("second") as uow:
        made = proposals.start(
            uow, hall.people["second"], kind="matter", key=MATTER, title="养蜂", body=hall.matter(), now=NOW
        )
    assert isinstance(made, Refused)
    return made


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "poem"}, "没有“poem”"),
        ({"key": " "}, "标识"),
        ({"title": ""}, "名称"),
        ({"body": []}, "完整的文档"),
        ({"body": {"a": 0.5}}, "小数"),
        ({"body": {"a": "x\0"}}, "控制字符"),
        ({"base": "sha256:" + "0" * 64}, "版本不存在"),
    ],
)
def test_what_cannot_be_begun_is_said(hall: Hall, changes: dict[str, Json], said: str) -> None:
    given = {"kind": "matter", "key": "new_one", "title": "新事项", "body": {}, **changes}
    with hall.work("admin") as uow:
        made = proposals.start(uow, hall.people["admin"], now=NOW, **given)
    assert isinstance(made, Refused)
    assert said in made.message


def test_a_broken_draft_is_kept_with_its_findings(hall: Hall, draft: Proposal) -> None:
    body = changed(draft.body, "form/sections/matter/fields/bee.tel/element", "bee.telephone")
    saved = save(hall, draft.id, 1, body)
    assert isinstance(saved, Saved)
    (finding,) = [each for each in saved.findings if each.stops]
    assert finding.place == "form/sections/matter/fields/bee.tel/element"
    assert finding.pointer == "/form/sections/0/fields/4/element"
    assert "bee.telephone" in finding.message
    worse = save(hall, draft.id, 2, {"key": draft.key})
    assert isinstance(worse, Saved)
    assert any(each.stops for each in worse.findings)
    assert reread(hall, draft.id).body == {"key": draft.key}
    with hall.work("admin") as uow:
        assert proposals.findings(uow, reread(hall, draft.id), now=NOW) == worse.findings


def test_the_key_of_a_draft_stays(hall: Hall, draft: Proposal) -> None:
    saved = save(hall, draft.id, 1, {**draft.body, "key": "other"})
    assert isinstance(saved, Saved)
    assert any(each.pointer == "/key" for each in saved.findings)


def test_saving_the_same_adds_no_revision(hall: Hall, draft: Proposal) -> None:
    assert save(hall, draft.id, 1, draft.body).revision == 1
    with hall.work("admin") as uow:
        assert [each.revision for each in proposals.revisions(uow, draft.id)] == [1]


def test_two_people_save_apart_places(hall: Hall, draft: Proposal) -> None:
    theirs = save(hall, draft.id, 1, changed(draft.body, "limits/promised/value", 5), "second")
    assert isinstance(theirs, Saved)
    mine = save(hall, draft.id, 1, changed(draft.body, "name", "养蜂场备案"))
    assert isinstance(mine, Merged)
    assert (mine.revision, mine.body["name"]) == (3, "养蜂场备案")
    assert mine.body["limits"]["promised"] == {"value": 5, "unit": "working_day"}
    assert [each.label for each in mine.taken] == ["办理时限 › 承诺办结时限"]
    assert reread(hall, draft.id).body == mine.body
    with hall.work("admin") as uow:
        assert [each.saved_by_name for each in proposals.revisions(uow, draft.id)] == ["admin", "second", "admin"]


def test_two_people_save_the_same_place(hall: Hall, draft: Proposal) -> None:
    save(hall, draft.id, 1, changed(draft.body, "name", "他们的"), "second")
    mine = changed(changed(draft.body, "name", "我的"), "daily_name", "俗称")
    clash = save(hall, draft.id, 1, mine)
    assert isinstance(clash, Clash)
    assert [(each.label, each.mine, each.theirs) for each in clash.clashes] == [("名称", "我的", "他们的")]
    assert (clash.body["name"], clash.body["daily_name"]) == ("他们的", "俗称")
    assert reread(hall, draft.id).body["name"] == "他们的"
    assert reread(hall, draft.id).revision == clash.revision == 2
    settled = save(hall, draft.id, clash.revision, settle(clash.body, clash.clashes, ["name"]))
    assert isinstance(settled, Saved)
    assert reread(hall, draft.id).body == mine


def test_undo_and_redo_work_across_sessions(hall: Hall, draft: Proposal) -> None:
    save(hall, draft.id, 1, changed(draft.body, "name", "二"))
    save(hall, draft.id, 2, changed(draft.body, "name", "三"))
    with hall.work("admin") as uow:
        first = proposals.at(uow, draft.id, 1)
        assert proposals.at(uow, draft.id, 3)["name"] == "三"
        with pytest.raises(MissingError):
            proposals.at(uow, draft.id, 4)
    assert first == draft.body
    assert save(hall, draft.id, 3, first).revision == 4
    assert isinstance(save(hall, draft.id, 9, first), Refused)
    assert isinstance(save(hall, draft.id, 0, first), Refused)


def test_revisions_cannot_be_changed_even_by_sql(hall: Hall, draft: Proposal) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), hall.work("admin") as uow:
        uow.session.query(t.Revision).filter_by(proposal_id=draft.id).update({"digest": "x"})
    with pytest.raises(ProgrammingError, match="permission denied"), hall.work("admin") as uow:
        uow.session.query(t.Revision).filter_by(proposal_id=draft.id).delete()


def test_who_else_is_here(hall: Hall, draft: Proposal) -> None:
    soon, later = NOW + timedelta(seconds=30), NOW + proposals.PRESENT_FOR
    with hall.work("admin") as uow:
        proposals.touch(uow, hall.people["admin"], draft.id, place="form", now=NOW)
    with hall.work("second") as uow:
        proposals.touch(uow, hall.people["second"], draft.id, place="limits", now=soon)
        proposals.touch(uow, hall.people["second"], draft.id, place="fees", now=soon + timedelta(seconds=5))
    with hall.work("admin") as uow:
        seen = proposals.present(uow, draft.id, now=soon)
        assert [(each.name, each.place, each.since) for each in seen] == [
            ("admin", "form", NOW),
            ("second", "fees", soon),
        ]
        gone = proposals.present(uow, draft.id, now=later + timedelta(seconds=1))
        assert [each.name for each in gone] == ["second"]
        back = later + timedelta(hours=1)
        proposals.touch(uow, hall.people["admin"], draft.id, place="form", now=back)
        assert [each.since for each in proposals.present(uow, draft.id, now=back)] == [back]


def test_a_department_writes_its_own_documents_only(hall: Hall) -> None:
    """R008: an editor bound to a department cannot edit another department's matters."""
    body = {**hall.matter(), "key": "own_matter", "exercise_level": "county"}
    with hall.work("stranger") as uow:
        refused = proposals.start(
            uow, hall.people["stranger"], kind="matter", key="own_matter", title="x", body=body, now=NOW
        )
    assert isinstance(refused, Refused)
    draft = begin(hall, "editor", "own_matter", body=body)
    assert draft.department == BUREAU
    for who in ("stranger", "clerk", "head", "legal", "approver", "supervisor"):
        assert isinstance(save(hall, draft.id, 1, {}, who), Refused), who
        with hall.work(who) as uow:
            assert isinstance(proposals.abandon(uow, hall.people[who], draft.id, now=NOW), Refused)
    assert isinstance(save(hall, draft.id, 1, {**body, "name": "新"}), Saved), "the tenant's own admin may"
    blank = begin(hall, "stranger", "blank_matter", body={"key": "blank_matter"})
    assert blank.department == "县民政局"


def test_drafts_are_seen_upwards_only(hall: Hall) -> None:
    draft = begin(hall, "town_admin", "town_matter")
    assert draft.scope == TOWN
    assert reread(hall, draft.id).id == draft.id
    assert isinstance(save(hall, draft.id, 1, {"key": "town_matter"}), Saved), "the county's admin helps the town"
    for number in (OTHER_TOWN, VILLAGE):
        with hall.database.work(number) as uow:
            with pytest.raises(MissingError):
                proposals.open_(uow, hall.people["town_admin"], draft.id)
            assert proposals.revisions(uow, draft.id) == []
            assert proposals.present(uow, draft.id, now=NOW) == []
            assert draft.id not in {line.id for line in proposals.list_(uow, hall.people["town_admin"])}
    county = begin(hall, key="county_matter")
    with hall.work("town_admin") as uow, pytest.raises(MissingError):
        proposals.open_(uow, hall.people["town_admin"], county.id)


def test_nobody_below_writes_into_a_draft_by_sql(hall: Hall) -> None:
    draft = begin(hall, key="not_theirs")
    row = {
        "county_id": COUNTY // 10**6,
        "proposal_id": draft.id,
        "revision": 9,
        "body": {},
        "digest": "sha256:" + "0" * 64,
    }
    stamp = {"saved_at": NOW, "saved_by": draft.author_id, "saved_by_name": "x"}
    for scope in (COUNTY, TOWN):
        with pytest.raises(DBAPIError), hall.work("town_admin") as uow:
            uow.session.execute(t.Revision.__table__.insert().values(scope=scope, **row, **stamp))


def test_the_list_is_one_statement_and_pages(hall: Hall) -> None:
    wanted = {begin(hall, key=f"listed_{number}").id for number in range(3)}
    with hall.work("admin") as uow:
        ran: list[str] = []
        count_statements(uow.session, ran)
        lines = proposals.list_(uow, hall.people["admin"], state="draft", kind="matter", limit=200)
        assert len([statement for statement in ran if "FROM proposal" in statement]) == len(ran) == 1
        assert wanted <= {line.id for line in lines}
        first = proposals.list_(uow, hall.people["admin"], limit=2)
        after = proposals.list_(uow, hall.people["admin"], after=(first[-1].saved_at, first[-1].id), limit=2)
        assert [line.id for line in [*first, *after]] == [
            line.id for line in proposals.list_(uow, hall.people["admin"], limit=4)
        ]
        assert proposals.list_(uow, hall.people["admin"], kind="theme") == []


def count_statements(session: Session, into: list[str]) -> None:
    """Collect what a session sends from now on, the opening SET LOCAL left out."""
    session.connection()
    event.listen(
        session.connection(), "before_cursor_execute", lambda _c, _cur, statement, *_: into.append(str(statement))
    )
