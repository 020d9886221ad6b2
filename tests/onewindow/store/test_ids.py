"""Identifiers say when they were made."""

from __future__ import annotations

import time

from onewindow.store.ids import new_id


def test_an_id_is_a_uuid_of_version_7_and_carries_its_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_ids_made_one_after_the_other_sort_that_way() -> None:
    made = []
    for _ in range(200):
        made.append(new_id())
        time.sleep(0.00001)
    assert made == sorted(made)
    assert len(set(made)) == 200
