"""Figures come in one shape, and each measuring module is explained."""

from __future__ import annotations

import pathlib
import re

import pytest

from tests.bench.__main__ import KEYS, figures_of, line, main, missed, modules

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "bench.md"


def test_every_module_measures_and_is_explained() -> None:
    explained = set(re.findall(r"^## (\S+)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(modules()) == explained
    assert all(callable(figures_of(name)) for name in modules())


@pytest.mark.parametrize(
    ("value", "unit", "peer_value", "ratio"),
    [(2.0, "ms", 5.0, 2.5), (5.0, "ms", 2.0, 0.4), (500.0, "forms per second", 100.0, 5.0), (0.0, "ms", 1.0, None)],
)
def test_the_ratio_says_how_many_times_better(value: float, unit: str, peer_value: float, ratio: float | None) -> None:
    figure = line({"name": "x.y", "value": value, "unit": unit, "peer": "other", "peer_value": peer_value})
    assert figure["ratio"] == ratio
    assert tuple(figure) == KEYS


@pytest.mark.parametrize(
    ("value", "unit", "goal", "is_missed"),
    [
        (9, "ms", 10, False),
        (11, "ms", 10, True),
        (9, "ms", None, False),
        (11, "rules per second", 10, False),
        (9, "rules per second", 10, True),
    ],
)
def test_a_goal_is_a_bound_from_the_right_side(value: float, unit: str, goal: float | None, is_missed: bool) -> None:
    assert missed({"name": "x.y", "value": value, "unit": unit, "goal": goal}) is is_missed


def test_an_unknown_name_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["nonsense"])
    assert caught.value.code == 2
    assert "there is" in capsys.readouterr().err
