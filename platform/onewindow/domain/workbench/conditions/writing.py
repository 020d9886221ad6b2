"""Blocks as JsonLogic."""

from __future__ import annotations

from typing import Any

from onewindow.domain.workbench.conditions.blocks import (
    Age,
    Between,
    Block,
    Compared,
    Count,
    Field,
    Given,
    Group,
    Listed,
    Mode,
    Rows,
    Span,
    State,
    Subject,
)

Json = Any


def write(block: Block) -> Json:
    """The rule that a block stands for."""
    match block:
        case Compared(subject, relation, other, denied):
            compared = {relation: [subject_rule(subject), operand(other)]}
            return {"!": [compared]} if denied else compared
        case Between(low, relation, subject, high):
            return {relation: [low.value, subject_rule(subject), high.value]}
        case Listed():
            return _listed(block)
        case State(field, filled, bare):
            blank = {"blank": subject_rule(field) if bare else [subject_rule(field)]}
            return {"!": [blank]} if filled else blank
        case Group(Mode.NONE, (part,), True):
            return {"!": [write(part)]}
        case Group(mode, parts):
            junction = {"or" if mode in (Mode.ANY, Mode.NONE) else "and": [write(part) for part in parts]}
            return {"!": [junction]} if mode in (Mode.NONE, Mode.NOT_ALL) else junction
        case Rows(table, how, inside):
            return {how: [subject_rule(table), write(inside)]}
        case _:
            return block.rule


def subject_rule(subject: Subject) -> Json:
    """What a sentence is about, as a rule."""
    match subject:
        case Field(path):
            return {"var": path}
        case Age(born, on):
            return {"age_on": [subject_rule(born), subject_rule(on)]}
        case Span(start, end, unit):
            return {"date_diff": [subject_rule(start), subject_rule(end), unit]}
        case Count(of):
            return {"length": [subject_rule(of)]}


def operand(other: Given | Field) -> Json:
    """What a comparison holds its subject against."""
    return other.value if isinstance(other, Given) else subject_rule(other)


def _listed(block: Listed) -> Json:
    subject, values = subject_rule(block.subject), list(block.values)
    if block.how in ("some", "all"):
        return {block.how: [subject, {"in": [{"var": ""}, values]}]}
    among = {"in": [subject, values]}
    return among if block.how == "in" else {"!": [among]}
