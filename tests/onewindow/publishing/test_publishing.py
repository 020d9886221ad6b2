"""The chain on a real database: from a draft to what everybody below sees, and back again."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest

from onewindow.domain.actor import Binding
from onewindow.domain.permissions import Role
from onewindow.domain.publishing.elements import ABSENT
from onewindow.domain.publishing.states import State
from onewindow.domain.publishing.weighing import Weight
from onewindow.services import proposals, publishing
from onewindow.services.proposals import Refused
from onewindow.services.publishing import Moved, Published
from onewindow.store import audit, calendar, releases
from onewindow.store import proposals as store
from onewindow.store.errors import MissingError
from printing import FontSet
from tests.onewindow.publishing.county import BUREAU, MATTER, NOW, TODAY, Hall, take_on
from tests.onewindow.publishing.test_drafts import count_statements
from tests.onewindow.publishing.walking import RIGHT, WAY, act, begin, changed, limit_in, march, new_matter, state_of
from tests.onewindow.store.samples import COUNTY, TOWN, VILLAGE

REASON = "与上位法不一致，请核对。"


@pytest.fixture
def hall(own: Hall) -> Hall:
    """What is published stays: every test has its own county."""
    return own


def test_a_change_goes_through_the_chain_and_is_inherited(hall: Hall) -> None:
    draft = begin(hall)
    assert limit_in(hall, VILLAGE) == 7
    march(hall, draft.id, *WAY)
    assert state_of(hall, draft.id) == State.APPROVED
    published = act(hall, "admin", "publish", draft.id, opinion="按时上线")
    assert isinstance(published, Published)
    assert (published.publication.version, published.weight) == (2, Weight.LOOSENING)
    assert published.impact.inheriting >= 5
    assert limit_in(hall, VILLAGE) == limit_in(hall, TOWN) == limit_in(hall, COUNTY) == 5
    with hall.work("admin") as uow:
        made = releases.of(uow.session, [published.publication.id])[published.publication.id]
        assert (made.proposal_id, made.weight, made.offline_reason) == (draft.id, "loosening", "")
        names = [entry.act for entry in audit.entries_of(uow.session, f"proposal:{draft.id}")]
        assert names == [f"proposal.{name}" for name in ("start", "submit", "confirm", "sign", "approve", "publish")]
    assert isinstance(act(hall, "admin", "publish", draft.id), Refused), "once"


def test_each_wrong_actor_is_refused_and_nothing_moves(hall: Hall) -> None:
    draft = begin(hall)
    way = [*WAY, ("admin", "publish")]
    for right, name in way:
        before = state_of(hall, draft.id)
        for who in hall.people:
            if who in RIGHT[name] or who == "town_admin":
                continue
            assert isinstance(act(hall, who, name, draft.id), Refused), (who, name)
        with pytest.raises(MissingError):
            act(hall, "town_admin", name, draft.id)
        assert state_of(hall, draft.id) == before
        with hall.work("admin") as uow:
            taken = [step.act for step in store.steps(uow.session, draft.id)]
        assert taken == [one for _, one in way[: len(taken)]]
        march(hall, draft.id, (right, name))


def test_the_record_keeps_names_opinions_and_dates(hall: Hall) -> None:
    draft = begin(hall)
    march(hall, draft.id, ("editor", "submit"))
    act(hall, "editor", "confirm", draft.id, opinion="同意")
    act(hall, "head", "sign", draft.id, opinion="请法制审核")
    returned = act(hall, "legal", "return_", draft.id, opinion=REASON)
    assert isinstance(returned, Moved)
    assert returned.state is State.RETURNED
    with hall.work("admin") as uow:
        assert proposals.open_(uow, hall.people["admin"], draft.id).reason == REASON
        links = publishing.chain(uow, draft.id).links
    done = [(link.status, link.act, link.who, link.role, link.opinion) for link in links if link.act]
    assert done == [
        ("done", "提交", "editor", f"{BUREAU} 部门事项管理员", ""),
        ("done", "部门确认", "editor", f"{BUREAU} 部门事项管理员", "同意"),
        ("done", "负责人签署", "head", f"{BUREAU} 部门负责人", "请法制审核"),
        ("done", "退回", "legal", "法制审核员", REASON),
    ]
    assert [(link.status, link.stage) for link in links if not link.act] == [
        ("ahead", "待部门确认"),
        ("ahead", "待负责人签署"),
        ("ahead", "待法制审核"),
        ("ahead", "待发布"),
    ]
    march(hall, draft.id, ("editor", "submit"))
    with hall.work("admin") as uow:
        links = publishing.chain(uow, draft.id).links
    assert [link.status for link in links] == ["void"] * 4 + ["done", "current", "ahead", "ahead", "ahead"]
    assert links[5].who == BUREAU


def test_editing_voids_what_was_confirmed(hall: Hall) -> None:
    draft = begin(hall)
    march(hall, draft.id, *WAY)
    with hall.work("editor") as uow:
        same = proposals.save(uow, hall.people["editor"], draft.id, revision=1, body=draft.body, now=NOW)
        assert isinstance(same, proposals.Saved)
        assert not same.voided
    assert state_of(hall, draft.id) == State.APPROVED
    with hall.work("editor") as uow:
        body = changed(hall, "limits/promised/value", 4)
        saved = proposals.save(uow, hall.people["editor"], draft.id, revision=1, body=body, now=NOW)
        assert isinstance(saved, proposals.Saved)
        assert saved.voided
    assert state_of(hall, draft.id) == State.DRAFT
    assert isinstance(act(hall, "admin", "publish", draft.id), Refused)
    with hall.work("admin") as uow:
        links = publishing.chain(uow, draft.id).links
    assert {link.status for link in links if link.act} == {"void", "done"}
    assert [link.act for link in links if link.status == "done"] == ["修改"]
    # undone to the very text that was confirmed: the old opinions stay void, the way begins again
    with hall.work("editor") as uow:
        proposals.save(uow, hall.people["editor"], draft.id, revision=2, body=draft.body, now=NOW)
    assert isinstance(act(hall, "head", "sign", draft.id), Refused)
    march(hall, draft.id, *WAY, ("admin", "publish"))
    assert limit_in(hall, TOWN) == 5


def test_a_draft_with_errors_is_not_submitted(hall: Hall) -> None:
    draft = begin(hall, body=changed(hall, "jurisdiction", "no.such"))
    refused = act(hall, "editor", "submit", draft.id)
    assert isinstance(refused, Refused)
    assert "no.such" in refused.message
    assert state_of(hall, draft.id) == State.DRAFT


def test_a_new_matter_needs_the_catalogue(hall: Hall) -> None:
    """R031: nobody opens a matter that the catalogue's authority has not taken in."""
    draft = begin(hall, key="bee_new", body=new_matter(hall, "bee_new"))
    march(hall, draft.id, *WAY)
    assert state_of(hall, draft.id) == State.LISTING
    assert isinstance(act(hall, "admin", "publish", draft.id), Refused)
    march(hall, draft.id, ("approver", "admit"))
    published = act(hall, "admin", "publish", draft.id)
    assert isinstance(published, Published)
    assert published.weight is Weight.STRUCTURAL


def test_a_town_cannot_open_a_matter_of_its_own_without_the_county(hall: Hall) -> None:
    """R031, R034: the county's department confirms its step in the route, the county reviews and lists."""
    take_on(hall, "town_editor", TOWN, Binding(Role.DEPARTMENT_EDITOR, TOWN))
    take_on(hall, "town_head", TOWN, Binding(Role.HEAD, TOWN))
    draft = begin(hall, "town_admin", "town_new", new_matter(hall, "town_new"))
    march(hall, draft.id, ("town_admin", "submit"), ("town_editor", "confirm"))
    with hall.work("town_admin") as uow:
        asked = [one for one in store.get(uow.session, draft.id).demands if not one["by"]]
    departments = {step["department"] for step in draft.body["route"]["steps"] if step.get("level") == "county"}
    assert {(one["scope"], one["department"]) for one in asked} == {(COUNTY, name) for name in departments}
    assert departments
    assert isinstance(act(hall, "town_head", "sign", draft.id), Refused), "not confirmed above"
    take_on(hall, "county_editor", COUNTY, Binding(Role.DEPARTMENT_EDITOR, COUNTY))
    march(hall, draft.id, ("county_editor", "confirm"), ("town_head", "sign"), ("legal", "approve"))
    march(hall, draft.id, ("approver", "admit"))
    assert isinstance(act(hall, "admin", "publish", draft.id), Refused), "the town publishes its own"
    published = act(hall, "town_admin", "publish", draft.id)
    assert isinstance(published, Published)
    assert published.publication.scope == TOWN


def test_not_online_is_kept_with_the_version(hall: Hall) -> None:
    """R037: lawful at the window, not online; the reasons stand with the version."""
    draft = begin(hall)
    march(hall, draft.id, *WAY[:3])
    assert isinstance(act(hall, "legal", "refuse_online", draft.id, opinion="须当面核验身份。"), Moved)
    published = act(hall, "admin", "publish", draft.id)
    assert isinstance(published, Published)
    with hall.database.work(VILLAGE) as uow:
        found = releases.of(uow.session, [published.publication.id])
        assert found[published.publication.id].offline_reason == "须当面核验身份。"


def test_a_scheduled_switch_happens_by_reading(hall: Hall) -> None:
    draft = begin(hall)
    march(hall, draft.id, *WAY)
    assert isinstance(act(hall, "admin", "publish", draft.id, effective_from=TODAY - timedelta(days=1)), Refused)
    soon = TODAY + timedelta(days=7)
    assert isinstance(act(hall, "admin", "publish", draft.id, effective_from=soon), Published)
    assert [limit_in(hall, TOWN, on) for on in (TODAY, soon - timedelta(days=1), soon)] == [7, 7, 5]


def test_one_matter_never_blocks_another(hall: Hall) -> None:
    held = begin(hall)
    march(hall, held.id, *WAY[:2])
    other = begin(hall, key="bee_other", body=new_matter(hall, "bee_other"))
    march(hall, other.id, *WAY, ("approver", "admit"), ("admin", "publish"))
    assert state_of(hall, held.id) == State.SIGNING
    with hall.work("head") as uow:
        store.lock(uow.session, held.id)
        third = begin(hall, key="bee_third", body=new_matter(hall, "bee_third"))
        march(hall, third.id, *WAY, ("approver", "admit"), ("admin", "publish"))


def test_the_inbox_shows_each_what_waits_for_him(hall: Hall) -> None:
    waiting = begin(hall)

    def inboxes() -> dict[str, list[str]]:
        found = {}
        for who in hall.people:
            with hall.work(who) as uow:
                found[who] = [line.asked_as for line in publishing.inbox(uow, hall.people[who])]
        return {who: lines for who, lines in found.items() if lines}

    assert inboxes() == {}
    for (who, step), expected in zip(
        [*WAY, ("admin", "publish")],
        [
            {"editor": [f"{BUREAU} 部门事项管理员"]},
            {"head": [f"{BUREAU} 部门负责人"], "chief": ["部门负责人"]},
            {"legal": ["法制审核员"]},
            {"admin": ["租户管理员"], "second": ["租户管理员"]},
            {},
        ],
        strict=True,
    ):
        march(hall, waiting.id, (who, step))
        assert inboxes() == expected, step


def test_the_inbox_is_one_statement(hall: Hall) -> None:
    for number in range(3):
        key = f"bee_{number}"
        march(hall, begin(hall, key=key, body=new_matter(hall, key)).id, ("editor", "submit"))
    with hall.work("editor") as uow:
        ran: list[str] = []
        count_statements(uow.session, ran)
        lines = publishing.inbox(uow, hall.people["editor"])
        assert (len(lines), len(ran)) == (3, 1)
        assert {line.proposal.due_on for line in lines} == {None}, "no calendar is known here"


def test_a_stage_is_due_after_its_working_days(hall: Hall) -> None:
    with hall.work("admin") as uow:
        calendar.put(uow.session, COUNTY // 1_000_000, [TODAY.year, TODAY.year + 1], [], source="县")
    waiting = begin(hall)
    march(hall, waiting.id, ("editor", "submit"))
    with hall.work("editor") as uow:
        (line,) = publishing.inbox(uow, hall.people["editor"])
    assert line.proposal.due_on == date(2026, 11, 30)  # a Monday, and five working days


def test_where_used_follows_what_is_in_force(hall: Hall) -> None:
    def users(kind: str, key: str, scope: int = COUNTY) -> list[str]:
        with hall.database.work(scope) as uow:
            return [use.key for use in releases.where_used(uow.session, kind, key, on=TODAY)]

    assert users("matter", MATTER) == ["start_bees"]
    assert MATTER in users("element", "bee.hives", VILLAGE)
    assert users("element", "no.such") == []
    draft = begin(hall, body=changed(hall, "form/sections/matter/fields/bee.nation", ABSENT))
    assert users("element", "bee.nation") == [MATTER]
    march(hall, draft.id, *WAY, ("admin", "publish"))
    assert users("element", "bee.nation") == []


def test_the_record_prints_as_a_sheet(hall: Hall) -> None:
    draft = begin(hall)
    march(hall, draft.id, ("editor", "submit"))
    act(hall, "editor", "return_", draft.id, opinion=REASON)
    march(hall, draft.id, *WAY[:3])
    act(hall, "legal", "refuse_online", draft.id, opinion="须当面核验身份。")
    act(hall, "admin", "publish", draft.id)
    with hall.work("admin") as uow:
        paper = publishing.sheet(uow, hall.people["admin"], draft.id, FontSet.default(), now=NOW)
        again = publishing.sheet(uow, hall.people["admin"], draft.id, FontSet.default(), now=NOW)
    assert paper == again
    document = pypdfium2.PdfDocument(paper)
    text = "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    document.close()
    for said in ("审 核 流 转 单", "养蜂备案", "提交（已作废）", REASON, "负责人签署", "不予上线", "第 2 版", "放宽"):
        assert said in text, said
    assert "承诺办结时限由 7 个工作日改为 5 个工作日" in text
    with hall.work("admin") as uow:
        assert audit.entries_of(uow.session, f"proposal:{draft.id}")[-1].act == "proposal.print"
