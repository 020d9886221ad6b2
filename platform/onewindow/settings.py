"""The settings of one installation: read once, from the environment, all problems at once.

`Settings.from_environment` is the only reader of `ONEWINDOW_*` variables in the house; everything else receives a
`Settings` value. `docs/settings.md` is generated from the fields below.
"""

from __future__ import annotations

import dataclasses
import difflib
import pathlib
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_type_hints
from urllib.parse import urlsplit

PREFIX = "ONEWINDOW_"
SECRET_LENGTH = 32
LOG_LEVELS = ("debug", "info", "warning", "error")
DATABASE_SCHEMES = ("postgresql", "postgresql+psycopg")
BROKER_SCHEMES = ("redis", "rediss", "redis+socket", "amqp", "amqps")
# Variables of the test suite, which share the prefix and are none of the platform's business.
NOT_SETTINGS = frozenset(
    {"ONEWINDOW_SHARED", "ONEWINDOW_REQUIRE_SHARED", "ONEWINDOW_CHROMIUM", "ONEWINDOW_REQUIRE_BROWSER"}
    | {"ONEWINDOW_REQUIRE_PAPER", "ONEWINDOW_PICTURES"}
)

Read = Callable[[str], object]


class SettingsError(Exception):
    """The environment cannot be used. `.problems` holds one Chinese sentence for each fault, all of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _url(schemes: tuple[str, ...]) -> Read:
    def read(text: str) -> str:
        if urlsplit(text).scheme not in schemes:
            raise ValueError(f"应以 {'、'.join(scheme + '://' for scheme in schemes)} 之一开头")
        return text

    return read


def _database(text: str) -> str:
    """A PostgreSQL address, always naming the driver, so that `postgresql://` of other tools works too."""
    _url(DATABASE_SCHEMES)(text)
    return re.sub(r"^postgresql://", "postgresql+psycopg://", text)


def _base_url(text: str) -> str:
    if not re.fullmatch(r"https?://[\w.\[\]:-]+(/[^?#\s]*)?", text):
        raise ValueError("应为公众访问的网址，例如 https://ycsl.example.gov.cn")
    return text.rstrip("/")


def _bind(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise ValueError("应为 地址:端口，例如 127.0.0.1:8000")
    return text


def _whole(lowest: int, highest: int) -> Read:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"应为 {lowest} 到 {highest} 之间的整数")
        return int(text)

    return read


def _switch(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError("应为 1（是）或 0（否）")
    return text == "1"


def _level(text: str) -> str:
    if text not in LOG_LEVELS:
        raise ValueError(f"应为 {'、'.join(LOG_LEVELS)} 之一")
    return text


def _secret(text: str) -> str:
    if len(text) < SECRET_LENGTH:
        raise ValueError(f"至少 {SECRET_LENGTH} 个字符，可用 openssl rand -hex 32 生成")
    return text


def _folder(text: str) -> pathlib.Path:
    return pathlib.Path(text).absolute()


def _existing(text: str) -> pathlib.Path:
    path = pathlib.Path(text)
    if not path.exists():
        raise ValueError(f"路径不存在：{text}")
    return path


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """What a field of `Settings` means and how its text is read; a `secret` may stand in a file of its own."""

    doc: str
    read: Read
    secret: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """Everything an installation may decide. Field `broker_url` is the variable `ONEWINDOW_BROKER_URL`."""

    database_url: Annotated[str, Setting("PostgreSQL as the application role, which owns nothing", _database, True)]
    platform_database_url: Annotated[
        str, Setting("PostgreSQL as the platform role (BYPASSRLS): outbox relay and named jobs only", _database, True)
    ]
    owner_database_url: Annotated[
        str | None, Setting("PostgreSQL as the owner of the tables; only `onewindow db` needs it", _database, True)
    ] = None
    broker_url: Annotated[str, Setting("Redis, Valkey or RabbitMQ, as Celery writes it", _url(BROKER_SCHEMES), True)]
    secret_key: Annotated[str, Setting("Signs sessions and query codes; the same in all processes", _secret, True)]
    signing_passphrase: Annotated[
        str | None, Setting("Opens the keys that sign paper; without one paper is not signed", _secret, True)
    ] = None
    data_dir: Annotated[pathlib.Path, Setting("Working folder of this machine; nothing in it needs a backup", _folder)]
    base_url: Annotated[str, Setting("Address under which the public reaches the site; stands in QR codes", _base_url)]
    bind: Annotated[str, Setting("Address and port where `onewindow serve` listens", _bind)] = "127.0.0.1:8000"
    web_processes: Annotated[int, Setting("Processes of one `onewindow serve`", _whole(1, 64))] = 2
    web_threads: Annotated[int, Setting("Threads in each web process", _whole(1, 64))] = 4
    worker_processes: Annotated[int, Setting("Processes of one `onewindow worker`", _whole(1, 64))] = 2
    trusted_proxies: Annotated[int, Setting("Proxies in front; as many X-Forwarded-* are believed", _whole(0, 5))] = 0
    session_minutes: Annotated[int, Setting("Idle minutes after which staff sign in again", _whole(5, 720))] = 120
    session_hours: Annotated[int, Setting("Hours after which staff sign in again in any case", _whole(1, 24))] = 12
    max_form_kb: Annotated[int, Setting("Largest form post without files, in KiB", _whole(64, 10240))] = 1024
    max_upload_mb: Annotated[int, Setting("Largest request with files, in MiB", _whole(1, 500))] = 50
    log_level: Annotated[str, Setting("One of debug, info, warning, error", _level)] = "info"
    metrics_token: Annotated[
        str | None, Setting("Bearer token for /metrics; without one only this machine reads it", _secret, True)
    ] = None
    postgres_bin: Annotated[
        pathlib.Path | None,
        Setting("Folder of PostgreSQL's programs, where it is not found by itself", _existing),
    ] = None
    valkey_bin: Annotated[
        pathlib.Path | None, Setting("valkey-server or redis-server, where it is not found by itself", _existing)
    ] = None
    demo: Annotated[bool, Setting("1 marks every page and paper 演示 and offers the demo logins", _switch)] = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read `ONEWINDOW_*` from a mapping; a secret may be given as NAME_FILE, naming a file that holds the value.

        Raises `SettingsError` with every missing, malformed or unknown variable.
        """
        values: dict[str, Any] = {}
        problems = [_unknown(name) for name in sorted(environment) if name.startswith(PREFIX) and name not in KNOWN]
        required = {field.name for field in dataclasses.fields(cls) if field.default is dataclasses.MISSING}
        for field_name, setting in SETTINGS.items():
            name = variable(field_name)
            try:
                text = _text(environment, name)
                if text is not None:
                    values[field_name] = setting.read(text)
                elif field_name in required:
                    problems.append(f"{name} 未设置；它的含义和写法见 docs/settings.md")
            except ValueError as fault:
                problems.append(f"{name} 不能使用：{fault}")
        if problems:
            raise SettingsError(problems)
        return cls(**values)

    def to_environment(self) -> dict[str, str]:
        """The same settings as variables for a child process: `from_environment` reads them back to an equal value."""
        values = {variable(name): getattr(self, name) for name in SETTINGS}
        return {name: _written(value) for name, value in values.items() if value is not None}

    def __repr__(self) -> str:
        """Names the installation and none of its secrets."""
        return f"<Settings of {self.base_url}>"


def variable(field_name: str) -> str:
    """The environment variable of a field."""
    return PREFIX + field_name.upper()


def _text(environment: Mapping[str, str], name: str) -> str | None:
    """The text given for a variable, directly or through a file; empty counts as not given."""
    direct, file = environment.get(name), environment.get(f"{name}_FILE")
    if direct and file:
        raise ValueError(f"与 {name}_FILE 只能设置其一")
    if not file:
        return direct or None
    try:
        return pathlib.Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ValueError(f"读不到文件 {file}") from fault


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name.removeprefix(PREFIX), [known.removeprefix(PREFIX) for known in KNOWN], n=1)
    return f"{name} 不是本系统的设置" + (f"，是否应为 {PREFIX}{near[0]}？" if near else "，请删除")


SETTINGS: Mapping[str, Setting] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Settings, include_extras=True).items()
}
KNOWN = frozenset(
    {variable(name) for name in SETTINGS}
    | {f"{variable(name)}_FILE" for name, setting in SETTINGS.items() if setting.secret}
    | NOT_SETTINGS
)
