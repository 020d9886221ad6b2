"""Reading paper back, as people and telephones do: its words, its picture, its square code."""

from __future__ import annotations

import pathlib
import re
import subprocess
from datetime import date, timedelta

import chinese_calendar

PRINTER_DPI = 203
"""The coarsest printer of a counter (R131): a code that is read there is read everywhere."""


def words(pdf: bytes) -> str:
    """The text of a PDF without any space: lines break where paper ends, not where words do."""
    return re.sub(r"\s+", "", _run("pdftotext", "-", "-", given=pdf).decode())


def pictures(pdf: bytes, folder: pathlib.Path, dpi: int = PRINTER_DPI) -> list[pathlib.Path]:
    """Each page of a PDF as a picture."""
    _run("pdftoppm", "-r", str(dpi), "-gray", "-png", "-", str(folder / "page"), given=pdf)
    return sorted(folder.glob("page-*.png"))


def square_code(picture: pathlib.Path) -> str:
    """What the QR code in a picture says."""
    return _run("zbarimg", "--quiet", "--raw", str(picture)).decode().strip()


def due_after(accepted: date, working_days: int) -> date:
    """The last day of a limit that begins the day after, by the country's own calendar and counting on fingers."""
    day = accepted
    while working_days:
        day += timedelta(days=1)
        working_days -= chinese_calendar.is_workday(day)
    return day


def in_words(day: date) -> str:
    """2026年12月2日"""
    return f"{day.year}年{day.month}月{day.day}日"


def accepted_on(number: str) -> date:
    """The day that stands in a case number: tenant, day, five digits."""
    return date(int(number[-13:-9]), int(number[-9:-7]), int(number[-7:-5]))


def _run(*argv: str, given: bytes = b"") -> bytes:
    return subprocess.run(argv, input=given, capture_output=True, check=True).stdout
