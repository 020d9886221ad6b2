"""The tabs of a matter, except those that have a designer of their own (form, flow, examples, publishing)."""

from __future__ import annotations

from typing import Any

from onewindow.domain.workbench import words
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.tabs import Group, Listing, Tab

Json = Any

_TEXT, _LONG, _LINES, _INT, _CHOICE, _CHOICES, _FLAG, _LIMIT, _RULE = (
    Kind.TEXT,
    Kind.LONG_TEXT,
    Kind.LINES,
    Kind.INTEGER,
    Kind.CHOICE,
    Kind.CHOICES,
    Kind.FLAG,
    Kind.LIMIT,
    Kind.RULE,
)
_NAMING = "系统用它称呼这一条，一般不用改；只能用字母、数字、点和下划线"
_PAIRING = "一行一条，写成“名称：内容”"


def name_of(at: str, hint: str = _NAMING) -> Entry:
    """The name of an element of a list, which hardly anybody has to see."""
    return Entry(at, "标识", Kind.NAME, hint=hint, rare=True)


_CODES = ("catalog_code", "implementation_code", "handling_item_code")
_NAMES = Group(
    "名称与编码",
    (
        Entry("name", "事项名称", required=True, hint="与权责清单一致的正式名称"),
        Entry("daily_name", "日常用语", hint="群众平时怎么叫，例如“高龄补贴”"),
        Entry("codes/catalog_code", "基本编码", hint="12 位，没有可以先空着"),
        Entry("codes/implementation_code", "实施编码", hint="31 位"),
        Entry("codes/handling_item_code", "业务办理项编码", hint="33 位"),
        Entry("codes", "其他编码和说明", Kind.PAIRS, hint=_PAIRING, beside=_CODES, rare=True),
        Entry("form/title", "表单标题", hint="不同于事项名称时填写", rare=True),
    ),
)
_CLASS = Group(
    "分类",
    (
        Entry("matter_type/code", "事项类型", _CHOICE, required=True, options=words.MATTER_TYPES),
        Entry("seed_class", "办理类别", _CHOICE, required=True, options=words.SEED_CLASSES),
        Entry("case_type", "办件类型", _CHOICE, required=True, options=words.CASE_TYPES),
        Entry("exercise_level", "行使层级", _CHOICE, required=True, options=words.LEVELS),
        Entry("subjects", "服务对象", _CHOICES, required=True, options=words.SUBJECTS),
    ),
)
_BODIES = Group(
    "办理单位",
    (
        Entry("departments/county", "县级单位"),
        Entry("departments/town", "镇（街道）单位"),
        Entry("departments/village", "村（社区）"),
        Entry("jurisdiction", "办理地由哪一项决定", _CHOICE, source="divisions", hint="案件属于这一项所填的地方"),
        Entry("accept_anywhere", "同城通办", _FLAG, hint="本县任何窗口都可以受理"),
    ),
)
_BASIS = Group(
    "实施依据",
    (
        Entry("legal_basis", "法律法规和文件", _LINES, required=True, hint="一行一条"),
        Entry("provenance", "资料出处", _LINES, hint="一行一条：这些内容是从哪里来的，只给管理员看", rare=True),
    ),
)
_LIMITS = Group(
    "办理时限",
    (
        Entry("limits/statutory", "法定办结时限", _LIMIT),
        Entry("limits/promised", "承诺办结时限", _LIMIT, required=True, hint="不得长于法定时限；即办件填 0"),
        Entry("limits/excludes", "不计入时限的环节", _LINES, hint="一行一条，例如“公示 7 日”"),
        Entry("limits/statutory/note", "法定时限说明", rare=True),
        Entry("limits/statutory/extension/value", "可以延长", _INT, hint="单位与法定时限相同", rare=True),
        Entry("limits/statutory/extension/approver", "延长由谁批准", hint="例如“本机关负责人”", rare=True),
        Entry("limits/promised/note", "承诺时限说明", rare=True),
        Entry("limits/stages", "分阶段时限", _LINES, hint="一行一条", rare=True),
        Entry("limits/published_elsewhere", "别处公布的时限", hint="供对照，不对外公开", rare=True),
        Entry("on_site_visits/max", "到现场次数", _INT),
        Entry("on_site_visits/note", "到现场说明"),
    ),
)
_SITUATIONS = Listing(
    "limits/situations",
    "不同情形的时限",
    "情形",
    (
        Entry("if", "什么情况下", _RULE, required=True),
        Entry("promised", "承诺办结时限", _LIMIT, required=True),
        Entry("post_check", "决定之后的核查期限", _LIMIT, hint="告知承诺时填写"),
    ),
    blank={"if": False, "promised": {"value": 1, "unit": "working_day"}},
    empty="各种情形时限相同，不必添加。",
)
_PROCEDURES = Listing(
    "special_procedures",
    "特别程序",
    "特别程序",
    (
        Entry("name", "名称", required=True, hint="例如“公示”“专家评审”“检验检测”"),
        Entry("code", "种类", _CHOICE, options=words.PROCEDURES),
        Entry("max", "最长时间", _LIMIT, hint="不计入办理时限，会书面告知申请人"),
        Entry("", "其他说明", Kind.PAIRS, hint=_PAIRING, beside=("name", "code"), rare=True),
    ),
    title="name",
    blank={"name": "", "code": "2"},
    empty="没有特别程序。",
)
_RESULT = Group(
    "办理结果",
    (
        Entry("result/type", "结果类型", _CHOICE, options=words.RESULT_TYPES),
        Entry("result/name", "结果名称", hint="例如“食品经营许可证”"),
        Entry("result/valid/value", "有效期", _INT),
        Entry("result/valid/unit", "有效期单位", _CHOICE, options=words.VALIDITY_UNITS),
        Entry("result/note", "说明"),
        Entry("form/provides", "结果产生的数据项", _CHOICES, source="elements", hint="后续事项不再要申请人填写"),
        Entry("result/number_rule", "证照编号规则", hint="例如“JY+14 位数字”", rare=True),
        Entry("result/provides_elements", "结果上记载的数据项", _LINES, hint="一行一个数据元标识，只作说明", rare=True),
    ),
)
_ONLINE = Group(
    "网上办理",
    (
        Entry("online_depth/seed_level", "网上办事深度（级）", _INT),
        Entry("online_depth/capabilities", "网上能做什么", _CHOICES, options=words.CAPABILITIES),
    ),
)
_TIMES = (_LIMITS, _SITUATIONS, _PROCEDURES)
BASICS = Tab("basics", "基本要素", (_NAMES, _CLASS, _BODIES, _BASIS, *_TIMES, _RESULT, _ONLINE))

_MATERIALS = Listing(
    "form/materials",
    "申请材料",
    "材料",
    (
        Entry("name", "材料名称", required=True, hint="写全称；不要写“其他材料”“相关证明”"),
        Entry("necessity", "必要性", _CHOICE, required=True, options=words.NECESSITIES),
        Entry("needed", "什么情况下需要", _RULE),
        Entry("kind", "材料类型", _CHOICE, options=words.MATERIAL_KINDS),
        Entry("medium", "材料形式", _CHOICE, options=words.MEDIA),
        Entry("originals", "原件份数", _INT),
        Entry("photocopies", "复印件份数", _INT),
        Entry("source", "来源渠道", _CHOICE, options=words.SOURCES),
        Entry("issuer", "出具单位"),
        Entry("licence_kind", "可用电子证照免交", _CHOICE, source="licences"),
        Entry("result_of", "是哪个事项的结果", _CHOICE, source="matters", hint="同时办理时不再要申请人交"),
        Entry("waiver/mode", "容缺方式", _CHOICE, options=words.WAIVER_MODES),
        Entry("waiver/days", "容缺补交期限（天）", _INT),
        Entry("checks", "窗口核对要点", _LINES, hint="一行一条，收件时逐条打勾"),
        Entry("note", "填报须知"),
        Entry("waiver/note", "容缺说明", rare=True),
        name_of("key", "各事项的同一份材料用同一个标识，一起办理时只收一份"),
    ),
    identity="key",
    title="name",
    blank={
        "name": "",
        "kind": "document",
        "medium": "paper_or_electronic",
        "originals": 1,
        "photocopies": 0,
        "necessity": "required",
        "source": "applicant",
    },
    empty="这个事项还没有申请材料。咨询类事项可以没有材料；其他事项请添加。",
)
MATERIALS = Tab("materials", "材料", (_MATERIALS,))

_CONDITIONS = Listing(
    "conditions",
    "受理条件",
    "条件",
    (
        Entry("text", "条件", _LONG, required=True, hint="写清楚、写完整，不要写“等”“视情况”"),
        Entry("standard", "裁量标准", _LONG, hint="怎样算符合、怎样算不符合"),
        Entry("if", "系统怎样自动判断", _RULE, hint="不设条件就由窗口人员判断"),
        name_of("id"),
    ),
    identity="id",
    title="text",
    blank={"text": ""},
    empty="还没有受理条件，请至少写一条。",
)
_CHECKS = Listing(
    "checks",
    "自动核查",
    "核查",
    (
        Entry("text", "告诉申请人的话", _LONG, required=True, hint="例如“未满 80 周岁不予受理”"),
        Entry("if", "什么情况下触发", _RULE, required=True),
        Entry("outcome", "触发后怎么办", _CHOICE, required=True, source="outcomes"),
        name_of("id"),
    ),
    identity="id",
    title="text",
    blank={"text": "", "if": False, "outcome": "manual_review"},
    empty="没有自动核查，由窗口人员逐条判断。",
)
_FEES = Listing(
    "fees",
    "收费",
    "收费项目",
    (
        Entry("name", "名称", required=True),
        Entry("standard", "收费标准", required=True),
        Entry("amount", "金额（元）", Kind.DECIMAL),
        Entry("basis", "收费依据"),
        Entry("payable_online", "可以网上缴费", _FLAG),
        Entry("", "其他说明", Kind.PAIRS, hint=_PAIRING, beside=("name", "standard", "amount", "basis"), rare=True),
    ),
    title="name",
    blank={"name": "", "standard": ""},
    empty="不收费。",
)
_PARAMETERS = Listing(
    "parameters",
    "本地标准",
    "标准",
    (
        Entry("name", "名称", required=True, hint="各县可以不同的数值，例如补贴金额、起征面积"),
        Entry("example", "示例值", Kind.VALUE, hint="一个数；或者几行，每行用逗号隔开，例如“80, 89, 30”"),
        Entry("source", "出处"),
        name_of("key", "各县按这个标识设定自己的标准；不同事项的同一标准用同一个标识"),
    ),
    identity="key",
    title="name",
    blank={"name": ""},
    empty="没有因地而异的标准。",
)
CONDITIONS = Tab("conditions", "受理条件", (_CONDITIONS, _CHECKS, _FEES, _PARAMETERS))

_GUIDE = Group(
    "公开的内容",
    (
        Entry("guide/scope", "适用范围", _LONG),
        Entry("guide/quantity_limit", "数量限制"),
        Entry("guide/prohibitions", "禁止性要求", _LONG),
        Entry("guide/ways", "办理方式", _CHOICES, options=words.WAYS),
        Entry("guide/delivery", "结果送达", _LONG),
        Entry("guide/rights", "申请人权利和义务", _LONG),
        Entry("guide/topics", "主题分类", _LINES, hint="一行一个，例如“社会保障”"),
    ),
)
_CONTACTS = Group(
    "联系方式",
    (
        Entry("guide/consult_phone", "咨询电话"),
        Entry("guide/complaint_phone", "监督投诉电话"),
        Entry("guide/progress", "进程和结果查询"),
    ),
)
_COUNTERS = Listing(
    "guide/counters",
    "办理窗口",
    "窗口",
    (
        Entry("name", "窗口名称", required=True),
        Entry("address", "地址", required=True),
        Entry("hours", "办公时间", required=True),
        Entry("phone", "电话"),
        name_of("id"),
    ),
    identity="id",
    title="name",
    blank={"name": "", "address": "", "hours": ""},
    empty="没有另设窗口时，指南写本单位的大厅。",
)
_QUESTIONS = Listing(
    "guide/questions",
    "常见问题",
    "问题",
    (Entry("question", "问", required=True), Entry("answer", "答", _LONG, required=True), name_of("id")),
    identity="id",
    title="question",
    blank={"question": "", "answer": ""},
    empty="窗口常被问到什么，就写什么。",
)
_RESERVED = Listing(
    "reserved",
    "不公开的内容",
    "不公开项",
    (
        Entry("at", "哪一部分", _CHOICE, required=True, source="public_parts"),
        Entry("reason", "理由", required=True, hint="国家秘密或个人隐私，写明依据"),
        name_of("id"),
    ),
    identity="id",
    title="reason",
    blank={"at": "", "reason": ""},
    empty="全部公开。",
)
GUIDE = Tab("guide", "办事指南", (_GUIDE, _CONTACTS, _COUNTERS, _QUESTIONS, _RESERVED))

PLAIN = {tab.key: tab for tab in (BASICS, MATERIALS, CONDITIONS, GUIDE)}
"""Tabs that are drawn from their description alone."""

TABS = (
    BASICS,
    Tab("form", "表单", owns=("form",)),
    MATERIALS,
    CONDITIONS,
    Tab("route", "办理流程", owns=("route", "tables")),
    Tab("documents", "文书", owns=("documents",)),
    GUIDE,
    Tab("inherit", "下级权限", owns=("inherit",)),
    Tab("examples", "示例", owns=("examples",)),
    Tab("publish", "检查与发布"),
)
"""All tabs of a matter, in the order of the work."""
