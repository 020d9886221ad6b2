"""The registry of kinds: an instance, so that a test or a tenant can have its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from form_builder.fields.base import Kind
from form_builder.fields.choices import Boolean, Choice, Declaration, MultipleChoice
from form_builder.fields.contact import Phone
from form_builder.fields.dates import DateRange, Day, Moment
from form_builder.fields.division import Division
from form_builder.fields.files import File, Picture
from form_builder.fields.identity import CreditCode, IdNumber
from form_builder.fields.numbers import Fraction, Integer, Money
from form_builder.fields.signature import Signature
from form_builder.fields.statics import StaticText
from form_builder.fields.table import Table
from form_builder.fields.text import Address, LongText, Text


class Registry(Mapping[str, Kind]):
    """Kinds by name, in the order in which a designer offers them."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}
        self._kinds["table"] = Table(self)

    def __getitem__(self, name: str) -> Kind:
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


KINDS = Registry(
    [
        Text(),
        LongText(),
        Integer(),
        Fraction(),
        Money(),
        Day(),
        Moment(),
        DateRange(),
        Boolean(),
        Choice(),
        MultipleChoice(),
        Division(),
        IdNumber(),
        CreditCode(),
        Phone(),
        Address(),
        Picture(),
        File(),
        Signature(),
        StaticText(),
        Declaration(),
    ],
)
"""All kinds of docs/documents.md."""
