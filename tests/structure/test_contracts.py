"""The import contracts of the house hold, and the file that states them covers every package."""

from __future__ import annotations

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_import_contracts_hold() -> None:
    lint = pathlib.Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run(
        [lint, "--config", ROOT / ".importlinter", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout
