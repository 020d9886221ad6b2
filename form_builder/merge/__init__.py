"""The one-table merge (多事项一表式): several forms → one, with provenance, conflicts and dependencies."""

from form_builder.merge.dependencies import waves
from form_builder.merge.merging import merge
from form_builder.merge.values import Conflict, MergedField, MergedForm, MergedMaterial, Provided

__all__ = ["Conflict", "MergedField", "MergedForm", "MergedMaterial", "Provided", "merge", "waves"]
