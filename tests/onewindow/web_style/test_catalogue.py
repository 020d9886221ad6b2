"""The words of the pages: all translated, the compiled catalogue up to date, no Chinese written into templates."""

from __future__ import annotations

import io
import pathlib
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import onewindow.web
from tests.onewindow.web_style.gallery import create_gallery
from tests.onewindow.web_style.samples import PAGES

WEB = pathlib.Path(onewindow.web.__file__).parent
CHINESE = WEB / "locale/zh/LC_MESSAGES"
UPDATE = "see «Words» in docs/design.md: pybabel extract, update, compile"
HAN = re.compile("[\u4e00-\u9fff]")


def key(message_id: str | tuple[str, ...] | list[str]) -> str:
    """The singular of a message: what it is looked up by."""
    return message_id if isinstance(message_id, str) else message_id[0]


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """The Chinese catalogue as it is written."""
    with (CHINESE / "messages.po").open("rb") as file:
        return read_po(file, locale="zh")


def test_every_message_is_translated(catalogue: Catalog) -> None:
    with (WEB / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = {key(message) for _, _, message, _, _ in extract_from_dir(WEB, methods, options)}
    translated = {key(message.id) for message in catalogue if message.id and all(message.string)}
    assert not found - translated, f"not translated, {UPDATE}"
    assert not translated - found, f"no longer used, {UPDATE}"


def test_translations_keep_their_places(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        text = message.string if isinstance(message.string, str) else message.string[0]
        for pattern in (r"%\(\w+\)s", r"\{\w+\}", r"</?\w+>"):
            assert sorted(re.findall(pattern, key(message.id))) == sorted(re.findall(pattern, text)), message.id


def test_the_compiled_catalogue_is_up_to_date(catalogue: Catalog) -> None:
    out = io.BytesIO()
    write_mo(out, catalogue)
    assert (CHINESE / "messages.mo").read_bytes() == out.getvalue(), UPDATE


def test_templates_hold_no_chinese() -> None:
    for path in (WEB / "templates").rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not HAN.search(text), f"{path.name}: write English and translate it in messages.po"


def test_english_pages_are_english() -> None:
    """Sample data is Chinese in either language; the words around it are not."""
    client = create_gallery().test_client()
    for name in PAGES:
        page = client.get(f"/{name}?lang=en").get_data(as_text=True)
        words = re.search(r'<script type="application/json" id="ow-words">(.*?)</script>', page, re.DOTALL)
        assert not words or not HAN.search(words.group(1)), name
        assert "Skip to the content" in page
