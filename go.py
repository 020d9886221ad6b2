#!/usr/bin/env python3
"""python3 go.py demo | test | …: sets up what a task needs and runs it. Standard library only, Python 3.11 or newer.

The first run makes `.venv` and installs the locked, hashed packages; every later run starts at once.
"""

from __future__ import annotations

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def run(*argv: object) -> None:
    """Run one command in the project's root; stop with its exit code when it fails."""
    code = subprocess.run([str(part) for part in argv], cwd=ROOT, check=False).returncode
    if code:
        raise SystemExit(code)


def installer() -> list[object]:
    """The package installer: uv where the machine has it (much faster), pip otherwise. Makes `.venv` when absent."""
    if shutil.which("uv"):
        if not PYTHON.exists():
            run("uv", "venv", "-q", "--python", sys.executable, VENV)
        return ["uv", "pip", "install", "-q", "--python", PYTHON]
    if not PYTHON.exists():
        try:
            venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(VENV)
        except subprocess.CalledProcessError:  # Debian ships venv without ensurepip: a pip outside can work inside
            venv.EnvBuilder(with_pip=False, clear=True, symlinks=os.name != "nt").create(VENV)
    for pip in ([PYTHON, "-m", "pip"], [sys.executable, "-m", "pip", "--python", PYTHON]):
        if subprocess.run([*pip, "--version"], cwd=ROOT, capture_output=True, check=False).returncode == 0:
            return [*pip, "install", "-q", "--disable-pip-version-check"]
    shutil.rmtree(VENV, ignore_errors=True)
    raise SystemExit(
        "There is neither uv nor pip on this machine. Debian, Ubuntu: apt-get install python3-venv; "
        "elsewhere install uv (https://docs.astral.sh/uv), then run this again."
    )


def ready(lock_name: str) -> None:
    """Make `.venv` hold exactly what `lock_name` says, and the project itself, editable."""
    if sys.version_info < (3, 11):
        raise SystemExit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    lock = ROOT / lock_name
    fresh = lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    stamp, want = VENV / f".stamp-{lock.stem}", hashlib.sha256(fresh).hexdigest()
    if stamp.exists() and stamp.read_text() == want:
        return
    same_python = VENV / ".python"
    if VENV.exists() and (not same_python.exists() or same_python.read_text() != sys.version):
        shutil.rmtree(VENV)
    print(f"Setting up .venv from {lock_name} (once) …", flush=True)
    install = installer()
    same_python.write_text(sys.version)
    run(*install, "--require-hashes", "-r", lock)
    run(*install, "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(want)


def demo(args: list[str]) -> list[object]:
    """Start the whole platform with the demo county 博罗县 (--reset starts over)."""
    ready("requirements.txt")
    return [BIN / "onewindow", "demo", *args]


def test(args: list[str]) -> list[object]:
    """Run all tests (arguments go to pytest)."""
    ready("requirements-dev.txt")
    return [PYTHON, "-m", "pytest", *args]


def lint(args: list[str]) -> list[object]:
    """Check style and formatting with ruff."""
    ready("requirements-dev.txt")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    return [PYTHON, "-m", "ruff", "check", *(args or ["."])]


def types(args: list[str]) -> list[object]:
    """Check types with mypy in strict mode."""
    ready("requirements-dev.txt")
    return [PYTHON, "-m", "mypy", *args]


def contracts(args: list[str]) -> list[object]:
    """Check the import contracts of the house."""
    ready("requirements-dev.txt")
    return [BIN / "lint-imports", "--config", ROOT / ".importlinter", *args]


def bench(args: list[str]) -> list[object]:
    """Measure speed and memory; one JSON line a figure (see docs/bench.md)."""
    ready("requirements-bench.txt")
    return [PYTHON, "-m", "tests.bench", *args]


def docs(args: list[str]) -> list[object]:
    """Write the generated pages of docs/ anew."""
    ready("requirements-dev.txt")
    return [PYTHON, "-m", "docs.generate", *args]


def screenshots(args: list[str]) -> list[object]:
    """Write pictures of every page at desk, phone and kiosk width into build/screenshots."""
    ready("requirements-dev.txt")
    return [PYTHON, "-m", "tests.screenshots", *args]


def manual(args: list[str]) -> list[object]:
    """Take the pictures of the manuals anew, by a newcomer's run through the real application."""
    ready("requirements-dev.txt")
    return [PYTHON, "-m", "tests.manual", *args]


def lock(args: list[str]) -> list[object]:
    """Resolve pyproject.toml anew into the three hashed lock files (needs uv and the package index)."""
    common = ["uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11", "--generate-hashes"]
    common += ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "pyproject.toml", *args]
    run(*common, "-o", "requirements.txt")
    run(*common, "--extra", "dev", "-c", "requirements.txt", "-o", "requirements-dev.txt")
    return [*common, "--extra", "dev", "--extra", "bench", "-c", "requirements-dev.txt", "-o", "requirements-bench.txt"]


TASKS: dict[str, Callable[[list[str]], list[object]]] = {
    task.__name__: task for task in (demo, test, lint, types, contracts, bench, docs, screenshots, manual, lock)
}


def main(argv: list[str]) -> None:
    """Run the named task, or list them all."""
    if not argv or argv[0] not in TASKS:
        for name, task in TASKS.items():
            print(f"python3 go.py {name:12} {(task.__doc__ or '').strip()}")
        raise SystemExit(0 if not argv else 2)
    command = [str(part) for part in TASKS[argv[0]](argv[1:])]
    os.chdir(ROOT)
    if os.name == "nt":
        raise SystemExit(subprocess.call(command))
    os.execv(command[0] if "/" in command[0] else (shutil.which(command[0]) or command[0]), command)


if __name__ == "__main__":
    main(sys.argv[1:])
