"""Secrets at rest: shared secrets are sealed, recovery codes hashed, both under keys derived from one setting."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Seal:
    """What one installation seals with; a copy of the database alone opens nothing."""

    def __init__(self, secret_key: str) -> None:
        """Derive the keys (RFC 5869) from the setting `secret_key`."""
        self._box = Fernet(base64.urlsafe_b64encode(_derived(secret_key, b"onewindow.seal")))
        self._key = _derived(secret_key, b"onewindow.recovery")

    def close(self, text: str) -> str:
        """The text, encrypted and authenticated."""
        return self._box.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The text that was sealed; None when it was sealed under another key."""
        try:
            return self._box.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def digest(self, code: str) -> str:
        """A keyed hash of a recovery code, as it is kept."""
        return hmac.new(self._key, code.encode(), hashlib.sha256).hexdigest()


def _derived(secret_key: str, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret_key.encode())
