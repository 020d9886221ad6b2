"""What is asked, once: elements, forms, the one-table merge. Pure; may ask rule_engine (see docs/forms.md)."""

from form_builder.answers import Answers, Problem, Problems, clean, defaults, jsonable, legible, restore, split, typed
from form_builder.binding import BoundField, BoundForm, bind
from form_builder.cells import read_cell
from form_builder.dictionary import Dictionary
from form_builder.document import Field, FormDocument, Material, Section, Waiver
from form_builder.elements import Column, Element, Option
from form_builder.errors import ConflictError, DocumentError, Finding, FormError
from form_builder.facts import facts
from form_builder.fields import KINDS
from form_builder.fields.base import Fault, Refused
from form_builder.fields.capitals import capitals
from form_builder.materials import MaterialState
from form_builder.merging import Conflict, MergedField, MergedForm, MergedMaterial, Provided, merge, waves
from form_builder.places import LEVELS, Places, Unit
from form_builder.plan import FormPlan, compile_plan
from form_builder.samples import sample
from form_builder.schema import facts_schema
from form_builder.sheet import sheet
from form_builder.showing import cell, display, mask, masked
from form_builder.state import FormState
from form_builder.uploads import Accepted, Declared, Refusal, sniff

__all__ = [
    "KINDS",
    "LEVELS",
    "Accepted",
    "Answers",
    "BoundField",
    "BoundForm",
    "Column",
    "Conflict",
    "ConflictError",
    "Declared",
    "Dictionary",
    "DocumentError",
    "Element",
    "Fault",
    "Field",
    "Finding",
    "FormDocument",
    "FormError",
    "FormPlan",
    "FormState",
    "Material",
    "MaterialState",
    "MergedField",
    "MergedForm",
    "MergedMaterial",
    "Option",
    "Places",
    "Problem",
    "Problems",
    "Provided",
    "Refusal",
    "Refused",
    "Section",
    "Unit",
    "Waiver",
    "bind",
    "capitals",
    "cell",
    "clean",
    "compile_plan",
    "defaults",
    "display",
    "facts",
    "facts_schema",
    "jsonable",
    "legible",
    "mask",
    "masked",
    "merge",
    "read_cell",
    "restore",
    "sample",
    "sheet",
    "sniff",
    "split",
    "typed",
    "waves",
]
