"""The kinds of fields, one file a family, met through a registry."""

from form_builder.fields.registry import KINDS, Registry

__all__ = ["KINDS", "Registry"]
