"""One batch from the order to the file, with everything that may go wrong on the way; the worker's steps by hand."""

from __future__ import annotations

import csv
import dataclasses
import functools
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pikepdf
import pytest

from onewindow.domain.site import Site
from onewindow.jobs.effects import carry_out
from onewindow.services import batches as services
from onewindow.services import fonts
from onewindow.services.batches import joining
from onewindow.store import audit, batches, notices, outbox
from onewindow.store.batches import Batch, Row
from onewindow.store.case_list import Wanted
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork, platform_work
from tenants.scope import Scope
from tests.database import Database
from tests.onewindow.batches.county import DOCUMENT, UNPRINTABLE, Town, notice_of, people_town
from tests.onewindow.store import samples
from tests.onewindow.store.samples import NOW, OTHER_TOWN, TOWN

COUNT = 60
SITE = Site("http://10.12.0.8", False, fonts.house().hashes, "k" * 32)
EFFECTS = {services.EFFECT: functools.partial(services.print_part, site=SITE)}


@pytest.fixture(scope="module")
def town(database: Database) -> Town:
    """A town with sixty cases; the third has no notice any more, the fourth one that no font can print."""
    made = people_town(samples.settle(database), COUNT)
    with made.county.work(TOWN) as uow:
        (void,) = notices.of_case(uow.session, made.cases[2].id)
        assert notices.void(uow.session, void.id, reason="申请人撤回", at=NOW, by=None)
        (plain,) = notices.of_case(uow.session, made.cases[3].id)
        assert notices.void(uow.session, plain.id, reason="姓名有误", at=NOW, by=None)
        strange = notice_of(made.cases[3], plain.template_digest, 9_999)
        strange.values["applicant"]["name"] = f"张{UNPRINTABLE}"
        notices.add(uow.session, [strange])
    return made


def work(town: Town, *, steps: int = 1_000) -> int:
    """Carry out what waits, so many steps at most; how many there were."""
    done = 0
    while done < steps:
        with platform_work(town.county.database.platform) as session:
            told = outbox.claim(session, now=NOW, unanswered_since=NOW, limit=1)
        if not told:
            break
        with UnitOfWork(town.county.database.app, Scope.whole_county(told[0].scope)) as uow:
            done += carry_out(uow, told[0].id, EFFECTS, now=NOW + timedelta(minutes=1))
    return done


def started(town: Town, form: str = "pdf", **changes: object) -> Batch:
    batch = town.order(form, **changes)
    assert isinstance(batch, Batch)
    return batch


@pytest.fixture(scope="module")
def zipped(town: Town) -> tuple[Batch, zipfile.ZipFile]:
    batch = started(town, "zip")
    assert work(town) == 3 + 1  # three parts; the second lane finds nothing left and closes
    return batch, zipfile.ZipFile(io.BytesIO(town.fetch(batch.id)))


def test_every_case_that_can_be_printed_is(town: Town, zipped: tuple[Batch, zipfile.ZipFile]) -> None:
    batch, file = zipped
    done = town.progress(batch.id)
    assert (done.tally.done, done.tally.failed, done.tally.waiting) == (COUNT - 2, 2, 0)
    assert done.ready
    assert len(file.namelist()) == COUNT - 2 + 2
    assert file.testzip() is None


def test_a_case_that_cannot_be_printed_is_named_with_the_way_out(
    town: Town, zipped: tuple[Batch, zipfile.ZipFile]
) -> None:
    failed = {row.case_number: row.reason for row in town.progress(zipped[0].id).failed}
    assert failed == {
        town.cases[2].number: "该办件没有有效的《受理通知书》。请在办件页面出具后单独打印",
        town.cases[3].number: "没有字体能打印“\U0010fffd”（U+10FFFD）。请在“字体”中上传含有该字的字体后重打",
    }


def test_the_manifest_tells_number_pages_and_hash(town: Town, zipped: tuple[Batch, zipfile.ZipFile]) -> None:
    batch, file = zipped
    told = json.loads(file.read("清单.json"))
    assert (told["schema"], told["batch"], told["document"]) == ("onewindow/batch/1", str(batch.id), DOCUMENT)
    last = told["rows"][-1]
    assert last["case"] == town.cases[0].number  # the newest case comes first
    assert last["number"] == "博政数受〔2026〕1号"
    data = file.read(f"{COUNT:04}-受理通知书-{last['case']}.pdf")
    assert last["sha256"] == hashlib.sha256(data).hexdigest()
    with pikepdf.open(io.BytesIO(data)) as document:
        assert last["pages"] == len(document.pages)
    lines = list(csv.reader(io.StringIO(file.read("清单.csv").decode("utf-8-sig"))))
    assert lines[0][:6] == ["序号", "办件编号", "文书", "文书编号", "页数", "SHA-256"]
    assert [line[5] for line in lines[1:]] == [row.get("sha256", "") for row in told["rows"]]


def test_no_cell_of_the_table_is_a_formula() -> None:
    row = Row(place=1, part=1, case_id=uuid4(), case_number="=1+1", state="failed", reason="@SUM(A1)")
    lines = list(csv.reader(io.StringIO(services.as_csv(order_of(), [row]).decode("utf-8-sig"))))
    assert (lines[1][1], lines[1][7]) == ("'=1+1", "'@SUM(A1)")


@pytest.mark.usefixtures("zipped")
def test_prints_are_counted_and_logged(town: Town) -> None:
    with town.county.work(TOWN) as uow:
        (notice,) = notices.of_case(uow.session, town.cases[0].id)
    with town.county.work(samples.COUNTY) as uow:  # the worker acts in the name of the county
        acts = audit.entries_of(uow.session, f"notice:{notice.id}")
    assert notice.printed >= 1
    assert ("notice.print", "李㛃", 1) in [(act.act, act.actor_name, act.detail["count"]) for act in acts]


def test_one_pdf_holds_all_pages_in_the_order_of_the_cases(town: Town) -> None:
    batch = started(town)
    work(town)
    done = town.progress(batch.id)
    whole = town.fetch(batch.id)
    with pikepdf.open(io.BytesIO(whole)) as document:
        assert len(document.pages) == done.tally.pages
    with town.county.work(TOWN) as uow:
        assert batches.parts_done(uow.session, batch.id) == []  # the parts made way for the whole


def test_joining_gives_the_same_bytes_and_keeps_shared_fonts_once(town: Town) -> None:
    batch = started(town, "zip")
    work(town)
    with zipfile.ZipFile(io.BytesIO(town.fetch(batch.id))) as file:
        documents_ = [file.read(name) for name in file.namelist() if name.endswith(".pdf")]
    whole = joining.join(documents_)
    assert joining.join(documents_) == whole
    assert len(whole) < sum(map(len, documents_)) / 2


def test_only_what_was_ticked(town: Town) -> None:
    wanted = {town.cases[7].id, town.cases[8].id}
    batch = started(town, only=wanted)
    work(town)
    with town.county.work(TOWN) as uow:
        found = {row.case_id for row in batches.rows_of(uow.session, batch.id)}
    assert found == wanted


def test_a_cancelled_batch_keeps_what_was_printed(town: Town) -> None:
    batch = started(town, "zip")
    assert work(town, steps=1) == 1
    with town.county.work(TOWN) as uow:
        assert services.cancel(uow, town.clerk, batch.id, now=NOW)
    work(town)
    done = town.progress(batch.id)
    assert (done.batch.state, done.tally.waiting) == ("cancelled", COUNT - 25)
    assert done.ready
    with zipfile.ZipFile(io.BytesIO(town.fetch(batch.id))) as file:
        assert sum(name.endswith(".pdf") for name in file.namelist()) == 25
    with town.county.work(TOWN) as uow:
        assert not services.cancel(uow, town.clerk, batch.id, now=NOW)


def test_a_part_that_was_rolled_back_is_printed_again_and_once(town: Town) -> None:
    batch = started(town, "zip")
    with platform_work(town.county.database.platform) as session:
        (told, _) = outbox.claim(session, now=NOW, unanswered_since=NOW)
    dead = UnitOfWork(town.county.database.app, Scope.whole_county(told.scope))
    with dead.session:  # left without a commit, as the power goes
        carry_out(dead, told.id, EFFECTS, now=NOW)
    assert town.progress(batch.id).tally.done == 0
    with platform_work(town.county.database.platform) as session:  # as after the lease
        outbox.claim(session, now=NOW - timedelta(days=1), unanswered_since=NOW + timedelta(days=1))
    work(town)
    assert town.progress(batch.id).tally.done == COUNT - 2


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (services.Order("", "pdf"), "document"),
        (services.Order("../etc", "pdf"), "document"),
        (services.Order(DOCUMENT, "exe"), "form"),
        (services.Order(DOCUMENT, "pdf", frozenset()), "cases"),
    ],
)
def test_an_order_that_cannot_be_carried_out_says_why(town: Town, asked: services.Order, field: str) -> None:
    with town.county.work(TOWN) as uow:
        found = services.choice(uow, town.clerk, Wanted())
        made = services.order(uow, town.clerk, found, asked, now=NOW)
    assert isinstance(made, services.Nothing)
    assert list(made.messages) == [field]
    assert "请" in made.messages[field]


def test_a_batch_is_its_makers_alone(town: Town) -> None:
    batch = started(town, only={town.cases[0].id})
    other = dataclasses.replace(town.clerk, account_id="00000000-0000-4000-8000-000000000000")
    with town.county.work(TOWN) as uow:
        for look in (services.progress, services.rows, services.fetch):
            with pytest.raises(MissingError):
                look(uow, other, batch.id)
        with pytest.raises(MissingError):
            services.cancel(uow, other, batch.id, now=NOW)
        assert services.list_(uow, other) == []
    with town.county.work(OTHER_TOWN) as uow, pytest.raises(MissingError):
        services.progress(uow, town.clerk, batch.id)
    work(town)


def test_files_make_way_after_a_week(town: Town) -> None:
    batch = started(town, only={town.cases[0].id})
    work(town)
    assert town.fetch(batch.id)
    later = NOW + services.KEPT + timedelta(days=1)
    with town.county.work(TOWN) as uow:
        found = services.choice(uow, town.clerk, Wanted())
        asked = services.Order(DOCUMENT, "pdf", {town.cases[1].id})
        assert isinstance(services.order(uow, town.clerk, found, asked, now=later), Batch)
    with pytest.raises(MissingError):
        town.fetch(batch.id)
    work(town)


def test_every_document_of_a_case_can_be_chosen() -> None:
    offered = services.documents()
    assert offered["acceptance_notice"] == "受理通知书"
    assert "service_guide" not in offered


def order_of() -> Batch:
    return Batch(
        scope=TOWN,
        document=DOCUMENT,
        title="受理通知书",
        form="zip",
        total=1,
        made_at=datetime(2026, 11, 21, tzinfo=UTC),
        made_by=uuid4(),
        made_by_name="李㛃",
    )
