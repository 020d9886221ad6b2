"""The templates that come with the platform: the documents of every county, in `templates/*.json`."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable

from printing.errors import PrintingError
from printing.values import Json

_FOLDER = files("printing").joinpath("templates")
_SAMPLE = files("printing").joinpath("samples", "values.json")


def system_template_keys() -> tuple[str, ...]:
    """All keys, sorted."""
    return tuple(
        sorted(entry.name.removesuffix(".json") for entry in _FOLDER.iterdir() if entry.name.endswith(".json"))
    )


def system_template(key: str) -> Json:
    """The JSON of a system template (`acceptance_notice`, `receipt` …). Raises PrintingError for an unknown key."""
    if key not in system_template_keys():
        raise PrintingError(f"没有名为“{key}”的系统模板。可用：{'、'.join(system_template_keys())}")
    return _read(_FOLDER.joinpath(f"{key}.json"))


def sample_values() -> dict[str, Json]:
    """Made-up values that fit every system template: for previews before there is a case."""
    values = _read(_SAMPLE)
    assert isinstance(values, dict)
    return values


def _read(file: Traversable) -> Json:
    source: Json = json.loads(file.read_text("utf-8"))
    return source
