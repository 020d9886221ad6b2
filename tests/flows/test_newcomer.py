"""Somebody who has never seen JSON builds a matter from nothing, publishes it, and a village accepts the first case."""

from __future__ import annotations

import pathlib

from tests.flows import newcomer
from tests.flows.newcomer import Open, Shots
from tests.flows.reading import words
from tests.flows.town_hall import TownHall

PRESSES = 120
"""What the whole way may cost beyond typed text."""


def test_from_nothing_to_the_printed_receipt(own_hall: TownHall, open_page: Open, tmp_path: pathlib.Path) -> None:
    shots = Shots(tmp_path)
    address = newcomer.run(open_page, own_hall, shots)
    assert shots.presses <= PRESSES
    assert len(list(tmp_path.glob("*.png"))) == shots.number > 20
    clerk = own_hall.visitor(newcomer.VILLAGE)
    page = clerk.get(address.removeprefix(own_hall.url))
    papers = [clerk.get(link) for link in page.links("/desk/") if link.endswith(".pdf")]
    read = ["".join(words(paper.body).split()) for paper in papers if paper.body.startswith(b"%PDF")]
    assert any("受理通知书" in text or "受理回执" in text for text in read)
    assert all("欧阳䶮" in text for text in read)
    assert any(newcomer.NAME in text for text in read)
