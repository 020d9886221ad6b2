"""Settings: one reader of the environment, every problem at once, no secret in sight."""

from __future__ import annotations

import dataclasses
import pathlib

import pytest

from onewindow.settings import SETTINGS, Settings, SettingsError, variable

KEY = "k" * 32
SMALLEST = {
    "ONEWINDOW_DATABASE_URL": "postgresql://app:geheim@db/ow",
    "ONEWINDOW_PLATFORM_DATABASE_URL": "postgresql+psycopg://platform@db/ow",
    "ONEWINDOW_BROKER_URL": "redis://broker:6379/0",
    "ONEWINDOW_SECRET_KEY": KEY,
    "ONEWINDOW_DATA_DIR": "/srv/onewindow",
    "ONEWINDOW_BASE_URL": "https://ycsl.example.gov.cn/",
}


def problems(changes: dict[str, str | None]) -> list[str]:
    """What is wrong with the smallest environment after some changes; `None` takes a variable away."""
    changed = {name: value for name, value in {**SMALLEST, **changes}.items() if value is not None}
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(changed)
    return caught.value.problems


def test_the_smallest_environment_is_enough() -> None:
    settings = Settings.from_environment({**SMALLEST, "PATH": "/bin", "ONEWINDOW_SHARED": "/data"})
    assert settings.database_url == "postgresql+psycopg://app:geheim@db/ow"
    assert settings.base_url == "https://ycsl.example.gov.cn"
    assert (settings.bind, settings.demo, settings.owner_database_url) == ("127.0.0.1:8000", False, None)
    assert settings.data_dir == pathlib.Path("/srv/onewindow")


def test_an_empty_environment_names_every_required_variable() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({})
    assert [line.split()[0] for line in caught.value.problems] == list(SMALLEST)
    assert all("docs/settings.md" in line for line in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ONEWINDOW_DATABASE_URL", "mysql://db/ow", "postgresql://"),
        ("ONEWINDOW_BROKER_URL", "sqs://", "redis://"),
        ("ONEWINDOW_SECRET_KEY", "short", "至少 32"),
        ("ONEWINDOW_SECRET_KEY_FILE", "/nonexistent/key", "只能设置其一"),
        ("ONEWINDOW_OWNER_DATABASE_URL_FILE", "/nonexistent/dsn", "读不到文件"),
        ("ONEWINDOW_BASE_URL", "ycsl.example.gov.cn", "https://"),
        ("ONEWINDOW_BASE_URL", "https://a.example/?q=1", "https://"),
        ("ONEWINDOW_BIND", "8000", "地址:端口"),
        ("ONEWINDOW_BIND", "127.0.0.1:99999", "地址:端口"),
        ("ONEWINDOW_WEB_PROCESSES", "0", "1 到 64"),
        ("ONEWINDOW_WEB_PROCESSES", "two", "1 到 64"),
        ("ONEWINDOW_LOG_LEVEL", "loud", "debug、info"),
        ("ONEWINDOW_DEMO", "yes", "1（是）或 0（否）"),
        ("ONEWINDOW_POSTGRES_BIN", "/nonexistent/bin", "路径不存在"),
        ("ONEWINDOW_SESION_MINUTES", "60", "是否应为 ONEWINDOW_SESSION_MINUTES"),
        ("ONEWINDOW_QQQQQQQQQ", "1", "请删除"),
    ],
)
def test_a_fault_names_its_variable_and_the_way_out(name: str, value: str, says: str) -> None:
    found = problems({name: value})
    assert len(found) == 1
    assert found[0].startswith(name.removesuffix("_FILE"))
    assert says in found[0]


def test_all_problems_come_at_once_and_none_repeats_a_secret() -> None:
    found = problems(
        {"ONEWINDOW_DATABASE_URL": "oracle://u:geheim@h", "ONEWINDOW_BASE_URL": None, "ONEWINDOW_NOPE": "1"}
    )
    assert len(found) == 3
    assert not any("geheim" in line for line in found)


def test_secrets_may_stand_in_files(tmp_path: pathlib.Path) -> None:
    (tmp_path / "key").write_text(f"{'z' * 40}\n", encoding="utf-8")
    environment = {**SMALLEST, "ONEWINDOW_SECRET_KEY_FILE": str(tmp_path / "key"), "ONEWINDOW_SECRET_KEY": ""}
    assert Settings.from_environment(environment).secret_key == "z" * 40


def test_settings_survive_the_way_to_a_child_process(tmp_path: pathlib.Path) -> None:
    settings = dataclasses.replace(
        Settings.from_environment(SMALLEST),
        demo=True,
        postgres_bin=tmp_path,
        owner_database_url="postgresql+psycopg://o@/x",
    )
    assert Settings.from_environment(settings.to_environment()) == settings


def test_no_secret_is_ever_printed() -> None:
    settings = Settings.from_environment(SMALLEST)
    for text in (repr(settings), str(settings), f"{settings}"):
        assert "geheim" not in text
        assert KEY not in text


def test_only_secrets_are_read_from_files() -> None:
    by_secret = {variable(name): setting.secret for name, setting in SETTINGS.items()}
    assert by_secret["ONEWINDOW_DATABASE_URL"]
    assert not by_secret["ONEWINDOW_BIND"]
    assert problems({"ONEWINDOW_BIND_FILE": "/etc/hosts"})[0].startswith("ONEWINDOW_BIND_FILE 不是")
