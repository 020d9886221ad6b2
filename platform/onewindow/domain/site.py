"""What paper says of the installation, and the codes that only this installation can make."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onewindow.domain.numbering import QUERY_ALPHABET, random_code, typed_query_code

BODY, MAC = 8, 8
"""A paper's code: eight random signs and eight that prove them (some 40 bits each)."""


@dataclass(frozen=True, slots=True)
class Site:
    """Its address, whether it is a demonstration, its fonts, the key of its codes, what opens its signing keys."""

    base_url: str
    demo: bool
    fonts: Mapping[str, Sequence[str]]
    secret: str = field(repr=False)
    passphrase: str = field(default="", repr=False)

    def new_code(self, random: bytes) -> str:
        """The code of a new paper, from at least 16 random bytes. Nothing of the paper or a person is in it (R131)."""
        body = random_code(random, BODY)
        return body + self._mac(body)

    def made(self, code: str) -> bool:
        """Whether a code was made here: judged without the database and in constant time, before anything is asked."""
        if len(code) != BODY + MAC or not code.isascii():
            return False
        return hmac.compare_digest(self._mac(code[:BODY]), code[BODY:])

    def verify_url(self, code: str) -> str:
        """Where the square code of a paper leads."""
        return f"{self.base_url}/v/{code}"

    def _mac(self, body: str) -> str:
        made = hmac.new(self.secret.encode(), f"paper|{body}".encode(), hashlib.sha256).digest()
        return random_code(made, MAC)


def shown_code(code: str) -> str:
    """A paper's code as it is printed: groups of four."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed_code(text: str) -> str:
    """A paper's code as people type it: any case, blanks and hyphens between; signs that no code has are dropped."""
    return "".join(sign for sign in typed_query_code(text[:64]) if sign in QUERY_ALPHABET)
