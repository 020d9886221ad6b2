"""The shape of the code base: where things stand, how long they may be, what must not be in them."""

from __future__ import annotations

import ast
import functools
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LONGEST = 400
PROGRAM_SUFFIXES = {".py", ".js", ".css", ".html", ".sql"}
TEXT_SUFFIXES = PROGRAM_SUFFIXES | {
    ".md",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    ".cfg",
    ".json",
    ".po",
    ".svg",
    ".service",
    "",
}
# Functions that may import inside, each with its reason: none.
LAZY: dict[str, str] = {}
# Written in pieces, so that this file does not hold what it looks for.
UNFINISHED = re.compile(
    "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bHA" + r"CK\b", "raise NotImpl" + "emented"])
)
SET_ASIDE = re.compile(r"pytest\.(?:xfail|importorskip)\(|mark\.(?:skip|xfail)\b")
SKIPPED = re.compile(r"pytest\.skip\((?!.*(?:is not installed|no \w+ on this machine|not beside this checkout))")
MACHINE_PATHS = re.compile(r"(?<![\w.-])/(" + "|".join(["wo" + "rk/", "ro" + "ot/", "ho" + r"me/\w"]) + ")")
SPAM = "".join(map(chr, (0x4E2D, 0x6587, 0x535A, 0x5F69)))


@functools.cache
def tracked() -> tuple[pathlib.Path, ...]:
    """The files of the project, as git knows them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def texts(suffixes: set[str] = TEXT_SUFFIXES) -> dict[str, str]:
    """The text files with one of the suffixes, by their path from the root."""
    chosen = (path for path in tracked() if path.suffix in suffixes)
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in chosen}


def sources() -> dict[str, ast.Module]:
    """The Python files, parsed."""
    return {name: ast.parse(text) for name, text in texts({".py"}).items()}


def lines_matching(pattern: re.Pattern[str], suffixes: set[str] = TEXT_SUFFIXES) -> list[str]:
    """Each place where a pattern stands, as file:line."""
    return [
        f"{name}:{number}"
        for name, text in texts(suffixes).items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_the_shell_is_never_importable_as_the_standard_librarys_platform() -> None:
    code = "import platform, uuid; print(platform.python_version()); assert platform.__file__.endswith('platform.py')"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_platform_folder_holds_one_package_and_is_none() -> None:
    inside = {path.name for path in (ROOT / "platform").iterdir() if path.name != "__pycache__"}
    assert inside == {"onewindow"}


def test_no_file_grows_too_long() -> None:
    lengths = {name: text.count("\n") for name, text in texts(PROGRAM_SUFFIXES).items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_imports_stand_at_the_top() -> None:
    inside = [
        f"{name}:{statement.lineno}"
        for name, module in sources().items()
        for function in ast.walk(module)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and f"{name}:{function.name}" not in LAZY
        for statement in ast.walk(function)
        if isinstance(statement, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_matching(UNFINISHED) == []


def test_no_test_is_set_aside() -> None:
    """Tests skip only where the reference data or a program of the machine is missing, and say so."""
    assert lines_matching(SET_ASIDE, {".py"}) == []
    assert lines_matching(SKIPPED, {".py"}) == []


def test_no_path_of_somebodys_machine_is_written_down() -> None:
    assert lines_matching(MACHINE_PATHS) == []


def test_no_spam_got_in() -> None:
    assert lines_matching(re.compile(SPAM)) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"])
def test_locks_are_hashed_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.search(r"https?://|--(extra-)?index|find-links|\bfile:", text) is None
    logical = text.replace("\\\n", " ").splitlines()
    packages = [line for line in logical if line and not line.lstrip().startswith("#")]
    assert len(packages) > 30
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_longer_locks_hold_the_same_versions() -> None:
    """What is tested and measured is what runs."""

    def versions(name: str) -> dict[str, str]:
        pinned = re.findall(
            r"^([\w.\[\]-]+)==([^\s;\\]+)( ;[^\\\n]*)?", (ROOT / name).read_text(encoding="utf-8"), re.M
        )
        return {package + marker.strip(): version for package, version, marker in pinned}

    run, dev, bench = versions("requirements.txt"), versions("requirements-dev.txt"), versions("requirements-bench.txt")
    assert run.items() <= dev.items()
    assert dev.items() <= bench.items()
