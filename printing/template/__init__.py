"""Templates: JSON in, a frozen Template out, all faults as findings."""

from printing.template.compile import compile_template
from printing.template.document import Template

__all__ = ["Template", "compile_template"]
