"""What everybody may see: the entry, guides, and the progress of a case for whoever holds its receipt."""

from onewindow.web.portal import emblem, guide, pages, proving
from onewindow.web.portal.blueprint import portal

__all__ = ["emblem", "guide", "pages", "portal", "proving"]
