"""Recording papers: the template, number, seals and code of each, decided once, before anything is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain import numbering
from onewindow.domain.actor import Actor
from onewindow.domain.numbering import SeriesExhausted
from onewindow.domain.numbering_rules import KEY, NumberingRules, rules_of
from onewindow.domain.paper import PaperProblem, seal_roles
from onewindow.domain.sealing import Cabinet, Keeper, SealRefused
from onewindow.domain.site import Site, shown_code
from onewindow.services import fonts
from onewindow.store import cached, documents, doors, notices, published, seals, tree
from onewindow.store import numbering as counters
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork
from printing import system_template

Values = dict[str, Any]
Entropy = Callable[[int], bytes]
CODE_BYTES = 16
_NO_SEALS = Cabinet((), ())


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper about to be recorded. `case_id` None: of the whole application; `number` None: the next of its series."""

    kind: str
    values: Values
    application_id: UUID
    accepting_scope: int
    home_scope: int
    case_id: UUID | None = None
    number: str | None = None


class Issuer:
    """Records papers of one body at one moment: what is the same for all of them is read once."""

    def __init__(self, uow: UnitOfWork, actor: Actor, site: Site, *, now: datetime, entropy: Entropy) -> None:
        self._uow, self._actor, self._site, self._now, self._entropy = uow, actor, site, now, entropy
        session, on = uow.session, now.date()
        self._tenant = tree.get(session, actor.scope)
        self._templates = published.effective(session, "template", actor.scope, on)
        self._fonts = {role: list(hashes) for role, hashes in fonts.of_tenant(uow, actor.scope).hashes.items()}
        self._cabinet = cabinet_of(uow, actor.scope)
        self._keeper = Keeper(UUID(actor.account_id), actor.departments)
        self.rules = numbering_of(uow, self._tenant, now)

    def refusal(self, kinds: Iterable[str], numbers: int = 1) -> PaperProblem | None:
        """Why papers of these kinds may not be issued today: a seal, or numbers used up. Nothing is changed by asking,
        so it is asked before anything is stored. `numbers`: how many of a series are needed at most."""
        wanted = list(kinds)
        for kind in wanted:
            _digest, body = self._template(kind)
            chosen = self._seals(kind, body)
            if isinstance(chosen, SealRefused):
                return PaperProblem(chosen.message)
        for series, last in counters.last_of_each(self._uow.session, [*map(self._series, wanted)]).items():
            if isinstance(end := numbering.number(series, last + numbers), SeriesExhausted):
                return PaperProblem(end.message)
        return None

    def number(self, kind: str) -> str | SeriesExhausted:
        """The next number of a kind of paper, counted for its body and year."""
        series = self._series(kind)
        return numbering.number(series, counters.next_(self._uow.session, series))

    def notice(self, draft: Draft) -> Notice | PaperProblem:
        """The record of a paper, not stored yet; its number, code and seals stand in it."""
        digest, body = self._template(draft.kind)
        chosen = self._seals(draft.kind, body)
        if isinstance(chosen, SealRefused):
            return PaperProblem(chosen.message)
        number = self.number(draft.kind) if draft.number is None else draft.number
        if isinstance(number, SeriesExhausted):
            return PaperProblem(number.message)
        code = self._site.new_code(self._entropy(CODE_BYTES))
        return Notice(
            application_id=draft.application_id,
            accepting_scope=draft.accepting_scope,
            home_scope=draft.home_scope,
            kind=draft.kind,
            number=f"{draft.kind}:{number}",
            title=str(body["name"]),
            template_digest=digest,
            values=_marked(draft.values, number if draft.number is None else "", code, self._site),
            fonts=self._fonts,
            issued_at=self._now,
            case_id=draft.case_id,
            issued_by=UUID(self._actor.account_id),
            issued_by_name=self._actor.name,
            images={role: seal.image_digest for role, seal in chosen.items()},
            verify_code=code,
        )

    def put_up(self, found: Sequence[Notice]) -> None:
        """Store records, the doors of their codes, and the uses of their seals."""
        _put_up(self._uow, found, self._cabinet)

    def _series(self, kind: str) -> str:
        return self.rules.series_of(kind, self._now.date(), self._tenant.code)

    def _seals(self, kind: str, template: Any) -> dict[str, Any] | SealRefused:
        """The seal of each place of a template that has one."""
        found = {}
        for role in sorted(seal_roles(template)):
            seal = self._cabinet.choose(role, kind, str(template["name"]), self._keeper, self._now.date())
            if isinstance(seal, SealRefused):
                return seal
            if seal is not None:
                found[role] = seal
        return found

    def _template(self, key: str) -> tuple[str, Any]:
        """The template that holds here, by digest: the tenant's own or inherited one, otherwise the system's."""
        session = self._uow.session
        if key in self._templates:
            digest = self._templates[key].digest
            cached.keep(session, [digest])
            return digest, cached.bodies(session, [digest])[digest]
        body = system_template(key)
        return documents.put(session, "template", body), body


def record(
    uow: UnitOfWork, actor: Actor, drafts: Sequence[Draft], site: Site, *, now: datetime, entropy: Entropy
) -> list[Notice] | PaperProblem:
    """Number, seal and store papers, all of them or none; what is missing is said and nothing is stored."""
    issuer = Issuer(uow, actor, site, now=now, entropy=entropy)
    if refused := issuer.refusal(dict.fromkeys(draft.kind for draft in drafts), len(drafts)):
        return refused
    made: list[Notice] = []
    for draft in drafts:
        notice = issuer.notice(draft)
        if isinstance(notice, PaperProblem):
            return notice
        made.append(notice)
    issuer.put_up(made)
    return made


def put_up_ready(uow: UnitOfWork, found: Sequence[Notice]) -> list[Notice]:
    """Store papers of one body that were made ready earlier and are issued now; gives them as stored.

    A seal that ran out meanwhile is left away: its place is stamped by hand.
    """
    if not found:
        return []
    cabinet = cabinet_of(uow, found[0].accepting_scope)
    stored = [replace(one, images=_still_good(one, cabinet)) for one in found]
    _put_up(uow, stored, cabinet)
    return stored


def number_at_start(uow: UnitOfWork, scope: int, kind: str, now: datetime) -> str | SeriesExhausted:
    """The next number of a kind of paper of one body, outside of any sitting."""
    tenant = tree.get(uow.session, scope)
    series = numbering_of(uow, tenant, now).series_of(kind, now.date(), tenant.code)
    return numbering.number(series, counters.next_(uow.session, series))


def cabinet_of(uow: UnitOfWork, scope: int) -> Cabinet:
    """The seals within reach of a body, with their keepers."""
    found = seals.along(uow.session, scope)
    return Cabinet(found, seals.custody_of(uow.session, [one.id for one in found])) if found else _NO_SEALS


def numbering_of(uow: UnitOfWork, tenant: tree.Tenant, now: datetime) -> NumberingRules:
    """How a body numbers today: its own rules or inherited ones, with its own letters (机关代字)."""
    letters = str(tenant.branding.get("letters") or tenant.short_name)
    found = published.effective(uow.session, KEY, tenant.scope, now.date())
    body = cached.bodies(uow.session, [found[KEY].digest])[found[KEY].digest] if KEY in found else {}
    own = KEY in found and found[KEY].scope == tenant.scope
    return rules_of(body if own else {**body, "letters": ""}, letters)


def _marked(values: Mapping[str, Any], number: str, code: str, site: Site) -> Values:
    """Values with the paper's own code, and its number where it was counted here."""
    document = {**values.get("document", {}), **({"number": number} if number else {})}
    verify = {"url": site.verify_url(code), "code": shown_code(code)}
    return {**values, "document": document, "verify": verify}


def _still_good(notice: Notice, cabinet: Cabinet) -> dict[str, str]:
    on = notice.issued_at.date()
    good = {seal.image_digest for seal in cabinet.seals if seal.valid_from <= on <= seal.valid_to}
    return {role: digest for role, digest in notice.images.items() if digest in good}


def _put_up(uow: UnitOfWork, found: Sequence[Notice], cabinet: Cabinet) -> None:
    session = uow.session
    notices.add(session, found)
    doors.add_all(session, [_door(one) for one in found if one.verify_code])
    by_image = {seal.image_digest: seal.id for seal in cabinet.seals}
    seals.note_uses(session, [_use(one, by_image[digest], digest) for one in found for digest in one.images.values()])


def _use(notice: Notice, seal_id: UUID, digest: str) -> seals.Use:
    return seals.Use(
        seal_id=seal_id,
        image_digest=digest,
        notice_id=notice.id,
        accepting_scope=notice.accepting_scope,
        home_scope=notice.home_scope,
        kind=notice.kind,
        number=notice.number.partition(":")[2],
        used_at=notice.issued_at,
        used_by=notice.issued_by,
        used_by_name=notice.issued_by_name,
    )


def _door(notice: Notice) -> doors.Door:
    digest = doors.of_paper(notice.verify_code)
    return doors.Door(kind="paper", scope=notice.accepting_scope, object_id=notice.id, digest=digest)
