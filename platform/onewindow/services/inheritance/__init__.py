"""What lower tenants change of what they inherit, who is held at an older version, and how far each has drifted.

Whoever publishes calls `published` in the same transaction.
"""

from onewindow.services.inheritance.adopting import Adopted, adopt
from onewindow.services.inheritance.drifting import Drifted, drifted
from onewindow.services.inheritance.publishing import Impact
from onewindow.services.inheritance.publishing import published_ as published
from onewindow.services.inheritance.saving import Adapt, Refused, Saved, Take, restore, save_overlay, settle

__all__ = [
    "Adapt",
    "Adopted",
    "Drifted",
    "Impact",
    "Refused",
    "Saved",
    "Take",
    "adopt",
    "drifted",
    "published",
    "restore",
    "save_overlay",
    "settle",
]
