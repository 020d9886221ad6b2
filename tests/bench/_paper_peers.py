"""The acceptance notice set by other programs: typst, ReportLab's Platypus, WeasyPrint."""

from __future__ import annotations

import base64
import html
import importlib
import json
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn as noto
import segno

FONTS = noto.serif_path().parent
TRUE_TYPE = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
"""Platypus cannot read OpenType/CFF; without a TrueType font it sets with a CID font that is not embedded."""


Work = Callable[[dict[str, Any]], object]


def texts(values: dict[str, Any]) -> dict[str, Any]:
    """What stands on the page, as plain texts."""
    org, case, limits = values["org"], values["case"], values["limits"]
    return {
        "org": org["name"],
        "number": values["document"]["number"],
        "to": f"{values['applicant']['name']}：",
        "paragraphs": [
            (
                f"你（单位）于2026年11月20日提出的“{values['matter']['name']}”申请收悉。经审查，申请事项属于本机关职权"
                "范围，申请材料齐全、符合法定形式。"
                f"根据{values['document']['legal_article']}的规定，决定自2026年11月21日起予以受理。"
            ),
            "办理时限自受理之日起计算，本机关将于2026年12月4日前办结。",
            f"办理中依法需要{limits['excluded']}，所需时间不计入上述时限。",
        ],
        "rows": [
            ("办件编号", case["number"], "", ""),
            ("法定时限", "20个工作日", "承诺时限", "9个工作日"),
            ("是否收费", values["fee"]["note"], "结果送达", values["delivery"]["way"]),
            ("查询方式", values["query"]["method"], "", ""),
            ("查询密码", case["query_password"], "监督电话", org["complaint_phone"]),
            ("联系人", f"{values['clerk']['name']}　{values['clerk']['phone']}", "窗口地址", org["address"]),
            ("申请人签收", "签收时间：　　年　　月　　日　　时　　分", "", ""),
        ],
        "date": "2026年11月21日",
        "code": values["verify"]["url"],
        "copies": values["copies"],
    }


def qr(data: str) -> bytes:
    """The QR code as a PNG."""
    file = BytesIO()
    segno.make_qr(data, error="m", boost_error=False, mask=3).save(file, kind="png", scale=5, border=4)
    return file.getvalue()


TYPST = """
#set page(paper: "a4", margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm))
#set text(font: "Noto Serif SC", size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 10pt, first-line-indent: (amount: 2em, all: true))
#align(center, text(size: 30pt, fill: red, d.org))
#line(length: 100%, stroke: 2pt + red)
#align(right, d.number)
#align(center, text(size: 22pt)[受理通知书])
#par(first-line-indent: 0pt, d.to)
#for p in d.paragraphs [#par(p)]
#set text(size: 10.5pt)
#table(columns: (1fr, 2fr, 1fr, 2fr), ..d.rows.flatten())
#grid(columns: (1fr, 2fr), image("qr.png", width: 22mm),
  align(center)[#d.org \\ （受理专用章） \\ #d.date #place(center, image("seal.png", width: 42mm))])
#line(length: 100%)
#d.copies
"""


def typst(seal: bytes) -> Work:
    """typst, its compiler, fonts and seal kept; the values come as data in the source."""
    module = importlib.import_module("typst")
    folder = Path(tempfile.mkdtemp())
    (folder / "seal.png").write_bytes(seal)
    compiler = module.Compiler(root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True)

    def one(values: dict[str, Any]) -> object:
        found = texts(values)
        (folder / "qr.png").write_bytes(qr(found["code"]))
        data = json.dumps(json.dumps(found, ensure_ascii=False), ensure_ascii=False)
        return compiler.compile(input=f"#let d = json(bytes({data}))\n{TYPST}".encode())

    return one


def platypus(seal: bytes) -> Work:
    """ReportLab's own layout: CJK paragraphs, a table, flowables."""
    metrics = importlib.import_module("reportlab.pdfbase.pdfmetrics")
    if TRUE_TYPE.exists():
        font = importlib.import_module("reportlab.pdfbase.ttfonts").TTFont("Peer", str(TRUE_TYPE))
    else:
        font = importlib.import_module("reportlab.pdfbase.cidfonts").UnicodeCIDFont("STSong-Light")
    metrics.registerFont(font)
    flow = importlib.import_module("reportlab.platypus")
    styles = importlib.import_module("reportlab.lib.styles")
    barcode = importlib.import_module("reportlab.graphics.barcode.qr").QrCodeWidget
    drawing = importlib.import_module("reportlab.graphics.shapes").Drawing

    def style(size: float, **more: Any) -> Any:
        return styles.ParagraphStyle(
            "x", fontName=font.fontName, fontSize=size, leading=size * 1.6, wordWrap="CJK", **more
        )

    big, body, cell = style(30, alignment=1, textColor="red"), style(16, firstLineIndent=32), style(10.5)

    def one(values: dict[str, Any]) -> object:
        found = texts(values)
        rows = [[flow.Paragraph(html.escape(str(part)), cell) for part in row] for row in found["rows"]]
        code = drawing(70, 70)
        code.add(barcode(found["code"], barWidth=70, barHeight=70))
        story = [
            flow.Paragraph(found["org"], big),
            flow.Paragraph(found["number"], style(16, alignment=2)),
            flow.Paragraph("受理通知书", style(22, alignment=1)),
            flow.Paragraph(found["to"], style(16)),
            *[flow.Paragraph(text, body) for text in found["paragraphs"]],
            flow.Table(rows, colWidths=[70, 150, 70, 150], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]),
            flow.Table([[code, flow.Paragraph(f"{found['org']}<br/>{found['date']}", cell)]]),
            flow.Image(BytesIO(seal), 119, 119),
            flow.Paragraph(found["copies"], cell),
        ]
        file = BytesIO()
        flow.SimpleDocTemplate(file).build(story)
        return file.getvalue()

    return one


STYLE = f"""
@font-face {{ font-family: Peer; src: url("{(FONTS / "NotoSerifSC-Regular.otf").as_uri()}") }}
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm }}
body {{ font: 16pt/1.8 Peer; text-align: justify }} p {{ text-indent: 2em; margin: 0 }}
h1 {{ color: red; text-align: center; font-size: 30pt }} h2 {{ text-align: center; font-size: 22pt }}
td {{ border: .5pt solid; font-size: 10.5pt }} table {{ border-collapse: collapse; width: 100% }}
"""


def weasyprint(seal: bytes) -> Work:
    """WeasyPrint, its font configuration kept."""
    module = importlib.import_module("weasyprint")
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    sheet = module.CSS(string=STYLE, font_config=fonts)

    def picture(data: bytes, width: str) -> str:
        return f'<img style="width: {width}" src="data:image/png;base64,{base64.b64encode(data).decode()}">'

    def one(values: dict[str, Any]) -> object:
        found = texts(values)
        paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in found["paragraphs"])
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(part))}</td>" for part in row) + "</tr>" for row in found["rows"]
        )
        head = f"<h1>{found['org']}</h1><div>{found['number']}</div><h2>受理通知书</h2><div>{found['to']}</div>"
        code, stamp = picture(qr(found["code"]), "22mm"), picture(seal, "42mm")
        foot = f"{code}<div>{found['org']}<br>{found['date']}{stamp}</div><hr><small>{found['copies']}</small>"
        page = f"{head}{paragraphs}<table>{rows}</table>{foot}"
        return module.HTML(string=page).write_pdf(stylesheets=[sheet], font_config=fonts)

    return one
