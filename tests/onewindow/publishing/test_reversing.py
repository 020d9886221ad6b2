"""Taking back what is in force: an older version, a withdrawal, a suspension."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onewindow.services import proposals, publishing
from onewindow.services.proposals import Proposal, Refused
from onewindow.services.publishing import Published
from onewindow.store import catalogue
from tests.onewindow.publishing.county import MATTER, NOW, TODAY, Hall
from tests.onewindow.publishing.walking import WAY, act, begin, changed, limit_in, march, new_matter, roll_back
from tests.onewindow.store.samples import TOWN, VILLAGE


@pytest.fixture
def hall(own: Hall) -> Hall:
    """What is published stays: every test has its own county."""
    return own


def test_a_draft_does_not_overwrite_what_was_published_meanwhile(hall: Hall) -> None:
    first, second = begin(hall), None
    march(hall, first.id, *WAY)
    original = hall.pack.matters[MATTER].digest
    march(hall, first.id, ("admin", "publish"))
    second = begin(hall, body=changed(hall, "limits/promised/value", 3))
    march(hall, second.id, *WAY)
    back = roll_back(hall, "editor", original)
    assert isinstance(back, Proposal)
    march(hall, back.id, ("head", "sign"), ("admin", "publish"))
    assert limit_in(hall, TOWN) == 7
    refused = act(hall, "admin", "publish", second.id)
    assert isinstance(refused, Refused)
    assert "生效版本已有变化" in refused.message


def test_going_back_is_argued_signed_and_published_as_the_next_version(hall: Hall) -> None:
    draft = begin(hall)
    march(hall, draft.id, *WAY, ("admin", "publish"))
    old, new = hall.pack.matters[MATTER].digest, draft.digest
    assert isinstance(roll_back(hall, "editor", old, "急"), Refused)
    assert isinstance(roll_back(hall, "editor", new), Refused), "that is what is in force"
    assert isinstance(roll_back(hall, "editor", "sha256:" + "0" * 64), Refused)
    assert isinstance(roll_back(hall, "stranger", old), Refused)
    back = roll_back(hall, "editor", old)
    assert isinstance(back, Proposal)
    again = roll_back(hall, "editor", old)
    assert isinstance(again, Refused)
    assert again.proposal_id == back.id
    with hall.work("editor") as uow:
        assert isinstance(proposals.save(uow, hall.people["editor"], back.id, revision=1, body={}, now=NOW), Refused)
    assert isinstance(act(hall, "legal", "approve", back.id), Refused), "reviewed once already"
    march(hall, back.id, ("head", "sign"))
    published = act(hall, "admin", "publish", back.id)
    assert isinstance(published, Published)
    assert (published.publication.version, published.publication.digest) == (3, old)
    assert limit_in(hall, VILLAGE) == 7


def test_a_matter_is_withdrawn_through_the_catalogue_and_only_when_nothing_uses_it(hall: Hall) -> None:
    draft = begin(hall, key="bee_lone", body=new_matter(hall, "bee_lone"))
    march(hall, draft.id, *WAY, ("approver", "admit"), ("admin", "publish"))

    def withdraw(key: str) -> Any:
        with hall.work("editor") as uow:
            return publishing.withdraw(
                uow, hall.people["editor"], kind="matter", key=key, reason="职权已取消，停止办理。", now=NOW
            )

    lone = withdraw("bee_lone")
    assert isinstance(lone, Proposal)
    march(hall, lone.id, ("head", "sign"))
    assert isinstance(act(hall, "admin", "publish", lone.id), Refused)
    march(hall, lone.id, ("approver", "admit"), ("admin", "publish"))
    with hall.database.work(TOWN) as uow:
        assert catalogue.effective(uow.session, "matter", "bee_lone", TOWN, TODAY) is None
    assert isinstance(withdraw("bee_lone"), Refused)
    member = withdraw(MATTER)
    assert isinstance(member, Proposal)
    march(hall, member.id, ("head", "sign"), ("approver", "admit"))
    refused = act(hall, "admin", "publish", member.id)
    assert isinstance(refused, Refused)
    assert hall.pack.themes["start_bees"].name in refused.message


def test_supervision_stops_a_matter_at_once(hall: Hall) -> None:
    """R038: suspended now and for every version to come, until somebody argues for it."""

    def switch(who: str, verb: str, reason: str = "擅自增加申请材料，停止实施。") -> Any:
        with hall.work(who) as uow:
            return getattr(publishing, verb)(uow, hall.people[who], kind="matter", key=MATTER, reason=reason, now=NOW)

    draft = begin(hall)
    march(hall, draft.id, *WAY)
    soon = TODAY + timedelta(days=3)
    act(hall, "admin", "publish", draft.id, effective_from=soon)
    for who in ("editor", "head", "legal", "clerk"):
        assert isinstance(switch(who, "suspend"), Refused)
    assert isinstance(switch("supervisor", "suspend", ""), Refused)
    assert not isinstance(switch("supervisor", "suspend"), Refused)
    assert limit_in(hall, TOWN) is None
    assert limit_in(hall, TOWN, soon) is None
    assert isinstance(switch("supervisor", "suspend"), Refused), "already"
    assert not isinstance(switch("admin", "resume"), Refused)
    assert (limit_in(hall, TOWN), limit_in(hall, TOWN, soon)) == (7, 5)
