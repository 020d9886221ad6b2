"""`python3 go.py bench [NAME…] [--strict]`: one JSON line a figure. docs/bench.md explains each.

Every module beside this one has `figures()`, which yields mappings with `name`, `value`, `unit` and, where they exist,
`goal`, `peer` (the program compared with) and `peer_value`. A goal is an upper bound, or a lower one for units that end
in "per second".
"""

from __future__ import annotations

import argparse
import importlib
import json
import pathlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Figure = Mapping[str, Any]
KEYS = ("name", "value", "unit", "goal", "peer", "peer_value", "ratio")
HERE = pathlib.Path(__file__).parent


def modules() -> list[str]:
    """The names of the measuring modules."""
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def figures_of(name: str) -> Callable[[], Iterable[Figure]]:
    """The measuring function of a module."""
    figures: Callable[[], Iterable[Figure]] = importlib.import_module(f"tests.bench.{name}").figures
    return figures


def line(figure: Figure) -> dict[str, Any]:
    """A figure with all keys in order; `ratio` says how many times better than its peer it is."""
    peer_value = figure.get("peer_value")
    ratio = None if peer_value is None else _times_better(figure["value"], peer_value, figure["unit"])
    return {**{key: figure.get(key) for key in KEYS}, "ratio": ratio}


def missed(figure: Figure) -> bool:
    """Whether a figure has a goal and does not meet it."""
    goal, value = figure.get("goal"), figure["value"]
    if goal is None:
        return False
    return bool(value < goal if _more_is_better(figure["unit"]) else value > goal)


def measure(names: list[str]) -> Iterator[dict[str, Any]]:
    """The figures of the named modules, as they are measured."""
    for name in names:
        for figure in figures_of(name)():
            yield line(figure)


def _more_is_better(unit: str) -> bool:
    return unit.endswith("per second")


def _times_better(value: float, peer_value: float, unit: str) -> float | None:
    better, worse = (value, peer_value) if _more_is_better(unit) else (peer_value, value)
    return round(better / worse, 2) if worse else None


def main(argv: list[str]) -> int:
    """Print the figures; 1 when --strict is given and a goal is missed, 2 for a name that does not exist."""
    parser = argparse.ArgumentParser("python3 go.py bench", description="One JSON line a figure; see docs/bench.md.")
    parser.add_argument("name", nargs="*", help=f"what to measure, everything by default: {', '.join(modules())}")
    parser.add_argument("--strict", action="store_true", help="fail when a goal is missed")
    asked = parser.parse_args(argv)
    if unknown := set(asked.name) - set(modules()):
        parser.error(f"nothing is measured under {', '.join(sorted(unknown))}; there is {', '.join(modules())}")
    failed = False
    for figure in measure(asked.name or modules()):
        print(json.dumps(figure, ensure_ascii=False), flush=True)
        failed |= missed(figure)
    return int(failed and asked.strict)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
