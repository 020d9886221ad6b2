"""What a theme or any set of matters becomes as one table, before anybody has answered anything."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from form_builder import FormState, restore
from onewindow.domain.actor import Actor
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.joint import JointForm, Unjoinable
from onewindow.services.intake.preparing import Selection, open_theme, prepare_form
from onewindow.store import applications, cases, published, tree
from onewindow.store.session import UnitOfWork


def join_whole(uow: UnitOfWork, actor: Actor, selection: Selection, *, now: datetime) -> JointForm | Unjoinable:
    """The joint form of a selection; of a theme whose questions are not answered, of all its members."""
    if selection.theme is not None and not selection.guide:
        found = open_theme(uow, actor, selection.theme, on=now.date())
        if found is None:
            return Unjoinable(("该“一件事”在本地尚未开通，请返回首页重新选择。",))
        theme, _questions, members = found
        return published.join(members, theme)
    prepared = prepare_form(uow, actor, selection, now=now)
    return prepared if isinstance(prepared, Unjoinable) else prepared.joint


def names_of(uow: UnitOfWork, actor: Actor, selection: Selection, *, now: datetime) -> dict[str, str]:
    """The names of the matters that a selection may bring, by key: for telling who disagrees."""
    if selection.theme is not None:
        found = open_theme(uow, actor, selection.theme, on=now.date())
        members: list[CompiledMatter] = found[2] if found else []
    else:
        offer = published.offer(uow.session, actor.scope, now.date())
        digests = [offer.matters[key].digest for key in selection.matters if key in offer.matters]
        members = published.matters(uow.session, digests, offer.elements.digest)
    return {member.key: member.document.name for member in members}


def form_as_filed(uow: UnitOfWork, application_id: UUID) -> tuple[JointForm, FormState]:
    """The joint form of an application in sight as it was filled in. Raises `MissingError`."""
    application = applications.get(uow.session, application_id)
    found = {case.matter_key: case for case in cases.of_application(uow.session, application_id)}
    digests = [found[key].matter_digest for key in application.members]
    members = published.matters(uow.session, digests, application.elements_digest)
    theme = published.theme(uow.session, application.theme_digest) if application.theme_digest else None
    joint = published.join(members, theme)
    assert isinstance(joint, JointForm), "it was joined when it was filed"
    given = dict(next(iter(found.values())).route.get("given") or {})
    guide = given.pop("guide", {})
    return joint, joint.plan.state(restore(joint.plan, application.answers), joint.facts(guide, given))


def unit_names(uow: UnitOfWork, state: FormState) -> dict[str, str]:
    """The names of the divisions among the answers of a form, those in tables too, by code."""
    codes: set[str] = set()
    for key, value in state.values.items():
        element = state.plan[key].element
        if element.kind == "division" and value:
            codes.add(str(value))
        inner = [column.element.key for column in element.columns if column.element.kind == "division"]
        codes |= {str(row[name]) for row in value or () for name in inner if row.get(name)} if inner else set()
    return tree.names(uow.session, sorted(codes)) if codes else {}
