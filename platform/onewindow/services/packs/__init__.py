"""Configuration coming and going: folders of matters in the exchange format, and whole packs of a tenant."""

from onewindow.services.packs.cases import Importer, Report
from onewindow.services.packs.comparing import Choice, Item, State
from onewindow.services.packs.exporting import export_pack
from onewindow.services.packs.importing import Imported, import_pack
from onewindow.services.packs.standard import missing, standard_pack

__all__ = [
    "Choice",
    "Imported",
    "Importer",
    "Item",
    "Report",
    "State",
    "export_pack",
    "import_pack",
    "missing",
    "standard_pack",
]
