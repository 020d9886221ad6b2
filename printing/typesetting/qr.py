"""QR codes (ISO/IEC 18004): byte mode, error correction level M, mask 3, versions 1 to 20 (666 bytes).

Everything that does not depend on the data - finder, timing and alignment patterns, format and version information,
the path of the data bits and the mask over it - is made once for each version.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from operator import xor

ECC_SIZES = (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26)
"""Error correction codewords of each block, by version (table 9, level M)."""
BLOCKS = (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16)
"""Number of blocks, by version (table 9, level M)."""
FORMAT = 0b00_011
"""Level M, mask 3."""
BYTE_MODE, ECI_UTF8 = 0b0100, (0b0111, 26)
PADDING = (0xEC, 0x11)
POLYNOMIAL = 0x11D


def qr_rows(data: str) -> list[bytes] | None:
    """The modules of a QR code, a row of bytes 0 and 1 each; None when the data is longer than version 20 can hold."""
    content = data.encode()
    eci = not data.isascii()
    for version in range(1, len(BLOCKS) + 1):
        if len(content) <= _room(version, eci):
            bits = _bits(_codewords(content, version, eci))
            frame = _frame(version)
            modules = bytearray(frame.fixed)
            spare = bytes(len(frame.path) - len(bits))
            for place, bit in zip(frame.path, map(xor, bits + spare, frame.mask), strict=True):
                modules[place] = bit
            return [bytes(modules[at : at + frame.size]) for at in range(0, len(modules), frame.size)]
    return None


def _count_bits(version: int) -> int:
    return 8 if version < 10 else 16


def _room(version: int, eci: bool) -> int:
    """How many bytes a version holds."""
    words = _total(version) - ECC_SIZES[version - 1] * BLOCKS[version - 1]
    return (words * 8 - 4 - _count_bits(version) - (12 if eci else 0)) // 8


def _total(version: int) -> int:
    """All codewords of a version: the modules that are no function patterns, in bytes."""
    modules = (16 * version + 128) * version + 64
    if version > 1:
        count = version // 7 + 2
        modules -= (25 * count - 10) * count - 55
    return (modules - (36 if version > 6 else 0)) // 8


def _codewords(content: bytes, version: int, eci: bool) -> bytes:
    """Data and error correction codewords, interleaved."""
    blocks, size = BLOCKS[version - 1], ECC_SIZES[version - 1]
    words = _total(version) - size * blocks
    stream, length = (ECI_UTF8[0] << 8 | ECI_UTF8[1], 12) if eci else (0, 0)
    stream = (stream << 4 | BYTE_MODE) << _count_bits(version) | len(content)
    length += 4 + _count_bits(version) + 8 * len(content)
    stream = stream << 8 * len(content) | int.from_bytes(content, "big")
    stop = min(4, words * 8 - length)
    stop += -(length + stop) % 8
    filled = (stream << stop).to_bytes((length + stop) // 8, "big")
    filled += bytes(PADDING[at % 2] for at in range(words - len(filled)))
    short = words // blocks
    parts, at = [], 0
    for block in range(blocks):
        end = at + short + (block >= blocks - words % blocks)
        parts.append(filled[at:end])
        at = end
    checks = [_ecc(part, size) for part in parts]
    data = bytes(word for column in zip_longest(*parts) for word in column if word is not None)
    return data + bytes(chain.from_iterable(zip(*checks, strict=True)))


def _bits(words: bytes) -> bytes:
    """The bits of codewords, one byte each."""
    return f"{int.from_bytes(words, 'big'):0{len(words) * 8}b}".encode().translate(_DIGITS)


_DIGITS = bytes.maketrans(b"01", b"\0\1")


def _ecc(part: bytes, size: int) -> bytes:
    """The error correction codewords of a block: the remainder of a division over GF(256)."""
    table, keep = _multiples(size), (1 << 8 * (size - 1)) - 1
    rest = 0
    for word in part:
        rest = (rest & keep) << 8 ^ table[word ^ rest >> 8 * (size - 1)]
    return rest.to_bytes(size, "big")


@lru_cache(maxsize=32)
def _multiples(size: int) -> tuple[int, ...]:
    """The generator polynomial of a degree, times each element of GF(256), as one number each."""
    generator = [1]
    root = 1
    for _ in range(size):
        generator = [_times(low, root) ^ high for low, high in zip([0, *generator], [*generator, 0], strict=True)]
        root = _times(root, 2)
    lower = generator[-2::-1] if generator[-1] == 1 else generator[1:]
    return tuple(int.from_bytes(bytes(_times(factor, part) for part in lower), "big") for factor in range(256))


def _times(left: int, right: int) -> int:
    """Product in GF(256)."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0x100:
            left ^= POLYNOMIAL
        right >>= 1
    return product


@dataclass(frozen=True, slots=True)
class Frame:
    """A version without data: its function modules, the path of the data bits, and the mask along it."""

    size: int
    fixed: bytes
    path: tuple[int, ...]
    mask: bytes


@lru_cache(maxsize=32)
def _frame(version: int) -> Frame:
    size = 17 + 4 * version
    drawing = _Drawing(size)
    for x, y in ((3, 3), (size - 4, 3), (3, size - 4)):
        drawing.square(x, y, 4)
    for at in range(8, size - 8):
        drawing.put(at, 6, at % 2 == 0)
        drawing.put(6, at, at % 2 == 0)
    places = _alignment(version)
    for x in places:
        for y in places:
            if (x, y) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                drawing.square(x, y, 2)
    drawing.format()
    if version > 6:
        drawing.version(version)
    path = _path(size, drawing.taken)
    mask = bytes((place // size + place % size) % 3 == 0 for place in path)
    return Frame(size, bytes(drawing.modules), path, mask)


def _alignment(version: int) -> list[int]:
    """Where the centres of alignment patterns stand (annex E)."""
    if version == 1:
        return []
    count, last = version // 7 + 2, version * 4 + 10
    step = (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return [6, *(last - step * at for at in range(count - 2, -1, -1))]


class _Drawing:
    """The function patterns of one version."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.modules = bytearray(size * size)
        self.taken = bytearray(size * size)

    def put(self, x: int, y: int, dark: bool) -> None:
        if 0 <= x < self.size and 0 <= y < self.size:
            self.modules[y * self.size + x] = dark
            self.taken[y * self.size + x] = 1

    def square(self, x: int, y: int, reach: int) -> None:
        """A finder (reach 4, with its separator) or alignment pattern (reach 2): squares within squares."""
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                ring = max(abs(dx), abs(dy))
                self.put(x + dx, y + dy, ring not in (2, 4) if reach == 4 else ring != 1)

    def format(self) -> None:
        """Level and mask, twice, beside the finder patterns; and the dark module."""
        rest = FORMAT
        for _ in range(10):
            rest = rest << 1 ^ (rest >> 9) * 0x537
        bits, last = (FORMAT << 10 | rest) ^ 0x5412, self.size - 1
        around = [*((8, at) for at in (0, 1, 2, 3, 4, 5, 7, 8)), *((at, 8) for at in (7, 5, 4, 3, 2, 1, 0))]
        apart = [*((last - at, 8) for at in range(8)), *((8, last - 6 + at) for at in range(7))]
        for place, (near, far) in enumerate(zip(around, apart, strict=True)):
            self.put(*near, bool(bits >> place & 1))
            self.put(*far, bool(bits >> place & 1))
        self.put(8, self.size - 8, True)

    def version(self, version: int) -> None:
        """The version, twice, from version 7 on."""
        rest = version
        for _ in range(12):
            rest = rest << 1 ^ (rest >> 11) * 0x1F25
        bits = version << 12 | rest
        for at in range(18):
            far, near = self.size - 11 + at % 3, at // 3
            self.put(far, near, bool(bits >> at & 1))
            self.put(near, far, bool(bits >> at & 1))


def _path(size: int, taken: bytearray) -> tuple[int, ...]:
    """The places of the data bits: two columns at a time from the right, up and down, past the timing column."""
    found = []
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for step in range(size):
            y = size - 1 - step if upwards else step
            found += [y * size + x for x in (right, right - 1) if not taken[y * size + x]]
        upwards = not upwards
    return tuple(found)
