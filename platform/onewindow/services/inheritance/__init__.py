"""What lower tenants change of what they inherit, who is held at an older version, and how far each has drifted.

Whoever publishes calls `published` in the same transaction.
"""

from onewindow.services.inheritance.adopting import Adopted, adopt
from onewindow.services.inheritance.drifting import Drifted, differing, drifted
from onewindow.services.inheritance.looking import Inherited, look, stood
from onewindow.services.inheritance.own import parameters_of, publish_own, standing, stood_own
from onewindow.services.inheritance.publishing import Impact
from onewindow.services.inheritance.publishing import published_ as published
from onewindow.services.inheritance.saving import Adapt, Refused, Saved, Take, restore, save_overlay, settle
from onewindow.services.inheritance.waiting import Waiting, waiting

__all__ = [
    "Adapt",
    "Adopted",
    "Drifted",
    "Impact",
    "Inherited",
    "Refused",
    "Saved",
    "Take",
    "Waiting",
    "adopt",
    "differing",
    "drifted",
    "look",
    "parameters_of",
    "publish_own",
    "published",
    "restore",
    "save_overlay",
    "settle",
    "standing",
    "stood",
    "stood_own",
    "waiting",
]
