"""Rules and records made up at random: form-like, full of blanks, of numbers typed as text, of wrong values."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

NUMBERS: list[Any] = [
    0,
    1,
    -1,
    2,
    3,
    10,
    15,
    300,
    10**15,
    Decimal("0.1"),
    Decimal("0.25"),
    Decimal("-2.5"),
    Decimal("99.995"),
]
NUMERALS = [
    "441322198001010011.25",
    "1e60",
    "0.000001",
    "0",
    "1",
    "10",
    "9",
    "007",
    "-3",
    "12.50",
    "0.1",
    ".5",
    "3.",
    "1e3",
    "1E-2",
    "+4",
    " 8 ",
    "300.00",
    "9" * 20,
]
BLANKS: list[Any] = [None, "", " ", "\u3000", "\t\n", [], "\x85"]
WORDS = [
    "企业",
    "个体工商户",
    "租赁",
    "a",
    "b",
    "ab",
    "abc",
    "罗阳街道",
    " 企业 ",
    "𠮷野家",
    "\uffee",
    "0x1",
    "1_0",
    "١",
    "true",
]
CODES = ["441322198001010011", "441322198001010012", "441322", "44132200", "4413"]
DATES = [
    "2026-01-31",
    "2026-02-28",
    "2024-02-29",
    "1946-03-02",
    "2026-12-31",
    "2026-10-01T09:30",
    "2026-02-30",
    "2026-1-1",
]
UNITS = ["day", "month", "year", "working_day"]
NAMES = [
    "a",
    "b",
    "c",
    "s",
    "t",
    "d",
    "e",
    "f",
    "g",
    "l",
    "m",
    "rows",
    "org.name",
    "org.kind",
    "org.n",
    "l.0",
    "rows.1.n",
    "none",
]
ROW = ["n", "s", "d", "k", "none", ""]
CALENDAR = {"2026": {"01-01": False, "02-14": True, "02-16": False, "10-01": False}, "2024": {}}


def scalar(rng: random.Random) -> Any:
    """A value of any sort that is not a list."""
    return rng.choice(rng.choice([NUMBERS, NUMERALS, BLANKS, WORDS, CODES, DATES, [True, False]]))


def some(rng: random.Random, *pools: list[Any]) -> Any:
    """A value of these pools, often a blank."""
    return rng.choice(BLANKS if rng.random() < 0.3 else rng.choice(pools))


def row(rng: random.Random) -> Any:
    """A row of a table; sometimes not a row at all."""
    if rng.random() < 0.1:
        return scalar(rng)
    made = {
        "n": some(rng, NUMBERS, NUMERALS),
        "s": some(rng, WORDS, CODES),
        "d": some(rng, DATES),
        "k": [some(rng, WORDS) for _ in range(rng.randint(0, 2))],
    }
    return {key: value for key, value in made.items() if rng.random() < 0.85}


def facts(rng: random.Random) -> dict[str, Any]:
    """A record with keys missing here and there."""
    made: dict[str, Any] = {
        **{key: some(rng, NUMBERS, NUMERALS) for key in "abc"},
        **{key: some(rng, WORDS, CODES, NUMERALS) for key in "st"},
        **{key: some(rng, DATES) for key in "de"},
        **{key: rng.choice([True, False, None]) for key in "fg"},
        "l": [some(rng, WORDS, NUMERALS, NUMBERS) for _ in range(rng.randint(0, 3))],
        "m": some(rng, NUMBERS) if rng.random() < 0.3 else [some(rng, NUMBERS) for _ in range(rng.randint(0, 3))],
        "rows": [row(rng) for _ in range(rng.randint(0, 3))],
        "org": {"name": some(rng, WORDS), "kind": some(rng, WORDS), "n": some(rng, NUMBERS, NUMERALS)},
        "calendar": rng.choice([CALENDAR, CALENDAR, None, {"2026": 1}]),
        "today": "2026-03-01",
    }
    return {key: value for key, value in made.items() if rng.random() < 0.9}


class Rules:
    """A source of random rules."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def rule(self, depth: int, level: int = 0) -> Any:
        """Anything; `level` counts the rows it stands inside of."""
        if depth <= 0 or self.rng.random() < 0.12:
            return self.leaf(level)
        make = self.rng.choice(
            [self.condition, self.condition, self.calculation, self.text, self.listing, self.date, self.control]
        )
        return make(depth - 1, level)

    def leaf(self, level: int) -> Any:
        """A read or a literal."""
        rng = self.rng
        if rng.random() < 0.35:
            return scalar(rng) if rng.random() < 0.9 else [scalar(rng) for _ in range(rng.randint(0, 3))]
        name = rng.choice(ROW if level and rng.random() < 0.7 else NAMES)
        kind = rng.random()
        if kind < 0.7:
            return {"var": name} if rng.random() < 0.8 else {"var": [name, scalar(rng)]}
        if kind < 0.85:
            return {"val": name.split(".")}
        return {"val": [[rng.choice([1, 2, 3, -2])], rng.choice([*NAMES, "index"])]}

    def many(self, depth: int, level: int, least: int, most: int) -> list[Any]:
        """So many rules."""
        return [self.rule(depth, level) for _ in range(self.rng.randint(least, most))]

    def condition(self, depth: int, level: int) -> Any:
        """Something that is true or false."""
        rng, name = (
            self.rng,
            self.rng.choice(["==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "blank", "!", "!!", "missing"]),
        )
        if name in ("blank", "!", "!!"):
            return {name: self.rule(depth, level)}
        if name == "missing":
            names = [rng.choice(NAMES) for _ in range(rng.randint(0, 3))]
            return rng.choice(
                [
                    {"missing": names},
                    {"missing_some": [rng.randint(0, 3), names]},
                    {"exists": rng.choice(NAMES).split(".")},
                ]
            )
        if name == "in":
            where = rng.choice(
                [
                    self.leaf(level),
                    [scalar(rng) for _ in range(rng.randint(0, 4))],
                    [rng.choice(WORDS) for _ in range(3)],
                ]
            )
            return {"in": [self.rule(depth, level), where]}
        return {name: self.many(depth, level, 2, 2 if rng.random() < 0.8 else 4)}

    def calculation(self, depth: int, level: int) -> Any:
        """A number."""
        rng, name = self.rng, self.rng.choice(["+", "+", "-", "*", "/", "%", "min", "max", "round"])
        if name == "round":
            return {"round": [self.rule(depth, level), rng.choice([0, 1, 2, -1, 3, "2", None])]}
        if name != "%" and rng.random() < 0.2:
            return {name: rng.choice([self.listing(depth, level), {"var": "l"}, {"var": "m"}])}
        return {name: self.many(depth, level, 2, 3)}

    def text(self, depth: int, level: int) -> Any:
        """A text, or a question about one."""
        rng, name = self.rng, self.rng.choice(["cat", "substr", "starts_with", "ends_with", "length"])
        if name == "substr":
            return {
                "substr": [
                    self.rule(depth, level),
                    *[rng.choice([0, 1, 2, -1, -3, 6, "2", None]) for _ in range(rng.randint(1, 2))],
                ]
            }
        if name == "length":
            return {"length": [self.rule(depth, level)]}
        return {name: self.many(depth, level, 2, 2)}

    def listing(self, depth: int, level: int) -> Any:
        """A list, or a question about one."""
        rng, name = self.rng, self.rng.choice(["map", "filter", "all", "some", "none", "reduce", "merge"])
        if name == "merge":
            return {"merge": self.many(depth, level, 0, 3)}
        source = (
            {"var": rng.choice(["rows", "rows", "l", "m", "k"])} if rng.random() < 0.85 else self.rule(depth, level)
        )
        if source is None:
            source = []
        if name == "reduce":
            body = {
                rng.choice(["+", "cat", "max", "*"]): [
                    {"var": rng.choice(["current", "current.n"])},
                    {"var": "accumulator"},
                ]
            }
            return {"reduce": [source, body, *([scalar(rng)] if rng.random() < 0.8 else [])]}
        return {name: [source, self.rule(depth, level + 1)]}

    def date(self, depth: int, level: int) -> Any:
        """A date, or a distance."""
        rng = self.rng
        dates = [
            rng.choice([{"var": "d"}, {"var": "e"}, {"var": "today"}, rng.choice(DATES), self.leaf(level)])
            for _ in range(2)
        ]
        kind = rng.random()
        if kind < 0.3:
            return {"age_on": dates}
        unit = [rng.choice(UNITS)] if rng.random() < 0.8 else []
        if kind < 0.6:
            return {"date_add": [dates[0], rng.choice([0, 1, -1, 5, 30, -45, "3", None, self.leaf(level)]), *unit]}
        return {"date_diff": [*dates, *unit]}

    def control(self, depth: int, level: int) -> Any:
        """A decision."""
        rng, name = self.rng, self.rng.choice(["if", "if", "and", "and", "or", "or", "??", "try", "list", "preserve"])
        if name == "list":
            return self.many(depth, level, 0, 3)
        if name == "preserve":
            return {"preserve": rng.choice([{"var": "a"}, [1, {"b": None}], {}])}
        if name == "try" and rng.random() < 0.1:
            return {"throw": self.rule(depth, level)}
        if name == "try":
            first = {"throw": scalar(rng)} if rng.random() < 0.5 else self.rule(depth, level)
            return {"try": [first, rng.choice([{"val": "type"}, self.rule(depth, level)])]}
        return {name: self.many(depth, level, 2, 4)}


def pairs(seed: int, count: int) -> Iterator[tuple[Any, Any]]:
    """`count` pairs of a rule and a record, always the same for one seed."""
    rng = random.Random(seed)
    for _ in range(count):
        yield Rules(rng).rule(rng.randint(1, 4)), facts(rng)
