"""Passwords: argon2 hashes, the stamp that ties a session to one, and new ones that can be read out over a counter."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which are mistaken for one another."""
GROUPS, GROUP = 4, 4

_hasher = PasswordHasher()


def hash_of(password: str) -> str:
    """The argon2 hash under which a password is kept."""
    return _hasher.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether a password is the one that was hashed."""
    try:
        return _hasher.verify(password_hash, password)
    except VerifyMismatchError:
        return False


def stamp(password_hash: str) -> str:
    """A short digest of the password's hash, for the session cookie."""
    return hashlib.sha256(password_hash.encode()).hexdigest()[:16]


def generate() -> str:
    """A new password of some 79 bits: `k7mp-3xwt-n8qd-e5vh`."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)
