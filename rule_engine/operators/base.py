"""The base class of every operator: a node of the `jsonlogic` package's operator tree that can compile and check
itself.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from jsonlogic.core import Operator
from jsonlogic.evaluation import EvaluationContext
from jsonlogic.json_schema.types import AnyType, JSONSchemaType
from jsonlogic.typechecking import TypecheckContext

from rule_engine.operators.checking import Kind, expect
from rule_engine.operators.code import Code, Frame, constant
from rule_engine.values.json import Json
from rule_engine.values.limits import Meter

Observer: TypeAlias = Callable[["Node", Code], Code]
"""Wraps the code of every node, for a trace."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands in the rule as it was written; whether its argument was written without a list around it."""

    pointer: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """An object that stands for itself."""

    value: Json


@dataclass(frozen=True, slots=True)
class Sheet:
    """How an operator is written (for people, in Chinese), and an example: rule, facts, value."""

    write: str
    rule: Json
    facts: Json
    value: Json


@dataclass
class Node(Operator):
    """One operator with its arguments; nothing changes it after parsing.

    Class attributes state the contract: `arity` (least, most or None), `listed` (arguments must be written as a list),
    `spreads` (a bare argument that evaluates to a list is the list of arguments), `quotes` (the argument is not read as
    a rule), `rows` (the first argument is a list to go through), `takes` and `gives` (kinds of arguments and of the
    value).
    """

    arguments: tuple[Any, ...]
    place: Place

    arity: ClassVar[tuple[int, int | None]] = (1, 1)
    listed: ClassVar[bool] = False
    spreads: ClassVar[bool] = False
    quotes: ClassVar[bool] = False
    rows: ClassVar[bool] = False
    bodied: ClassVar[bool] = False
    takes: ClassVar[Kind] = Kind.ANY
    gives: ClassVar[JSONSchemaType] = AnyType()
    sheet: ClassVar[Sheet]

    @classmethod
    def from_expression(cls, operator: str, arguments: list[Any]) -> Node:
        """Called by the package's parser; the first argument is the Place that rule_engine.logic.reading put there."""
        place, *rest = arguments
        return cls(operator, tuple(rest), place)

    @abstractmethod
    def compile(self, codes: Sequence[Code]) -> Code:
        """The code of this node, given the code of its arguments."""

    def evaluate(self, context: EvaluationContext) -> Json:
        """The package's own way to evaluate; gives what the compiled rule gives."""
        data, _ = context.data_stack.tail
        return assemble(self).run(data, Frame(data, Meter()))

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """The type of the value; what is wrong with the arguments is told to the context."""
        for argument in self.arguments:
            expect(self.takes, argument, self, context)
        return self.gives

    def reads(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """What this node itself reads: (records to climb, keys)."""
        return iter(())

    def outcomes(self) -> list[Json]:
        """The literal values that this node may give, as far as the rule itself tells."""
        return []

    @property
    def framed(self) -> bool:
        """Whether its code needs the frame: rows, outer records, the meter."""
        return False

    @property
    def inner(self) -> tuple[Any, ...]:
        """The arguments that read another record than this node: the body of an iteration, what follows a throw."""
        return ()

    @property
    def spread(self) -> bool:
        """Whether the one argument may turn out to be the list of all arguments."""
        return self.spreads and self.place.bare and isinstance(self.arguments[0], Node)


def is_plain(argument: Any) -> bool:
    """Whether an argument holds no operator."""
    return all(map(is_plain, argument)) if isinstance(argument, list) else not isinstance(argument, Node)


def outcomes(argument: Any) -> list[Json]:
    """The literal values that an argument may give; the items of a list are its values."""
    if isinstance(argument, Node):
        return argument.outcomes()
    if isinstance(argument, list):
        return [each for part in argument for each in outcomes(part)]
    return [argument.value if isinstance(argument, Literal) else argument]


def assemble(argument: Any, observe: Observer | None = None) -> Code:
    """Compile an argument and everything below it."""
    if isinstance(argument, Node):
        code = argument.compile([assemble(each, observe) for each in argument.arguments])
        return observe(argument, code) if observe else code
    if isinstance(argument, list):
        return _listing([assemble(each, observe) for each in argument])
    return constant(argument.value if isinstance(argument, Literal) else argument)


def _listing(codes: Sequence[Code]) -> Code:
    if all(code.constant for code in codes):
        return constant([code.value for code in codes])
    runs = [code.run for code in codes]
    return Code(lambda data, frame: [run(data, frame) for run in runs])
