"""Many matters in one workbook: written, read and compared, without a database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from onewindow.domain import sheets
from onewindow.domain.sheets import Member
from onewindow.domain.workbench.surroundings import Surroundings
from onewindow.services.packs import standard_pack

MATTERS = 200
Json = Any


def figures() -> Iterator[dict[str, Any]]:
    """Processor seconds for 200 matters; what comes back unchanged changes nothing."""
    began = time.process_time()
    data = sheets.write_all(_members())
    yield {"name": f"sheets.write_{MATTERS}", "value": round(time.process_time() - began, 2), "unit": "s", "goal": 5}
    yield {"name": f"sheets.size_{MATTERS}", "value": round(len(data) / 1024), "unit": "KiB"}
    began = time.process_time()
    cells = sheets.read(data)
    assert isinstance(cells, sheets.Cells), cells
    yield {"name": f"sheets.read_{MATTERS}", "value": round(time.process_time() - began, 2), "unit": "s", "goal": 5}
    began = time.process_time()
    assert sheets.plan_all(_members(), cells) == sheets.Plans({}, ())
    yield {"name": f"sheets.compare_{MATTERS}", "value": round(time.process_time() - began, 2), "unit": "s", "goal": 5}


def _members() -> list[Member]:
    """The standard matters again and again under other names."""
    pack = standard_pack()
    models = [dict(each.to_json()) for each in pack.matters.values()]
    named = [{**models[n % len(models)], "key": f"m{n}", "name": f"备案 {n}"} for n in range(MATTERS)]
    around = Surroundings(
        pack.dictionary,
        {each["key"]: each["name"] for each in named},
        {},
        tuple(each.name for each in pack.departments),
    )
    return [Member(each["key"], each["name"], each["key"], sheets.view(sheets.MATTER, each, around)) for each in named]
