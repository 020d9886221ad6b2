"""Papers after they were issued: looked at, printed again, copied with a mark, taken back, proved, sealed."""

from __future__ import annotations

import hashlib
import pathlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from werkzeug.datastructures import FileStorage

from onewindow.domain import demo
from onewindow.domain.paper import PaperProblem
from onewindow.domain.site import shown_code
from onewindow.jobs.valkey import Valkey
from onewindow.services.paper import authority, keeping, readiness
from onewindow.store import audit, certificates, copies, notices, seals
from onewindow.store.notices import Notice
from onewindow.web.access import CHINA
from printing.signing import State, Trust, verify_pdf
from tests.browser import keep_picture
from tests.database import Database
from tests.flows import window
from tests.flows.applications import SHOP, begin, file, submit
from tests.flows.reading import pictures, square_code, words
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import Answer, Visitor, said

NOTICE = "acceptance_notice"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A site of its own: seals and certificates are changed in it."""
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.fixture
def clerk(hall: TownHall) -> Visitor:
    return hall.visitor("luoyang.window")


@pytest.fixture
def notice(hall: TownHall, clerk: Visitor) -> Notice:
    """A fresh acceptance notice, not opened yet."""
    return issued(hall, file(clerk, SHOP))


def issued(hall: TownHall, page: Answer, kind: str = NOTICE) -> Notice:
    identities = [UUID(re.findall(r"[0-9a-f-]{36}", link)[0]) for link in page.links("/desk/papers/")]
    found = [record(hall, identity) for identity in identities]
    return next(one for one in found if one.kind == kind)


def record(hall: TownHall, identity: UUID) -> Notice:
    with hall.database.work(demo.LUOYANG) as uow:
        return notices.get(uow.session, identity)


def at(notice: Notice, act: str = "") -> str:
    return f"/desk/papers/{notice.id}{act}"


def compared(visitor: Visitor, notice: Notice, data: bytes) -> str:
    """What the public page says of a file."""
    path = f"/v/{notice.verify_code}"
    visitor.get(path)
    sent = {"file": FileStorage(BytesIO(data), "文书.pdf", content_type="application/pdf")}
    return said(visitor.post(path, sent))


def test_the_original_is_the_same_bytes_for_ever_and_signed(hall: TownHall, clerk: Visitor, notice: Notice) -> None:
    first = clerk.get(at(notice, ".pdf"))
    again, printed = clerk.get(at(notice, ".pdf")), clerk.post(at(notice, "/print"))
    assert first.status == again.status == printed.status == 200
    assert first.body == again.body == printed.body
    with hall.database.work(demo.LUOYANG) as uow:
        (original,) = copies.of_notice(uow.session, notice.id)
        trust = Trust.of(*(pem.encode() for pem in certificates.trusted(uow.session)))
        acts = [entry.act for entry in audit.entries_of(uow.session, f"notice:{notice.id}")]
    assert original.digest == "sha256:" + hashlib.sha256(first.body).hexdigest()
    verdict = verify_pdf(first.body, trust, at=datetime.now(UTC))
    assert verdict.valid
    assert verdict.signer == "博罗县政务服务中心"
    assert verdict.signed_at == notice.issued_at.replace(microsecond=0)
    assert record(hall, notice.id).printed == 2
    assert acts == ["notice.print", "notice.view", "notice.print"]


def test_the_paper_carries_its_seal_and_its_code(
    hall: TownHall, clerk: Visitor, notice: Notice, tmp_path: pathlib.Path
) -> None:
    pdf = clerk.get(at(notice, ".pdf")).body
    (picture,) = pictures(pdf, tmp_path)
    assert square_code(picture) == f"{hall.settings.base_url}/v/{notice.verify_code}"
    assert notice.verify_code in words(pdf)
    assert notice.number == f"{NOTICE}:{notice.values['document']['number']}"
    assert re.fullmatch(r"博罗阳受〔\d{4}〕\d+号", notice.values["document"]["number"])
    with hall.database.work(demo.LUOYANG) as uow:
        (seal,) = [one for one in seals.along(uow.session, demo.LUOYANG) if one.image_digest in notice.images.values()]
        used = [one for one in seals.uses_of(uow.session, seal.id) if one.notice_id == notice.id]
    assert (seal.role, seal.name) == ("acceptance_seal", "博罗县罗阳街道便民服务中心受理专用章（演示）")
    assert [(one.kind, one.used_by_name) for one in used] == [(NOTICE, "陈晓岚")]


def test_a_further_copy_says_so_on_itself(clerk: Visitor, notice: Notice, hall: TownHall) -> None:
    refused = clerk.post(at(notice, "/copies"), {"reason": "申请人遗失"})
    assert refused.status == 422
    assert "还没有打印过" in said(refused)
    original = clerk.get(at(notice, ".pdf")).body
    assert "至少两个字" in said(clerk.post(at(notice, "/copies"), {"reason": " "}))
    for number in (1, 2):
        assert clerk.post(at(notice, "/copies"), {"reason": "申请人遗失"}).status == 303
        copy = clerk.get(at(notice, f".pdf?copy={number}"))
        day = f"{datetime.now(UTC).astimezone():%Y}"
        assert f"补打第{number}次{day}" in words(copy.body)
        assert copy.body == clerk.get(at(notice, f".pdf?copy={number}")).body != original
    assert "补打" not in words(original)
    assert clerk.get(at(notice, ".pdf?copy=3")).status == 404
    assert clerk.get(at(notice, ".pdf?copy=x")).status == 404
    page = said(clerk.get(at(notice)))
    assert "第 2 次补打件" in page
    assert "申请人遗失" in page
    assert "第 2 次补打件逐字节一致" in compared(hall.visitor(), notice, copy.body)


def test_pages_ask_as_often_however_many_copies_there_are(hall: TownHall, clerk: Visitor, notice: Notice) -> None:
    clerk.get(at(notice, ".pdf"))
    few = asked_by(hall, clerk, notice)
    for _ in range(5):
        clerk.post(at(notice, "/copies"), {"reason": "申请人遗失"})
    assert asked_by(hall, clerk, notice) == few
    assert max(few) <= 12, few


def asked_by(hall: TownHall, clerk: Visitor, notice: Notice) -> list[int]:
    """How many statements the page of a paper, its PDF and its public page cost."""
    counts = []
    for visitor, path in (
        (clerk, at(notice)),
        (clerk, at(notice, ".pdf")),
        (hall.visitor(), f"/v/{notice.verify_code}"),
    ):
        visitor.get(path)
        with hall.counting() as statements:
            assert visitor.get(path).status == 200
        counts.append(len(statements))
    return counts


def test_taking_back_leaves_nothing_that_counts(clerk: Visitor, notice: Notice, hall: TownHall) -> None:
    original = clerk.get(at(notice, ".pdf")).body
    assert "至少两个字" in said(clerk.post(at(notice, "/void"), {"reason": ""}))
    done = clerk.post(at(notice, "/void"), {"reason": "经营地址写错", "reissue": "1"})
    assert done.status == 303
    old, new = record(hall, notice.id), record(hall, UUID(done.location[-36:]))
    assert old.replaced_by == new.id
    assert new.values["document"]["number"] != old.values["document"]["number"]
    assert new.verify_code != old.verify_code
    void = clerk.get(at(notice, ".pdf"))
    assert words(void.body).count("作") >= 1
    assert void.body != original
    assert clerk.post(at(notice, "/copies"), {"reason": "申请人遗失"}).status == 422
    assert clerk.post(at(notice, "/print")).status == 409
    assert "已经作废过" in said(clerk.post(at(notice, "/void"), {"reason": "又一次"}))
    public = said(hall.visitor().get(f"/v/{notice.verify_code}"))
    assert "被替换" in public
    assert new.number.partition(":")[2] in public
    assert "逐字节一致" in compared(hall.visitor(), notice, original)
    case = said(clerk.get(f"/desk/cases/{notice.values['case']['number']}"))
    assert "文书作废" in case
    assert "经营地址写错" in case


def test_only_who_may_takes_a_paper_back(hall: TownHall, notice: Notice) -> None:
    officer = hall.visitor("market.officer")
    assert officer.get(at(notice, ".pdf")).status == 200
    assert officer.post(at(notice, "/void"), {"reason": "不该如此"}).status == 403
    assert officer.post(at(notice, "/copies"), {"reason": "不该如此"}).status == 403
    for stranger in ("urban.town", "longxi.window"):
        assert hall.visitor(stranger).get(at(notice)).status == 404
        assert hall.visitor(stranger).get(at(notice, ".pdf")).status == 404
    assert hall.visitor("longxi.window").post(at(notice, "/void"), {"reason": "不该如此"}).status == 404
    assert record(hall, notice.id).voided_at is None


def test_a_file_is_compared_by_its_bytes_and_its_signature(hall: TownHall, clerk: Visitor, notice: Notice) -> None:
    original, citizen = clerk.get(at(notice, ".pdf")).body, hall.visitor()
    assert "与存档原件逐字节一致" in compared(citizen, notice, original)
    flipped = bytearray(original)
    flipped[len(original) // 3] ^= 1
    for changed in (bytes(flipped), original + b"\n", b"%PDF-1.4 nonsense", b"<script>", b"\0" * 50):
        text = compared(citizen, notice, changed)
        assert "至少有一个字节不同" in text
        assert "签名有效" not in text
    assert "追加了内容" in compared(citizen, notice, original + b"\n")
    assert "请先选择" in compared(citizen, notice, b"")


def test_number_and_code_find_a_paper_and_nothing_can_be_guessed(hall: TownHall, notice: Notice) -> None:
    citizen, number = hall.visitor(), notice.number.partition(":")[2]
    citizen.get("/verify")
    typed = number.replace("〔", "[").replace("〕", "]")
    found = citizen.post("/verify", {"number": f" {typed} ", "code": shown_code(notice.verify_code).lower()})
    assert found.location == f"/v/{notice.verify_code}"
    page = said(citizen.follow(found))
    for part in ("有效", "博罗县罗阳街道便民服务中心", "受理通知书", number, "博罗****饮店"):
        assert part in page
    for hidden in ("王强", "92441322MA4WXCKM2N", notice.values["case"]["query_password"]):
        assert hidden not in page
    made_elsewhere = replace(house_site(hall), secret="x" * 32).new_code(bytes(16))
    wrong = [
        ("博罗阳受〔2026〕999号", notice.verify_code),
        (number, made_elsewhere),
        (number, ""),
        ("", notice.verify_code),
    ]
    answers = [citizen.post("/verify", {"number": one, "code": code}) for one, code in wrong]
    assert {answer.status for answer in answers} == {422}
    assert {re.sub(r'value="[^"]*"', "", said(answer)) for answer in answers} == {said_without_values(answers[0])}


def said_without_values(answer: Answer) -> str:
    return re.sub(r'value="[^"]*"', "", said(answer))


def house_site(hall: TownHall) -> object:
    from_app = hall.app.extensions["onewindow"]
    return from_app.site


def test_tries_are_counted(hall: TownHall) -> None:
    citizen = hall.visitor()
    statuses = [citizen.get(f"/v/{'2' * 16}").status for _ in range(22)]
    assert statuses == [404] * 20 + [429] * 2


def test_a_seal_out_of_date_is_refused_before_anything_is_stored(hall: TownHall, clerk: Visitor) -> None:
    before = hall.rows("SELECT count(*) FROM application")
    with hall.database.work(demo.LUOYANG) as uow:
        found = [one for one in seals.of(uow.session, demo.LUOYANG) if one.role == "acceptance_seal"]
        for one in found:
            seals.withdraw(uow.session, one.id, date(2026, 11, 1))
        image = seals.images(uow.session, [found[0].image_digest])[found[0].image_digest]
        old = keeping.NewSeal("acceptance_seal", "旧受理章", image, 420, date(2020, 1, 1), date(2025, 12, 31))
        made = keeping.register(uow, keeping.Who("测试"), old, now=datetime.now(UTC))
        assert not isinstance(made, PaperProblem)
    refused = file_refused(clerk)
    assert "“旧受理章”（受理专用章）已于 2025-12-31 到期" in refused
    assert hall.rows("SELECT count(*) FROM application") == before
    with hall.database.work(demo.LUOYANG) as uow:
        keeping.withdraw(uow, keeping.Who("测试"), made.id, now=datetime.now(UTC))
    inherited = issued(hall, file(clerk, SHOP))
    with hall.database.work(demo.LUOYANG) as uow:
        (seal,) = [
            one for one in seals.along(uow.session, demo.LUOYANG) if one.image_digest in inherited.images.values()
        ]
    assert seal.scope == demo.COUNTY
    assert clerk.get(at(inherited, ".pdf")).status == 200


def file_refused(clerk: Visitor) -> str:
    return said(submit(clerk, begin(clerk, SHOP), SHOP))


def test_what_was_signed_survives_the_end_of_its_certificate(hall: TownHall, clerk: Visitor) -> None:
    before = issued(hall, file(clerk, SHOP))
    bytes_before = clerk.get(at(before, ".pdf")).body
    now = datetime.now(UTC)
    with hall.database.work(demo.COUNTY) as uow:
        own = next(one for one in certificates.list_(uow.session) if one.kind == "signer")
        assert certificates.revoke(uow.session, own.serial, at=now, reason="测试更换")
    assert clerk.get(at(before, ".pdf")).body == bytes_before
    unsigned = issued(hall, file(clerk, SHOP))
    body = clerk.get(at(unsigned, ".pdf")).body
    assert body == clerk.get(at(unsigned, ".pdf")).body
    with hall.database.work(demo.COUNTY) as uow:
        trust = Trust.of(*(one.pem.encode() for one in authority.all_of(uow) if one.kind == "root"))
    assert verify_pdf(body, trust, at=now).state is State.UNSIGNED
    assert "与存档原件逐字节一致" in compared(hall.visitor(), unsigned, body)


def test_a_clerk_works_with_papers_by_keys(hall: TownHall, notice: Notice, open_page: Open) -> None:
    page = window.signed_in(open_page(1280, 800), hall, "luoyang.window")
    page.goto(f"{hall.url}/desk/cases/{notice.values['case']['number']}")
    page.get_by_role("link", name="受理通知书", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="打印")).to_be_focused()
    page.request.get(f"{hall.url}{at(notice, '.pdf')}")
    page.reload()
    page.get_by_label(re.compile("原因")).first.focus()
    page.keyboard.type("申请人遗失")
    page.keyboard.press("Enter")
    expect(page.get_by_text("第 1 次补打件已生成")).to_be_visible()
    expect(page.get_by_role("link", name="第 1 次补打件")).to_be_focused()
    keep_picture(page, "flow-paper")
    page.get_by_label(re.compile("原因")).last.fill("经营地址写错")
    page.get_by_label("按原内容重新出具").check()
    page.get_by_role("button", name="作废本文书").click()
    expect(page.get_by_text("文书已作废")).to_be_visible()


def test_a_citizen_proves_a_paper_on_a_telephone(
    hall: TownHall, clerk: Visitor, notice: Notice, open_page: Open
) -> None:
    original = clerk.get(at(notice, ".pdf")).body
    page = open_page(390, 844)
    page.goto(f"{hall.url}/verify")
    page.get_by_label("文书编号").fill(notice.number.partition(":")[2])
    page.get_by_label("核验码").fill(notice.verify_code)
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("受理通知书")
    files = {"name": "受理通知书.pdf", "mimeType": "application/pdf", "buffer": original}
    page.get_by_label("您收到的 PDF 文件").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="比对").click()
    expect(page.get_by_text("与存档原件逐字节一致")).to_be_visible()
    keep_picture(page, "flow-verify")
    page.goto(f"{hall.url}/")
    page.get_by_role("link", name="文书核验").click()
    expect(page.get_by_label("文书编号")).to_be_focused()


def test_numbers_follow_the_body_s_rules_and_their_end_is_said_before_anything_is_stored(
    hall: TownHall, clerk: Visitor
) -> None:
    now = datetime.now(UTC).astimezone(CHINA)
    rules = {"schema": "onewindow/numbering/1", "letters": "博市监", "document": "{body}{kind}〔{year}〕{serial:1}号"}
    with hall.database.work(demo.LUOYANG) as uow:
        assert keeping.set_numbering(uow, keeping.Who("测试"), rules, effective_from=now.date(), now=now) is None
    first = issued(hall, file(clerk, SHOP))
    assert first.values["document"]["number"] == f"博市监受〔{now.year}〕2号"
    for _ in range(2):
        file(clerk, SHOP)
    before = hall.rows("SELECT count(*) FROM application")
    assert f"编号序列「博市监受〔{now.year}〕{{serial:1}}号」已用到 9" in file_refused(clerk)
    assert hall.rows("SELECT count(*) FROM application") == before
    with hall.database.work(demo.LUOYANG) as uow:
        assert any("已用到 9" in line for line in readiness(uow, demo.LUOYANG, [NOTICE], now=now))
