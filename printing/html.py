"""The HTML twin of a page: the same pages value, drawn as SVG that a browser shows, selects and searches."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from printing.fonts import FontSet
from printing.template.sizes import COLOURS
from printing.typesetting.pages import Art, Dots, Drawn, Fill, Mark, Page, Stamp, Stroke, TextRun

FAMILIES = {"hei": "Noto Sans SC, SimHei, sans-serif"}
SERIF = "Noto Serif SC, SimSun, serif"
STAMP_GREY = "#e6e6e6"


def page_html(page: Page, fonts: FontSet, *, image_url: Callable[[str], str] = str) -> str:
    """One page as an `<svg>` element, without style attributes or scripts (a strict content security policy holds).

    Every text run takes exactly the room it has on paper, whatever fonts the browser knows. `image_url` gives the
    address of an image by its name.
    """
    body = "".join(_drawn(item, fonts, image_url) for item in page.drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ow-paper" role="group" '
        f'viewBox="0 0 {page.width:.2f} {page.height:.2f}">'
        f'<rect width="{page.width:.2f}" height="{page.height:.2f}" fill="#fff"/>{body}</svg>'
    )


def _drawn(item: Drawn, fonts: FontSet, image_url: Callable[[str], str]) -> str:
    match item:
        case TextRun():
            return _text(item, fonts)
        case Stroke():
            path = " ".join(f"M{x0:.2f} {y0:.2f}L{x1:.2f} {y1:.2f}" for x0, y0, x1, y1 in item.segments)
            dash = f' stroke-dasharray="{item.dash:g}"' if item.dash else ""
            return (
                f'<path d="{path}" fill="none" stroke="{_colour(item.colour)}" stroke-width="{item.weight:g}"{dash}/>'
            )
        case Fill():
            tone = f"#{round(item.grey * 255):02x}" + f"{round(item.grey * 255):02x}" * 2
            return _rect(item.x, item.y, item.width, item.height, tone)
        case Mark():
            return f'<text x="{item.x:.2f}" y="{item.y:.2f}" font-size="{item.size:g}">{escape(item.text)}</text>'
        case Dots():
            cells = "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in item.cells)
            place = f"translate({item.x:.3f} {item.y:.3f}) scale({item.module:.5f})"
            return f'<path transform="{place}" d="{cells}"><title>{escape(item.data)}</title></path>'
        case Art():
            link, place = escape(image_url(item.name)), f'x="{item.x:.2f}" y="{item.y:.2f}"'
            size = f'width="{item.width:.2f}" height="{item.height:.2f}"'
            return f'<image href="{link}" {place} {size} preserveAspectRatio="none"/>'
        case Stamp():
            turn = f"translate({item.x:.2f} {item.y:.2f}) rotate({-item.angle:g})"
            style = f'font-size="{item.size:.2f}" fill="{STAMP_GREY}" text-anchor="middle" dominant-baseline="central"'
            return f'<text transform="{turn}" {style}>{escape(item.text)}</text>'


def _text(run: TextRun, fonts: FontSet) -> str:
    widths = fonts.chain(run.font).widths
    reach = sum(map(widths.__getitem__, run.text)) * run.size / 1000 + run.spacing * len(run.text)
    weight = ' font-weight="700"' if run.bold or run.font == "title" else ""
    return (
        f'<text x="{run.x:.2f}" y="{run.y:.2f}" font-size="{run.size:g}" font-family="{FAMILIES.get(run.font, SERIF)}" '
        f'fill="{_colour(run.colour)}" textLength="{reach:.2f}" xml:space="preserve"{weight}>{escape(run.text)}</text>'
    )


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{colour}"/>'


def _colour(name: str) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in COLOURS[name])
