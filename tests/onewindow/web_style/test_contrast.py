"""Contrast of the tokens, computed: texts 4.5:1, outlines of controls and focus 3:1 (WCAG 2.1, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import pathlib
import re

import pytest

import onewindow.web

TOKENS = pathlib.Path(onewindow.web.__file__).parent / "static/css/tokens.css"
COLOURS = dict(re.findall(r"--ow-([\w-]+):\s*(#[0-9a-f]{6})", TOKENS.read_text(encoding="utf-8")))
LIGHT = ["surface", "ground", "sunken"]
TEXTS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "primary", "primary-strong", "seal") for ground in LIGHT],
    *[("ink-mute", ground) for ground in LIGHT],
    *[(tint, f"{tint}-soft") for tint in ("seal", "amber", "pine", "plum")],
    *[("primary-strong", "primary-soft"), ("ink", "primary-soft"), ("ink", "amber-soft"), ("ink", "seal-soft")],
    *[("on-primary", "primary"), ("on-primary", "primary-strong"), ("on-primary", "seal"), ("on-primary", "pine")],
    *[("on-deep", "primary-deep"), ("on-deep-mute", "primary-deep"), ("pine", "surface"), ("amber", "surface")],
]
OUTLINES = [("line-strong", "surface"), ("focus", "surface"), ("focus", "ground"), ("focus-on-deep", "primary-deep")]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two tokens."""
    light, dark = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("line", "ground"), OUTLINES)
def test_outline(line: str, ground: str) -> None:
    assert contrast(line, ground) >= 3
