"""An invented folder of the exchange format (`bees/`): every word of its vocabulary, combined as in no real file."""

from __future__ import annotations

import json
import pathlib
from typing import Any

Json = Any
BEES = pathlib.Path(__file__).parent / "bees"
KEEPING = "matter_bee_keeping.json"
START = "theme_start_bees.json"


def folder() -> dict[str, Json]:
    """The folder as JSON values by file name, free to be changed."""
    return {path.name: json.loads(path.read_bytes()) for path in sorted(BEES.glob("*.json"))}


def raw(files: dict[str, Json] | None = None) -> dict[str, bytes]:
    """A folder as bytes."""
    return {name: json.dumps(value, ensure_ascii=False).encode() for name, value in (files or folder()).items()}
