"""Papers after they were issued: codes, marks, masks, seals and the rules of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from onewindow.domain import numbering
from onewindow.domain.numbering import QUERY_ALPHABET, near_end
from onewindow.domain.numbering_rules import SCHEMA, WORDS, faults, rules_of
from onewindow.domain.paper import (
    compared_name,
    compared_number,
    public_lines,
    reason_fault,
    reprint_mark,
    seal_roles,
    state_of,
)
from onewindow.domain.seal_image import SealPicture, UnusableSeal, seal_picture
from onewindow.domain.sealing import ROLES, Cabinet, Keeper, SealRefused, custody_faults
from onewindow.domain.site import Site, shown_code, typed_code
from printing import system_template, system_template_keys

TODAY = date(2026, 11, 21)
SITE = Site("http://10.1.2.3:8000", False, {}, "a key of thirty-two signs or more")
ELSEWHERE = Site("http://10.1.2.3:8000", False, {}, "another key of thirty-two signs!")
SEVENTH = UUID(int=7)
WHO = Keeper(UUID(int=1), ("window",))


@given(st.binary(min_size=16, max_size=32))
def test_a_code_proves_itself_and_nothing_else_does(random: bytes) -> None:
    code = SITE.new_code(random)
    assert len(code) == 16
    assert set(code) <= set(QUERY_ALPHABET)
    assert SITE.made(code)
    assert not ELSEWHERE.made(code)
    assert typed_code(f" {shown_code(code).lower()} ") == code
    for place in range(16):
        other = QUERY_ALPHABET[(QUERY_ALPHABET.index(code[place]) + 1) % len(QUERY_ALPHABET)]
        assert not SITE.made(code[:place] + other + code[place + 1 :])


@given(st.text(max_size=40))
def test_anything_may_be_typed(text: str) -> None:
    assert not SITE.made(text)
    assert set(typed_code(text)) <= set(QUERY_ALPHABET)


def test_the_address_of_a_code_is_short_and_holds_nobody() -> None:
    code = SITE.new_code(bytes(range(16)))
    assert SITE.verify_url(code) == f"http://10.1.2.3:8000/v/{code}"
    assert len(SITE.verify_url(code)) < 50
    assert "key" not in repr(SITE)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("张小三", "张*三"),
        ("欧阳三丰", "欧**丰"),
        ("博罗县张三餐饮店", "博罗****饮店"),
        ("张", "*"),
        ("", ""),
    ],
)
def test_names_are_compared_by_their_ends(name: str, shown: str) -> None:
    assert compared_name(name) == shown


def test_numbers_are_compared_by_their_ends() -> None:
    assert compared_number("441322********1235") == "4413**********1235"
    assert compared_number("") == ""


def test_a_public_page_shows_the_masked_lines_only() -> None:
    values = {
        "applicant": {"name": "张小三", "id_masked": "441322********1235", "phone_masked": "138****1234"},
        "case": {"number": "4413220012026112100001", "query_password": "B3GQGBP4"},
        "matter": {"name": "食品经营许可"},
        "clerk": {"name": "陈晓岚"},
    }
    lines = {line.label: line.value for line in public_lines(values)}
    assert lines == {
        "申请人": "张*三",
        "证件号码": "4413**********1235",
        "事项": "食品经营许可",
        "办件编号": "4413220012026112100001",
    }
    assert public_lines({}) == ()


def test_marks_and_states() -> None:
    assert reprint_mark(2, TODAY) == "补打 第2次 2026-11-21"
    assert [state_of(*flags).value for flags in ((False, False), (True, False), (True, True))] == [
        "valid",
        "void",
        "replaced",
    ]


@pytest.mark.parametrize(
    ("reason", "part"),
    [
        ("", "至少两个字"),
        (" 丢 ", "至少两个字"),
        ("字" * 201, "缩短"),
        ("遗\n失", "不能打印"),
        ("遗失\u202e", "不能打印"),
    ],
)
def test_a_reason_is_a_reason(reason: str, part: str) -> None:
    assert part in (reason_fault(reason) or "")


def test_the_seals_of_a_template_are_found() -> None:
    assert seal_roles(system_template("acceptance_notice")) == {"acceptance_seal"}
    assert seal_roles(system_template("receipt")) == {"receipt_seal"}
    assert set[str]().union(*(seal_roles(system_template(key)) for key in system_template_keys())) == set(ROLES)


@dataclass(frozen=True)
class Seal:
    id: UUID = SEVENTH
    scope: int = 441322001000
    role: str = "acceptance_seal"
    name: str = "罗阳受理专用章"
    image_digest: str = "sha256:7"
    valid_from: date = date(2026, 1, 1)
    valid_to: date = date(2026, 12, 31)


@dataclass(frozen=True)
class Custody:
    seal_id: UUID = SEVENTH
    account_id: UUID | None = None
    department: str = ""
    kinds: tuple[str, ...] = ()
    starts_on: date = date(2026, 1, 1)
    ends_on: date = date(2026, 12, 31)
    ended_on: date | None = None


def chosen(*seals: Seal, custody: tuple[Custody, ...] = (Custody(),), on: date = TODAY) -> object:
    return Cabinet(seals, custody).choose("acceptance_seal", "acceptance_notice", "受理通知书", WHO, on)


def test_without_a_seal_the_place_is_stamped_by_hand() -> None:
    assert chosen() is None
    assert chosen(Seal(role="receipt_seal")) is None


def test_the_nearest_body_s_seal_counts() -> None:
    own, above = Seal(), Seal(id=UUID(int=8), scope=441322000000)
    assert chosen(own, above) is own
    assert chosen(above, custody=(Custody(seal_id=UUID(int=8)),)) is above


@pytest.mark.parametrize(
    ("seal", "custody", "part"),
    [
        (Seal(valid_to=date(2026, 11, 20)), Custody(), "已于 2026-11-20 到期"),
        (Seal(valid_from=date(2026, 11, 22)), Custody(), "自 2026-11-22 起"),
        (Seal(), Custody(account_id=UUID(int=2)), "不是“罗阳受理专用章”的用印人"),
        (Seal(), Custody(department="archive"), "用印人"),
        (Seal(), Custody(kinds=("receipt",)), "不能用于《受理通知书》"),
        (Seal(), Custody(ends_on=date(2026, 11, 20)), "用印人"),
        (Seal(), Custody(ended_on=TODAY), "用印人"),
        (Seal(), Custody(seal_id=UUID(int=9)), "用印人"),
    ],
)
def test_a_seal_that_may_not_be_used_is_refused_by_name(seal: Seal, custody: Custody, part: str) -> None:
    refused = chosen(seal, custody=(custody,))
    assert isinstance(refused, SealRefused)
    assert part in refused.message


@pytest.mark.parametrize(
    "custody",
    [
        Custody(account_id=UUID(int=1)),
        Custody(department="window"),
        Custody(kinds=("acceptance_notice",)),
        Custody(ended_on=TODAY + timedelta(days=1)),
    ],
)
def test_a_keeper_uses_it(custody: Custody) -> None:
    assert chosen(Seal(), custody=(custody,)) == Seal()


def test_a_newer_seal_takes_over_from_one_that_ended() -> None:
    old = Seal(valid_to=date(2026, 6, 30))
    new = Seal(id=UUID(int=8), valid_from=date(2026, 7, 1))
    assert chosen(new, old, custody=(Custody(), Custody(seal_id=UUID(int=8)))) is new


def test_what_ends_soon_is_said_before_the_windows_open() -> None:
    assert Cabinet((Seal(),), ()).warnings(TODAY) == []
    assert "将于 2026-12-31 到期" in Cabinet((Seal(),), ()).warnings(date(2026, 12, 10))[0]
    assert "已于 2026-12-31 到期" in Cabinet((Seal(),), ()).warnings(date(2027, 1, 1))[0]
    assert custody_faults(["nothing"], system_template_keys(), TODAY, TODAY) != []
    assert custody_faults(["receipt"], system_template_keys(), TODAY, date(2026, 1, 1)) != []


def impression(mode: str = "RGB", ground: object = "white", kind: str = "PNG", side: int = 500) -> bytes:
    """A red ring on some ground."""
    image = Image.new(mode, (side + 200, side + 100), ground)  # type: ignore[arg-type]
    ImageDraw.Draw(image).ellipse((100, 50, 100 + side - 1, 50 + side - 1), outline=(210, 20, 30), width=24)
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [impression(), impression(kind="JPEG"), impression("RGBA", (0, 0, 0, 0)), impression(ground=(235, 235, 228))],
)
def test_a_seal_s_picture_is_its_impression_on_nothing_at_its_real_width(data: bytes) -> None:
    made = seal_picture(data, 420)
    assert isinstance(made, SealPicture)
    with Image.open(BytesIO(made.png)) as image:
        assert image.width == image.height
        assert image.width / image.info["dpi"][0] * 25.4 == pytest.approx(42, abs=0.1)
        alpha = image.getchannel("A")
        assert alpha.getpixel((0, 0)) == 0
        assert alpha.getpixel((image.width // 2, image.height // 2)) == 0
        assert alpha.getpixel((image.width // 2, 8)) > 200
    assert seal_picture(data, 420) == made


@pytest.mark.parametrize(
    ("data", "width", "part"),
    [
        (b"no picture", 420, "不能读取"),
        (impression()[:200], 420, "不能读取"),
        (impression(side=90), 420, "太小"),
        (impression(), 5000, "10 到 60"),
        (b"\x89PNG" + bytes(5_000_001), 420, "超过"),
    ],
)
def test_what_is_no_seal_is_told(data: bytes, width: int, part: str) -> None:
    refused = seal_picture(data, width)
    assert isinstance(refused, UnusableSeal)
    assert part in refused.message


def test_a_picture_without_ink_is_none() -> None:
    out = BytesIO()
    Image.new("RGB", (600, 600), "white").save(out, "PNG")
    refused = seal_picture(out.getvalue(), 420)
    assert isinstance(refused, UnusableSeal)
    assert "没有红色印迹" in refused.message


def test_a_body_numbers_as_its_rules_say() -> None:
    house = rules_of({}, "博罗阳")
    assert house.series_of("acceptance_notice", TODAY, "441322001000") == "博罗阳受〔2026〕{serial}号"
    own = rules_of(
        {
            "schema": SCHEMA,
            "letters": "博市监",
            "document": "{body}{kind}[{year}]{serial:4}",
            "words": {"receipt": "收件"},
        },
        "博罗阳",
    )
    assert own.series_of("receipt", TODAY, "441322001000") == "博市监收件[2026]{serial:4}"
    assert own.series_of("something_new", TODAY, "1") == "博市监文[2026]{serial:4}"
    assert set(WORDS) <= set(system_template_keys())


@pytest.mark.parametrize(
    ("document", "part"),
    [
        ({}, "schema"),
        ({"schema": SCHEMA, "document": "{body}{serial}"}, "{date} 或 {year}"),
        ({"schema": SCHEMA, "case": "{nothing}"}, "不认识的部分"),
        ({"schema": SCHEMA, "words": {"receipt": ""}}, "一至四个字"),
        ({"schema": SCHEMA, "letters": "博〔市〕"}, "括号"),
        ({"schema": SCHEMA, "prefix": "x"}, "请删除"),
    ],
)
def test_rules_that_cannot_number_are_told(document: dict[str, object], part: str) -> None:
    assert any(part in fault for fault in faults(document))


@given(st.integers(1, 9999))
def test_a_series_warns_before_its_end(serial: int) -> None:
    said = near_end("博受〔2026〕{serial:4}号", serial)
    assert (said is not None) == (9999 - serial <= 9999 // numbering.WARN_PART)
    assert said is None or ("已用到" in said and "管理员" in said)
    assert near_end("博受〔2026〕{serial}号", serial) is None
