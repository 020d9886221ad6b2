"""Numbers of cases and documents, and query codes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.domain import numbering as n
from onewindow.domain.errors import NumberingError

DAY = date(2026, 1, 5)
CODE = "12441500196720244T3442199806003"


def test_a_national_case_number_has_43_characters() -> None:
    series = n.series(n.case_template(CODE), DAY, {"implementation_code": CODE})
    assert n.number(series, 7) == CODE + "202601050007"
    assert len(str(n.number(series, 9999))) == 43
    assert (
        len(str(n.number(n.series(n.case_template(CODE + "01"), DAY, {"implementation_code": CODE + "01"}), 1))) == 45
    )


def test_without_a_national_code_the_tenant_numbers() -> None:
    assert n.case_template("") == n.case_template("0001") == n.CASE_BY_TENANT
    assert n.number(n.series(n.CASE_BY_TENANT, DAY, {"tenant": "441322001"}), 12) == "4413220012026010500012"
    assert n.case_template(CODE, "{tenant}-{year}-{serial}") == "{tenant}-{year}-{serial}"


def test_a_document_number_has_six_cornered_brackets_and_no_leading_zeros() -> None:
    series = n.series(n.DOCUMENT, DAY, {"body": "博市监", "kind": "受"})
    assert n.number(series, 8) == "博市监受〔2026〕8号"
    assert n.number(series, 12345) == "博市监受〔2026〕12345号"


def test_the_end_of_a_series_is_said() -> None:
    series = n.series(n.CASE_BY_CODE, DAY, {"implementation_code": CODE})
    found = n.number(series, 10_000)
    assert isinstance(found, n.SeriesExhausted)
    assert "9999" in found.message


@given(
    st.sampled_from([n.CASE_BY_CODE, n.CASE_BY_TENANT, n.DOCUMENT, "{tenant}{year}-{serial:3}"]),
    st.integers(1, 998),
    st.integers(1, 998),
)
def test_numbers_of_a_series_are_distinct(template: str, one: int, other: int) -> None:
    series = n.series(template, DAY, {"tenant": "441322", "implementation_code": CODE, "body": "博", "kind": "受"})
    assert (n.number(series, one) == n.number(series, other)) == (one == other)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{date}", "{serial}"),
        ("{serial}{serial}{date}", "{serial}"),
        ("{tenat}{date}{serial}", "tenat"),
        ("{date}{serial:x}", "花括号"),
        ("{date}{serial}}", "花括号"),
        ("{tenant}{serial}", "用尽"),
    ],
)
def test_a_faulty_template_is_explained(template: str, says: str) -> None:
    fault = n.template_fault(template)
    assert fault is not None
    assert says in fault
    with pytest.raises(NumberingError):
        n.series(template, DAY, {"tenant": "441322"})


@pytest.mark.parametrize("value", ["", "{serial}"])
def test_a_missing_or_foreign_part_is_refused(value: str) -> None:
    with pytest.raises(NumberingError):
        n.series(n.CASE_BY_TENANT, DAY, {"tenant": value})
    with pytest.raises(NumberingError):
        n.number("no series", 1)
    with pytest.raises(NumberingError):
        n.number("{serial}", 0)


@given(st.binary(min_size=16, max_size=32))
def test_a_query_code_has_8_characters_that_cannot_be_confused(random: bytes) -> None:
    code = n.query_code(random)
    assert len(code) == 8
    assert not set(code) & set("01OIL")
    assert n.typed_query_code(f" {code[:4].lower()}-{code[4:]} ") == code


def test_query_codes_use_all_their_characters_alike() -> None:
    counts = Counter("".join(n.query_code(number.to_bytes(16)) for number in range(0, 2**40, 2**27)))
    assert set(counts) == set(n.QUERY_ALPHABET)


def test_a_query_code_of_too_few_bytes_is_refused() -> None:
    with pytest.raises(NumberingError):
        n.query_code(b"short")
