"""The elements a printed document can be asked to carry, with their Chinese names.

A template says which block carries which element (`"elements": ["due_date"]`); `lint` compares that with what is
demanded of the document. Keys are those of the exchange format `gov-documents/1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LABELS = {
    "accepted_at": "受理时间",
    "accepted_on": "受理日期",
    "addressee": "受送达人",
    "agent": "代办员",
    "agent_and_mandate": "代理人及委托权限",
    "amount_capitals": "大写金额",
    "amount_figures": "小写金额",
    "amount_or_result": "金额或确认结果",
    "answer": "答复内容",
    "answer_due_date": "答复期限",
    "answered_at": "答复时间",
    "applicant_id_masked": "证件号码（隐去中段）",
    "applicant_name": "申请人姓名或名称",
    "applicant_promise": "申请人承诺",
    "applicant_signature": "申请人签名",
    "applicant_signature_time": "申请人签收及时间",
    "applicant_statement": "申请人声明",
    "application_date": "申请日期",
    "approver": "批准人",
    "article_32_1": "行政许可法第三十二条第一款第一项",
    "basis": "依据",
    "body_full_name": "机关全称",
    "both_signatures": "双方签名",
    "case_number": "办件编号",
    "case_numbers": "办件编号清单",
    "certificate_name_number": "证件名称和编号",
    "clock_starts_when_complete_statement": "补正齐全后计时的说明",
    "collector_id": "领取人证件",
    "collector_name": "领取人",
    "competent_body": "有权机关",
    "completed_at": "办结时间",
    "conditions": "条件",
    "consequences_of_false_promise": "不实承诺的后果",
    "contact_person_phone": "联系人及电话",
    "content_without_personal_numbers": "公示内容（不含个人号码）",
    "copies_and_destination": "份数和去向",
    "court_and_6_months": "诉讼法院和六个月期限",
    "days_added": "延长天数",
    "decision_text": "决定内容",
    "deemed_or_after_correction_flag": "视为受理或补正后受理的说明",
    "document_number": "文书编号",
    "due_date": "办结日期",
    "duties": "义务",
    "effect": "效力",
    "effect_if_late": "逾期后果",
    "effect_on_clock": "对时限的影响",
    "effective_from": "起始时间",
    "ends_when": "恢复条件",
    "expected_excluded_procedures": "预计不计时的程序",
    "facts": "事实",
    "facts_and_basis": "事实和依据",
    "facts_proved": "证明的事实",
    "fee_yes_no": "是否收费",
    "first_contact": "首问责任人",
    "from": "移交方",
    "from_date": "起始日期",
    "gap_list": "需补正内容",
    "hand_in_deadline": "提交期限",
    "handed_over_at": "交接时间",
    "handler": "经办人",
    "how_to_hand_in": "提交方式",
    "issue_date": "成文日期",
    "item": "收费项目",
    "item_list": "物品清单",
    "items": "领取内容",
    "legal_article": "法律条款",
    "legal_article_items": "法律条款及项目",
    "material_list": "材料清单",
    "materials": "材料",
    "materials_promised_later": "待补材料",
    "matter": "代办事项",
    "matter_name": "事项名称",
    "missing_list": "暂缺材料清单",
    "new_due_date": "新的办结日期",
    "not_an_acceptance_statement": "不代表受理的声明",
    "not_counted_statement": "不计入时限的说明",
    "objection_channel": "异议渠道",
    "once_and_complete_statement": "一次告知的声明",
    "opinion_name_time_per_level": "各级意见、姓名和时间",
    "original_due_date": "原办结日期",
    "page_of_pages": "页码",
    "pay_deadline": "缴费期限",
    "payee": "收款方",
    "performing_body": "实施机构",
    "period": "期限",
    "period_from_to": "公示起止日期",
    "place": "送达地点",
    "powers": "权限",
    "principal": "委托人",
    "procedure_kind": "程序种类",
    "promised_limit": "承诺时限",
    "purpose": "用途",
    "query_code": "查询码",
    "query_method": "查询方式",
    "query_password": "查询密码",
    "question": "咨询问题",
    "reason": "理由",
    "reason_basis": "理由和依据",
    "reasons": "理由",
    "received_at": "收件时间",
    "received_by_other_relation": "代收人与受送达人的关系",
    "received_on": "收件日期",
    "receiver_signature": "收件人签名",
    "registered_items": "登记内容",
    "remarks": "备注",
    "remedies": "救济途径",
    "result_delivery_way": "结果送达方式",
    "result_name_number": "结果名称和编号",
    "returned_materials": "退回的材料",
    "review_body_and_60_days": "复议机关和六十日期限",
    "seal_area": "印章位置",
    "served_documents": "送达文书",
    "server": "送达人",
    "service_way": "送达方式",
    "signature": "签名",
    "signature_or_refusal_note": "签收或拒收说明",
    "signatures": "签名",
    "special_seal": "专用章",
    "standard": "收费标准",
    "start_date": "开始日期",
    "statutory_limit": "法定时限",
    "time": "时间",
    "time_needed": "所需时间",
    "title": "文书名称",
    "to": "接收方",
    "transferred_to": "转办去向",
    "two_copies": "一式两份",
    "use_org": "使用单位",
    "valid_until": "有效期",
    "validity": "有效期",
    "village_seal": "村（居）民委员会印章",
    "way": "方式",
    "who_pays": "费用承担",
    "witness": "见证人",
}
"""Element key -> Chinese name."""

_PARTS = re.compile(r"(\w+)(?:\((.*)\))?\Z")


def label(element: str) -> str:
    """The Chinese name; a part of a list (`material_list.name`) is named after its list."""
    head, _, part = element.partition(".")
    name = LABELS.get(head, head)
    return f"{name}中的“{part}”" if part else name


def expand(demanded: Iterable[str]) -> Iterator[str]:
    """`gap_list(name,form)` -> `gap_list`, `gap_list.name`, `gap_list.form`."""
    for element in demanded:
        match = _PARTS.match(element)
        head, parts = match.groups() if match else (element, None)
        yield head
        for part in (parts or "").split(","):
            if part:
                yield f"{head}.{part}"
