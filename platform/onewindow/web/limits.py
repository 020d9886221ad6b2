"""Rate limits, kept in the broker's memory so that all web processes count together."""

from __future__ import annotations

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, headers_enabled=False, swallow_errors=True)
