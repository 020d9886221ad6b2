"""The fields of a template, each with a value to see what it is."""

from __future__ import annotations

import re

from tests.flows.test_workbench_papers import ADMIN, change
from tests.flows.town_hall import TownHall
from tests.flows.visitor import said


def test_values_are_shown_as_they_are_read(town_hall: TownHall) -> None:
    admin = town_hall.visitor(ADMIN)
    shown = said(admin.get(f"{change(admin, 'acceptance_notice')}/fields"))
    assert "是否视为受理 否" in shown
    assert re.search(r"承诺时限 \d+ 个工作日", shown)
    assert "False" not in shown
    assert "{" not in shown
