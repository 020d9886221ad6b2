"""Layout: filled content -> pages."""

from printing.typesetting.arranging import Pages, arrange
from printing.typesetting.images import Picture, read_pictures
from printing.typesetting.overprint import Overprint, overprint
from printing.typesetting.pages import Overflow, Page

__all__ = ["Overflow", "Overprint", "Page", "Pages", "Picture", "arrange", "overprint", "read_pictures"]
