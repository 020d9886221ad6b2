"""The embedded broker starts, answers on its own socket only, and stops."""

from __future__ import annotations

import pathlib

import pytest
import redis

from onewindow.cli.supervise import Program, Supervisor
from onewindow.jobs.valkey import Valkey, find_program


@pytest.mark.parametrize("name", ["plain", "名称", "with space, comma & 100%", "/".join(["a-long-name"] * 12)])
def test_a_broker_answers_on_its_socket_whatever_its_folder_is_called(tmp_path: pathlib.Path, name: str) -> None:
    folder = tmp_path / name
    broker = Valkey.in_folder(folder)
    assert not broker.ready()
    with Supervisor(print) as supervisor:
        supervisor.start([Program("valkey", broker.argv, tmp_path / "log", ready=broker.ready)])
        with redis.Redis(unix_socket_path=str(broker.socket)) as client:
            assert client.set("key", "value")
            assert client.config_get("port") == {"port": "0"}
            assert client.config_get("save") == {"save": ""}
    assert not broker.ready()
    assert len(bytes(broker.socket)) <= 100
    assert folder.stat().st_mode & 0o077 == 0


def test_the_program_comes_with_the_locked_packages() -> None:
    assert find_program().name == "valkey-server"


def test_the_address_is_one_that_settings_take(tmp_path: pathlib.Path) -> None:
    assert Valkey.in_folder(tmp_path).url == f"redis+socket://{tmp_path}/valkey.sock"
