"""Who applies, read from the answers: a number that identifies (R090) and the name that belongs to it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from form_builder import FormPlan, display

_PREFERRED = ("applicant", "org", "mother", "father", "guardian")
"""Namespaces of applicants, first come first; any other follows in the order of the form."""
_AGENT = "entrust"
_NUMBERS = {"id_number": "居民身份证", "credit_code": "统一社会信用代码"}
_ID_SUFFIX = "id_number"


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation as the answers name it; `id_kind` is the Chinese name of the identity document."""

    name: str = ""
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    organisation: bool = False


def applicant_of(plan: FormPlan, answers: Mapping[str, Any]) -> Party:
    """The applicant: the first identified party of the form with a name, else the first name of a known namespace."""
    parties = [pair for pair in _parties(plan) if answers.get(pair[0])]
    for name_key, number_key in sorted(parties, key=_rank):
        return _party(plan, answers, name_key, number_key)
    names = [f"{namespace}.name" for namespace in _PREFERRED]
    named = next((key for key in names if answers.get(key)), "")
    return _party(plan, answers, named, "") if named else Party()


def subject_key(plan: FormPlan) -> str:
    """The field whose number says whose application this is (R090); empty when the form asks for none."""
    return next((number for _name, number in sorted(_parties(plan), key=_rank)), "")


def subject_of(plan: FormPlan, answers: Mapping[str, Any]) -> str:
    """The number that says whose application this is; empty while it is not known."""
    return next(
        (str(answers[number]) for _name, number in sorted(_parties(plan), key=_rank) if answers.get(number)), ""
    )


def subject_hash(secret: str, county: int, number: str) -> str:
    """The index of a person or organisation inside a county: an HMAC, so that the table tells no numbers."""
    return hmac.new(secret.encode(), f"subject|{county}|{number}".encode(), hashlib.sha256).hexdigest()


def of_agent(key: str) -> bool:
    """Whether a field tells about the agent, who may be another one next time."""
    return key.partition(".")[0] == _AGENT


def agent_of(plan: FormPlan, answers: Mapping[str, Any]) -> Party | None:
    """Whom the applicant has entrusted, or None."""
    found = [pair for pair in _parties(plan, agents=True) if answers.get(pair[0])]
    return _party(plan, answers, *found[0]) if found else None


def _parties(plan: FormPlan, *, agents: bool = False) -> Iterator[tuple[str, str]]:
    """(name element, number element) of every party that the form asks."""
    for field in plan.merged.fields:
        namespace, _, local = field.key.rpartition(".")
        if field.element.kind not in _NUMBERS or (namespace == _AGENT) != agents:
            continue
        prefix = local.removesuffix(_ID_SUFFIX) if local.endswith(_ID_SUFFIX) else ""
        if (name_key := f"{namespace}.{prefix}name") in plan.by_key:
            yield name_key, field.key


def _rank(pair: tuple[str, str]) -> int:
    namespace = pair[0].partition(".")[0]
    return _PREFERRED.index(namespace) if namespace in _PREFERRED else len(_PREFERRED)


def _party(plan: FormPlan, answers: Mapping[str, Any], name_key: str, number_key: str) -> Party:
    namespace, _, local = name_key.rpartition(".")
    phones = (f"{namespace}.{local.removesuffix('name')}phone", f"{namespace}.phone")
    number = str(answers.get(number_key) or "")
    return Party(
        name=str(answers[name_key]),
        id_kind=_id_kind(plan, answers, number_key) if number else "",
        id_number=number,
        phone=next((str(answers[key]) for key in phones if answers.get(key)), ""),
        organisation=bool(number_key) and plan[number_key].element.kind == "credit_code",
    )


def _id_kind(plan: FormPlan, answers: Mapping[str, Any], number_key: str) -> str:
    """The document's name: the label of the chosen kind where the form asks it, otherwise what the number means."""
    element = plan[number_key].element
    chosen = plan[element.id_kind].element if element.id_kind in plan.by_key else None
    return (display(chosen, answers.get(element.id_kind)) if chosen else "") or _NUMBERS[element.kind]
