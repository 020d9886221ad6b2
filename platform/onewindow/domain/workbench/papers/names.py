"""What a template can print, as people call it: the values of every paper, and the answers of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onewindow.domain.workbench.conditions.vocabulary import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class Name:
    """One value. `path`: how templates write it; `label`: unique among all; `usual`: the format it is printed in."""

    path: str
    label: str
    group: str
    kind: str = "text"
    usual: str = ""


_USUAL = MappingProxyType({"date": "date", "datetime": "datetime", "limit": "limit", "money": "money"})
_CASE = "办件"
_VALUES: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "申请人": {
            "applicant.name": ("申请人姓名或名称", ""),
            "applicant.id_kind": ("申请人证件类型", ""),
            "applicant.id_masked": ("申请人证件号码（打码）", ""),
            "applicant.phone_masked": ("申请人电话（打码）", ""),
            "agent.name": ("代理人姓名", ""),
            "agent.id_masked": ("代理人证件号码（打码）", ""),
            "agent.mandate": ("代理权限", ""),
        },
        _CASE: {
            "matter.name": ("事项名称", ""),
            "case.number": ("办件编号", ""),
            "case.query_code": ("查询码", ""),
            "case.query_password": ("查询密码", ""),
            "case.received_at": ("收件时间", "datetime"),
            "case.accepted_on": ("受理日期", "date"),
            "case.accepted_at": ("受理时间", "datetime"),
            "case.completed_at": ("办结时间", "datetime"),
            "case.corrected_on": ("补正日期", "date"),
            "case.answer_due": ("答复期限", "date"),
            "case.answer_note": ("答复期限说明", ""),
            "case.deemed": ("是否视为受理", "boolean"),
            "limits.statutory": ("法定时限", "limit"),
            "limits.promised": ("承诺时限", "limit"),
            "limits.due_date": ("应办结日期", "date"),
            "limits.due_note": ("办结日期说明", ""),
            "limits.excluded": ("不计时的程序", ""),
            "limits.new_due_date": ("新的办结日期", "date"),
            "materials_total": ("材料合计", ""),
            "materials_later": ("待补材料", ""),
            "fee.note": ("是否收费", ""),
            "fee.item": ("收费项目", ""),
            "fee.standard": ("收费标准", ""),
            "fee.basis": ("收费依据", ""),
            "fee.amount": ("收费金额", "money"),
            "fee.payee": ("收款单位", ""),
            "fee.payee_code": ("收款账号", ""),
            "fee.deadline": ("缴费期限", "date"),
            "delivery.way": ("结果送达方式", ""),
            "query.method": ("查询方式", ""),
        },
        "文书": {
            "document.number": ("文书编号", ""),
            "document.date": ("成文日期", "date"),
            "document.legal_article": ("法律条款", ""),
            "copies": ("份数和去向", ""),
            "verify.url": ("核验网址", ""),
            "verify.code": ("核验码", ""),
            "marks.demo": ("是否演示", "boolean"),
            "marks.reprint": ("补打标记", ""),
        },
        "本机关": {
            "org.name": ("机关全称", ""),
            "org.short": ("机关代字", ""),
            "org.hall": ("大厅名称", ""),
            "org.phone": ("机关电话", ""),
            "org.complaint_phone": ("监督电话", ""),
            "org.address": ("窗口地址", ""),
            "clerk.name": ("联系人", ""),
            "clerk.phone": ("联系人电话", ""),
            "clerk.window": ("窗口", ""),
        },
        "补正和容缺": {
            "correction.deadline": ("补正期限", "date"),
            "correction.how": ("补正方式", ""),
            "correction.effect": ("逾期不补正的后果", ""),
            "deferral.deadline": ("容缺补交期限", "date"),
            "deferral.effect": ("逾期不补交的后果", ""),
        },
        "决定和结果": {
            "decision.facts": ("认定的事实", ""),
            "decision.reason": ("不予受理的理由", ""),
            "decision.reasons": ("决定的理由", ""),
            "decision.text": ("决定内容", ""),
            "decision.result": ("办理结果", ""),
            "decision.effective_from": ("起始日期", "date"),
            "decision.duties": ("被许可人的义务", ""),
            "decision.competent_body": ("有权机关", ""),
            "decision.returned_materials": ("退回的材料", ""),
            "remedy.text": ("救济途径", ""),
            "remedy.review_body": ("复议机关", ""),
            "remedy.court": ("管辖法院", ""),
            "objection.channel": ("异议渠道", ""),
            "result.name": ("结果名称", ""),
            "result.number": ("结果编号", ""),
            "certificate.name": ("证件名称", ""),
            "certificate.number": ("证件编号", ""),
            "certificate.validity": ("证件有效期", ""),
            "certificate.facts": ("证明的事实", ""),
            "certificate.purpose": ("证明的用途", ""),
            "certificate.use_org": ("证明的使用单位", ""),
            "certificate.valid_until": ("证明有效期至", "date"),
        },
        "程序": {
            "procedure.kind": ("特别程序", ""),
            "procedure.reason": ("特别程序的理由", ""),
            "procedure.body": ("特别程序的承担单位", ""),
            "procedure.start": ("特别程序开始日期", "date"),
            "procedure.time": ("特别程序所需时间", "limit"),
            "procedure.payer": ("特别程序的费用承担", ""),
            "extension.reason": ("延期理由", ""),
            "extension.days": ("延长的时间", "limit"),
            "extension.original_due": ("原定期限", "date"),
            "extension.new_due": ("延期后期限", "date"),
            "extension.approver": ("延期批准人", ""),
            "suspension.reason": ("中止原因", ""),
            "suspension.from": ("中止日期", "date"),
            "suspension.ends_when": ("恢复条件", ""),
            "suspension.effect": ("中止的影响", ""),
            "suspension.resumed": ("是否恢复办理", "boolean"),
            "termination.reason": ("终止原因", ""),
            "termination.effect": ("终止的效力", ""),
            "termination.returned_materials": ("终止后退还的材料", ""),
            "publicity.audience": ("公示范围", ""),
            "publicity.from": ("公示开始", "date"),
            "publicity.to": ("公示结束", "date"),
        },
    }
)
LISTS: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "materials": (
            "收到的材料",
            {
                "name": "材料名称",
                "form": "材料形式",
                "originals": "原件份数",
                "photocopies": "复印件份数",
                "pages": "页数",
                "medium": "介质",
                "checked": "已核原件",
                "note": "备注",
            },
        ),
        "missing_materials": ("缺少的材料", {"name": "材料名称", "form": "形式要求"}),
        "gaps": (
            "需补正的内容",
            {"name": "材料名称", "wrong": "存在的问题", "right": "补正要求", "form": "形式要求", "count": "份数"},
        ),
        "registered": ("登记的内容", {"name": "登记项目", "content": "登记内容"}),
        "opinions": (
            "审批意见",
            {"level": "层级", "step": "环节", "opinion": "意见", "name": "签批人", "time": "签批时间"},
        ),
        "cases": (
            "联办的办件",
            {
                "matter": "事项",
                "number": "办件编号",
                "query_password": "查询密码",
                "department": "办理部门",
                "due": "办结期限",
            },
        ),
        "publicity.content": ("公示的内容", {}),
        "commitment.conditions": ("告知的条件", {}),
        "commitment.materials": ("告知的材料", {}),
        "commitment.duties": ("承诺的义务", {}),
        "commitment.consequences": ("不实承诺的后果", {}),
        "service.documents": ("送达的文书", {"name": "文书名称", "number": "文号", "count": "份数"}),
        "transfer.items": (
            "移交的材料",
            {"case_number": "办件编号", "applicant": "申请人", "name": "材料", "count": "份数", "note": "备注"},
        ),
        "collection.items": ("领取的内容", {"name": "名称", "number": "编号", "count": "份数"}),
    }
)
"""Lists that a table or a repeated part can run over, with what each row holds."""
SEALS = (
    ("seal", "公章"),
    ("acceptance_seal", "受理专用章"),
    ("receipt_seal", "收件专用章"),
    ("village_seal", "村（居）民委员会印章"),
)
_FORM = "申请表"


def names(answers: Iterable[tuple[str, str, str]] = ()) -> tuple[Name, ...]:
    """All values, those of the form last. `answers`: key, label and kind of each element a form may ask."""
    plain = [
        Name(path, label, group, kind or "text", _USUAL.get(kind, ""))
        for group, found in _VALUES.items()
        for path, (label, kind) in found.items()
    ]
    taken = {name.label for name in plain}
    return (*plain, *_answers(answers, taken))


def _answers(answers: Iterable[tuple[str, str, str]], taken: set[str]) -> Iterator[Name]:
    for key, label, kind in answers:
        said = f"{_FORM}：{label}"
        if said not in taken and kind != "table":
            taken.add(said)
            yield Name(f"answers.{key}", said, _FORM, "text")


def row_names(source: str, item: str = "item") -> tuple[Name, ...]:
    """What a row of a list holds, written with the name its rows have in the template."""
    label, columns = LISTS.get(source.removesuffix("?"), ("", {}))
    if not label:
        return (Name("n", "序号", "每一行"), Name(item, "这一行", "每一行"))
    rows = [Name(f"{item}.{key}", f"本行{said}", label) for key, said in columns.items()]
    return (Name("n", "序号", label), *(rows or [Name(item, "这一行", label)]))


def vocabulary() -> Vocabulary:
    """What the conditions of a template may speak about."""
    kinds = {"limit": "text", "money": "money"}
    return Vocabulary(
        tuple(Term(each.path, each.label, kinds.get(each.kind, each.kind), group=each.group) for each in names())
    )
