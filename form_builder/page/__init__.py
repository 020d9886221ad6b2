"""Pages: a plan and its state → HTML of the sections, accessible, working without a script (docs/documents.md)."""

from form_builder.page.rendering import render_sections
from form_builder.page.script import script_rules
from form_builder.page.sections import SectionState, section_fields, section_states

__all__ = ["SectionState", "render_sections", "script_rules", "section_fields", "section_states"]
