"""Logs are JSON lines, and neither an ID number nor a telephone number gets into one."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from onewindow import logs

ID_NUMBER = "441322199003071234"
MOBILE = "13912345678"


def lines(log: io.StringIO) -> list[dict[str, object]]:
    """The lines logged so far."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_own_and_foreign_events_are_json_lines_of_one_shape(log: io.StringIO) -> None:
    structlog.get_logger("onewindow.x").info("case filed", matter="food_licence", milliseconds=12)
    logging.getLogger("library").warning("slow %s", "query")
    logging.getLogger("library").info("first line\nsecond line")
    logging.getLogger("kombu.connection").info("chatter")
    first, second, third = lines(log)
    assert first["event"] == "case filed"
    assert (first["matter"], first["milliseconds"], first["level"]) == ("food_licence", 12, "info")
    assert (second["event"], second["level"], second["logger"]) == ("slow query", "warning", "library")
    assert third["event"] == "first line\nsecond line"
    assert str(first["at"]).endswith("Z")


def test_context_of_a_request_stands_in_every_line(log: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request="r-1"):
        logging.getLogger("library").warning("inside")
    logging.getLogger("library").warning("outside")
    assert [line.get("request") for line in lines(log)] == ["r-1", None]


def test_a_traceback_shows_the_way_and_no_values(log: io.StringIO) -> None:
    def fails(answer: str) -> None:
        raise ValueError(f"cannot use {ID_NUMBER}")

    try:
        fails("".join(["张三", "的回答"]))
    except ValueError:
        structlog.get_logger("onewindow.x").exception("failed")
    (line,) = lines(log)
    assert "in fails" in str(line["exception"])
    assert "张三的回答" not in str(line)
    assert ID_NUMBER not in str(line)


@pytest.mark.parametrize(
    "text",
    [
        ID_NUMBER,
        "44132219900307123X",
        "441322 19900307 1234",
        f"号码{ID_NUMBER}有误",
        f"Key (id_number)=({ID_NUMBER}) already exists",
        f"手机{MOBILE},",
        f"+86{MOBILE}",
        "139 1234 5678",
        f"/progress?number=1&q={ID_NUMBER}",
        f"/progress?name=%20{MOBILE}",
    ],
)
def test_scrubbing_takes_personal_numbers_out(text: str) -> None:
    cleaned = logs.scrub(text)
    assert ID_NUMBER not in cleaned
    assert "1234" not in cleaned


@pytest.mark.parametrize(
    "text",
    ["441322", "441322001000", "2026-03-07T08:00:00.123456Z", "sha256:0a1b2c", "12000 ms", "1767225600123", "是否?"],
)
def test_scrubbing_leaves_codes_times_and_digests_alone(text: str) -> None:
    assert logs.scrub(text) == text


@given(
    before=st.text(st.characters(exclude_categories=["Nd"])),
    after=st.text(st.characters(exclude_categories=["Nd"])),
    number=st.one_of(
        st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
    ),
)
def test_no_surrounding_text_hides_a_number(before: str, after: str, number: str) -> None:
    assert number not in logs.scrub(f"{before}{number}{after}")
