"""Papers and files follow their case: whoever may not open the case may not open them either."""

from __future__ import annotations

from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import Role
from onewindow.domain.sight import may_see
from onewindow.store import case_files, files, notices, tasks
from onewindow.store.errors import MissingError
from onewindow.store.files import FileRef
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork


def sees(uow: UnitOfWork, actor: Actor, case_id: UUID | None) -> bool:
    """Whether the actor sees a case of his range; None stands for all cases of an application at once."""
    if not (actor.holds(Role.OFFICER) and actor.departments):
        return True
    if case_id is None:
        return False
    found = tasks.of_case(uow.session, case_id)
    return may_see(actor, [task.department_key for task in found], officer=True)


def see_paper(uow: UnitOfWork, actor: Actor, notice_id: UUID) -> Notice:
    """One notice in sight; a paper of a whole application is not for officers. Raises `MissingError`."""
    found = notices.get(uow.session, notice_id)
    if not sees(uow, actor, found.case_id):
        raise MissingError(f"notice {notice_id}")
    return found


def see_file(uow: UnitOfWork, actor: Actor, scope: int, digest: str) -> tuple[FileRef, bytes]:
    """A file in sight with its bytes; an officer's are those of his cases. Raises `MissingError`."""
    found = files.get(uow.session, scope, digest)
    users: list[UUID | None] = [*case_files.cases_of_file(uow.session, scope, digest)]
    if not any(sees(uow, actor, case_id) for case_id in users or [None]):
        raise MissingError(f"file {digest}")
    return found
