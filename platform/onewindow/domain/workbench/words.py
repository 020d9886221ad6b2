"""What people call the coded values of a matter (GB/T 39046 code lists, domain study 2.2)."""

from __future__ import annotations

MATTER_TYPES = (
    ("01", "行政许可"),
    ("02", "行政处罚"),
    ("03", "行政强制"),
    ("04", "行政征收"),
    ("05", "行政给付"),
    ("06", "行政检查"),
    ("07", "行政确认"),
    ("08", "行政奖励"),
    ("09", "行政裁决"),
    ("10", "其他行政权力"),
    ("20", "公共服务"),
)
SEED_CLASSES = (("power", "行政权力类"), ("service", "服务代办类"), ("consultation", "咨询类"))
LEVELS = (("county", "县级"), ("town", "镇（街道）级"), ("village", "村（社区）级"))
CASE_TYPES = (("promised", "承诺件"), ("instant", "即办件"))
SUBJECTS = (
    ("natural_person", "自然人"),
    ("individual_business", "个体工商户"),
    ("company", "公司"),
    ("sole_prop", "个人独资企业"),
    ("partnership", "合伙企业"),
    ("coop", "农民专业合作社"),
    ("institution", "事业单位"),
    ("social_org", "社会组织"),
    ("other", "其他组织"),
)
CAPABILITIES = (
    ("consult", "网上咨询"),
    ("collect", "网上收件"),
    ("pre_review", "网上预审"),
    ("accept", "网上受理"),
    ("process", "网上办理"),
    ("feedback", "办结反馈"),
    ("e_licence", "电子证照"),
)
RESULT_TYPES = (
    ("certificate", "证照"),
    ("approval", "批文"),
    ("proof", "证明"),
    ("reply", "答复"),
    ("notice", "通知"),
    ("payment", "发放（给付）"),
    ("record", "登记备案"),
    ("service", "服务"),
)
MATERIAL_KINDS = (("form", "申请表格"), ("certificate", "证件证书"), ("document", "文件材料"), ("photo", "照片"))
MEDIA = (("paper_or_electronic", "纸质或电子"), ("paper", "纸质"), ("electronic", "电子"))
NECESSITIES = (("required", "必要"), ("conditional", "有条件时必要"), ("deferrable", "可容缺"), ("optional", "非必要"))
SOURCES = (
    ("applicant", "申请人自备"),
    ("government", "政府部门核发"),
    ("village", "村（居）委会出具"),
    ("intermediary", "中介机构出具"),
)
WAIVER_MODES = (("commitment", "书面承诺"), ("at_site_check", "现场核查时提交"))
OUTCOMES = (
    ("reject", "不予受理"),
    ("not_required_immediate_notice", "依法不需要许可，当即告知"),
    ("manual_review", "转人工审核"),
)
MASKS = (("id", "证件号码"), ("phone", "电话"), ("address", "地址"), ("account", "账号"), ("name", "姓名"))
DERIVED = (("birth_date", "出生日期"), ("sex", "性别"), ("age", "年龄"))
PROCEDURES = (("1", "延长审批"), ("2", "其他"))
"""Kinds of special procedures (GB/T 39046 A.7)."""
PLACES = (("start", "表首"), ("body", "表中"), ("end", "表尾"))
WAYS = (
    ("window", "窗口办理"),
    ("online", "网上办理"),
    ("agent", "村（居）代办"),
    ("mail", "邮寄办理"),
    ("home", "上门办理"),
    ("appointment", "预约办理"),
    ("kiosk", "自助办理"),
)
VALIDITY_UNITS = (("year", "年"), ("calendar_day", "天"), ("long_term", "长期有效"))
PUBLIC_PARTS = (
    ("matter", "整个事项"),
    ("form", "表单"),
    ("materials", "申请材料"),
    ("conditions", "受理条件"),
    ("route", "办理流程"),
    ("fees", "收费"),
    ("result", "办理结果样本"),
)
