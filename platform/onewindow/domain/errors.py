"""What can surprise the domain. Expected outcomes (problems in a document, refused answers) are values, never these.

DomainError
├── NotCanonicalError      a value that may not stand in a stored document
├── DocumentInvalidError   a stored document that this version of the code cannot read
└── NumberingError         a numbering template or its parts cannot give a number
"""

from __future__ import annotations


class DomainError(Exception):
    """The root of the family."""


class NotCanonicalError(DomainError):
    """A float, a key that is not text, a lone surrogate or a foreign type inside a JSON value."""


class DocumentInvalidError(DomainError):
    """A document from the store was refused: it passed the checks once, so this is a fault."""


class NumberingError(DomainError):
    """A numbering template names an unknown part, or a part is missing or out of its range."""
