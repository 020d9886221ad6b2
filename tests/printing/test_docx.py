"""Word documents become draft templates that compile and print what Word held."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing import FontSet, TemplateError, compile_template, import_docx, layout, render
from printing.typesetting.pages import TextRun
from tests.printing.paper import condition, text_of

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
FOOT = "</w:body></w:document>"


def docx(body: str, *, head: str = HEAD, name: str = "word/document.xml") -> bytes:
    """A Word document with this body."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f"{head}{body}{FOOT}")
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def blocks(data: bytes) -> list[dict[str, Any]]:
    template: Any = import_docx(data, key="w", name="导入").template
    compile_template(template)
    return list(template["blocks"])


def test_paragraphs_keep_type_alignment_and_marks() -> None:
    title = run("受理通知书", '<w:b/><w:sz w:val="44"/><w:rFonts w:eastAsia="方正小标宋简体"/>')
    body = [
        paragraph(title, properties='<w:jc w:val="center"/>'),
        paragraph(),
        paragraph(
            run("你单位提出的"),
            run("{{matter.name}}", '<w:u w:val="single"/>'),
            run("申请[[b|甲]]", '<w:b w:val="0"/>'),
            run("      ", '<w:u w:val="single"/>'),
            properties='<w:jc w:val="both"/><w:ind w:firstLineChars="200"/>',
        ),
    ]
    first, space, second = blocks(docx("".join(body)))
    assert first == {
        "type": "paragraph",
        "style": "word_title_44",
        "align": "center",
        "indent": 0,
        "text": "[[b|受理通知书]]",
    }
    assert space["type"] == "space"
    assert second["text"] == r"你单位提出的[[u|{{matter.name}}]]申请\[[b|甲\]][[blank:3]]"
    assert second["indent"] == 2
    assert second["align"] == "justify"


def test_paper_and_margins_are_those_of_word() -> None:
    size = '<w:pgSz w:w="8391" w:h="11906"/>'
    margins = '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="850"/>'
    section = f"<w:sectPr>{size}{margins}</w:sectPr>"
    template: Any = import_docx(docx(paragraph(run("甲")) + section), key="w", name="导入").template
    assert template["page"] == {"paper": "A5", "margin": [20, 15, 20, 15]}
    compile_template(template)


TABLE = f"""<w:tbl><w:tblGrid><w:gridCol w:w="1134"/><w:gridCol w:w="2268"/><w:gridCol w:w="2268"/></w:tblGrid>
<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell("申请信息", '<w:gridSpan w:val="3"/><w:shd w:fill="D9D9D9"/>')}</w:tr>
<w:tr>{cell("基本情况", '<w:vMerge w:val="restart"/>')}{cell("姓名")}{cell("{{applicant.name}}")}</w:tr>
<w:tr>{cell("", "<w:vMerge/>")}{cell("住址", '<w:gridSpan w:val="2"/>')}</w:tr>
<w:tr>{cell("仅一格")}</w:tr></w:tbl>"""


def test_tables_keep_merged_cells(fonts: FontSet, tmp_path: Path) -> None:
    (grid,) = blocks(docx(TABLE))
    assert grid["columns"] == [20, 40, 40]
    assert grid["head_rows"] == 1
    head, first, second, third = grid["rows"]
    assert head == [{"text": "申请信息", "span": 3, "shade": True, "style": "word_song_21", "align": "left"}]
    assert [part.get("rows", 1) for part in first] == [2, 1, 1]
    assert [part.get("span", 1) for part in second] == [2]
    assert [part.get("span", 1) for part in third] == [1, 2]
    compiled = compile_template(import_docx(docx(TABLE), key="w", name="导入").template)
    found = text_of(render(compiled, {"applicant": {"name": "张䶮"}}, fonts, condition=condition).data, tmp_path)
    assert "申请信息基本情况姓名张䶮住址仅一格" in found


def test_what_is_left_out_is_told() -> None:
    body = paragraph("<w:r><w:drawing/></w:r>", properties="<w:numPr/>") + paragraph("<w:r><w:pict/></w:r>")
    notes = import_docx(docx(body), key="w", name="导入").notes
    assert notes == ("图片和文本框没有导入，请用“image”块放置图片", "自动编号没有导入，请直接写出编号")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "不是 Word 文档"),
        (b"PK\x03\x04 cut off", "不是 Word 文档"),
        (docx("", name="word/other.xml"), "不是 Word 文档"),
        (docx("<w:p>"), "Word 文档已损坏"),
        (docx("", head='<!DOCTYPE a [<!ENTITY b "c">]>' + HEAD), "内容不能读取"),
        (docx(" " * 20_000_001), "Word 文档太大"),
        (docx("", head=HEAD.replace("<w:body>", "<w:bodies>")), "已损坏"),
    ],
)
def test_what_is_no_word_document_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        import_docx(data, key="w", name="导入")


texts = st.text(alphabet="甲乙{}[]|\\<>&b ", max_size=12)
RESTART, SPAN, TOO_WIDE = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="9"/>'
cells = st.tuples(
    texts, st.sampled_from(["", "<w:vMerge/>", RESTART, SPAN, SPAN + RESTART, SPAN + "<w:vMerge/>", TOO_WIDE])
)


@given(rows=st.lists(st.lists(cells, max_size=4), max_size=5), lines=st.lists(texts, max_size=4))
def test_any_document_compiles_and_says_what_it_said(
    rows: list[list[tuple[str, str]]], lines: list[str], fonts: FontSet
) -> None:
    """Whatever is typed and however cells are merged: the draft compiles, and plain text comes out as it went in."""
    table = "".join(f"<w:tr>{''.join(cell(text, merge) for text, merge in row)}</w:tr>" for row in rows)
    columns = '<w:gridCol w:w="900"/>' * 3
    body = "".join(paragraph(run(line)) for line in lines)
    body += f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{table}</w:tbl>"
    template = compile_template(import_docx(docx(body), key="w", name="导入").template)
    pages = layout(template, {}, fonts, condition=condition, draft=True).pages
    said = "".join(item.text for page in pages for item in page.drawn if isinstance(item, TextRun))
    for line in lines:
        if "{{" not in line:
            assert "".join(line.split()) in "".join(said.split())
