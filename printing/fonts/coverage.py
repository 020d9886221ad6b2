"""What fonts cover: the characters of GB 2312 and the Chinese blocks of Unicode."""

from __future__ import annotations

from printing.fonts.face import COMMON, Face
from printing.fonts.fontset import Chain

HAN = ("一", "龥")
BLOCKS = {
    "GB 2312": frozenset(ord(sign) for sign in COMMON if HAN[0] <= sign <= HAN[1]),
    "基本区": range(0x4E00, 0xA000),
    "扩展A": range(0x3400, 0x4DC0),
    "扩展B": range(0x20000, 0x2A6E0),
    "扩展C—F": range(0x2A700, 0x2EBE1),
    "扩展G—H": range(0x30000, 0x323B0),
}


def coverage(face: Face) -> dict[str, int]:
    """How many characters of each block a face has; blocks it has nothing of are left out."""
    has = face.characters()
    counts = {name: sum(code in has for code in block) for name, block in BLOCKS.items()}
    return {name: count for name, count in counts.items() if count}


def faces_of(chain: Chain) -> list[Face]:
    """All faces of a chain, spares among them, which this opens."""
    return [chain.link(at).face for at in range(len(chain.links))] + [
        spare.link.face for spare in chain.spares if spare.link
    ]


def having(chain: Chain, character: str) -> list[Face]:
    """The faces of a chain that have a character; the first one prints it."""
    return [face for face in faces_of(chain) if face.glyph(character)]
