"""`onewindow demo`: the whole platform in one foreground process tree, with the demonstration county."""

from __future__ import annotations

import importlib
import pathlib
import time
from datetime import UTC, datetime

import click

from onewindow.cli import embedded, port
from onewindow.cli.embedded import Embedded, FolderError
from onewindow.cli.port import PortError
from onewindow.cli.supervise import StopAsked, Supervisor, SupervisorError, stop_on_signals
from onewindow.domain.demo import PASSWORD, STAFF
from onewindow.jobs.valkey import ValkeyNotFoundError
from onewindow.settings import SettingsError
from onewindow.store import backup, bootstrap, schema
from onewindow.store.errors import StoreError
from onewindow.store.session import connect

PORT = 8765


@click.command()
@click.option(
    "--port", "number", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="Where to serve."
)
@click.option(
    "--data",
    "folder",
    default="var/demo",
    show_default=True,
    type=click.Path(file_okay=False, path_type=pathlib.Path),
    help="Where everything is kept.",
)
@click.option("--reset", is_flag=True, help="Start over: all data of the demo is lost.")
def demo(number: int, folder: pathlib.Path, reset: bool) -> None:
    """Start the whole platform with the demo county; Ctrl-C stops it."""
    folder = folder.absolute()
    try:
        with stop_on_signals(), embedded.claimed(folder), Supervisor(say) as supervisor:
            port.demand("127.0.0.1", number, "python3 go.py demo --port {port}")
            if reset:
                embedded.empty(folder)
            run(supervisor, embedded.in_folder(folder, number))
    except StopAsked:
        say("已停止，数据保留；再次启动即可继续。 Stopped; the data is kept.")
    except (FolderError, PortError, SettingsError, StoreError, SupervisorError, ValkeyNotFoundError) as fault:
        raise click.ClickException(str(fault)) from None


def run(supervisor: Supervisor, installation: Embedded) -> None:
    """Start everything, tell where it is, and keep it running."""
    began = time.monotonic()
    is_first = installation.prepare()
    if is_first:
        say("首次启动，正在建立数据库 … Setting up the database (once) …")
    supervisor.start(installation.servers())
    make_database(installation)
    upgrade_database(installation)
    if is_first:
        load_county(installation)
    installation.completed()
    supervisor.start([installation.site()])
    supervisor.start(installation.background())
    say(welcome(installation, time.monotonic() - began))
    supervisor.watch()


def make_database(installation: Embedded) -> None:
    """Make roles and database where they are absent."""
    bootstrap.bootstrap(installation.postgres.dsn(), embedded.DATABASE)


def upgrade_database(installation: Embedded) -> None:
    """Bring the tables to the revision of this code; what an older version left is backed up first."""
    settings = installation.settings
    engine = connect(settings.database_url)
    before = schema.current(engine)
    engine.dispose()
    if before == schema.head():
        return
    if before is not None:
        file = installation.folder / f"before-{schema.head()}-{datetime.now(UTC):%Y%m%d%H%M%S}.dump"
        say(f"升级数据库，先备份到 {file} … Upgrading the database, after a backup …")
        backup.backup(settings.platform_database_url, file, bin_folder=settings.postgres_bin)
    assert settings.owner_database_url is not None, "an embedded installation has an owner"
    schema.upgrade(settings.owner_database_url)


def load_county(installation: Embedded) -> None:
    """Bring the demonstration county into a new database; its module is imported on the first start only."""
    settings = installation.settings
    county = importlib.import_module("onewindow.cli.demo_county")
    if county.load(settings.database_url, settings.platform_database_url, settings.signing_passphrase or ""):
        say("演示县 博罗县 已建立：18 个镇街、392 个村居、22 个事项、2 个一件事。 The demonstration county is there.")


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    click.echo(text)


def welcome(installation: Embedded, seconds: float) -> str:
    """The address, the logins and what to click first, in both languages."""
    logins = "\n".join(f"    {member.username:18} {member.name}　{member.post}" for member in STAFF)
    return f"""
一窗 OneWindow 已就绪（{seconds:.1f} 秒）  ready

    {installation.settings.base_url}

账号 Logins（密码均为 password of all: {PASSWORD}；人物均为虚构 all fictitious）

{logins}

先试这个
    1. 用 luoyang.window 登录，选“开办餐饮店”主题，答几个问题；
    2. 填一张合并后的表，提交；打开受理通知书和回执（PDF）；
    3. 换 market.officer 登录，办理；再用回执上的编号和查询码看进度。
Try this first
    1. Sign in as luoyang.window, choose the theme 开办餐饮店, answer the questions.
    2. Fill in the one merged form, submit, open the notice and the receipt (PDF).
    3. Sign in as market.officer and decide; then look up the progress with number and query code.

日志 logs: {installation.folder / "log"}    停止 stop: Ctrl-C    重来 start over: --reset
"""
