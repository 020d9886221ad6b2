"""What can go wrong in tenants.

TenantError
├── ScopeError      a number that stands for no unit of the tree
└── PatchError      an overlay that is not written in the shape of one

Everything that is expected (a broken divisions file, a conflict with the parent) is a value, not an exception.
"""


class TenantError(Exception):
    """Root of this library's exceptions."""


class ScopeError(TenantError, ValueError):
    """A number that stands for no unit of the tree."""


class PatchError(TenantError, ValueError):
    """An overlay that is not written in the shape of one."""
