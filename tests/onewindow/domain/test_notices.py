"""Values of the documents of acceptance: they fill the system templates, and cite the right law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from onewindow.domain import notices
from onewindow.domain.applicant import Party, agent_of, applicant_of
from onewindow.domain.case_format import Pack
from onewindow.domain.effective import CompiledMatter
from onewindow.domain.filing import CaseMaterial, FiledCase, file_cases
from onewindow.domain.joint import JointForm, prepare
from onewindow.domain.masking import public_name, public_number, public_value
from onewindow.domain.matter import MatterDocument
from printing import compile_template, system_template
from printing.fill import fill
from rule_engine import MissingYear, WorkCalendar, evaluate, truthy

PARTY = Party("张三丰", "居民身份证", "11010519491231002X", "13800138000")
OFFICE = notices.Office("博罗县市场监督管理局", "罗阳街道桥东路1号", "0752-6288123")
CLERK = notices.Clerk("陈晓岚", "0752-6288000")
ISSUE = notices.Issue(
    document_number="博市监受〔2026〕8号",
    issued_on=date(2026, 11, 20),
    case_number="4413220012026112000001",
    query_code="7KQ2MXAB",
    received_at=datetime(2026, 11, 20, 9, 5),  # noqa: DTZ001 - the local time of the window
    query_method="凭办件编号和查询密码到窗口或网上查询",
    verify_url="http://example.test/v/ABC",
    verify_code="ABC",
    accepted_on=date(2026, 11, 20),
)


def case_of(matter: CompiledMatter, answers: dict[str, Any], years: list[int]) -> FiledCase:
    """One case of a matter, accepted on 2026-12-20."""
    joint = prepare({matter.key: matter})
    assert isinstance(joint, JointForm)
    calendar = WorkCalendar.of({}, years)
    (case,) = file_cases(joint, answers, {}, {}, accepted_on=date(2026, 12, 20), calendar=calendar)
    return case


def letter(
    matter: CompiledMatter, answers: dict[str, Any] | None = None, years: list[int] | None = None
) -> notices.Letter:
    """A letter about one case of a matter."""
    case = case_of(matter, answers or {}, years or [2026, 2027])
    return notices.Letter(matter.document, case, PARTY, OFFICE, CLERK, ISSUE)


def texts(value: Any) -> str:
    """Everything that would be printed."""
    if isinstance(value, Mapping):
        return "\n".join(texts(each) for each in value.values())
    return "\n".join(map(texts, value)) if isinstance(value, list) else str(value)


def test_only_permits_cite_the_licensing_law(matters: dict[str, CompiledMatter]) -> None:
    for matter in matters.values():
        about = letter(matter)
        printed = texts(notices.acceptance_notice(about, "窗口领取"))
        printed += texts(notices.receipt(about, (), answer_due=date(2026, 12, 25)))
        assert ("行政许可法" in printed) == matter.document.permit, matter.key


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        (["中华人民共和国畜牧法", "其他"], "《中华人民共和国畜牧法》"),
        (["养蜂管理办法(农业部公告第1692号)"], "《养蜂管理办法》(农业部公告第1692号)"),
        (["《养蜂管理办法》第三条"], "《养蜂管理办法》第三条"),
        (["中华人民共和国行政许可法", "中华人民共和国畜牧法"], "《中华人民共和国畜牧法》"),
        (["中华人民共和国行政许可法"], "本事项办事指南"),
        ([], "本事项办事指南"),
    ],
)
def test_another_matter_cites_its_own_basis(bees: Pack, basis: list[str], cited: str) -> None:
    matter = MatterDocument.stored({**bees.matters["bee_keeping"].json, "legal_basis": basis})
    assert notices.legal_article(matter) == cited


def test_a_permit_cites_acceptance_or_deemed_acceptance(matters: dict[str, CompiledMatter]) -> None:
    permit = matters["food_business_permit"].document
    assert notices.legal_article(permit).endswith("第（五）项")
    assert notices.legal_article(permit, deemed=True).endswith("第（四）项")


def test_the_acceptance_notice_carries_what_the_template_prints(matters: dict[str, CompiledMatter]) -> None:
    about = letter(matters["rural_homestead"], {"house.land_kind": "farmland"})
    values = notices.acceptance_notice(about, "村(居)代领送达")
    assert values["limits"]["promised"] == {"value": 15, "unit": "working_day"}
    assert values["limits"]["statutory"] == {"value": 20, "unit": "working_day"}
    assert values["limits"]["due_date"] == "2027-01-08"
    assert values["limits"]["excluded"] == "讨论并公示（5个工作日）、农用地转用审批（20个工作日）"
    assert values["fee"] == {"note": "不收费"}
    assert values["delivery"] == {"way": "村(居)代领送达"}
    assert values["case"]["deemed"] is False
    assert "corrected_on" not in values["case"]
    corrected = replace(about, issue=replace(ISSUE, corrected_on=date(2026, 11, 24)))
    assert notices.acceptance_notice(corrected, "邮寄")["case"]["corrected_on"] == "2026-11-24"


def test_without_a_calendar_the_notice_says_why_there_is_no_date(matters: dict[str, CompiledMatter]) -> None:
    values = notices.acceptance_notice(letter(matters["rural_homestead"], years=[2026]), "窗口领取")
    assert "due_date" not in values["limits"]
    assert "2027" in values["limits"]["due_note"]


def test_the_receipt_of_acceptance_masks_the_number(matters: dict[str, CompiledMatter]) -> None:
    values = notices.acceptance_receipt(letter(matters["food_business_permit"]), "窗口领取")
    assert values["applicant"] == {"name": "张三丰", "id_masked": "110105********002X"}
    assert PARTY.id_number not in texts(values)
    assert values["case"]["query_password"] == "7KQ2MXAB"


def handed_as_asked(materials: Sequence[CaseMaterial]) -> tuple[notices.Handed, ...]:
    """Every due material of a case, handed in exactly as asked."""
    return tuple(
        notices.Handed(each.name, each.originals, each.photocopies, medium=each.medium, checked=True)
        for each in materials
        if each.status == "needed"
    )


def test_the_receipt_of_materials_lists_what_was_handed_in(matters: dict[str, CompiledMatter]) -> None:
    about = letter(matters["food_business_permit"], {"food.main_business": "catering"})
    handed = handed_as_asked(about.case.materials)
    agent = Party("李四", "居民身份证", "11010519491231002X")
    values = notices.receipt(about, handed, answer_due=date(2026, 11, 27), agent=agent, mandate="代为申请、领取")
    assert {each["name"] for each in values["materials"]} >= {"食品经营许可申请书", "营业执照"}
    assert values["materials"][0]["originals"] == 1
    assert values["materials"][0]["medium"] == "纸质或电子"
    assert values["agent"] == {"name": "李四", "id_masked": "110105********002X", "mandate": "代为申请、领取"}
    assert values["case"]["answer_due"] == "2026-11-27"
    assert values["case"]["received_at"] == "2026-11-20T09:05"
    later = replace(
        about.case,
        materials=tuple(replace(each, status="deferred", deferred_days=5) for each in about.case.materials[:1]),
    )
    text = notices.receipt(replace(about, case=later), (), answer_due=date(2026, 11, 27))["materials_later"]
    assert text.endswith("（5个工作日内补交）")


@pytest.mark.parametrize("years", [[2026, 2027], [2026]], ids=["due", "calendar missing"])
def test_every_matter_fills_the_system_templates(matters: dict[str, CompiledMatter], years: list[int]) -> None:
    templates = {
        key: compile_template(system_template(key)) for key in ("acceptance_notice", "acceptance_receipt", "receipt")
    }
    for matter in matters.values():
        about = letter(matter, years=years)
        handed = handed_as_asked(about.case.materials)
        answer_due = date(2026, 12, 25) if 2027 in years else MissingYear(2027)
        filled = {
            "acceptance_notice": notices.acceptance_notice(about, "窗口领取"),
            "acceptance_receipt": notices.acceptance_receipt(about, "窗口领取"),
            "receipt": notices.receipt(about, handed, answer_due=answer_due),
        }
        for key, values in filled.items():
            found = fill(templates[key], values, lambda rule, facts: truthy(evaluate(rule, facts)))
            assert (found.missing, found.wrong) == ((), ()), (matter.key, key)


def test_fees_are_named_with_their_standard(bees: Pack, matters: dict[str, CompiledMatter]) -> None:
    assert notices.fee_note(bees.matters["bee_keeping"]) == "收费：检疫费（每箱0.5元）"
    assert notices.fee_note(matters["food_business_permit"].document) == "不收费"


APPLICANTS = [
    (
        "rural_homestead",
        {"applicant.name": "甲", "applicant.id_number": "1", "applicant.id_type": "passport"},
        "甲",
        "护照",
    ),
    ("food_business_permit", {"org.name": "乙店", "org.uscc": "9", "org.phone": "12345"}, "乙店", "统一社会信用代码"),
    (
        "household_birth_registration",
        {"mother.name": "丙", "mother.id_number": "3", "newborn.name": "丁"},
        "丙",
        "居民身份证",
    ),
    ("pension_policy_consultation", {"applicant.name": "戊", "applicant.phone": "12345"}, "戊", ""),
    ("pension_policy_consultation", {}, "", ""),
]


@pytest.mark.parametrize(("key", "answers", "name", "id_kind"), APPLICANTS)
def test_who_applies(
    matters: dict[str, CompiledMatter], key: str, answers: dict[str, str], name: str, id_kind: str
) -> None:
    party = applicant_of(matters[key].plan, answers)
    assert (party.name, party.id_kind) == (name, id_kind)
    assert party.organisation == (id_kind == "统一社会信用代码")
    assert party.phone == next((value for each, value in answers.items() if each.endswith("phone")), "")


def test_who_applies_in_words_nobody_foresaw(bees: Pack, matters: dict[str, CompiledMatter]) -> None:
    plan = matters["rural_homestead"].plan
    assert agent_of(plan, {}) is None
    found = agent_of(plan, {"entrust.agent_name": "己", "entrust.agent_id_number": "5", "entrust.agent_phone": "114"})
    assert found == Party("己", "居民身份证", "5", "114")
    assert applicant_of(plan, {"entrust.agent_name": "己"}).name == ""


@pytest.mark.parametrize(("name", "shown"), [("张三", "张*"), ("欧阳修文", "欧***"), (" 张三 ", "张*"), ("", "")])
def test_a_name_on_a_public_page(name: str, shown: str) -> None:
    assert public_name(name) == shown


def test_values_on_a_public_page(pack: Pack) -> None:
    assert public_number("441322199001011234") == "441322********1234"
    dictionary = pack.dictionary
    assert public_value(dictionary["org.phone"], "13800138000") == "138****8000"
    assert public_value(dictionary["applicant.id_number"], "441322199001011234") == "441322********1234"
    assert public_value(dictionary["biz.form"], "family") == "家庭经营"
    assert "12" not in public_value(dictionary["premises.address"], "罗阳街道桥东路12号")
