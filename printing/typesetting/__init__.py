"""Layout: filled content -> pages."""

from printing.typesetting.arranging import Pages, arrange
from printing.typesetting.images import Picture, read_pictures
from printing.typesetting.pages import Overflow, Page

__all__ = ["Overflow", "Page", "Pages", "Picture", "arrange", "read_pictures"]
