"""A case from submission to its end, its lists, and what may happen only once."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from onewindow.store import applications, case_list, cases, clocks, notices, numbering, tasks
from onewindow.store.case_list import Wanted
from onewindow.store.errors import MissingError
from onewindow.store.ids import new_id
from onewindow.store.session import UnitOfWork
from tests.database import Database, fresh_database
from tests.onewindow.store.samples import (
    COUNTY,
    NOW,
    OTHER_TOWN,
    TODAY,
    TOWN,
    VILLAGE,
    County,
    application,
    case_of,
    file_case,
    settle,
    task_of,
)


@pytest.fixture
def county(database: Database) -> Iterator[County]:
    with fresh_database(database.server) as own:
        yield settle(own)


def statements(uow: UnitOfWork) -> list[str]:
    """What is sent to PostgreSQL from now on, the context of the transaction left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("SET LOCAL"):
            sent.append(statement)

    event.listen(uow.session.get_bind(), "before_cursor_execute", note)
    return sent


def test_the_life_of_a_case(county: County) -> None:
    case = file_case(county, "n1", TOWN, VILLAGE)
    with county.work(COUNTY) as uow:
        assert cases.lock(uow.session, case.id) == case
        (task,) = tasks.of_case(uow.session, case.id)
        assert tasks.get(uow.session, task.id) == task
        for first in (True, False):
            closed = tasks.finish(
                uow.session, task.id, outcome="pass", opinion="同意", at=NOW, by=county.clerk, by_name="张三"
            )
            assert closed is first
        cases.set_due(uow.session, case.id, "set", TODAY + timedelta(days=7))
        decision = {"text": "准予"}
        cases.decide(
            uow.session,
            case.id,
            status="decided",
            outcome="granted",
            decision=decision,
            at=NOW,
            by=county.clerk,
            by_name="张三",
        )
        cases.set_status(uow.session, case.id, "closed", closed_at=NOW)
    with county.work(VILLAGE) as uow:
        found = cases.get(uow.session, case.id)
        assert found == dataclasses.replace(
            case,
            status="closed",
            due_state="set",
            due_on=TODAY + timedelta(days=7),
            outcome="granted",
            decision=decision,
            decided_at=NOW,
            decided_by=county.clerk,
            decided_by_name="张三",
            closed_at=NOW,
        )
        (task,) = tasks.of_case(uow.session, case.id)
        assert (task.state, task.opinion, task.done_by_name) == ("done", "同意", "张三")


def test_a_submission_sent_twice_is_stored_once(county: County) -> None:
    first = application(county, TOWN, "double")
    with county.work(TOWN) as uow:
        assert applications.add(uow.session, first)
        assert not applications.add(uow.session, dataclasses.replace(first, id=new_id()))
        assert applications.by_key(uow.session, "double") == applications.get(uow.session, first.id) == first
        assert applications.by_key(uow.session, "other") is None


def test_a_double_click_waits_for_the_first_click(county: County) -> None:
    """Two requests at once: one files, the other finds what the first filed, also when the first is still at work."""
    stored: list[bool] = []
    begun, answers = threading.Event(), []

    def second() -> None:
        begun.wait(10)
        with county.work(TOWN) as uow:
            stored.append(applications.add(uow.session, application(county, TOWN, "click")))
            answers.append(applications.by_key(uow.session, "click"))

    thread = threading.Thread(target=second)
    thread.start()
    with county.work(TOWN) as uow:
        first = application(county, TOWN, "click")
        stored.append(applications.add(uow.session, first))
        begun.set()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(10)
    assert stored == [True, False]
    assert answers == [first]


def test_when_the_first_click_fails_the_second_files(county: County) -> None:
    submission = application(county, TOWN, "retry")
    uow = county.work(TOWN)
    with uow:
        assert applications.add(uow.session, submission)
        uow.session.rollback()
    with county.work(TOWN) as again:
        assert applications.add(again.session, submission)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("case_number_once", {"matter_key": "other"}),
        ("case_matter_once", {"number": "n2"}),
        ("case_due_on_when_set", {"number": "n3", "matter_key": "b", "due_state": "set"}),
        ("case_decided_whole", {"number": "n4", "matter_key": "c", "outcome": "granted"}),
        ("case_status_form", {"number": "n5", "matter_key": "d", "status": "Accepted"}),
        ("case_of_matter", {"number": "n6", "matter_key": "e", "matter_digest": "sha256:" + "0" * 64}),
        ("case_home_tenant", {"number": "n7", "matter_key": "f", "home_scope": 441322099000}),
        ("case_accepting_tenant|case_of_application", {"number": "n8", "matter_key": "g", "accepting_scope": VILLAGE}),
    ],
)
def test_only_once_and_only_whole(county: County, constraint: str, change: dict[str, object]) -> None:
    case = file_case(county, "n1", TOWN, VILLAGE)
    with pytest.raises(IntegrityError, match=constraint), county.work(TOWN) as uow:
        cases.add(uow.session, [dataclasses.replace(case, id=new_id(), **change)])  # type: ignore[arg-type]


def test_a_step_is_open_once(county: County) -> None:
    case = file_case(county, "n1", TOWN, VILLAGE)
    with pytest.raises(IntegrityError, match="task_open_once"), county.work(TOWN) as uow:
        tasks.add(uow.session, [task_of(case, COUNTY)])
    with county.work(COUNTY) as uow:
        assert tasks.cancel_open(uow.session, case.id) == 1
        assert tasks.cancel_open(uow.session, case.id) == 0
        tasks.add(uow.session, [task_of(case, COUNTY)])
        assert [task.state for task in tasks.of_case(uow.session, case.id)] == ["cancelled", "open"]


def test_the_list_is_one_statement_newest_first_page_by_page(county: County) -> None:
    filed = []
    for number in range(7):
        submitted = NOW + timedelta(minutes=number // 2)
        filed.append(file_case(county, f"n{number}", TOWN, VILLAGE, accepted_at=submitted))
    newest_first = [case.number for case in sorted(filed, key=lambda case: (case.accepted_at, case.id), reverse=True)]
    with county.work(COUNTY) as uow:
        sent = statements(uow)
        page = case_list.page(uow.session, Wanted(), limit=3)
        assert len(sent) == 1
        seen = [line.number for line in page]
        while page:
            page = case_list.page(uow.session, Wanted(after=(page[-1].accepted_at, page[-1].id)), limit=3)
            seen += [line.number for line in page]
    assert seen == newest_first


def test_a_line_names_the_open_steps(county: County) -> None:
    case = file_case(county, "n1", TOWN, VILLAGE)
    with county.work(TOWN) as uow:
        check = task_of(
            case, TOWN, "check", due_on=TODAY, opened_at=NOW + timedelta(seconds=1), department_name="城管办"
        )
        tasks.add(uow.session, [check])
        (line,) = case_list.page(uow.session, Wanted())
        assert [(step["step"], step["department"], step["due_on"]) for step in line.open_steps] == [
            ("review", "城管执法局", None),
            ("check", "城管办", "2026-11-23"),
        ]
        tasks.cancel_open(uow.session, case.id)
        (line,) = case_list.page(uow.session, Wanted())
        assert line.open_steps == []


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), {"n1", "n2", "n3"}),
        (Wanted(statuses=("closed",)), {"n2"}),
        (Wanted(statuses=("closed", "accepted")), {"n1", "n2", "n3"}),
        (Wanted(matters=("shop_sign",)), {"n1", "n2", "n3"}),
        (Wanted(matters=("other",)), set()),
        (Wanted(number="n3"), {"n3"}),
        (Wanted(applicant_name="李四"), {"n1", "n2", "n3"}),
        (Wanted(applicant_name="王五"), set()),
        (Wanted(tenant=TOWN, departments=("health",)), {"n3"}),
        (Wanted(tenant=COUNTY, departments=("health",)), set()),
        (Wanted(tenant=COUNTY), {"n1", "n2", "n3"}),
        (Wanted(tenant=TOWN), {"n3"}),
        (Wanted(accepted_from=TODAY, accepted_to=TODAY), {"n1", "n2"}),
        (Wanted(accepted_from=TODAY + timedelta(days=1)), {"n3"}),
        (Wanted(accepted_to=TODAY - timedelta(days=1)), set()),
    ],
)
def test_the_list_is_narrowed(county: County, wanted: Wanted, numbers: set[str]) -> None:
    file_case(county, "n1", TOWN, VILLAGE)
    file_case(county, "n2", TOWN, VILLAGE, status="closed")
    third = file_case(county, "n3", TOWN, VILLAGE, accepted_on=TODAY + timedelta(days=1))
    with county.work(TOWN) as uow:
        tasks.add(uow.session, [task_of(third, TOWN, "check", department_key="health")])
        assert {line.number for line in case_list.page(uow.session, wanted)} == numbers


def test_the_inbox_is_one_statement_the_most_urgent_first(county: County) -> None:
    late = file_case(county, "late", TOWN, VILLAGE)
    soon = file_case(county, "soon", OTHER_TOWN, OTHER_TOWN)
    with county.work(COUNTY) as uow:
        tasks.cancel_open(uow.session, late.id)
        tasks.cancel_open(uow.session, soon.id)
        for case, due in ((late, None), (soon, date(2026, 12, 1))):
            tasks.add(uow.session, [task_of(case, COUNTY, "decide", due_on=due)])
        tasks.add(uow.session, [task_of(late, COUNTY, "check", department_key="health", due_on=date(2026, 11, 30))])
    with county.work(TOWN) as uow:
        tasks.add(uow.session, [task_of(late, TOWN, "visit")])
        assert [line.step for line in tasks.inbox(uow.session)] == ["visit"]
    with county.work(COUNTY) as uow:
        sent = statements(uow)
        inbox = tasks.inbox(uow.session)
        assert len(sent) == 1
        assert [(line.number, line.step) for line in inbox] == [
            ("late", "check"),
            ("soon", "decide"),
            ("late", "decide"),
        ]
        assert [line.number for line in tasks.inbox(uow.session, ["health"])] == ["late"]
        assert tasks.inbox(uow.session, ["nobody"]) == []
        assert len(tasks.inbox(uow.session, limit=2)) == 2
    with county.work(VILLAGE) as uow:
        assert tasks.inbox(uow.session) == []


def test_cases_that_wait_for_a_calendar_are_found(county: County) -> None:
    waiting = file_case(county, "waiting", TOWN, VILLAGE)
    file_case(county, "set", TOWN, VILLAGE, due_state="set", due_on=TODAY)
    file_case(county, "none", TOWN, VILLAGE, due_state="none")
    with county.work(COUNTY) as uow:
        assert cases.without_calendar(uow.session) == [waiting]
        assert [case.number for case in cases.of_application(uow.session, waiting.application_id)] == ["waiting"]


def test_a_pause_begins_and_ends_once(county: County) -> None:
    case = file_case(county, "n1", TOWN, VILLAGE)
    pause = clocks.ClockEvent(
        case_id=case.id,
        accepting_scope=TOWN,
        home_scope=VILLAGE,
        kind="pause",
        starts_on=TODAY,
        reason="现场勘查",
        basis="行政许可法第四十五条",
        recorded_at=NOW,
    )
    extension = dataclasses.replace(
        pause,
        id=new_id(),
        kind="extension",
        days={"value": 10, "unit": "working_day"},
        recorded_at=NOW + timedelta(hours=1),
    )
    with county.work(COUNTY) as uow:
        clocks.add(uow.session, pause)
        clocks.add(uow.session, extension)
        clocks.end_pause(uow.session, pause.id, TODAY + timedelta(days=2))
        with pytest.raises(MissingError):
            clocks.end_pause(uow.session, pause.id, TODAY + timedelta(days=3))
    with county.work(TOWN) as uow:
        ended = dataclasses.replace(pause, ends_on=TODAY + timedelta(days=2))
        assert clocks.of_case(uow.session, case.id) == [ended, extension]
    with county.work(OTHER_TOWN) as uow:
        assert clocks.of_case(uow.session, case.id) == []


def test_notices_are_numbered_counted_and_voided(county: County) -> None:
    case = file_case(county, "n1", TOWN, OTHER_TOWN)
    whole = notices.Notice(
        application_id=case.application_id,
        accepting_scope=TOWN,
        home_scope=TOWN,
        kind="acceptance_receipt",
        number="博政务受〔2026〕1号",
        title="受理回执",
        template_digest=county.digest,
        values={"applicant": "李四"},
        fonts={"song": "sha256:1"},
        issued_at=NOW,
        issued_by=county.clerk,
        issued_by_name="张三",
    )
    own = dataclasses.replace(
        whole, id=new_id(), case_id=case.id, home_scope=OTHER_TOWN, number="博政务受〔2026〕2号", kind="decision"
    )
    with county.work(TOWN) as uow:
        notices.add(uow.session, [whole, own])
        assert [notices.count_print(uow.session, whole.id) for _ in range(3)] == [1, 2, 3]
        assert notices.void(uow.session, whole.id, reason="姓名有误", at=NOW, by=county.clerk)
        assert not notices.void(uow.session, whole.id, reason="again", at=NOW, by=county.clerk)
        found = notices.get(uow.session, whole.id)
        assert (found.printed, found.void_reason, found.values) == (3, "姓名有误", {"applicant": "李四"})
        assert notices.of_application(uow.session, case.application_id) == [found, own]
    with county.work(OTHER_TOWN) as uow:
        assert (
            notices.of_case(uow.session, case.id) == notices.of_application(uow.session, case.application_id) == [own]
        )
        for look in (notices.get, notices.count_print):
            with pytest.raises(MissingError):
                look(uow.session, whole.id)
    with pytest.raises(IntegrityError, match="notice_number_once"), county.work(TOWN) as uow:
        notices.add(uow.session, [dataclasses.replace(whole, id=new_id())])


def test_serials_have_no_gap_and_no_twin(county: County) -> None:
    given: list[int] = []

    def take() -> None:
        for fail in (False, True, False):
            with county.work(TOWN) as uow:
                serial = numbering.next_(uow.session, "441322001000-20261123")
                if fail:
                    uow.session.rollback()
                else:
                    given.append(serial)

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 11))
    with county.work(OTHER_TOWN) as uow:
        assert numbering.next_(uow.session, "441322001000-20261123") == 11
        assert numbering.next_(uow.session, "another") == 1


def test_several_serials_are_taken_without_a_deadlock(county: County) -> None:
    with county.work(TOWN) as uow:
        assert numbering.next_each(uow.session, ["b", "a", "b"]) == [1, 1, 2]
    errors: list[BaseException] = []

    def take(series: list[str]) -> None:
        try:
            for _ in range(30):
                with county.work(TOWN) as uow:
                    numbering.next_each(uow.session, series)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=take, args=(series,)) for series in (["a", "b", "c"], ["c", "b", "a"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with county.work(TOWN) as uow:
        assert numbering.next_each(uow.session, ["c", "a"]) == [61, 62]


def test_what_is_not_there_is_missing(county: County) -> None:
    with county.work(COUNTY) as uow:
        for look in (cases.get, cases.lock, tasks.get, applications.get):
            with pytest.raises(MissingError):
                look(uow.session, new_id())
        with pytest.raises(MissingError):
            cases.set_status(uow.session, new_id(), "closed")
        assert case_of(application(county, TOWN, "k"), "n", TOWN).id.version == 7
