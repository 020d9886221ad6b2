"""The one-table merge (多事项一表式): several forms → one, with provenance, conflicts and dependencies."""

from form_builder.merging.dependencies import waves
from form_builder.merging.onetable import merge
from form_builder.merging.values import Conflict, MergedField, MergedForm, MergedMaterial, Provided

__all__ = ["Conflict", "MergedField", "MergedForm", "MergedMaterial", "Provided", "merge", "waves"]
