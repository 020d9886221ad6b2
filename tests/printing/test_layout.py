"""Pages: what stands together, what is cut, what repeats; nothing outside the paper, every overflow told."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printing import FontSet, Json, Layout, Page, Template, TooLarge, layout
from printing.template.sizes import MM
from printing.typesetting.pages import Art, Dots, Drawn, Fill, Mark, Stamp, Stroke, TextRun
from tests.printing.paper import condition, template

LETTER: dict[str, Json] = {"paper": "A4", "grid": {"chars": 28, "lines": 22}}


def placed(sheet: Template, values: dict[str, Any], fonts: FontSet, **more: Any) -> Layout:
    return layout(sheet, values, fonts, condition=condition, **more)


def lines(page: Page) -> list[str]:
    """The text lines of a page, from top to bottom."""
    found: dict[float, list[TextRun]] = {}
    for item in page.drawn:
        if isinstance(item, TextRun):
            found.setdefault(round(item.y, 1), []).append(item)
    return ["".join(run.text for run in sorted(found[y])) for y in sorted(found)]


def paragraph(text: str, **more: Json) -> Json:
    return {"type": "paragraph", "text": text, **more}


def test_the_type_area_of_an_official_letter(fonts: FontSet) -> None:
    """GB/T 9704-2012, 5.2: 28 characters a line, 22 lines a page, from 28 mm left and 37 mm top, 156 x 225 mm."""
    done = placed(template([paragraph("国" * 28 * 24, indent=0)], page=LETTER), {}, fonts)
    first, second = done.pages
    runs = [item for item in first.drawn if isinstance(item, TextRun) and item.font == "body"]
    assert len(runs) == 22
    assert {len(run.text) for run in runs} == {28}
    assert {round(run.x, 2) for run in runs} == {round(28 * MM, 2)}
    assert runs[0].y - 16 * 0.88 > 37 * MM
    assert runs[-1].y + 16 * 0.12 < (297 - 35) * MM + 0.01
    right = runs[0].x + 28 * (16 + runs[0].spacing)
    assert right == pytest.approx((28 + 156) * MM, abs=0.01)
    assert runs[1].y - runs[0].y == pytest.approx(225 * MM / 22)
    assert len([item for item in second.drawn if isinstance(item, TextRun) and item.font == "body"]) == 2


def test_a_justified_line_ends_at_the_margin(fonts: FontSet) -> None:
    text = "依照《中华人民共和国行政许可法》第三十二条，ABC-12345 号申请已经受理，请于2026年12月4日前查询办理结果。"
    done = placed(template([paragraph(text * 3, indent=0, style="note")], page={"paper": "A5"}), {}, fonts)
    widths = fonts.chain("song").widths
    ends: dict[float, float] = {}
    for item in done.pages[0].drawn:
        if isinstance(item, TextRun) and item.size == 10.5:
            end = (
                item.x
                + sum(widths[sign] for sign in item.text) * item.size / 1000
                + item.spacing * (len(item.text) - 1)
            )
            ends[round(item.y, 1)] = max(ends.get(round(item.y, 1), 0), end)
    full = [end for _, end in sorted(ends.items())][:-1]
    edge = (148 - 26) * MM
    assert len(full) >= 4
    # a mark at the end of a squeezed line gives up its empty half: its glyph may reach that far beyond
    assert all(edge - 0.05 <= end <= edge + 10.5 / 2 + 0.05 for end in full)


def test_a_signature_never_stands_alone(fonts: FontSet) -> None:
    sign: Json = {"type": "sign", "org": "某县某局", "date": "2026年11月21日"}
    for count in range(16, 23):
        blocks = [paragraph("国" * 28 * count, indent=0), {"type": "space", "lines": 1}, sign]
        pages = placed(template(blocks, page=LETTER), {}, fonts).pages
        last = lines(pages[-1])
        assert any("国" in line for line in last), count
        assert any("某县某局" in line for line in last), count
        if len(pages) > 1:
            assert sum("国" in line for line in lines(pages[0])) >= 2


def test_a_group_with_a_signature_holds_on_to_text_too(fonts: FontSet) -> None:
    tail: Json = {"type": "group", "blocks": [{"type": "sign", "org": "局", "date": "日"}, paragraph("附注" * 20)]}
    pages = placed(template([paragraph("国" * 28 * 20, indent=0), tail], page=LETTER), {}, fonts).pages
    assert len(pages) == 2
    assert sum("国" in line for line in lines(pages[1])) >= 2


def test_the_seal_is_centred_over_the_date(fonts: FontSet) -> None:
    image = BytesIO()
    Image.new("RGBA", (40, 40), (215, 0, 15, 128)).save(image, "PNG")
    blocks: list[Json] = [
        paragraph("甲"),
        {
            "type": "sign",
            "org": "博罗县政务服务和数据管理局",
            "date": "2026年11月21日",
            "seal": "seal",
            "seal_size": 40,
        },
    ]
    page = placed(template(blocks, page=LETTER), {}, fonts, images={"seal": image.getvalue()}).pages[0]
    (seal,) = [item for item in page.drawn if isinstance(item, Art)]
    date = next(item for item in page.drawn if isinstance(item, TextRun) and "2026" in item.text)
    wide = sum(fonts.chain("body").widths[sign] for sign in date.text) * 16 / 1000
    wide += len(date.text) * date.spacing
    assert date.x + wide == pytest.approx((28 + 156) * MM - 4 * 156 * MM / 28, abs=0.5)  # 右空四字
    assert seal.x + seal.width / 2 == pytest.approx(date.x + wide / 2, abs=0.5)
    assert seal.y < date.y < seal.y + seal.height


@pytest.mark.parametrize("rows", [1, 30, 200])
def test_table_heads_repeat_and_no_row_is_lost(fonts: FontSet, rows: int) -> None:
    table: Json = {"type": "table", "source": "a", "columns": [{"title": "材料名称", "text": "第{{n}}项"}]}
    pages = placed(template([table]), {"a": list(range(rows))}, fonts).pages
    assert all(lines(page)[0] == "材料名称" for page in pages)
    found = [line for page in pages for line in lines(page) if line.startswith("第") and line.endswith("项")]
    assert found == [f"第{number}项" for number in range(1, rows + 1)]
    assert all(len(lines(page)) > 2 for page in pages)


def test_a_row_taller_than_the_page_is_cut_between_lines(fonts: FontSet) -> None:
    table: Json = {"type": "table", "source": "a", "columns": [{"title": "名称", "text": "{{item}}"}]}
    text = "".join(chr(0x4E00 + index) for index in range(4000))
    done = placed(template([table]), {"a": ["短", text, "尾"]}, fonts)
    assert not done.overflows
    said = "".join(line for page in done.pages for line in lines(page)[:-1] if line != "名称")
    assert said == f"短{text}尾"


def test_spanned_rows_go_on_over_the_page(fonts: FontSet) -> None:
    rows: list[Json] = [[{"label": "栏目", "rows": 60}, "第1行"], *[[f"第{number}行"] for number in range(2, 61)]]
    done = placed(template([{"type": "grid", "columns": [1, 5], "row_height": 10, "rows": rows}]), {}, fonts)
    assert not done.overflows
    assert len(done.pages) == 3
    assert [line for page in done.pages for line in lines(page) if line.startswith("第")][-2] == "第60行"


def test_a_heading_stays_with_what_follows(fonts: FontSet) -> None:
    for count in range(18, 24):
        blocks: list[Json] = [
            paragraph("国" * 28 * count, indent=0),
            paragraph("标题", keep_with_next=True, indent=0),
            paragraph("文" * 80),
        ]
        for page in placed(template(blocks, page=LETTER), {}, fonts).pages:
            said = lines(page)
            assert "标题" not in said or "文" in said[said.index("标题") + 1]


def test_what_does_not_fit_is_told(fonts: FontSet) -> None:
    blocks: list[Json] = [
        {"type": "grid", "columns": [1], "rows": [[{"text": "{{a}}", "height": 10}]]},
        {"type": "place", "x": 10, "y": 200, "width": 30, "height": 6, "text": "{{a}}"},
        {"type": "image", "name": "big", "width": 50},
    ]
    done = placed(template(blocks, page={"paper": "A5", "max_pages": 1}), {"a": "国" * 200}, fonts)
    assert [(overflow.at, overflow.page) for overflow in done.overflows] == [
        ("/blocks/0/rows/0/0", 1),
        ("/blocks/1", 1),
    ]
    many = placed(template([paragraph("国" * 2000)], page={"paper": "A5", "max_pages": 1}), {}, fonts)
    assert [overflow.message for overflow in many.overflows] == [f"共 {len(many.pages)} 页，超过这种文书的 1 页"]


def test_pages_are_bounded(fonts: FontSet) -> None:
    with pytest.raises(TooLarge, match="超过 1000 页"):
        placed(template([{"type": "each", "source": "a", "blocks": [{"type": "break"}]}]), {"a": ["x"] * 1500}, fonts)


@pytest.mark.parametrize(
    ("numbering", "expected"), [("x_of_y", ["第1页 共2页", "第2页 共2页"]), ("dashes", ["— 1 —", "— 2 —"])]
)
def test_page_numbers(fonts: FontSet, numbering: str, expected: list[str]) -> None:
    pages = placed(template([{"type": "break"}], footer={"numbering": numbering}), {}, fonts).pages
    assert [lines(page)[-1] for page in pages] == expected
    if numbering == "dashes":
        left, right = (next(item.x for item in page.drawn if isinstance(item, TextRun)) for page in reversed(pages))
        assert left < 210 * MM / 2 < right


def test_a_slip_is_as_long_as_its_content(fonts: FontSet) -> None:
    sheet = template(
        [{"type": "each", "source": "a", "blocks": [paragraph("{{item}}", style="slip")]}],
        page={"paper": "slip80", "margin": [4, 4, 6, 4]},
        footer={"numbering": "none"},
    )
    short, long = (placed(sheet, {"a": ["国"] * count}, fonts).pages for count in (3, 300))
    assert len(short) == len(long) == 1
    assert long[0].height - short[0].height == pytest.approx(297 * 13)
    assert short[0].width == pytest.approx(80 * MM)


def edges(item: Drawn) -> list[tuple[float, float]]:
    """Corner points of what is drawn (text: of its baseline)."""
    match item:
        case TextRun() | Mark() | Stamp():
            return [(item.x, item.y)]
        case Fill() | Art():
            return [(item.x, item.y), (item.x + item.width, item.y + item.height)]
        case Stroke():
            return [point for x0, y0, x1, y1 in item.segments for point in ((x0, y0), (x1, y1))]
        case Dots():
            wide = max(column + width for column, _, width, _ in item.cells) * item.module
            tall = max(row + height for _, row, _, height in item.cells) * item.module
            return [(item.x, item.y), (item.x + wide, item.y + tall)]


words = st.text(alphabet="国家机关，。（）《》A1 -\n☑", max_size=120)


def block(kind: str, /, optional: dict[str, Any] | None = None, **fields: st.SearchStrategy[Any]) -> Any:
    """Blocks of one kind."""
    return st.fixed_dictionaries({"type": st.just(kind), **fields}, optional=optional)


heights = st.integers(0, 120)
cells = st.fixed_dictionaries(
    {"text": words},
    optional={"min_height": heights, "height": st.integers(1, 60), "valign": st.sampled_from(["top", "bottom"])},
)
rows = st.lists(st.tuples(cells, cells).map(list), max_size=8)
aligned = st.sampled_from(["center", "right", "left"])
leaf = st.one_of(
    block("paragraph", {"keep_with_next": st.booleans(), "align": aligned, "before": st.integers(0, 60)}, text=words),
    block("space", height=heights),
    block("sign", org=words, date=words),
    block("grid", columns=st.just([1, 2]), head_rows=st.integers(0, 1), rows=rows),
    block("qr", data=st.just("http://a/b"), size=st.integers(5, 40), align=aligned),
    block("rule", label=words, dashed=st.booleans()),
    block("break"),
)
block_lists = st.lists(leaf | block("group", blocks=st.lists(leaf, max_size=5)), max_size=8)


@given(blocks=block_lists, paper=st.sampled_from(["A4", "A5L", "slip80"]))
def test_nothing_stands_outside_its_page_and_no_text_is_lost(blocks: list[Json], paper: str, fonts: FontSet) -> None:
    margin: list[Json] = [4, 4, 6, 4] if paper == "slip80" else [20, 20, 20, 20]
    done = placed(template(blocks, page={"paper": paper, "margin": margin}, footer={"numbering": "none"}), {}, fonts)
    for page in done.pages:
        for item in page.drawn:
            for x, y in edges(item):
                assert -0.1 <= x <= page.width + 0.1
                assert -0.1 <= y <= page.height + 0.1, (item, page.height)
    if not done.overflows:
        said = "".join(item.text for page in done.pages for item in page.drawn if isinstance(item, TextRun | Mark))
        assert not Counter("".join(map(ink, texts(blocks)))) - Counter(said)  # heads may stand more than once


def ink(text: str) -> str:
    return "".join(text.split())


def texts(value: Any) -> list[str]:
    """All printed texts of blocks."""
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    if not isinstance(value, dict):
        return []
    own = [str(value[key]) for key in ("text", "org", "date", "label") if key in value]
    return own + texts([inner for inner in value.values() if isinstance(inner, list)])
