"""What the applicant answered stands in the form of the result already, where both name the same element.

No real matter asks what its own result provides; an invented one does.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from onewindow.domain import demo
from onewindow.jobs.valkey import Valkey
from onewindow.store import catalogue, documents
from onewindow.store.session import UnitOfWork
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.database import Database
from tests.flows.applications import FROM_ZERO
from tests.flows.officers import decide, task_of
from tests.flows.town_hall import TownHall, open_town_hall
from tests.flows.visitor import Visitor

MODEL, STALL = "individual_business_registration", "stall_book"
NAME = "㛃香小摊"
ANSWERS = {**FROM_ZERO.answers, "org.name": NAME, "org.registered_address": "罗阳街道博惠路18号"}


@pytest.fixture(scope="module")
def hall(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A county that also keeps a book of stalls: who asks to be in it says a name, and the entry gives one."""
    with UnitOfWork(own_county.app, Scope.of(demo.COUNTY)) as uow:
        now = datetime.now(CHINA)
        offered = {one.key: one for one in catalogue.offered(uow.session, "matter", demo.COUNTY, now.date())}
        body = stall_book(documents.get(uow.session, offered[MODEL].digest))
        catalogue.publish(
            uow.session,
            kind="matter",
            key=STALL,
            title=body["name"],
            digest=documents.put(uow.session, "matter", body),
            effective_from=now.date(),
            now=now,
        )
    with open_town_hall(own_county, broker.url, tmp_path_factory.mktemp("hall")) as made:
        yield made


def stall_book(model: Any) -> Any:
    """An invented matter that asks the name and the address of the stall, and provides them with its result."""
    body = copy.deepcopy(model)
    body |= {"key": STALL, "name": "摊点登记簿登记"}
    body["form"]["key"] = STALL
    fields = body["form"]["sections"][0]["fields"]
    fields += [{"id": key, "element": key, "required": True} for key in ("org.name", "org.registered_address")]
    return body


@pytest.fixture(scope="module")
def number(hall: TownHall) -> str:
    """The case of an applicant who named his stall."""
    clerk = hall.visitor("luoyang.window")
    clerk.get("/desk/matters")
    begun = clerk.post("/desk/matters", {"matter": STALL, "action": "start"})
    assert begun.status in (302, 303), begun.status
    clerk.get(begun.location)
    handed = {f"material-{key}-received": "1" for key in ("biz_registration_form", "id_card", "premises_use_proof")}
    filed = clerk.post(begun.location, {**ANSWERS, **handed, "action": "submit"})
    assert filed.status == 303, filed.problems
    (case,) = clerk.follow(filed).links("/desk/cases/")
    number = case.rpartition("/")[2]
    decide(clerk, number, outcome="agree")  # registered; what is handed out is said in the last step
    return number


def typed_in(page: str, key: str) -> str:
    """What stands in the control of an element of the result."""
    (control,) = re.findall(rf'<(?:input|textarea)[^>]* name="{re.escape(key)}"[^>]*>(?:[^<]*</textarea>)?', page)
    found = re.search(r'value="([^"]*)"|>([^<]+)</textarea>', control)
    return (found[1] or found[2]) if found else ""


def test_the_form_of_the_result_holds_what_was_answered_and_nothing_else(hall: TownHall, number: str) -> None:
    page = task_of(officer(hall), number).text
    assert typed_in(page, "org.name") == NAME
    assert typed_in(page, "org.registered_address") == ANSWERS["org.registered_address"]
    assert typed_in(page, "org.uscc") == ""
    assert typed_in(page, "org.legal_person_name") == ""  # the applicant's own name is another element


def test_what_the_officer_changes_counts_and_comes_back_when_something_is_missing(hall: TownHall, number: str) -> None:
    changed = decide(officer(hall), number, outcome="agree", expect=422, **{"org.name": "㛃香摊"})
    assert typed_in(changed.text, "org.name") == "㛃香摊"


def officer(hall: TownHall) -> Visitor:
    """The window registers by itself."""
    return hall.visitor("luoyang.window")
