"""Layout: filled content -> pages."""

from printing.layout.arrange import Pages, arrange
from printing.layout.images import Picture, read_pictures
from printing.layout.pages import Overflow, Page

__all__ = ["Overflow", "Page", "Pages", "Picture", "arrange", "read_pictures"]
