"""Matters built anew from a blank one, with nothing but the pages of the workbench: what they offer, typed and pressed.

Three very different ones; every other one is built at the same controls without a site in
tests/onewindow/domain/test_recreation.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from onewindow.domain.canonical import canonical
from tests.flows.recreating.hand import Hand
from tests.flows.recreating.matter import build
from tests.flows.recreating.targets import DEMO, pack_of, spoken, target_of, under
from tests.flows.town_hall import TownHall

Json = Any
SELECT = (
    "SELECT r.body, p.key FROM proposal p JOIN proposal_revision r ON r.proposal_id = p.id AND r.revision = p.revision"
    " WHERE p.id = %s"
)


@pytest.fixture(scope="module")
def town_hall(own_hall: TownHall) -> TownHall:
    """A site of this module's own: the drafts stay in it."""
    return own_hall


@pytest.mark.parametrize("key", ["pension_policy_consultation", "fire_safety_check", "subsistence_allowance"])
def test_a_matter_is_built_anew_on_its_pages(town_hall: TownHall, key: str) -> None:
    target = target_of(pack_of(DEMO), key)
    hand = Hand.begin(town_hall.visitor("boluo.admin"), target["name"])
    build(hand, target)
    [(body, own)] = town_hall.rows(SELECT, hand.key)
    assert canonical(spoken(body)) == canonical(under(own, target))
    for tab in ("form", "route", "documents", "inherit", "examples", "publish"):
        assert hand.open(tab).forms  # every page of it opens
