"""Identifiers: UUID version 7 (RFC 9562), so that rows made together lie together in every index."""

from __future__ import annotations

import secrets
import time
import uuid


def new_id() -> uuid.UUID:
    """48 bits of Unix milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    high, low = random >> 62, random & (2**62 - 1)
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
