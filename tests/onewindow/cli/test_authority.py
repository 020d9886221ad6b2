"""`onewindow ca`, `seal`, `print verify`, `print numbering`: an installation's keys and seals from the command line."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner, Result

from onewindow.cli import main
from onewindow.cli.demo_seals import draw
from onewindow.store import bootstrap, certificates, seals
from onewindow.store.postgres import Postgres
from printing import FontSet, compile_template, render, sample_values, system_template
from printing.signing import EcdsaSigner, open_key, sign_pdf
from tests.database import Database, fresh_database
from tests.onewindow.store.samples import COUNTY, TOWN, settle
from tests.printing.paper import condition

OWN = "the installation's own passphrase, long"
ROOTS = "the root's passphrase"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def database(postgres: Postgres) -> Iterator[Database]:
    """A small county."""
    with fresh_database(postgres) as made:
        settle(made)
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Where keys and files lie."""
    return tmp_path_factory.mktemp("ca")


@pytest.fixture(scope="module")
def run(database: Database, folder: pathlib.Path) -> Run:
    """Run a command of the installation."""
    (folder / "pass").write_text(ROOTS, encoding="utf-8")
    environment = {
        "ONEWINDOW_DATABASE_URL": database.dsn(bootstrap.APP),
        "ONEWINDOW_PLATFORM_DATABASE_URL": database.dsn(bootstrap.PLATFORM),
        "ONEWINDOW_BROKER_URL": "redis://localhost/0",
        "ONEWINDOW_SECRET_KEY": "a key of thirty-two signs or more",
        "ONEWINDOW_SIGNING_PASSPHRASE": OWN,
        "ONEWINDOW_DATA_DIR": str(folder),
        "ONEWINDOW_BASE_URL": "http://10.1.2.3",
    }

    def command(*arguments: object, env: dict[str, str] | None = None) -> Result:
        return CliRunner().invoke(main, [str(each) for each in arguments], env=environment | (env or {}))

    return command


@pytest.fixture(scope="module")
def issued(run: Run, folder: pathlib.Path) -> str:
    """The serial number of the town's certificate, under a root of the county."""
    secret = ("--passphrase-file", folder / "pass")
    made = run("ca", "init", COUNTY, folder / "root.pem", *secret)
    assert made.exit_code == 0, made.output
    assert (folder / "root.pem").stat().st_mode & 0o777 == 0o600
    given = run("ca", "issue", folder / "root.pem", "--tenant", TOWN, "--days", 400, *secret)
    assert given.exit_code == 0, given.output
    assert run("ca", "export", COUNTY, folder / "trust.pem").exit_code == 0
    return str(json.loads(given.stdout)["serial"])


@pytest.fixture(scope="module")
def paper(database: Database, issued: str, folder: pathlib.Path) -> pathlib.Path:
    """A paper of the town, signed."""
    with database.work(TOWN) as uow:
        kept = certificates.signer_of(uow.session, TOWN, datetime.now(UTC))
    assert kept is not None
    assert kept.serial == issued
    signer = EcdsaSigner(kept.pem.encode(), open_key(kept.key_pem.encode(), OWN))
    template = compile_template(system_template("completion_slip"))
    plain = render(template, sample_values(), FontSet.default(), condition=condition).data
    file = folder / "paper.pdf"
    file.write_bytes(sign_pdf(plain, signer, at=datetime.now(UTC), name=kept.subject))
    (folder / "plain.pdf").write_bytes(plain)
    return file


def test_a_root_is_made_once_and_its_key_lies_outside(
    run: Run, database: Database, issued: str, folder: pathlib.Path
) -> None:
    again = run("ca", "init", COUNTY, folder / "other.pem", "--passphrase-file", folder / "pass")
    assert again.exit_code == 1
    assert "已有根证书" in again.stderr
    assert not (folder / "other.pem").exists()
    assert "不能覆盖" in run("ca", "init", COUNTY, folder / "root.pem").stderr
    with database.work(COUNTY) as uow:
        kept = certificates.list_(uow.session)
    assert [(one.kind, one.key_pem != "") for one in kept] == [("root", False), ("signer", True)]
    assert all("PRIVATE KEY" not in one.pem for one in kept)
    listed = [json.loads(line) for line in run("ca", "list", COUNTY).stdout.splitlines()]
    assert [one["serial"] for one in listed][1] == issued


def test_what_cannot_be_issued_is_a_sentence(run: Run, issued: str, folder: pathlib.Path) -> None:
    (folder / "wrong").write_text("not the passphrase", encoding="utf-8")
    refused = run("ca", "issue", folder / "root.pem", "--tenant", TOWN, "--passphrase-file", folder / "wrong")
    assert refused.exit_code == 1
    assert "口令不对" in refused.stderr
    without = run("ca", "issue", folder / "root.pem", "--tenant", TOWN, env={"ONEWINDOW_SIGNING_PASSPHRASE": ""})
    assert "ONEWINDOW_SIGNING_PASSPHRASE" in without.stderr
    (folder / "short").write_text("short", encoding="utf-8")
    assert (
        "至少 12"
        in run("ca", "issue", folder / "root.pem", "--tenant", TOWN, "--passphrase-file", folder / "short").stderr
    )


def test_files_are_judged_without_a_database(run: Run, paper: pathlib.Path, folder: pathlib.Path) -> None:
    nowhere = {"ONEWINDOW_DATABASE_URL": "postgresql://nowhere/x"}
    good = run("print", "verify", paper, "--trust", folder / "trust.pem", env=nowhere)
    assert good.exit_code == 0, good.output
    assert json.loads(good.stdout)["state"] == "valid"
    data = bytearray(paper.read_bytes())
    data[len(data) // 2] ^= 4
    (folder / "changed.pdf").write_bytes(data)
    (folder / "longer.pdf").write_bytes(paper.read_bytes() + b"%%EOF\n")
    files = [folder / name for name in ("changed.pdf", "longer.pdf", "plain.pdf", "trust.pem")]
    bad = run("print", "verify", *files, "--trust", folder / "trust.pem", env=nowhere)
    assert bad.exit_code == 1
    states = [json.loads(line)["state"] for line in bad.stdout.splitlines()]
    assert states[0] in {"changed", "damaged"}
    assert states[1:] == ["appended", "unsigned", "damaged"]
    assert run("print", "verify", paper).exit_code == 2
    assert run("print", "verify", paper, "--trust", paper).exit_code == 1


def test_seals_are_registered_used_up_and_withdrawn(run: Run, database: Database, folder: pathlib.Path) -> None:
    (folder / "seal.png").write_bytes(draw("测试镇便民服务中心", "受理专用章"))
    add = (
        "seal",
        "add",
        TOWN,
        folder / "seal.png",
        "--role",
        "acceptance_seal",
        "--name",
        "测试章",
        "--from",
        "2020-01-01",
    )
    assert "止期早于起期" in run(*add, "--to", "2019-01-01").stderr
    assert "没有名为“letter”" in run(*add, "--to", "2030-01-01", "--kind", "letter").stderr
    (folder / "none.png").write_bytes(b"none")
    assert "不能读取" in run("seal", "add", TOWN, folder / "none.png", *add[4:], "--to", "2030-01-01").stderr
    made = run(*add, "--to", "2024-12-31", "--kind", "receipt")
    assert made.exit_code == 0, made.output
    check = run("seal", "check", TOWN)
    assert check.exit_code == 1
    assert "“测试章”（受理专用章）已于 2024-12-31 到期" in check.stdout
    identity = json.loads(made.stdout)["id"]
    with database.work(TOWN) as uow:
        assert seals.count(uow.session, TOWN, date(2022, 1, 1)) == 1
        assert seals.count(uow.session, TOWN, date(2026, 1, 1)) == 0
    assert run("seal", "withdraw", COUNTY, identity).exit_code == 1
    assert run("seal", "withdraw", TOWN, identity).exit_code == 0
    assert run("seal", "check", TOWN).exit_code == 0
    assert json.loads(run("seal", "list", TOWN).stdout)["withdrawn"]
    assert run("seal", "uses", TOWN, identity).stdout == ""


def test_a_body_s_own_numbers_warn_before_their_end(run: Run, folder: pathlib.Path) -> None:
    rules, own = folder / "rules.json", {"schema": "onewindow/numbering/1", "letters": "博市监"}
    rules.write_text(json.dumps(own | {"document": "{serial}"}), encoding="utf-8")
    assert "{year}" in run("print", "numbering", TOWN, rules).stderr
    rules.write_text("[]", encoding="utf-8")
    assert run("print", "numbering", TOWN, rules).exit_code == 1
    rules.write_text(json.dumps(own | {"document": "{body}{kind}〔{year}〕{serial:1}号"}), encoding="utf-8")
    made = run("print", "numbering", TOWN, rules)
    assert made.exit_code == 0, made.output


def test_revoking_ends_belief_in_every_signature(
    run: Run, issued: str, paper: pathlib.Path, folder: pathlib.Path
) -> None:
    secret = ("--passphrase-file", folder / "pass")
    assert (
        "没有编号为" in run("ca", "revoke", COUNTY, "ff", folder / "root.pem", "--reason", "私钥泄露", *secret).stderr
    )
    done = run("ca", "revoke", COUNTY, issued, folder / "root.pem", "--reason", "私钥泄露", *secret)
    assert done.exit_code == 0, done.output
    judged = run("print", "verify", paper, "--county", COUNTY)
    assert judged.exit_code == 1
    assert json.loads(judged.stdout)["state"] == "revoked"
    assert run("print", "verify", paper, "--trust", folder / "trust.pem").exit_code == 0
