"""Line breaking: no forbidden mark at a line edge in any width, nothing lost, words and numbers whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from printing.typesetting.linebreak import (
    CLOSING,
    NO_END,
    NO_START,
    OPENING,
    SPACES,
    Breaker,
    in_word,
    may_break,
    tighten,
)

SIZE = 10.0


def width_of(sign: str) -> float:
    """A full-width sign is as wide as the type size, ASCII half of it."""
    return SIZE if ord(sign) > 0x2000 else SIZE / 2


def breaker(text: str) -> Breaker:
    widths = [width_of(sign) for sign in text]
    return Breaker(text, widths, SIZE, tighten(text, widths, SIZE))


def lines(text: str, characters: float) -> list[str]:
    return [text[line.start : line.end] for line in breaker(text).lines(characters * SIZE, characters * SIZE)]


@pytest.mark.parametrize(
    ("text", "characters", "expected"),
    [
        ("依法受理申请", 3, ["依法受", "理申请"]),
        ("依法受理，并告知申请人", 4, ["依法受", "理，并告", "知申请人"]),  # a comma takes its character along
        ("甲，乙丙丁，戊", 5, ["甲，乙丙丁，", "戊"]),  # two commas give up their empty halves for the third
        ("一二三四》五", 4, ["一二三", "四》五"]),
        ("根据《行政许可法》", 3, ["根据", "《行政", "许可", "法》"]),  # an opening mark goes down
        ("“甲”、“乙”、“丙”", 4, ["“甲”、", "“乙”、", "“丙”"]),
        ("拨打12345热线", 4, ["拨打", "12345热", "线"]),
        ("编号：ABC", 3, ["编号：", "ABC"]),
        ("价格￥100元", 3, ["价格", "￥100", "元"]),
        ("增长20%以上", 4, ["增长20%", "以上"]),
        ("他说——不行", 3, ["他说", "——不", "行"]),
        ("等等……好吧", 3, ["等等", "……好", "吧"]),
        ("☑是　☐否", 2, ["☑是", "☐否"]),
        ("甲 乙 丙", 1, ["甲", "乙", "丙"]),
        ("", 5, [""]),
        ("A1234567890123456789012345B", 5, ["A123456789", "0123456789", "012345B"]),  # longer than a line: cut
        ("申请编号12345678901234567890123456789", 8, ["申请编号12345678", "9012345678901234", "56789"]),  # a hole: cut
    ],
)
def test_lines(text: str, characters: float, expected: list[str]) -> None:
    assert lines(text, characters) == expected


SIGNS = "申请受理机关依法博罗县" + "".join(sorted(CLOSING | OPENING)) + "—…·％￥☐☑ 　" + "aZ09.,-()%"
texts = st.text(alphabet=SIGNS, max_size=80)


def clusters(text: str) -> list[str]:
    """Stretches between the places where a line may end, words opened up as far as the rules let them."""
    edges = [0, *(at for at in range(1, len(text)) if may_break(text, at) or in_word(text, at)), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@given(texts, st.floats(2, 20), st.floats(0, 10))
def test_no_mark_stands_at_the_wrong_edge(text: str, characters: float, indent: float) -> None:
    room = characters * SIZE
    first = max(room - indent, SIZE * 2)
    assume(all(sum(map(width_of, cluster)) <= min(first, room) for cluster in clusters(text)))
    placed = breaker(text).lines(first, room)
    for line, following in pairwise(placed):
        assert text[following.start] not in NO_START, text[line.start : following.end]
        assert text[line.end - 1] not in NO_END, text[line.start : following.end]


@given(texts, st.floats(0.4, 20))
def test_nothing_is_lost_but_spaces_at_line_ends(text: str, characters: float) -> None:
    placed = breaker(text).lines(characters * SIZE, characters * SIZE)
    at = 0
    for line in placed:
        assert set(text[at : line.start]) <= set(SPACES)
        assert line.end > line.start or not text[line.start :].strip(SPACES)
        at = line.end
    assert set(text[at:]) <= set(SPACES)


@given(texts, st.floats(2, 20))
def test_no_line_is_wider_than_its_room(text: str, characters: float) -> None:
    room = characters * SIZE
    setter = breaker(text)
    for line in setter.lines(room, room):
        over = line.width - line.squeeze - room
        assert over < 0.02 or line.end - line.start == 1 or not text[line.start : line.end].strip(SPACES)
        assert line.squeeze <= len(setter.squeezable(line)) * SIZE / 2 + 0.01


@given(st.text(alphabet="申请0123456789", max_size=60), st.floats(10, 20))
def test_numbers_stay_whole(text: str, characters: float) -> None:
    """A number that fits a line and is shorter than twenty digits is never torn."""
    assume(all(len(part) < 20 for part in text.replace("申", " ").replace("请", " ").split()))
    placed = breaker(text).lines(characters * SIZE, characters * SIZE)
    for line, following in pairwise(placed):
        assert not (text[line.end - 1].isdigit() and text[following.start].isdigit())


@pytest.mark.parametrize(
    ("text", "where"),
    [("》。", [0]), ("（《", [1]), ("，“", [0]), ("》（", [0]), ("好。", []), ("（好", []), ("）”。", [0, 1])],
)
def test_neighbouring_marks_share_their_room(text: str, where: list[int]) -> None:
    widths = [SIZE] * len(text)
    assert sorted(tighten(text, widths, SIZE)) == where
    assert [index for index, width in enumerate(widths) if width < SIZE] == where
