"""The emblem of a unit, inherited like its other marks until a unit below sets its own (R010)."""

from __future__ import annotations

from onewindow.domain.emblem import KIND, Unusable, emblem, picture_of
from onewindow.services.territory.living import Act, brand
from onewindow.store import cached, documents, tree
from onewindow.store.session import UnitOfWork


def put(uow: UnitOfWork, data: bytes, act: Act) -> Unusable | None:
    """Set the emblem of the unit of this unit of work to a picture that was uploaded."""
    made = emblem(data)
    if isinstance(made, Unusable):
        return made
    _mark(uow, documents.put(uow.session, KIND, made), act)
    return None


def take_away(uow: UnitOfWork, act: Act) -> None:
    """Let the unit have the emblem of the one above again."""
    _mark(uow, "", act)


def picture(uow: UnitOfWork, digest: str) -> bytes | None:
    """The picture of an emblem of this county, or None; no other document is ever shown this way."""
    return picture_of(cached.bodies(uow.session, [digest]).get(digest))


def _mark(uow: UnitOfWork, digest: str, act: Act) -> None:
    own = tree.get(uow.session, uow.scope.number)
    wrong = brand(uow, own.scope, {**own.branding, "phone": own.phone, KIND: digest}, act)
    assert KIND not in wrong, "an emblem is a mark"
