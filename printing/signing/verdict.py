"""What a signature is worth: one state with one Chinese sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How a file stands; only VALID is good."""

    VALID = "valid"
    UNSIGNED = "unsigned"
    DAMAGED = "damaged"
    CHANGED = "changed"
    APPENDED = "appended"
    FOREIGN = "foreign"
    EXPIRED = "expired"
    REVOKED = "revoked"


SENTENCES = {
    State.VALID: "签名有效：文件自签名之后一个字节也没有改动，签名证书由本信任根签发。",
    State.UNSIGNED: "文件里没有电子签名。请核对是否下载了原件，或凭文书编号和核验码在线核验。",
    State.DAMAGED: "文件或其中的签名已损坏，读不出来。请重新索取原件。",
    State.CHANGED: "文件内容在签名之后被改动过，不能采信。请向出具机关索取原件。",
    State.APPENDED: "签名之后又追加了内容，签名没有覆盖整个文件，不能采信。请向出具机关索取原件。",
    State.FOREIGN: "签名证书不是由本信任根签发的，不能证明是本系统出具。",
    State.EXPIRED: "签名时证书不在有效期内，签名无效。请向出具机关核实。",
    State.REVOKED: "签名证书已被吊销，不能采信。请向出具机关核实。",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of one file; who signed and when, as far as it can be read (a claim, unless the state is VALID)."""

    state: State
    signer: str = ""
    signed_at: datetime | None = None
    serial: str = ""
    note: str = ""

    @property
    def valid(self) -> bool:
        """Whether the file may be believed."""
        return self.state is State.VALID

    @property
    def sentence(self) -> str:
        """What to tell a person."""
        return SENTENCES[self.state] + self.note
