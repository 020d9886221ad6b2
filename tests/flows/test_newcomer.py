"""Somebody who has never seen JSON builds a matter from nothing, publishes it, and a village accepts the first case."""

from __future__ import annotations

import pathlib

from onewindow.domain.manual import BOOKS
from tests.flows import newcomer, tour
from tests.flows.newcomer import Open
from tests.flows.picturing import Shots
from tests.flows.reading import words
from tests.flows.town_hall import TownHall

PRESSES = 120
"""What the whole way may cost beyond typed text."""
WHAT_IT_HAS = """
    select jsonb_path_query_array(body, '$.form.sections[*].fields[*]'), body #> '{form,materials}',
           body -> 'examples', body -> 'tables', body -> 'route', body -> 'elements'
    from proposal_revision where body ->> 'name' = %s order by revision desc limit 1"""


def test_from_nothing_to_the_printed_receipt(own_hall: TownHall, open_page: Open, tmp_path: pathlib.Path) -> None:
    shots = Shots(tmp_path)
    address = newcomer.run(open_page, own_hall, shots)
    assert shots.presses <= PRESSES
    assert len(list(tmp_path.glob("*.png"))) == shots.number > 20
    assert not shots.wide, "pages that scroll sideways at 1280"
    what_was_asked_for_stands_in_the_draft(own_hall)
    clerk = own_hall.visitor(newcomer.VILLAGE)
    page = clerk.get(address.removeprefix(own_hall.url))
    papers = [clerk.get(link) for link in page.links("/desk/") if link.endswith(".pdf")]
    read = ["".join(words(paper.body).split()) for paper in papers if paper.body.startswith(b"%PDF")]
    assert any("受理通知书" in text or "受理回执" in text for text in read)
    assert all("欧阳䶮" in text for text in read)
    assert any(newcomer.NAME in text for text in read)
    tour.run(open_page, own_hall, shots)
    assert not shots.wide, "pages that scroll sideways at 1280"
    pictures = {picture for book in BOOKS for chapter in book.chapters for picture in chapter.pictures}
    assert pictures <= set(shots.marks), "pictures of the manuals that nobody takes"


def what_was_asked_for_stands_in_the_draft(hall: TownHall) -> None:
    """14 fields with 2 conditions and a calculated age, 5 materials of which 2 conditional, 3 examples, a table."""
    ((fields, materials, examples, tables, route, elements),) = hall.rows(WHAT_IT_HAS, newcomer.NAME)
    calculated = {element["key"] for element in elements if "compute" in element}
    assert len([field for field in fields if field["element"] not in calculated]) == len(newcomer.FIELDS) == 14
    assert len(calculated) == 1
    assert sum("shown" in field for field in fields) == 2
    assert len(materials) == 5
    assert sum(material.get("necessity") == "conditional" and "needed" in material for material in materials) == 2
    assert len(examples) == 3
    assert len(tables) == 1
    assert [step["level"] for step in route["steps"] if "level" in step] == ["village", "town", "county"]
