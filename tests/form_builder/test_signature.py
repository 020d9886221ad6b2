"""A signature: drawn, sent as a picture, typed, or left to paper; each is an answer of its own."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageDraw

from form_builder import Answers, Problems, Refusal, clean, compile_plan, display, restore, sheet, typed
from form_builder.fields.signature import SAMPLE_SIGNATURE, SIGNATURE_CHARS, picture_url
from tests.form_builder.making import bound, dictionary

KNOWN = dictionary({"key": "a.sign", "label": "申请人签名", "kind": "signature"})
PLAN = compile_plan(bound(KNOWN, "x", {"element": "a.sign", "required": True}))


def judged(**raw: str) -> Answers | Problems:
    """A page with these parts: `way`, `typed`, and the picture under `url`."""
    names = {"url": "a.sign"}
    return clean(PLAN, {names.get(part, f"a.sign-{part}"): [text] for part, text in raw.items()})


WAYS: list[tuple[dict[str, str], str, str]] = [
    ({"url": SAMPLE_SIGNATURE}, "已签名", "已签名"),
    ({"url": SAMPLE_SIGNATURE, "way": "draw", "typed": "张三"}, "已签名", "已签名"),
    ({"way": "typed", "typed": "张三"}, "张三（录入姓名）", "张三（录入姓名）"),
    ({"typed": "欧阳䶮"}, "欧阳䶮（录入姓名）", "欧阳䶮（录入姓名）"),
    ({"way": "paper", "url": SAMPLE_SIGNATURE}, "在打印的表格上签名", ""),
]


@pytest.mark.parametrize(("raw", "read", "printed"), WAYS)
def test_each_way_is_an_answer(raw: dict[str, str], read: str, printed: str) -> None:
    answers = judged(**raw)
    assert isinstance(answers, Answers)
    assert display(KNOWN["a.sign"], answers["a.sign"]) == read
    assert clean(PLAN, typed(PLAN, answers)) == answers
    assert restore(PLAN, answers.to_json()) == answers
    (field,) = sheet(PLAN, PLAN.state(answers))["sections"][0]["fields"]
    assert field["text"] == printed
    assert ("picture" in field) == (read == "已签名")


REFUSED: list[tuple[dict[str, str], str]] = [
    ({}, "“申请人签名”不能为空，请签名"),
    ({"way": "draw"}, "“申请人签名”不能为空，请签名"),
    ({"way": "typed"}, "“申请人签名”还没有写签名人姓名，请补充"),
    ({"way": "typed", "typed": "名" * 51}, "“申请人签名”签名人姓名最多 50 字"),
    ({"way": "stamp"}, "“申请人签名”签名方式无效，请重新选择"),
    ({"url": "data:image/svg+xml;base64,PHN2Zz4="}, "“申请人签名”签名无效或为空白，请重新签名"),
    ({"url": "A" * (SIGNATURE_CHARS + 1)}, f"“申请人签名”内容过长（超过 {SIGNATURE_CHARS} 字），请缩短后重新填写"),
]


@pytest.mark.parametrize(("raw", "message"), REFUSED)
def test_refused_with_the_way_out(raw: dict[str, str], message: str) -> None:
    refused = judged(**raw)
    assert isinstance(refused, Problems)
    assert [one.message for one in refused] == [message]


def photograph(kind: str, size: tuple[int, int], *, drawn: bool = True) -> bytes:
    """A photograph of a sheet with a stroke on it."""
    image = Image.new("RGB", size, "white")
    if drawn:
        ImageDraw.Draw(image).line([(10, 10), (size[0] - 10, size[1] - 10)], fill="black", width=9)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_a_signature_becomes_small(kind: str) -> None:
    url = picture_url(photograph(kind, (3000, 2000)), f"签名.{kind.lower()}")
    assert isinstance(url, str)
    assert len(url) < SIGNATURE_CHARS
    answers = judged(url=url, way="draw")
    assert isinstance(answers, Answers)
    assert answers["a.sign"]["media_type"] == "image/png"


FALSE: dict[str, Any] = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "program": b"MZ" + b"\0" * 100,
    "cut short": photograph("PNG", (300, 100))[:60],
    "nothing": b"",
}


@pytest.mark.parametrize("name", FALSE)
def test_other_files_are_refused(name: str) -> None:
    refused = picture_url(FALSE[name], "签名.png")
    assert isinstance(refused, Refusal)
    assert refused.reason


def test_a_blank_sheet_is_no_signature() -> None:
    url = picture_url(photograph("PNG", (300, 100), drawn=False), "签名.png")
    assert isinstance(url, str)
    assert isinstance(judged(url=url), Problems)
