"""A divisions file becomes a tree, or a list of everything that is wrong with it."""

from __future__ import annotations

import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.divisions import Problems, parse_divisions
from tenants.errors import ScopeError
from tenants.scope import Level, level_of, lineage
from tenants.tree import Status, Tenant, Tree, nearest

HEADER = "code,name,level,parent_code\n"
SMALL = HEADER + (
    "441322,博罗县,county,4413\n"
    "441322001,罗阳街道,town,441322\n"
    "441322001001,城东社区居民委员会,village,441322001\n"
    "441322570,罗浮山管理区,town,441322\n"
)


def tree(text: str | bytes, **known: int) -> Tree:
    found = parse_divisions(text, known)
    assert isinstance(found, Tree), found
    return found


def problems(text: str | bytes) -> list[str]:
    found = parse_divisions(text)
    assert isinstance(found, Problems)
    return [str(problem) for problem in found.items]


def test_a_county_without_its_city_is_a_root() -> None:
    """R002."""
    found = tree(SMALL)
    assert [one.number for one in found] == [441322000000, 441322001000, 441322001001, 441322570000]
    assert found.roots == (Tenant(441322000000, "441322", "博罗县", Level.COUNTY),)
    assert [one.name for one in found.lineage(441322001001)] == ["城东社区居民委员会", "罗阳街道", "博罗县"]
    assert [one.name for one in found.children(441322000000)] == ["罗阳街道", "罗浮山管理区"]
    assert [one.name for one in found.below(441322001000)] == ["罗阳街道", "城东社区居民委员会"]
    assert found.by_code("441322570") == found.get(441322570000)
    assert found.by_code("440000") is None
    assert found.short_name(441322001001) == "城东社区居委会"
    town, county = nearest(found, 441322001001, Level.TOWN), nearest(found, 441322001001, Level.COUNTY)
    assert (town, county) == (found.get(441322001000), found.get(441322000000))
    assert nearest(found, 441322001000, Level.VILLAGE) is None
    with pytest.raises(ScopeError):
        found.get(441322099000)


@pytest.mark.parametrize(
    "content",
    [
        SMALL.encode(),
        b"\xef\xbb\xbf" + SMALL.encode(),
        "\ufeff" + SMALL,
        SMALL.encode("gb18030"),
        SMALL.replace("\n", "\r\n").encode(),
        SMALL.replace(",", ", ").replace("town", "TOWN"),
        SMALL + "\n,,,\n",
        SMALL.replace("441322,博罗县,county,4413", "441322000000,博罗县,county,441300000000"),
        SMALL.replace("441322,博罗县,county,4413", "441322,博罗县,county,"),
        SMALL.replace("441322001,罗阳街道,town,441322\n", "441322001000,罗阳街道,town,441322000000\n"),
        "\n".join([HEADER.strip(), *reversed(SMALL.splitlines()[1:])]),
        SMALL.replace("\n", ",2023\n"),
        "\n".join(",".join(reversed(line.split(","))) for line in SMALL.splitlines()),
    ],
)
def test_the_same_list_in_other_clothes(content: str | bytes) -> None:
    assert tree(content) == tree(SMALL)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "441322002,龙溪街道,town,441399",
            "第 6 行：“龙溪街道”的上级 441399 不在文件中，请补上这个县，或改正上级代码。",
        ),
        ("441322002,龙溪街道,town,", "第 6 行：“龙溪街道”没有上级代码，请填写它所属的县。"),
        ("441322001,罗阳,town,441322", "第 6 行：代码 441322001 与第 3 行重复"),
        ("441322001000,罗阳,town,441322", "第 6 行：代码 441322001 与第 3 行重复"),
        ("44132200,龙溪街道,town,441322", "第 6 行：代码 44132200 有 8 位，镇级应为 9 位"),
        ("4413220021,龙溪街道,town,441322", "第 6 行：代码 4413220021 有 10 位"),
        ("441322002,龙溪街道,village,441322001", "第 6 行：代码 441322002 有 9 位，村级应为 12 位"),
        ("441322000,龙溪街道,town,441322", "第 6 行：代码 441322000 的末段全为零，不是镇级代码"),
        ("441322002,龙溪街道,street,441322", "第 6 行：级别“street”不认识，应为 province、city、county、town、village"),
        ("441322002,,town,441322", "第 6 行：代码 441322002 没有名称，请填写。"),
        (",龙溪街道,town,441322", "第 6 行：“龙溪街道”没有代码"),
        ("441322002,龙溪街道,town,441322001", "第 6 行：上级 441322001（罗阳街道）是镇级，应为县级"),
        ("441322002001,某村,village,441322", "第 6 行：上级 441322（博罗县）是县级，应为镇级"),
        ("441323002,龙溪街道,town,441322", "第 6 行：代码 441323002 不以上级代码 441322 开头"),
        ("4413-22-002,龙溪街道,town,441322", "第 6 行：代码“4413-22-002”不是数字"),
        ("４４１３２２００２,龙溪街道,town,441322", "第 6 行：代码“４４１３２２００２”不是数字"),
        ("KG,某区,county,", "第 6 行：“某区”没有上级代码，请填写它所属的市。"),
        ("441322002,龙溪街道", "第 6 行：只有 2 列，表头有 4 列"),
    ],
)
def test_a_broken_row_is_named_with_the_way_out(row: str, said: str) -> None:
    found = problems(SMALL + row + "\n")
    assert len(found) == 1
    assert found[0].startswith(said)
    assert found[0].endswith("。")


def test_all_broken_rows_are_named_at_once_in_order() -> None:
    rows = "x y,甲,town,441322\n441322002,乙,town,1\n,丙,town,441322\n,丁,town,441322\n441322003,,nowhere,441322\n"
    assert [one.partition("：")[0] for one in problems(SMALL + rows)] == [f"第 {line} 行" for line in range(6, 11)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "第 1 行：表头缺少列：code、name、level、parent_code"),
        ("code,name,level\n", "第 1 行：表头缺少列：parent_code"),
        (HEADER, "文件中没有任何区划"),
        (b"\xff\xfe" + SMALL.encode("utf-16-le"), "文件既不是 UTF-8 也不是 GB 18030"),
        (HEADER + '441322,"博罗县,county,4413\n', "文件不是完整的 CSV 表格"),
        (HEADER + '441322,"博罗"县,county,4413\n', "文件不是完整的 CSV 表格"),
    ],
)
def test_a_file_that_is_no_table(content: str | bytes, said: str) -> None:
    (found,) = problems(content)
    assert found.startswith(said)


def test_zones_without_a_national_code_get_a_free_number() -> None:
    """R007: 空港经济区 is a county of its city; its towns keep their national codes under a number of their own."""
    text = HEADER + (
        "4452,揭阳市,city,44\n"
        "445202,榕城区,county,4452\n"
        "KGQ,空港经济区,county,4452\n"
        "LC,蓝城区,county,4452\n"
        "445202101,渔湖镇,town,KGQ\n"
        "farm-1,某农场,town,445202\n"
        "445202101001,某村,village,445202101\n"
    )
    found = tree(text)
    zone = found.by_code("KGQ")
    assert zone is not None
    assert (zone.number, level_of(zone.number)) == (445299000000, Level.COUNTY)
    numbers = {one.code: one.number for one in found}
    assert numbers["LC"] == 445298000000
    assert numbers["445202101"] == 445299101000
    assert numbers["445202101001"] == 445299101001
    assert numbers["farm-1"] == 445202999000


def test_a_local_code_keeps_its_number_in_the_next_edition() -> None:
    first = tree(SMALL + "B,乙场,town,441322\n")
    kept = {one.code: one.number for one in first}
    again = tree(SMALL + "A,甲场,town,441322\nB,乙场,town,441322\n", **kept)
    assert again.by_code("B") == first.by_code("B")
    new = again.by_code("A")
    assert new is not None
    assert new.number == 441322998000
    moved = tree(SMALL + "441322002,龙溪街道,town,441322\nB,乙场,village,441322002\n", **kept).by_code("B")
    assert moved is not None
    assert moved.number == 441322002999


def test_when_a_range_is_full_it_is_said() -> None:
    zones = "".join(f"Z{one},区{one},county,4452\n" for one in range(100))
    (found,) = problems(HEADER + "4452,揭阳市,city,44\n" + zones)
    assert "没有可用编号" in found
    assert "区99" in found


def test_a_tree_refuses_what_is_none() -> None:
    county = Tenant(441322000000, "441322", "博罗县", Level.COUNTY)
    town = Tenant(441322001000, "441322001", "罗阳街道", Level.TOWN, 441322000000)
    for units in (
        [county, county],
        [county, Tenant(441323000000, "441322", "惠东县", Level.COUNTY)],
        [town],
        [county, Tenant(441323001000, "441323001", "平山街道", Level.TOWN, 441322000000)],
    ):
        with pytest.raises(ScopeError):
            Tree(units)
    found = Tree([town, county])
    assert len(found) == 2
    assert 441322001000 in found
    assert len({found, Tree([county, town])}) == 1


def test_the_life_of_a_tenant() -> None:
    """R003: a closed village cannot accept."""
    assert [status for status in Status if status.accepts] == [Status.PILOT, Status.OPEN]


@pytest.mark.parametrize(
    ("file", "towns", "villages"),
    [("441322_boluo", 18, 392), ("440823_suixi", 16, 353), ("441602_yuancheng", 8, 78), ("4452_jieyang", 108, 1651)],
)
def test_the_real_lists(shared: pathlib.Path, file: str, towns: int, villages: int) -> None:
    found = tree((shared / "domain" / "divisions" / f"{file}.csv").read_bytes())
    levels = [one.level for one in found]
    assert (levels.count(Level.TOWN), levels.count(Level.VILLAGE)) == (towns, villages)
    for one in found:
        assert str(one.number) == one.code.ljust(12, "0")
        names = [found.short_name(child.number) for child in found.children(one.number)]
        assert len(names) == len(set(names)), f"short names of {one.name} are told apart"


@given(
    st.lists(st.sampled_from(["441322", "441322001", "441322001001", "A-1", "", "0", "x"]), max_size=6),
    st.lists(st.sampled_from(["county", "town", "village", "province", "?"]), min_size=6, max_size=6),
    st.lists(st.sampled_from(["", "4413", "441322", "441322001", "A-1"]), min_size=6, max_size=6),
)
def test_any_table_gives_a_tree_or_problems(codes: list[str], levels: list[str], parents: list[str]) -> None:
    rows = [f"{code},某地,{level},{parent}" for code, level, parent in zip(codes, levels, parents, strict=False)]
    found = parse_divisions(HEADER + "\n".join(rows))
    if isinstance(found, Tree):
        for one in found:
            assert level_of(one.number) is one.level
            assert [above.number for above in found.lineage(one.number)] == list(lineage(one.number))
    else:
        assert found.items
        assert all(problem.message.endswith("。") for problem in found.items)
