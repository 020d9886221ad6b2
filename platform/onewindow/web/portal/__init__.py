"""What everybody may see: the public entry, and the progress of a case for whoever holds its receipt."""

from onewindow.web.portal import pages, proving
from onewindow.web.portal.blueprint import portal

__all__ = ["pages", "portal", "proving"]
