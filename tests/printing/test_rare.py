"""Rare characters: fonts of the machine behind the house fonts, opened only when nothing else has the character."""

from __future__ import annotations

from pathlib import Path

import pytest

from onewindow.services import fonts as house_fonts
from printing import FontError, FontSet, GlyphsMissing, render, sample_values, system_template_keys
from printing.fonts.fontset import Spare
from tests.printing.paper import condition, lacking, squeezed, system, template, text_of

HANAZONO = Path("/usr/share/fonts/truetype/hanazono")
"""Debian's fonts-hanazono; `.ci/run` installs it."""
NAMES = "䶮㛃𬭎𠅤𠮷"
RARE = "𠮷"
"""In none of the house fonts."""
CODE = "4413220019202611210001234567890"


@pytest.fixture(scope="module")
def rare() -> FontSet:
    """The house fonts with HanaMin behind them."""
    files = [HANAZONO / "HanaMinA.ttf", HANAZONO / "HanaMinB.ttf"]
    if not all(file.exists() for file in files):
        lacking("fonts-hanazono")
    return FontSet.default(spares=files)


def test_the_house_fonts_alone_refuse_it_by_name() -> None:
    with pytest.raises(GlyphsMissing, match=r"“𠮷”（U\+20BB7）"):
        render(template([{"type": "paragraph", "text": "{{a}}"}]), {"a": RARE}, FontSet.default(), condition=condition)


def test_a_spare_is_opened_on_a_miss_and_not_before(rare: FontSet, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    chain = FontSet.default(spares=[spare.path for spare in rare.chain("body").spares]).chain("body")
    real = Spare.link.func

    def noting(spare: Spare) -> object:
        opened.append(spare.path)
        return real(spare)

    monkeypatch.setattr(Spare.link, "func", noting)
    assert chain.place("国") == 0
    assert chain.place("𠅤") == 0
    assert opened == []
    assert chain.place(RARE) >= len(chain.links)
    assert [path.name for path in opened] == ["HanaMinA.ttf"]


@pytest.mark.parametrize("key", system_template_keys())
def test_every_document_gives_rare_names_and_long_codes_back(key: str, rare: FontSet, tmp_path: Path) -> None:
    values = sample_values()
    values["applicant"] |= {"name": f"欧阳{NAMES}"}  # type: ignore[operator]
    values["case"] |= {"number": CODE}  # type: ignore[operator]
    values["marks"] = {"demo": False}
    read = set(system(key).names)
    given = text_of(render(system(key), values, rare, condition=condition).data, tmp_path)
    for name, text in (("applicant.name", NAMES), ("case.number", CODE)):
        assert name not in read or squeezed(text) in given


def test_the_file_embeds_only_what_is_shown(rare: FontSet) -> None:
    data = render(template([{"type": "paragraph", "text": "{{a}}"}]), {"a": RARE}, rare, condition=condition).data
    assert b"HanaMinA" in data
    assert len(data) < 20_000


def test_spares_stand_in_the_hashes_of_every_role(rare: FontSet) -> None:
    plain = FontSet.default()
    for role, hashes in rare.hashes.items():
        assert hashes[: len(plain.hashes[role])] == plain.hashes[role]
        assert len(hashes) == len(plain.hashes[role]) + 2


def test_a_damaged_spare_has_no_character_and_a_missing_one_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "HanaMinB.ttf"
    broken.write_bytes(b"\0\1\0\0 no font")
    assert FontSet.default(spares=[broken]).lacking([("body", RARE)]) == [RARE]
    with pytest.raises(FontError, match="不能读取"):
        FontSet.default(spares=[tmp_path / "none.ttf"])


def test_spares_are_found_in_the_folders_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("HanaMinB.ttf", "deep/HanaMinA.ttf", "Other.ttf"):
        (tmp_path / name).touch()
    found = [file.name for file in house_fonts.spares([tmp_path, tmp_path / "absent"])]
    assert found == ["HanaMinA.ttf", "HanaMinB.ttf"]
