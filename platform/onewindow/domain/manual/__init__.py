"""The manuals for those who configure: shown in the application, every page of which leads to its chapter."""

from __future__ import annotations

from onewindow.domain.manual.book import Book, Chapter
from onewindow.domain.manual.joining import CHAPTERS as JOINING
from onewindow.domain.manual.matters import CHAPTERS as MATTERS
from onewindow.domain.manual.papers import CHAPTERS as PAPERS
from onewindow.domain.manual.units import CHAPTERS as UNITS

ADMIN = Book(
    "admin",
    "事项配置手册",
    "部门事项管理员：会用 Word 和 Excel 就够了，不写代码。",
    (*MATTERS, *PAPERS, *JOINING),
)
TENANT = Book("tenant", "单位管理手册", "县、镇（街道）、村（社区）的管理员。", UNITS)
BOOKS = (ADMIN, TENANT)

__all__ = ["ADMIN", "BOOKS", "TENANT", "Book", "Chapter"]
