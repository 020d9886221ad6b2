"""Who calls at the back office in its tests, beside the staff of the demonstration; and the county next door."""

from __future__ import annotations

from datetime import date

from onewindow.domain import demo
from onewindow.domain.actor import Binding
from onewindow.domain.permissions import Role
from onewindow.services import accounts
from onewindow.store import calendar, departments, tree
from tests.database import Database

COUNTY_ADMIN, TOWN_ADMIN, OTHER_TOWN_ADMIN = "boluo.admin", "luoyang.admin", "longxi.admin"
OPERATOR, CLERK = "boluo.operator", "luoyang.window"
NEIGHBOUR, NEIGHBOUR_ADMIN = 441323_000000, "huidong.admin"
FIRST = date(2020, 1, 1)
NEIGHBOUR_WORDS = ("惠东县", "惠东审批局", "邻县节日", "邻县管理员")


def add_people(database: Database) -> None:
    """Administrators of two towns, and somebody who runs the platform."""
    _add(database, demo.LUOYANG, TOWN_ADMIN, "罗阳管理员", Role.TENANT_ADMIN)
    _add(database, demo.LONGXI, OTHER_TOWN_ADMIN, "龙溪管理员", Role.TENANT_ADMIN)
    _add(database, demo.COUNTY, OPERATOR, "平台运维", Role.PLATFORM_OPERATOR)


def add_neighbours(database: Database) -> None:
    """A second county with a department, an administrator and a day of its own."""
    county, town = NEIGHBOUR, NEIGHBOUR + 1000
    with database.work(county) as uow:
        tree.plant(
            uow.session,
            [
                tree.Tenant(
                    scope=county, parent_scope=None, code="441323", name="惠东县", short_name="惠东县", level="county"
                ),
                tree.Tenant(
                    scope=town,
                    parent_scope=county,
                    code="441323001",
                    name="平山街道",
                    short_name="平山街道",
                    level="town",
                ),
            ],
        )
        own = {"scope": county, "level": "county", "valid_from": FIRST}
        departments.put(uow.session, [departments.Department(key="惠东审批局", name="惠东审批局", **own)])
        day = calendar.Day(day=date(2027, 3, 3), work=False, source="惠东府办〔2026〕1号", note="邻县节日")
        calendar.put(uow.session, county // 10**6, [2027], [day], source="惠东府办〔2026〕1号")
    _add(database, county, NEIGHBOUR_ADMIN, "邻县管理员", Role.TENANT_ADMIN)


def _add(database: Database, scope: int, username: str, name: str, role: Role) -> None:
    with database.work(scope) as uow:
        accounts.create(
            uow,
            scope=scope,
            username=username,
            display_name=name,
            password=demo.PASSWORD,
            roles=[Binding(role, scope)],
            must_change=False,
        )
