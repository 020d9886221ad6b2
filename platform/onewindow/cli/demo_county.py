"""The demonstration county 博罗县: its towns and villages, the sample matters, and fictitious staff."""

from __future__ import annotations

import importlib.resources
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from onewindow.cli import demo_seals
from onewindow.domain import demo
from onewindow.domain.actor import Binding
from onewindow.services import accounts, calendars, tenancy
from onewindow.services.packs import Importer, standard_pack
from onewindow.store import tree
from onewindow.store.session import Database, UnitOfWork, connect
from printing import system_template, system_template_keys
from tenants.divisions import Problems as DivisionProblems
from tenants.divisions import parse_divisions
from tenants.scope import Scope
from tenants.tree import Tree

CHINA = ZoneInfo("Asia/Shanghai")
DATA = importlib.resources.files("onewindow") / "demo_data"
PHONE = "0752-6200000"
BRANDING: dict[int, dict[str, Any]] = {
    demo.COUNTY: {"body": "博罗县政务服务中心", "letters": "博政", "address": "博罗县罗阳街道博惠路政务服务中心"},
    demo.LUOYANG: {
        "body": "博罗县罗阳街道便民服务中心",
        "letters": "博罗阳",
        "address": "博罗县罗阳街道便民服务中心一楼大厅",
    },
    demo.LONGXI: {
        "body": "博罗县龙溪街道便民服务中心",
        "letters": "博龙溪",
        "address": "博罗县龙溪街道便民服务中心一楼大厅",
    },
}


def load(database_url: str, platform_database_url: str, signing_passphrase: str = "") -> bool:
    """Bring the demonstration county into an empty database; tell whether there was anything to do.

    With a passphrase for signing keys its papers are signed.
    """
    app, platform = connect(database_url), connect(platform_database_url, pool_size=1)
    try:
        return _load(app, platform, datetime.now(CHINA), signing_passphrase)
    finally:
        app.dispose()
        platform.dispose()


def _load(app: Database, platform: Database, now: datetime, signing_passphrase: str) -> bool:
    county = Scope.of(demo.COUNTY)
    with UnitOfWork(app, county) as uow:
        if tree.by_code(uow.session, str(county.county)):
            return False
    calendars.announce_national(platform, range(now.year - 1, now.year + 2))
    with UnitOfWork(app, county) as uow:
        units = _divisions()
        tenancy.onboard(uow, units, now=now, phone=PHONE, branding=BRANDING)
        tenancy.open_units(uow, [unit.number for unit in units], on=now.date())
        importer = Importer(uow, now)
        importer.cases(standard_pack(), example_parameters=True)
        importer.templates({key: system_template(key) for key in system_template_keys()})
    for member in demo.STAFF:
        _hire(app, member)
    demo_seals.hand_out(app, [(scope, str(mark["body"])) for scope, mark in BRANDING.items()], now=now)
    if signing_passphrase:
        demo_seals.certify(app, county, signing_passphrase, now=now)
    return True


def _hire(app: Database, member: demo.Member) -> None:
    roles = [
        Binding(role, member.scope, key, member.post) for role in member.roles for key in member.departments or ("",)
    ]
    with UnitOfWork(app, Scope.of(member.scope)) as uow:
        accounts.create(
            uow,
            scope=member.scope,
            username=member.username,
            display_name=member.name,
            password=demo.PASSWORD,
            roles=roles,
            must_change=False,
        )


def _divisions() -> Tree:
    read = parse_divisions((DATA / "441322_boluo.csv").read_bytes())
    assert not isinstance(read, DivisionProblems), "the demonstration's own list is good"
    return read
