"""A merger or a split before it is done: tried in full and taken back, with what no heir takes over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onewindow.services.territory.living import Reformed
from onewindow.store import territory, tree, trials
from onewindow.store.session import UnitOfWork
from onewindow.store.territory import Left
from tenants.life import Refusals

Deed = Callable[[], Reformed | Refusals]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a reform would do. `names`: units by number, new ones too; `heirs`: for each that ends, who takes over.

    `left` is what units that end keep for themselves: it has to be seen to by hand.
    """

    reformed: Reformed
    names: Mapping[int, str]
    heirs: Mapping[int, tuple[int, ...]]
    left: tuple[Left, ...]


def ahead(uow: UnitOfWork, deed: Deed) -> Ahead | Refusals:
    """Do a reform of this unit of work, look at it, and take all of it back; or why it cannot be done."""
    session = uow.session
    with trials.undone(session):
        done = deed()
        if isinstance(done, Refusals):
            return done
        names = {one.scope: one.name for one in tree.load(session)}
        heirs = territory.heirs(session)
        left = territory.left_with(session, done.ended)
    return Ahead(done, names, {one: heirs[one] for one in done.ended}, tuple(left))
