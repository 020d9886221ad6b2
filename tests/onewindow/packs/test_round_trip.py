"""Export, import, export again: the same bytes, and every example still holds."""

from __future__ import annotations

import dataclasses

import pytest

from onewindow.domain import demo, packs
from onewindow.domain.rehearsal import rehearse_matter
from onewindow.services.packs import Choice, State, export_pack, import_pack
from onewindow.store import held, published, tree
from tests.database import Database
from tests.onewindow.inheritance.county import NOW, TODAY, counting
from tests.onewindow.packs.conftest import SHOP_SIGN, manifest


def test_boluo_comes_back_byte_for_byte_from_an_empty_installation(
    files: dict[str, bytes], pack: packs.TenantPack, empty: Database
) -> None:
    with empty.work(demo.COUNTY) as uow:
        done = import_pack(uow, pack, now=NOW)
    assert (done.problems, done.left, done.count(State.NEW)) == ((), (), len(done.items))
    with empty.work(demo.COUNTY) as uow:
        again = packs.write(export_pack(uow, on=TODAY))
        assert again == files
        offer = published.offer(uow.session, demo.COUNTY, TODAY)
        digests = [one.digest for one in offer.matters.values()]
        matters = published.matters(uow.session, digests, offer.elements.digest)
    outcomes = [outcome for matter in matters for outcome in rehearse_matter(matter, TODAY.isoformat())]
    assert len(matters) == 22
    assert outcomes
    assert all(outcome.ok for outcome in outcomes)


def test_what_each_town_runs_comes_back_too(pack: packs.TenantPack, boluo: Database, empty: Database) -> None:
    with empty.work(demo.COUNTY) as uow:
        import_pack(uow, pack, now=NOW)
    ran = []
    for database in (boluo, empty):
        of_database = []
        for scope in (demo.COUNTY, demo.LUOYANG, demo.LONGXI):
            with database.work(scope) as uow:
                offer = published.offer(uow.session, scope, TODAY)
                of_database.append({key: one.digest for key, one in offer.matters.items()})
        with database.work(demo.COUNTY) as uow:
            of_database.append({str(one.scope): one.base_digest for one in held.below(uow.session)})
        ran.append(of_database)
    assert ran[0] == ran[1]
    assert len({one[SHOP_SIGN] for one in ran[0][:3]}) == 3, "the county, a town that differs, a town that is held"
    assert list(ran[0][3]) == [str(demo.LONGXI)]


def test_the_zip_is_the_folder(files: dict[str, bytes]) -> None:
    assert packs.unzipped(packs.zipped(files)) == files
    assert packs.zipped(files) == packs.zipped(dict(reversed(files.items())))


def test_files_are_made_to_be_read(files: dict[str, bytes]) -> None:
    text = files[f"matter/{SHOP_SIGN}.json"].decode()
    assert text.startswith('{\n  "schema": "onewindow/matter/1",\n  "key": "shop_sign_service",\n  "name": "')
    assert max(map(len, text.splitlines())) < 1_000
    assert {name.partition("/")[0] for name in files if "/" in name} == {
        *("elements", "matter", "theme", "template", "parameters", "phones", "overlays", "held")
    }
    said = manifest(files)
    assert said["tenant"] == "441322"
    assert [one.get("held_at", "")[:5] for one in said["overlays"]] == ["", "held/"]
    text = "".join(one.decode() for one in files.values())
    assert not [member.name for member in demo.STAFF if member.name in text or member.username in text]


def test_importing_twice_is_importing_once(pack: packs.TenantPack, empty: Database) -> None:
    with empty.work(demo.COUNTY) as uow:
        import_pack(uow, pack, now=NOW)
    with empty.work(demo.COUNTY) as uow, counting(empty) as sent:
        done = import_pack(uow, pack, now=NOW)
    assert (done.taken, done.count(State.SAME)) == (0, len(done.items))
    assert len(sent) < 20
    assert not any(statement.startswith("INSERT INTO publication") for statement in sent)


def test_a_dry_run_tells_everything_and_does_nothing(pack: packs.TenantPack, empty: Database) -> None:
    with empty.work(demo.COUNTY) as uow, counting(empty) as sent:
        done = import_pack(uow, pack, dry_run=True, now=NOW)
    assert done.count(State.NEW) == len(done.items)
    assert not any(statement.startswith(("INSERT", "UPDATE", "DELETE")) for statement in sent)


@pytest.mark.parametrize("choice", list(Choice))
def test_an_update_keeps_takes_or_puts_beside(pack: packs.TenantPack, empty: Database, choice: Choice) -> None:
    with empty.work(demo.COUNTY) as uow:
        import_pack(uow, pack, now=NOW)
    key = "drainage_permit"
    name = f"matter:{key}@441322"
    changed = [
        dataclasses.replace(one, body={**one.body, "daily_name": "新叫法"}) if one.name == name else one
        for one in pack.documents
    ]
    newer = dataclasses.replace(pack, documents=tuple(changed))
    with empty.work(demo.COUNTY) as uow:
        done = import_pack(uow, newer, choices={name: choice}, now=NOW)
    assert [(item.name, item.choice) for item in done.items if item.state is State.CHANGED] == [(name, choice)]
    with empty.work(demo.COUNTY) as uow:
        offer = published.offer(uow.session, demo.COUNTY, TODAY)
        bodies = published.bodies(uow.session, [one.digest for one in offer.matters.values()])
        called = {found: bodies[one.digest].get("daily_name") for found, one in offer.matters.items()}
    assert (called[key] == "新叫法") is (choice is Choice.TAKE)
    assert called.get(f"{key}_2") == ("新叫法" if choice is Choice.BOTH else None)


def test_a_choice_for_nothing_and_two_dictionaries_are_refused(pack: packs.TenantPack, empty: Database) -> None:
    with empty.work(demo.COUNTY) as uow:
        import_pack(uow, pack, now=NOW)
        days = dataclasses.replace(pack, days=packs.Days())
        wrong = import_pack(uow, days, choices={"matter:none@441322": Choice.KEEP}, now=NOW)
        assert "「matter:none@441322」不在配置包里" in wrong.problems[0].message
        other = dataclasses.replace(pack, days=packs.Days({2030: "县"}, {}))
        both = import_pack(uow, other, choices={"calendar": Choice.BOTH}, now=NOW)
        assert "不能两者并存" in both.problems[0].message


def test_another_county_takes_the_standard_without_its_units(pack: packs.TenantPack, empty: Database) -> None:
    target = 440823000000
    with empty.work(target) as uow:
        missing = import_pack(uow, pack, now=NOW)
        assert "还没有建立" in missing.problems[0].message
        tree.plant(uow.session, [tree.Tenant(scope=target, parent_scope=None, code="440823", name="遂溪县",
                                             short_name="遂溪", level="county")])  # fmt: skip
        done = import_pack(uow, pack, now=NOW)
        assert done.problems == ()
    with empty.work(target) as uow:
        assert len(published.offer(uow.session, target, TODAY).matters) == 22
        assert [one.scope for one in tree.load(uow.session)] == [target]
    kinds = {item.name.partition(":")[0] for item in done.items if item.state is State.ELSEWHERE}
    assert kinds == {"unit", "overlay"}
