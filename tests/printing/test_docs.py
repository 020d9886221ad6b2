"""docs/printing.md names every block, property, format and value there is."""

from __future__ import annotations

import pytest

from printing import sample_values, system_template_keys
from printing.formats import FORMATS
from printing.template.schema import PROPERTIES
from printing.template.sizes import PAPERS, STYLES
from printing.values import look_up
from tests.conftest import ROOT
from tests.printing.paper import system

PAGE = (ROOT / "docs" / "printing.md").read_text("utf-8")


WORDS = {
    word
    for span in PAGE.split("`")[1::2]
    for word in span.replace('"', " ").replace(".", " ").replace("[]", " ").replace(":", " ").split()
}


def is_named(word: str) -> bool:
    """Whether the page names it in code, alone or with others."""
    return word in WORDS


@pytest.mark.parametrize("name", [*FORMATS, *PAPERS, *STYLES])
def test_formats_papers_and_styles_are_documented(name: str) -> None:
    assert is_named(name)


@pytest.mark.parametrize("kind", PROPERTIES)
def test_blocks_and_their_properties_are_documented(kind: str) -> None:
    assert f"`{kind}`" in PAGE
    (row,) = [line for line in PAGE.splitlines() if line.startswith("| `") and f"`{kind}`" in line.split("|")[1]]
    for name in PROPERTIES[kind]:
        assert name in row or name in ("if", "elements", "align", "text", "caption"), name


@pytest.mark.parametrize("key", system_template_keys())
def test_values_of_system_templates_are_documented_and_in_the_sample(key: str) -> None:
    for name in system(key).names:
        path = name.replace("[]", ".0").split(".")
        value: object = sample_values()
        for step in path:
            value = value[0] if step == "0" and isinstance(value, list) else look_up(value, (step,))
            assert value is not None, name
        if not name.startswith("guide."):
            last = name.rpartition(".")[2].removesuffix("[]")
            assert is_named(last), name
