"""Print templates: looked at with sample data, judged, published; changed below by overlays (services.inheritance)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.template_samples import demanded, names_of, sample_of
from onewindow.services import inheritance
from onewindow.services.paper import holds
from onewindow.store import audit, catalogue, documents, published, tree
from onewindow.store.catalogue import Publication
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork
from printing import (
    Finding,
    FontSet,
    Overprint,
    PrintingError,
    Template,
    TemplateError,
    compile_template,
    lint,
    render,
    sample_values,
    system_template,
    system_template_keys,
)
from tenants.scope import lineage

Json = Any
Values = Mapping[str, Any]
KIND = "template"


@dataclass(frozen=True, slots=True)
class Preview:
    """A template drawn with sample data; `findings` say what is wrong with it all the same, each with its place."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Faulty:
    """The template cannot be used: every fault with its place (a JSON pointer) and the way out."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """The template is in force below; `impact`: who follows, and who is held at what it had."""

    publication: Publication
    impact: inheritance.Impact


def effective(uow: UnitOfWork, key: str, scope: int, *, on: date) -> tuple[str, Json]:
    """Digest and body of the template that holds in a tenant: with the changes along its lineage, else the system's.

    Raises `PrintingError` when neither knows the key.
    """
    found = published.effective(uow.session, KIND, scope, on).get(key)
    if found is None:
        body = system_template(key)
        return compile_template(body).digest, body
    return found.digest, published.bodies(uow.session, [found.digest])[found.digest]


def sample(uow: UnitOfWork, matter: str, *, on: date, example: int = 0) -> Values:
    """Sample values from the examples of a matter that is offered here. Raises `MissingError` when it is none."""
    offer = published.offer(uow.session, uow.scope.number, on)
    if matter not in offer.matters:
        raise MissingError(f"matter {matter}")
    compiled = published.matter(uow.session, offer.matters[matter].digest, offer.elements.digest)
    return sample_of(compiled, on.isoformat(), example=example)


def asked(uow: UnitOfWork, matter: str, *, on: date) -> tuple[str, ...]:
    """The elements that the form of an offered matter asks, in its order. Raises `MissingError` when it is none."""
    offer = published.offer(uow.session, uow.scope.number, on)
    if matter not in offer.matters:
        raise MissingError(f"matter {matter}")
    plan = published.matter(uow.session, offer.matters[matter].digest, offer.elements.digest).plan
    return tuple(field.key for field in plan.fields)


def inherited(uow: UnitOfWork, key: str, scope: int, *, on: date) -> Json | None:
    """The template that a tenant above published and that holds here but for this tenant's own changes; else None."""
    here = catalogue.effective(uow.session, KIND, key, scope, on)
    above = lineage(scope)[1:]
    if here is None or here.scope == scope or not above:
        return None
    found = published.effective(uow.session, KIND, above[0], on).get(key)
    return published.bodies(uow.session, [found.digest])[found.digest] if found else None


def standard(uow: UnitOfWork, key: str, scope: int, *, on: date) -> tuple[Json, str] | None:
    """What a tenant's own template departs from, and the name of the tenant that published it.

    The nearest above that has one, else the platform's own (no name); None for a template of nobody else's.
    """
    above = lineage(scope)[1:]
    found = published.effective(uow.session, KIND, above[0], on).get(key) if above else None
    if found is not None:
        body = published.bodies(uow.session, [found.digest])[found.digest]
        return body, tree.get(uow.session, found.scope).name
    return (system_template(key), "") if key in system_template_keys() else None


def offered(uow: UnitOfWork, scope: int, *, on: date) -> list[Publication]:
    """The templates published for a tenant or above it that are in force there, by key."""
    return list(catalogue.offered(uow.session, KIND, scope, on))


def on_sheets(uow: UnitOfWork, scope: int, *, on: date) -> list[tuple[str, str]]:
    """Key and title of the templates in force in a tenant that fill in a printed sheet (套打)."""
    found = published.effective(uow.session, KIND, scope, on)
    held = published.bodies(uow.session, [one.digest for one in found.values()])
    return [(key, str(held[one.digest]["name"])) for key, one in sorted(found.items()) if _on_sheet(held[one.digest])]


def trial(uow: UnitOfWork, key: str, fonts: FontSet, offset: tuple[int, int], *, on: date) -> bytes:
    """A template that holds here with made-up values as PDF, moved by tenths of a millimetre, marked as a trial.

    Raises `PrintingError` when nobody knows the key.
    """
    _digest, body = effective(uow, key, uow.scope.number, on=on)
    marks = Overprint(across="试打")
    drawn = render(
        compile_template(body), sample_values(), fonts, condition=holds, draft=True, offset=offset, marks=marks
    )
    return drawn.data


def _on_sheet(body: Json) -> bool:
    try:
        return compile_template(body).on_sheet
    except TemplateError:
        return False


def preview(template: Json, values: Values | None, fonts: FontSet) -> Preview | Faulty:
    """Draw a template that is being designed, on the engine that prints it.

    Names the values lack are drawn as 【name】 and told; so is whatever does not fit. `values` None: made-up ones.
    """
    given = sample_values() if values is None else values
    try:
        compiled = compile_template(template)
        drawn = render(compiled, given, fonts, condition=holds, draft=True)
    except TemplateError as fault:
        return Faulty(fault.findings)
    except PrintingError as fault:
        return Faulty((Finding("", str(fault), "请按提示修改后再预览"),))
    findings = [*check(compiled, given, fonts)]
    findings += [Finding(one.at, one.message, "加大位置、减小字号或缩短文字", "warning") for one in drawn.overflows]
    return Preview(drawn.data, drawn.pages, tuple(findings))


def check(template: Template, values: Values, fonts: FontSet) -> list[Finding]:
    """What lint says of a template: names that the values do not have, elements its kind of document must carry."""
    return lint(template, names_of(values), demanded(template.key), fonts=fonts, condition=holds)


def publish(
    uow: UnitOfWork, actor: Actor, template: Json, values: Values | None, fonts: FontSet, *, now: datetime
) -> Published | Faulty:
    """Put a template in force for the tenant of the unit of work and those below, when nothing is wrong with it."""
    drawn = preview(template, values, fonts)
    faults = [one for one in drawn.findings if one.level == "error"]
    if isinstance(drawn, Faulty) or faults:
        return Faulty(tuple(faults) or drawn.findings)
    session, by = uow.session, UUID(actor.account_id)
    publication = catalogue.publish(
        session,
        kind=KIND,
        key=str(template["key"]),
        title=str(template["name"]),
        digest=documents.put(session, KIND, template),
        effective_from=now.date(),
        now=now,
        by=by,
    )
    detail = {"key": publication.key, "version": publication.version}
    audit.append(session, audit.Act(now, by, actor.name, "template.publish", f"tenant:{publication.scope}", detail))
    return Published(publication, inheritance.published(uow, publication, now, by=by, by_name=actor.name))
