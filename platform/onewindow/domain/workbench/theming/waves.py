"""The order of handling as a drawing: columns are waves, lines lead from a result to who waits for it. SVG as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

WIDE, HIGH, GAP_X, GAP_Y, TOP, EDGE = 190, 56, 70, 16, 34, 8
LINE = 13
"""Characters of a title in one line; two lines at most."""


def draw(waves: Sequence[Sequence[str]], waits: Mapping[str, Sequence[str]], titles: Mapping[str, str]) -> str:
    """The drawing of waves of keys. `waits`: key → the keys whose results it needs. The style sheet colours it."""
    places = {
        key: (EDGE + column * (WIDE + GAP_X), TOP + row * (HIGH + GAP_Y))
        for column, wave in enumerate(waves)
        for row, key in enumerate(wave)
    }
    width = 2 * EDGE + len(waves) * WIDE + max(len(waves) - 1, 0) * GAP_X
    height = TOP + max((len(wave) for wave in waves), default=0) * (HIGH + GAP_Y)
    said = "；".join(f"第 {n} 批：{'、'.join(titles[key] for key in wave)}" for n, wave in enumerate(waves, 1))
    parts = [*_heads(waves), *_lines(places, waits, titles), *_boxes(places, titles)]
    return (
        f'<svg class="ow-wave-map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="办理先后：{escape(said)}">{"".join(parts)}</svg>'
    )


def _heads(waves: Sequence[Sequence[str]]) -> Iterator[str]:
    for column, wave in enumerate(waves):
        x = EDGE + column * (WIDE + GAP_X)
        together = "，同时办理" if len(wave) > 1 else ""
        yield f'<text class="ow-wave-head" x="{x}" y="20">第 {column + 1} 批{together}</text>'


def _lines(
    places: Mapping[str, tuple[int, int]], waits: Mapping[str, Sequence[str]], titles: Mapping[str, str]
) -> Iterator[str]:
    for key, needs in waits.items():
        for need in needs:
            (x, y), (to_x, to_y) = places[need], places[key]
            x, y, to_y = x + WIDE, y + HIGH // 2, to_y + HIGH // 2
            bend = (x + to_x) // 2
            yield (
                f'<path class="ow-wave-line" d="M{x} {y}C{bend} {y} {bend} {to_y} {to_x - 6} {to_y}">'
                f"<title>{escape(titles[key])}用{escape(titles[need])}的办理结果</title></path>"
                f'<path class="ow-wave-tip" d="M{to_x - 8} {to_y - 5}L{to_x} {to_y}L{to_x - 8} {to_y + 5}Z"/>'
            )


def _boxes(places: Mapping[str, tuple[int, int]], titles: Mapping[str, str]) -> Iterator[str]:
    for key, (x, y) in places.items():
        lines = _broken(titles[key])
        first = y + HIGH // 2 + (5 if len(lines) == 1 else -4)
        texts = "".join(
            f'<text x="{x + WIDE // 2}" y="{first + 18 * number}" text-anchor="middle">{escape(line)}</text>'
            for number, line in enumerate(lines)
        )
        yield (
            f'<g class="ow-wave-box"><rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="6"/>{texts}'
            f"<title>{escape(titles[key])}</title></g>"
        )


def _broken(title: str) -> list[str]:
    if len(title) <= LINE:
        return [title]
    rest = title[LINE:]
    return [title[:LINE], rest if len(rest) <= LINE else rest[: LINE - 1] + "…"]
