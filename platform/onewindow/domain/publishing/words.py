"""What people call the places of a document: «申请材料「营业执照」 › 必要性»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from onewindow.domain.publishing.elements import ABSENT, ORDER, Finder, Json, Pointer, identity

Labels = Mapping[str, str]

WORDS: Labels = MappingProxyType(
    {
        "schema": "文档格式",
        "key": "标识",
        "name": "名称",
        "daily_name": "通俗名称",
        "title": "标题",
        "codes": "编码",
        "catalog_code": "基本目录编码",
        "implementation_code": "实施编码",
        "handling_item_code": "办理项编码",
        "handle_item": "办理项",
        "matter_type": "事项类型",
        "code": "代码",
        "seed_class": "事项大类",
        "subjects": "服务对象",
        "exercise_level": "行使层级",
        "departments": "办理部门",
        "county": "县级",
        "town": "镇级",
        "village": "村级",
        "city": "市级",
        "case_type": "办件类型",
        "limits": "办理时限",
        "statutory": "法定办结时限",
        "promised": "承诺办结时限",
        "value": "数值",
        "unit": "单位",
        "extension": "延长",
        "approver": "批准人",
        "excludes": "不计入时限的环节",
        "situations": "时限情形",
        "post_check": "事后核查时限",
        "stages": "分阶段时限",
        "source": "来源",
        "published_elsewhere": "他处公布的时限",
        "on_site_visits": "到现场次数",
        "max": "最大值",
        "min": "最小值",
        "online_depth": "网上办理深度",
        "seed_level": "深度等级",
        "capabilities": "网上功能",
        "note": "说明",
        "conditions": "受理条件",
        "text": "内容",
        "if": "成立条件",
        "checks": "受理审查",
        "outcome": "审查结果",
        "legal_basis": "设定依据",
        "fees": "收费项目",
        "standard": "标准",
        "amount": "收费标准",
        "payable_online": "可网上缴费",
        "form": "表单",
        "sections": "分区",
        "fields": "字段",
        "label": "显示名称",
        "place": "所在位置",
        "element": "数据元",
        "required": "必填",
        "shown": "显示条件",
        "hint": "填写提示",
        "options": "选项",
        "materials": "申请材料",
        "kind": "类型",
        "medium": "介质",
        "originals": "原件份数",
        "photocopies": "复印件份数",
        "necessity": "必要性",
        "needed": "需要的情形",
        "issuer": "签发机关",
        "licence_kind": "电子证照",
        "result_of": "来自事项的结果",
        "waiver": "免交方式",
        "mode": "方式",
        "days": "补交天数",
        "provides": "办结后提供的数据元",
        "route": "办理流程",
        "start": "起始环节",
        "steps": "环节",
        "level": "层级",
        "department": "部门",
        "post": "岗位",
        "action": "办理内容",
        "limit": "环节时限",
        "next": "下一环节",
        "to": "去向",
        "branches": "并行分支",
        "join": "汇合环节",
        "wait": "汇合方式",
        "ratio": "比例",
        "special": "特别程序",
        "after_decision": "决定之后办理",
        "acceptance": "仅受理",
        "special_procedure": "特别程序",
        "special_procedures": "特别程序",
        "documents": "文书",
        "result": "办理结果",
        "type": "类型",
        "valid": "有效期",
        "number_rule": "编号规则",
        "provides_elements": "结果提供的数据元",
        "parameters": "参数",
        "example": "示例值",
        "jurisdiction": "管辖依据",
        "accept_anywhere": "同城通办",
        "examples": "示例",
        "data": "填写内容",
        "expect": "预期结果",
        "tenant_code": "办理地",
        "provenance": "出处",
        "inherit": "下级可调整范围",
        "visible_conditional_fields": "应显示的字段",
        "required_materials": "应提交的材料",
        "route_waves": "流程",
        "lead_department": "牵头部门",
        "guide": "引导问题",
        "members": "成员事项",
        "matter": "事项",
        "include": "纳入条件",
        "phase": "阶段",
        "settlements": "合并处理",
        "ask": "是否询问",
        "scenarios": "情景",
        "expected": "预期",
        "static": "合并结果",
        "elements": "数据元",
        "scale": "小数位数",
        "pattern": "格式",
        "option_list": "国家代码表",
        "columns": "列",
        "total": "合计",
        "min_rows": "最少行数",
        "max_rows": "最多行数",
        "mask": "脱敏方式",
        "compute": "计算公式",
        "derive": "自动填写",
        "from": "取自",
        "part": "取用部分",
        "id_kind": "证件类型数据元",
        "must_be": "必须承诺",
        "after": "应晚于",
        "at_most": "不超过",
        "default": "默认值",
        "accept": "文件格式",
        "max_kb": "文件大小上限",
        "page": "纸张",
        "footer": "页脚",
        "blocks": "内容块",
        "margin": "页边距",
        "grid": "行列",
        "chars": "每行字数",
        "lines": "行数",
        "styles": "字号和行距",
        "size": "字号",
        "lead": "行距",
        "numbering": "页码",
        "letter": "信函格式",
        "watermark": "水印",
        "paper": "纸张大小",
        "max_pages": "最多几页",
        "items": "栏目",
        "org": "落款机关",
        "caption": "下方文字",
        "align": "对齐",
        "indent": "首行缩进",
        "seal": "印章",
        "style": "字体字号",
        "row_height": "行高",
        "body": "正文",
        "heading": "一级标题",
        "subheading": "二级标题",
        "cell": "表格文字",
        "small": "小字",
        "borders": "边框",
        "values": "参数值",
        "years": "年份",
        "days_off": "休息日",
        "tables": "决策表",
        "hit": "命中方式",
        "aggregate": "汇总方式",
        "outputs": "输出",
        "rows": "行",
        "when": "条件格",
        "then": "结果格",
        "path": "判断项",
        "blank": "可空",
        ORDER: "顺序",
    }
)
"""The keys of all documents, as people call them."""
_NAMES = ("label", "name", "title", "action", "text")


def place(pointer: Pointer, documents: Sequence[Json], labels: Labels, finder: Finder | None = None) -> str:
    """What people call a place; `documents`: those it may stand in, the first that has it names it."""
    parts: list[str] = []
    here = list(documents)
    holder, walk = "", finder or Finder()
    for segment in pointer:
        inside = [walk.step(value, segment) for value in here]
        if any(isinstance(value, list) for value in here) and segment != ORDER:
            named = next((called(value, labels) for value in inside if value is not ABSENT), segment)
            parts[-1:] = [f"{WORDS.get(holder, holder)}「{named}」"]
        else:
            parts.append(word(segment, labels))
        here, holder = [value for value in inside if value is not ABSENT], segment
    return " › ".join(parts) or "整份文档"


def word(key: str, labels: Labels) -> str:
    """What people call a key."""
    return WORDS.get(key) or labels.get(key, key)


def called(element: Json, labels: Labels) -> str:
    """What people call an element of a list: its own label, the label of the data element it stands for, its name."""
    if not isinstance(element, dict):
        return labels.get(element, element) if isinstance(element, str) else str(element)
    own = next((element[key] for key in _NAMES if isinstance(element.get(key), str) and element[key]), "")
    of_element = labels.get(str(element.get("element") or element.get("matter") or ""), "")
    return str((element.get("label") or of_element or own) or identity(element) or "")
