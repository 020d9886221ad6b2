"""Texts in words and back: nothing of a template is lost by showing it to somebody who cannot read its language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain.workbench.papers import outline, properties
from onewindow.domain.workbench.papers.names import LISTS, names, row_names
from onewindow.domain.workbench.papers.wording import Wording
from onewindow.domain.workbench.places import find
from printing import system_template, system_template_keys
from tenants.pointers import parse

ALL = names([("person.name", "姓名", "text"), ("person.birth", "出生日期", "date")])
WORDS = Wording(ALL)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("{{applicant.name}}：", "【申请人姓名或名称】："),
        ("{{case.corrected_on?|date}}", "【补正日期·可空·年月日】"),
        ("{{limits.statutory?|limit|or:未规定}}", "【法定时限·可空·时限·没有时写“未规定”】"),
        ("[[b|{{case.accepted_on|date}}]]起", "〖粗体|【受理日期·年月日】〗起"),
        ("签名：[[blank:10]]", "签名：〖空10格〗"),
        ("[[blank:8|{{clerk.name}}]]", "〖空8格|【联系人】〗"),
        ("{{answers.person.name}}", "【申请表：姓名】"),
        ("{{secret.thing}}", "{{secret.thing}}"),
    ],
)
def test_words_of_a_text(code: str, words: str) -> None:
    assert WORDS.words(code) == words
    assert WORDS.code(words) == code


def test_labels_are_unique() -> None:
    assert len({name.label for name in ALL}) == len(ALL)
    for source in LISTS:
        rows = row_names(source)
        assert len({name.label for name in rows}) == len(rows)


PIECES = st.sampled_from(
    [
        "{{applicant.name}}",
        "{{n",
        "}}",
        "[[b|",
        "]]",
        "【",
        "】",
        "〖",
        "〗",
        "|",
        "·",
        "可空",
        "\\",
        "粗体",
        "空8格",
        "“",
        "”",
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join))
def test_what_is_shown_is_read_back_as_it_was(text: str) -> None:
    text = text.replace("\r", "")
    if not set(text) & set("【】〖〗"):
        assert WORDS.code(WORDS.words(text)) == text
    template = {"blocks": [{"type": "paragraph", "text": text}]}
    shown = properties.in_words("blocks/0/text", [text], template, WORDS)
    assert properties.from_words({"blocks/0/text": shown}, template, WORDS) == {"blocks/0/text": [text]}


def texts_of(template: Any) -> Iterator[tuple[str, str]]:
    """Every text that a control of the designer shows, with its name."""
    for line in outline.lines(template, WORDS):
        if not line.kind:
            continue
        block = find(template, parse(line.name))
        for key in ("text", "org", "date", "data", "caption", "label", "number", "empty"):
            if isinstance(block.get(key), str):
                yield f"{line.name}/{key}", block[key]
        for rows in ("items", "columns"):
            for at, row in enumerate(block.get(rows, ())):
                if isinstance(row, dict):
                    name = row.get("id", str(at))
                    yield from (
                        (f"{line.name}/{rows}/{name}/{key}", row[key]) for key in ("text", "label") if key in row
                    )


@pytest.mark.parametrize("key", system_template_keys())
def test_every_text_of_the_platform_survives(key: str) -> None:
    template = system_template(key)
    found = list(texts_of(template))
    assert found
    for name, text in found:
        shown = properties.in_words(name, [text], template, WORDS)
        assert properties.from_words({name: shown}, template, WORDS) == {name: [text]}, name


def test_hardly_a_path_is_left_to_read() -> None:
    """Of the papers of matters nearly every value has a name in Chinese."""
    left = []
    for key in ("acceptance_notice", "receipt", "correction_notice", "permit_decision", "denial_decision"):
        template = system_template(key)
        for name, text in texts_of(template):
            left += [text for shown in properties.in_words(name, [text], template, WORDS) if "{{" in shown]
    assert left == []
