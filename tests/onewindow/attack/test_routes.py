"""Every route, called by people of every role from everywhere: nothing that `tenants.scope` does not allow comes back.

Looked at is not the page but the words: a case number, an applicant's name, a colleague's name, a key of a row of
somebody else in any answer fails the build, and so does a row that changed.
"""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask_admin.tools import iterencode
from sqlalchemy import inspect
from werkzeug.routing import Rule

from onewindow.domain.permissions import Role
from onewindow.store.postgres import SUPERUSER
from onewindow.store.tables.base import Base
from tests.database import Database
from tests.onewindow.attack import filling
from tests.onewindow.attack.nation import SEED, units_of
from tests.onewindow.attack.routes import APART, NAMES_NO_ROW, ROUTES, Address, address_of
from tests.onewindow.attack.site import Site, User, file_everywhere, open_site, staff_of
from tests.onewindow.attack.tables import TABLES, Row

EVERYBODY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
USERS_OF_A_ROLE = 2
TARGETS = 3 if EVERYBODY else 1
PAGES = 15
"""How many of the pages without an object each of them opens."""
LISTS = {"desk.home", "desk.cases", "officer.inbox", "admin_people.index_view", "admin_departments.index_view"}
"""Pages that are looked at as they are; the others are asked for what somebody else has."""
HIDDEN = {400, 401, 403, 404, 405, 302, 303}
CHANGING = {"audit", "audit_head", "sign_in", "account", "document", "outbox"}
"""Tables that a visit writes to in its own name."""


@dataclass(frozen=True)
class Attacked:
    """The site, what stands in its database, and every word that is somebody's."""

    site: Site
    world: dict[str, list[dict[str, Any]]]
    secrets: dict[str, tuple[str, Row]]
    pattern: re.Pattern[str]


@pytest.fixture(scope="module")
def attacked(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """Both counties at work."""
    draw = random.Random(SEED)
    units = units_of(draw)
    with open_site(database, units, tmp_path_factory.mktemp("site")) as site:
        file_everywhere(site, draw)
        world = {table: site.rows(table) for table in TABLES}
        secrets = secrets_of(world)
        words = re.compile("|".join(map(re.escape, sorted(secrets, key=len, reverse=True))))
        yield Attacked(site, world, secrets, words)


@pytest.fixture(scope="module")
def invented(attacked: Attacked, database: Database) -> frozenset[str]:
    """Rows of tables that addresses name and that stand empty here; which tables these are."""
    named = (address_of(rule.endpoint, rule.arguments) for rule in rules(attacked))
    wanted = {one.table for one in named if one is not None and one.table}
    empty = frozenset(table for table in wanted if not attacked.world[table])
    with database.raw(SUPERUSER) as connection:
        attacked.world.update(filling.fill(connection, attacked.site.units, random.Random(SEED), tables=empty))
    return empty


def secrets_of(world: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[str, Row]]:
    """Each word that leads to one row or names somebody, with the table and the row that say who may read it."""
    found: dict[str, tuple[str, Row]] = {}
    for table, columns in (("case_", ("number", "id")), ("notice", ("number", "id")), ("task", ("id",))):
        found |= {str(row[column]): (table, row) for row in world[table] for column in columns}
    found |= {str(row["application_id"]): ("case_", row) for row in world["case_"]}
    found |= {row["applicant_name"]: ("case_", row) for row in world["case_"]}
    found |= {row["username"]: ("account", row) for row in world["account"]}
    return found | {row["name"]: ("tenant", row) for row in world["tenant"]}


def allowed(attacked: Attacked, user: User, table: str, row: Row) -> bool:
    return TABLES[table].reads(user, row, attacked.world)


def users(attacked: Attacked) -> list[User]:
    """Everybody in a nightly run; else some of each role, drawn so that every level and both counties are there."""
    staff = staff_of(attacked.site.units)
    if EVERYBODY:
        return staff
    draw = random.Random(SEED + 1)
    return [one for role in Role for one in draw.sample([two for two in staff if two.role is role], USERS_OF_A_ROLE)]


def rules(attacked: Attacked) -> list[Rule]:
    return [rule for rule in attacked.site.app.url_map.iter_rules() if rule.endpoint not in APART]


def test_every_route_says_what_its_address_names(attacked: Attacked) -> None:
    """A path with an argument, and a page of the back office about one row, needs a line in routes.py."""
    unknown = {
        rule.endpoint
        for rule in rules(attacked)
        if address_of(rule.endpoint, rule.arguments) is None
        and (rule.arguments or (rule.endpoint.startswith("admin") and not rule.endpoint.endswith(NAMES_NO_ROW)))
    }
    assert not unknown, "add one line for each to tests/onewindow/attack/routes.py"
    assert set(ROUTES) <= {rule.endpoint for rule in rules(attacked)}, "a line for a route that is gone"


def test_the_world_is_worth_attacking(attacked: Attacked) -> None:
    """There are cases in both counties, and for every role somebody who sees some and somebody who does not."""
    assert {row["county_id"] for row in attacked.world["case_"]} == {441322, 440823}
    for role in Role:
        sight = [
            sum(allowed(attacked, user, "case_", row) for row in attacked.world["case_"])
            for user in users(attacked)
            if user.role is role
        ]
        assert min(sight) < len(attacked.world["case_"]), role


def test_nobody_reads_what_is_not_his(attacked: Attacked) -> None:
    """Every page without an object, and searches for what somebody else has."""
    seen, draw = set[str](), random.Random(SEED + 3)
    plain = [one for one in rules(attacked) if "GET" in (one.methods or ()) and one.endpoint not in ROUTES]
    pages = [one for one in plain if not one.arguments]
    for user in users(attacked):
        for rule in pages if EVERYBODY else draw.sample(pages, PAGES):
            bait = foreign(attacked, user, "case_")
            number = str(bait["number"]) if bait else "none"
            query = dict.fromkeys(("q", "id", "number", "case", "cases", "key"), number)
            given = frozenset({number})
            seen |= look(attacked, user, "GET", str(rule), {} if rule.endpoint in LISTS else query, given)
    assert seen, "pages name something of somebody's, or this looked at nothing"


def test_nobody_reaches_a_row_that_is_not_his(attacked: Attacked, invented: frozenset[str]) -> None:
    """Every route that names a row, with rows of siblings, of others' villages, of the other county."""
    assert not invented & {"case_", "application", "notice", "task", "file_blob", "draft", "account", "department"}
    before, draw, tried = snapshot(attacked), random.Random(SEED + 2), 0
    for user in users(attacked):
        for rule in rules(attacked):
            address = address_of(rule.endpoint, rule.arguments) or Address()
            for row in targets(attacked, user, address, draw):
                path, query, own = call_of(attacked, rule, address, row)
                methods = sorted({"GET", "POST"} & (rule.methods or set()))
                for method in methods if EVERYBODY else draw.sample(methods, 1):
                    look(attacked, user, method, path, query, own, hidden=True)
                    tried += 1
    assert tried > 300
    after = snapshot(attacked)
    for table, rows in before.items():
        assert rows <= after[table], f"a row of {table} was changed from outside"


def look(
    attacked: Attacked,
    user: User,
    method: str,
    path: str,
    query: dict[str, str],
    given: frozenset[str],
    *,
    hidden: bool = False,
) -> set[str]:
    """Call a page; what it says of anybody must be readable for who called, or be what he said himself."""
    answer = attacked.site.call(user, method, path, query_string=query, data={} if method == "POST" else None)
    where = f"{user.username} {method} {path} {query}: {answer.status}"
    assert answer.status_code < 500, where
    if hidden:
        assert answer.status_code in HIDDEN, where
    if answer.mimetype == "application/pdf" or answer.mimetype == "application/zip":
        assert not hidden, where
        return set()
    text = written(answer.get_data()) + (answer.location or "")
    words = set(attacked.pattern.findall(text)) - given
    leaked = {word for word in words if not allowed(attacked, user, *attacked.secrets[word])}
    assert not leaked, f"{where} tells {leaked}"
    return words


def written(body: bytes) -> str:
    """What an answer says in words; of a workbook what stands in its parts."""
    if not body.startswith(b"PK"):
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def foreign(attacked: Attacked, user: User, table: str) -> Row | None:
    """A row that somebody may not read."""
    return next((row for row in attacked.world[table] if not allowed(attacked, user, table, row)), None)


def targets(attacked: Attacked, user: User, address: Address, draw: random.Random) -> list[Row]:
    """Some rows that the address can name and the caller may not read."""
    if not address.table:
        return []
    rows = [row for row in attacked.world[address.table] if not allowed(attacked, user, address.table, row)]
    return draw.sample(rows, min(TARGETS, len(rows)))


def call_of(attacked: Attacked, rule: Rule, address: Address, row: Row) -> tuple[str, dict[str, str], frozenset[str]]:
    """Path and query that name a row, and the words that they say themselves."""
    values = {name: row[column] for name, column in address.columns.items()}
    with attacked.site.app.test_request_context():
        path = rule.build({**values, **address.also}, append_unknown=False)
    assert path is not None, rule
    query = {name: str(row[column]) for name, column in address.query.items()}
    if address.by_key:
        query["id"] = key_of(address.table, row)
    return path[1], query, frozenset(map(str, row.values()))


def key_of(table: str, row: Row) -> str:
    """A row's key as the back office writes it."""
    mapped = next(one for one in Base.registry.mappers if str(one.local_table) == table)
    return str(iterencode(str(row[column.name]) for column in inspect(mapped).primary_key))


def snapshot(attacked: Attacked) -> dict[str, set[str]]:
    """Every row as text, of the tables that nobody changes by visiting."""
    return {table: {repr(row) for row in attacked.site.rows(table)} for table in TABLES if table not in CHANGING}
