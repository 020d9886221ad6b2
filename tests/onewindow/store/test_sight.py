"""The policies of PostgreSQL and `tenants.scope` say the same sentences: tried over random counties and rows."""

from __future__ import annotations

import os
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from onewindow.store import applications, cases, catalogue, documents, tree
from tenants.scope import Scope, lineage, range_of, reaches, sees
from tests.database import Database
from tests.onewindow.store.samples import MATTER, NOW, TODAY, County, application, case_of, tenants

COUNTIES = (441322, 440823)

NOBODY = UUID(int=0)

units = st.builds(
    lambda county, town, village: county * 1_000_000 + town * 1000 + (village if town else 0),
    st.sampled_from(COUNTIES),
    st.integers(0, 3),
    st.integers(0, 3),
)
EXAMPLES = 1_000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 25
settings_here = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def digests(database: Database) -> dict[int, str]:
    """Both counties with four levels of numbers, and one document each."""
    kept = {}
    for county in COUNTIES:
        root = county * 1_000_000
        numbers = [root, *(root + town * 1000 + village for town in range(1, 4) for village in range(4))]
        with database.work(root) as uow:
            tree.plant(uow.session, tenants(numbers))
            kept[county] = documents.put(uow.session, "matter", MATTER)
    return kept


@settings_here
@given(st.lists(st.tuples(units, units), min_size=1, max_size=12), st.lists(units, min_size=1, max_size=6))
def test_cases_are_seen_upwards_along_both_lineages(
    database: Database, digests: dict[int, str], places: list[tuple[int, int]], viewers: list[int]
) -> None:
    wipe(database)
    filed: list[tuple[int, int, cases.Case]] = []
    for number, (accepting, other) in enumerate(places):
        county = County(database, digests[accepting // 1_000_000], NOBODY)
        home = accepting // 1_000_000 * 1_000_000 + other % 1_000_000
        submission = application(county, accepting, f"k{number}")
        case = case_of(submission, f"n{number}", home)
        with database.work(accepting) as uow:
            applications.add(uow.session, submission)
            cases.add(uow.session, [case])
        filed.append((accepting, home, case))
    for viewer in viewers:
        scope = Scope.of(viewer)
        with database.work(viewer) as uow:
            policy = {str(one) for one in uow.session.scalars(text("SELECT id FROM case_"))}
            submissions = {str(one) for one in uow.session.scalars(text("SELECT id FROM application"))}
        assert policy == {str(case.id) for accepting, home, case in filed if sees(scope, (accepting, home))}
        assert submissions == {str(case.application_id) for accepting, _, case in filed if sees(scope, (accepting,))}


@settings_here
@given(st.sets(units, min_size=1, max_size=12), st.lists(units, min_size=1, max_size=6))
def test_configuration_is_seen_along_the_lineage_only(
    database: Database, digests: dict[int, str], owners: set[int], viewers: list[int]
) -> None:
    wipe(database)
    for owner in owners:
        with database.work(owner) as uow:
            catalogue.publish(
                uow.session,
                kind="matter",
                key=f"matter_{owner}",
                title="x",
                digest=digests[owner // 1_000_000],
                effective_from=TODAY,
                now=NOW,
            )
    for viewer in viewers:
        with database.work(viewer) as uow:
            policy = set(uow.session.scalars(text("SELECT scope FROM publication")))
            offered = {one.scope for one in catalogue.offered(uow.session, "matter", viewer, TODAY)}
        assert policy == {owner for owner in owners if reaches(Scope.of(viewer), owner)}
        assert offered == {owner for owner in owners if owner in lineage(viewer)}


@given(units)
def test_the_end_of_a_subtree_is_the_same_in_sql(database: Database, digests: dict[int, str], number: int) -> None:
    with database.work(number) as uow:
        assert (
            uow.session.scalar(text("SELECT scope_hi FROM tenant WHERE scope = :n"), {"n": number})
            == range_of(number)[1]
        )


def wipe(database: Database) -> None:
    """Take away what the example before left; only a superuser can."""
    with database.raw("postgres") as connection:
        connection.execute("SET LOCAL session_replication_role = replica")  # what is append-only refuses even this
        connection.execute("TRUNCATE case_, application, publication CASCADE")
