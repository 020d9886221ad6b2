"""The papers a matter may hand out: when in its life, what each is for, and which the law demands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from onewindow.domain.publishing.findings import WARNING, Finding
from printing import system_template

Json = Any
PERMIT, GRANT, CONFIRMATION = "01", "05", "07"
"""Types of matters (`matter_type/code`) whose papers differ: 行政许可, 行政给付, 行政确认."""
_PERMIT_LAW = "《行政许可法》"


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. `moment`: a key of MOMENTS; `purpose`: one sentence; `only`: types of matters it suits."""

    key: str
    moment: str
    purpose: str
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """What is wrong with the choice of papers. `missing`: the law demands it; else it does not suit the matter."""

    key: str
    message: str
    suggestion: str
    missing: bool = True


MOMENTS = (
    ("receive", "收件"),
    ("accept", "受理"),
    ("correct", "补正与不予受理"),
    ("handle", "办理中"),
    ("decide", "决定"),
    ("deliver", "送达与领取"),
    ("agent", "代办与内部"),
    ("own", "本单位的文书"),
)
"""The moments of a case, in order."""

_P = (PERMIT,)
SHELF: tuple[Paper, ...] = (
    Paper("receipt", "receive", "证明收到了哪些材料、几份几页，并写明哪天前答复是否受理；它不是受理决定。"),
    Paper("acceptance_notice", "accept", "告知申请已经受理，从哪天起计算时限、哪天前办结、怎样查询。"),
    Paper("deferral_notice", "accept", "次要材料暂缺时先受理，写明哪些材料、哪天前补交，申请人签承诺书。"),
    Paper("commitment_letter", "accept", "实行告知承诺的事项，由申请人承诺符合条件，写明不实承诺的后果。"),
    Paper("correction_notice", "correct", "材料不齐时一次告知缺什么、错在哪里、怎样改、哪天前补。"),
    Paper("non_acceptance_decision", "correct", "行政许可申请不属于本机关职权时，书面决定不予受理并告知向谁申请。", _P),
    Paper("not_applicable_notice", "correct", "申请的事项依法不需要取得行政许可时，即时告知。", _P),
    Paper("non_acceptance_notice", "correct", "许可以外的申请不能受理时，写明理由和该找的部门。"),
    Paper("special_procedure_notice", "handle", "要听证、检验、鉴定、专家评审时，告知所需时间，这段时间不计入时限。"),
    Paper("extension_notice", "handle", "不能按期办结、经负责人批准延期时，告知理由和新的期限。"),
    Paper("suspension_notice", "handle", "办理须暂停或者恢复时，告知原因和对时限的影响。"),
    Paper("publicity_notice", "handle", "给付、确认结果决定前向社会公示，写明公示期和反映意见的渠道。"),
    Paper("fee_notice", "handle", "收费事项告知缴费项目、标准、依据、金额和缴费期限。"),
    Paper("termination_notice", "handle", "申请人撤回或者办理无法继续时，告知终止和材料怎样退还。"),
    Paper("permit_decision", "decide", "准予行政许可的书面决定。", _P),
    Paper("denial_decision", "decide", "不予行政许可的书面决定，说明理由，告知复议和诉讼的权利。", _P),
    Paper("confirmation_notice", "decide", "给付、确认审核通过后，告知结果、金额和起始日期。"),
    Paper("refusal_notice", "decide", "不予给付或者确认时，说明理由和救济途径。"),
    Paper("registration_notice", "decide", "登记事项办结后，告知登记的内容。"),
    Paper("completion_slip", "decide", "当场办结的事项，一张单写明结果，不再另发受理通知书。"),
    Paper("village_certificate", "decide", "村（居）民委员会出具的证明，写明用于何处、何时失效。"),
    Paper("consultation_slip", "decide", "书面答复咨询，写明首问责任人和转办去向。"),
    Paper("delivery_receipt", "deliver", "受送达人签收决定书的凭证，拒收时记明事由和见证人。"),
    Paper("collection_record", "deliver", "领取证件、批文时登记领取人和领取内容。"),
    Paper("mandate", "agent", "申请人委托村（居）代办员代交材料、代领结果。"),
    Paper("agent_transfer_list", "agent", "代办员向镇、县窗口移交材料的清单，双方签字。"),
    Paper("approval_sheet", "agent", "内部逐级签批意见，归入案卷，不发给申请人。"),
)
"""The papers that come with the platform (R108)."""
BY_KEY: Mapping[str, Paper] = MappingProxyType({paper.key: paper for paper in SHELF})
_OWN = "本单位自行设计的文书。"


def paper_of(key: str) -> Paper:
    """What is known of a kind of paper; a tenant's own template stands under its own moment."""
    return BY_KEY.get(key) or Paper(key, "own", _OWN)


def title(key: str) -> str:
    """What a paper that comes with the platform is called."""
    source = system_template(key)
    return str(source["name"]) if isinstance(source, dict) else key


def chosen_of(matter: Json) -> list[str]:
    """The papers of a matter, in its order; what is no key is left out."""
    found = matter.get("documents")
    return [key for key in found if isinstance(key, str)] if isinstance(found, list) else []


def choose(matter: Json, shown: Sequence[str], ticked: Sequence[str]) -> Json:
    """The matter with the papers that were ticked of those shown; what the page did not show stays, order as well."""
    old = chosen_of(matter)
    kept = [key for key in old if key not in shown or key in ticked]
    new = [*kept, *(key for key in dict.fromkeys(ticked) if key in shown and key not in old)]
    return matter if new == old else {**matter, "documents": new}


def lacks(matter: Json, names: Mapping[str, str]) -> tuple[Lack, ...]:
    """What the law demands of a matter like this and is not among its papers, and papers that do not suit it.

    `names`: what the papers are called. Source: 行政许可法 articles 32, 38, 42, 45, 48; domain study 2.5 and 2.8.
    """
    chosen = chosen_of(matter)
    missing = (
        Lack(key, f"缺少《{names.get(key, key)}》：{why}", f"勾选《{names.get(key, key)}》。")
        for key, why in _demanded(matter)
        if key not in chosen
    )
    unfit = (
        Lack(key, f"《{names.get(key, key)}》只用于行政许可，这个事项不是。", "取消勾选，改用告知书。", missing=False)
        for key in chosen
        if key in BY_KEY and BY_KEY[key].only and _type(matter) not in BY_KEY[key].only
    )
    return (*missing, *unfit)


def findings(matter: Json) -> tuple[Finding, ...]:
    """The same for the list of what is still to do, under the names the platform gives its papers."""
    names = {key: title(key) for key in BY_KEY}
    return tuple(Finding("/documents", one.message, one.suggestion, WARNING) for one in lacks(matter, names))


def _demanded(matter: Json) -> Iterator[tuple[str, str]]:
    if matter.get("seed_class") == "consultation":
        yield "consultation_slip", "书面答复是咨询办结的凭证。"
        return
    if _type(matter) == PERMIT:
        yield from _of_permit(matter)
    elif matter.get("case_type") != "instant":
        yield "correction_notice", "材料不齐时须一次告知全部需要补正的内容。"
    if _type(matter) in (GRANT, CONFIRMATION) and matter.get("case_type") != "instant":
        yield "refusal_notice", "不予给付或者确认须书面说明理由，告知救济途径。"
    if matter.get("fees"):
        yield "fee_notice", "收费须告知项目、标准和依据。"
    if any(each.get("waiver") for each in _materials(matter)):
        yield "deferral_notice", "有材料可以容缺，容缺受理须书面写明补交期限。"


def _of_permit(matter: Json) -> Iterator[tuple[str, str]]:
    yield "acceptance_notice", f"{_PERMIT_LAW}第三十二条：受理须出具加盖专用印章、注明日期的书面凭证。"
    yield "correction_notice", f"{_PERMIT_LAW}第三十二条：材料不齐须一次告知需要补正的全部内容。"
    yield "non_acceptance_decision", f"{_PERMIT_LAW}第三十二条：不予受理须出具书面凭证。"
    yield "permit_decision", f"{_PERMIT_LAW}第三十八条：准予许可须作出书面决定。"
    yield "denial_decision", f"{_PERMIT_LAW}第三十八条：不予许可须书面说明理由并告知救济权利。"
    if matter.get("case_type") != "instant":
        yield "extension_notice", f"{_PERMIT_LAW}第四十二条：延长期限须把理由告知申请人。"
    if matter.get("special_procedures"):
        yield "special_procedure_notice", f"{_PERMIT_LAW}第四十五条：不计入期限的时间须书面告知申请人。"


def _type(matter: Json) -> str:
    kind = matter.get("matter_type")
    return str(kind.get("code", "")) if isinstance(kind, dict) else ""


def _materials(matter: Json) -> list[Mapping[str, Json]]:
    form = matter.get("form")
    found = form.get("materials") if isinstance(form, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
