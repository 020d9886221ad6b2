"""The small county of the inheritance tests."""

from tests.onewindow.inheritance.conftest import place

__all__ = ["place"]
