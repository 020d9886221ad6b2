"""An act that was not done: an expected outcome, said in Chinese with the way out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was done. `proposal_id`: the draft that stands in the way, when there is one to open instead."""

    message: str
    proposal_id: UUID | None = None
