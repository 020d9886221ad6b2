"""Golden pages: where every text, line and image of each system document stands, to a tenth of a point.

`PRINTING_GOLDEN=write pytest tests/printing/test_golden.py` writes them anew; look at the difference before committing.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from printing import FontSet, Page, layout, sample_values, system_template_keys
from printing.typesetting.pages import Art, Dots, Drawn, Fill, Mark, Stamp, Stroke, TextRun
from tests.printing.paper import condition, system

GOLDEN = Path(__file__).parent / "golden"


def seal() -> bytes:
    """A square image: its proportions are all that the layout reads."""
    file = BytesIO()
    Image.new("RGBA", (2, 2)).save(file, "PNG")
    return file.getvalue()


def normal(pages: tuple[Page, ...]) -> str:
    """Pages as text, one thing a line."""
    lines = []
    for number, page in enumerate(pages, 1):
        lines.append(f"page {number} {page.width:.1f} x {page.height:.1f}")
        lines += [line(item) for item in page.drawn]
    return "\n".join(lines) + "\n"


def line(item: Drawn) -> str:
    match item:
        case TextRun():
            more = f" spaced {item.spacing:.2f}" if item.spacing else ""
            more += " bold" * item.bold + (f" {item.colour}" if item.colour != "black" else "")
            return f"{item.x:.1f} {item.y:.1f} {item.font} {item.size:g} {item.text}{more}"
        case Mark():
            return f"{item.x:.1f} {item.y:.1f} box {item.size:g} {item.text}"
        case Fill() | Art():
            what = item.name if isinstance(item, Art) else f"grey {item.grey:g}"
            return f"{item.x:.1f} {item.y:.1f} {item.width:.1f} x {item.height:.1f} {what}"
        case Stroke():
            style = f"{item.weight:g} {item.colour}" + (" dashed" if item.dash else "")
            return f"lines {style} " + " ".join("{:.1f},{:.1f}-{:.1f},{:.1f}".format(*part) for part in item.segments)
        case Dots():
            return f"{item.x:.1f} {item.y:.1f} code of {len(item.cells)} cells {item.module:.2f} {item.data}"
        case Stamp():
            return f"{item.x:.1f} {item.y:.1f} stamp {item.size:.1f} {item.text}"


@pytest.mark.parametrize("key", system_template_keys())
def test_golden(key: str, fonts: FontSet) -> None:
    seals = dict.fromkeys(("seal", "acceptance_seal", "receipt_seal"), seal())
    found = normal(layout(system(key), sample_values(), fonts, condition=condition, images=seals).pages)
    file = GOLDEN / f"{key}.txt"
    if os.environ.get("PRINTING_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(found, "utf-8")
    assert found == file.read_text("utf-8")
