"""Painting: what stands on a page -> PDF operators (ISO 32000-1, annex A). Layout counts y downwards, PDF upwards."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians, sin

from printing.pdf.fonts import BOX_STAND_IN, FontBook, Glyph
from printing.template.sizes import COLOURS
from printing.typesetting.pages import Art, Dots, Drawn, Fill, Mark, Page, Stamp, Stroke, TextRun

BOLD = 0.022
"""Width of the stroke that thickens letters, as a share of the type size."""
GREY = 0.9


class Painter:
    """Writes the operators of one page."""

    def __init__(
        self, page: Page, book: FontBook, images: Mapping[str, str], shift: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        """`shift` moves everything to the right and down, in points."""
        self.height = page.height
        self.book = book
        self.images = images
        self.out: list[str] = [f"1 0 0 1 {shift[0]:.2f} {-shift[1]:.2f} cm"] if any(shift) else []
        for item in page.drawn:
            self.draw(item)

    def operators(self) -> bytes:
        """All operators of the page."""
        return "\n".join(self.out).encode("ascii")

    def draw(self, item: Drawn) -> None:
        """Write one item."""
        match item:
            case TextRun():
                self.text(item)
            case Stroke():
                self.stroke(item)
            case Fill():
                y = self.height - item.y - item.height
                self.out.append(f"{item.grey:g} g {item.x:.2f} {y:.2f} {item.width:.2f} {item.height:.2f} re f 0 g")
            case Mark():
                self.mark(item)
            case Dots():
                self.dots(item)
            case Art():
                y = self.height - item.y - item.height
                name = self.images[item.name]
                self.out.append(f"q {item.width:.3f} 0 0 {item.height:.3f} {item.x:.3f} {y:.3f} cm /{name} Do Q")
            case Stamp():
                self.stamp(item)

    def text(self, run: TextRun) -> None:
        """Characters; each face of the chain shows its own."""
        before, after = "", ""
        red, green, blue = COLOURS[run.colour]
        if run.colour != "black":
            before, after = f"{red:g} {green:g} {blue:g} rg ", " 0 g"
        if run.spacing:
            before, after = f"{before}{run.spacing:.3f} Tc ", f"{after} 0 Tc"
        table = self.book.glyphs[run.font]
        shown = self.show([table[sign] for sign in run.text], run, (red, green, blue))
        self.out.append(f"BT {before}1 0 0 1 {run.x:.2f} {self.height - run.y:.2f} Tm {shown}{after} ET")

    def show(self, glyphs: list[Glyph], run: TextRun | Stamp, colour: tuple[float, float, float]) -> str:
        """The operators that show glyphs at the current position."""
        parts: list[str] = []
        bold = isinstance(run, TextRun) and run.bold
        thick, current, codes = False, ("", False), ""
        for sign, (font, code, embolden, alias) in zip(run.text, glyphs, strict=True):
            if (font, alias) != current or alias:
                if codes:
                    parts.append(f"<{codes}> Tj")
                    codes = ""
                if (bold or embolden) != thick:
                    thick = bold or embolden
                    stroke = " ".join(f"{part:g}" for part in colour)
                    parts.append(f"2 Tr {run.size * BOLD:.2f} w {stroke} RG" if thick else "0 Tr")
                if font != current[0]:
                    parts.append(f"/{font} {run.size:g} Tf")
                current = (font, alias)
            if alias:
                parts.append(f"{actual(sign)} <{code}> Tj EMC")
            else:
                codes += code
        parts += [f"<{codes}> Tj"] if codes else []
        return " ".join([*parts, "0 Tr"] if thick else parts)

    def stroke(self, item: Stroke) -> None:
        """Lines."""
        red, green, blue = COLOURS[item.colour]
        path = " ".join(
            f"{x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l" for x0, y0, x1, y1 in item.segments
        )
        dash = f"[{item.dash:g} {item.dash * 0.75:g}] 0 d " if item.dash else ""
        undash = " [] 0 d" if item.dash else ""
        self.out.append(f"{item.weight:g} w {red:g} {green:g} {blue:g} RG {dash}{path} S{undash}")

    def mark(self, item: Mark) -> None:
        """A box as vectors, and an invisible character so that it can be searched and copied."""
        side = item.size * 0.78
        x, y = item.x + item.size * 0.11, self.height - item.y - item.size * 0.07
        ops = [f"0 0 0 RG {item.size * 0.06:.2f} w {x:.2f} {y:.2f} {side:.2f} {side:.2f} re S"]
        if item.text == "☑":
            points = [(x + side * a, y + side * b) for a, b in ((0.18, 0.5), (0.42, 0.22), (0.84, 0.8))]
            path = " ".join(f"{px:.2f} {py:.2f} {'l' if index else 'm'}" for index, (px, py) in enumerate(points))
            ops.append(f"{item.size * 0.1:.2f} w {path} S")
        elif item.text == "☒":
            low, high = side * 0.2, side * 0.8
            ops.append(
                f"{x + low:.2f} {y + low:.2f} m {x + high:.2f} {y + high:.2f} l "
                f"{x + low:.2f} {y + high:.2f} m {x + high:.2f} {y + low:.2f} l S"
            )
        glyph = self.book.glyphs["song"][BOX_STAND_IN]
        ops.append(
            f"{actual(item.text)} BT 3 Tr 1 0 0 1 {item.x:.2f} {self.height - item.y:.2f} Tm "
            f"/{glyph.font} {item.size:g} Tf <{glyph.code}> Tj 0 Tr ET EMC"
        )
        self.out += ops

    def dots(self, item: Dots) -> None:
        """The cells of a code as one path, in a coordinate system of whole modules counted downwards."""
        cells = " ".join(["%d %d %d %d re" % cell for cell in item.cells])  # noqa: UP031 - twice as fast
        module = f"{item.module:.6f}"
        self.out.append(f"q 0 g {module} 0 0 -{module} {item.x:.4f} {self.height - item.y:.4f} cm {cells} f Q")

    def stamp(self, item: Stamp) -> None:
        """Grey text turned around its centre."""
        glyphs = [self.book.glyphs["hei"][sign] for sign in item.text]
        angle = radians(item.angle)
        turn = f"{cos(angle):.4f} {sin(angle):.4f} {-sin(angle):.4f} {cos(angle):.4f}"
        shift = -len(item.text) * item.size / 2
        shown = self.show(glyphs, item, (GREY, GREY, GREY))
        self.out.append(
            f"q {turn} {item.x:.2f} {self.height - item.y:.2f} cm {GREY} g "
            f"BT 1 0 0 1 {shift:.2f} {-item.size * 0.38:.2f} Tm {shown} ET Q"
        )


def actual(sign: str) -> str:
    """Begin a span that is extracted as `sign`, whatever glyph shows it."""
    return f"/Span <</ActualText <FEFF{sign.encode('utf-16-be').hex().upper()}>>> BDC"
