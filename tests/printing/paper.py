"""Looking at printed paper: text as a reader copies it, codes as a scanner reads them at 203 dpi."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pypdfium2
import pytest
from PIL import Image

from printing import FontSet, Json, Template, compile_template, system_template
from printing.values import look_up

DPI = 203


def condition(rule: Json, values: Mapping[str, object]) -> bool:
    """The few operators the system templates use; the shell hands in its rule engine."""
    if not isinstance(rule, dict):
        return bool(rule)
    ((operator, argument),) = rule.items()
    if operator == "var":
        return bool(look_up(values, tuple(str(argument).split("."))))
    if operator == "!":
        return not condition(argument, values)
    if operator == ">" and isinstance(argument, list):
        left, right = argument
        assert isinstance(left, dict)
        assert isinstance(right, int)
        number = look_up(values, (str(left["var"]),))
        return isinstance(number, int) and number > right
    raise AssertionError(operator)


def template(blocks: Sequence[Json], **more: Json) -> Template:
    """A template around a few blocks."""
    return compile_template(
        {"schema": "onewindow/template/1", "key": "t", "name": "试样", "blocks": list(blocks), **more}
    )


def system(key: str) -> Template:
    """A compiled system template."""
    return compile_template(system_template(key))


def tool(name: str) -> str:
    """Where a program is; the test skips, with the reason, where it is not installed."""
    path = shutil.which(name)
    if path is None:
        lacking(name)
    return path


def lacking(package: str) -> NoReturn:
    """Set a test aside that needs what this machine has not; where everything has to be there, it fails (.ci/run)."""
    if os.environ.get("ONEWINDOW_REQUIRE_PAPER"):
        pytest.fail(f"{package} is required in this run and not installed: apt-get install {package}")
    pytest.skip(f"{package} is not installed")


def text_of(data: bytes, folder: Path) -> str:
    """What `pdftotext -raw` gives back, without white space."""
    file = folder / "paper.pdf"
    file.write_bytes(data)
    done = subprocess.run([tool("pdftotext"), "-raw", "-enc", "UTF-8", file, "-"], capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    return squeezed(done.stdout.decode())


def squeezed(text: str) -> str:
    """Without any white space."""
    return "".join(text.split())


def pictures(data: bytes) -> list[Image.Image]:
    """The pages as a 203-dpi printer puts them on paper: black or white."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [
            page.render(scale=DPI / 72).to_pil().convert("L").point(lambda tone: 255 * (tone > 127))
            for page in document
        ]
    finally:
        document.close()


def scanned(image: Image.Image, folder: Path) -> set[str]:
    """What zbarimg reads."""
    file = folder / "page.png"
    image.save(file)
    done = subprocess.run([tool("zbarimg"), "--quiet", "--raw", file], capture_output=True, check=False)
    return set(done.stdout.decode().split("\n")) - {""}


def ink(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The smallest rectangle that holds everything printed."""
    return image.point(lambda tone: 255 - tone).getbbox()


def words(values: Mapping[str, Any], fonts: FontSet) -> list[str]:
    """All texts in values, as a reader would look for them."""
    found: list[str] = []
    for value in values.values():
        if isinstance(value, Mapping):
            found += words(value, fonts)
        elif isinstance(value, list):
            for item in value:
                found += words(item if isinstance(item, Mapping) else {"": item}, fonts)
        elif isinstance(value, str):
            found.append(value)
    return found
