"""The Chinese names of the fields that items are made of, for people who read the record of changes."""

from kaocheng.web.content.items import Body

FIELD_NAMES = {
    "title": "题名", "kind": "类型", "subject": "评价对象", "period": "评价期间", "base_date": "评价基准日",
    "report_date": "报告日期", "report_number": "报告编号", "amount": "涉及金额", "value": "数值", "unit": "计量单位",
    "total": "满分", "round_rates": "按什么比率打分", "background": "概况", "goals": "绩效目标", "purpose": "评价目的",
    "quality_control": "质量控制", "limitations": "局限", "organisations": "机构", "team": "人员分工", "schedule": "进度",
    "grades": "等级", "at_least": "下限", "basis": "依据", "principles": "评价原则", "methods": "评价方法", "role": "角色",
    "duty": "职责", "stage": "阶段", "from": "开始", "to": "结束", "work": "工作",
    "name": "名称", "code": "编码", "parent": "上级", "weight": "权重", "target": "目标值", "standard": "评分标准",
    "definition": "指标解释", "source": "来源", "metrics": "计算指标", "formula": "公式", "survey": "问卷", "by": "范围",
    "order": "次序", "columns": "列", "keys": "行名的栏", "units": "单位", "number": "表号", "file": "文件", "cells": "数据",
    "table": "表", "key": "行", "indicator": "指标", "indicators": "指标", "actual": "业绩值", "items": "数据项",
    "met": "要点", "cases": "例数", "flags": "是否出现", "option": "适用哪一档", "share": "份额", "points": "分数",
    "subtasks": "子任务", "adjustments": "酌情加扣分", "reason": "理由", "evidence": "佐证", "author": "作者", "date": "日期",
    "rule": "规则", "problem": "问题", "problems": "问题", "text": "文字", "cause": "原因", "recommendation": "建议",
    "id": "编号", "comment": "意见", "reply": "答复", "outcome": "结论", "level": "级次", "passed": "通过", "state": "状态",
    "replied": "答复日期", "replied_by": "答复人", "at": "位置", "options": "选项", "type": "题型", "scale": "量表",
    "group": "题组", "dimension": "维度", "required": "必答", "questions": "题目", "planned": "计划发放", "subject_group": "对象",
    "answers": "回答", "struck": "作废", "sha256": "校验码", "size": "大小",
}  # fmt: skip
_UNSAID = {"nonce"}
"""What means nothing to people."""
_VALUES = {"yes": "是", "no": "否", "true": "是", "false": "否"}


def field_name(path: str) -> str:
    """A field in words: ``amount.unit`` → 涉及金额·计量单位, ``cells.支出`` → 数据·支出, ``options.0.text`` → 选项·1·文字."""
    head, _, rest = path.partition(".")
    if head in {"cells", "answers"}:  # what follows is the name of a column, the id of a question
        return "·".join(part for part in (FIELD_NAMES[head], rest) if part)
    return "·".join(str(int(step) + 1) if step.isdecimal() else FIELD_NAMES.get(step, step) for step in path.split("."))


def in_words(body: Body) -> str:
    """A stored value as people read it: 名称：满意度；问卷：居民."""
    match body:
        case None:
            return "（空）"
        case dict():
            told = (
                f"{FIELD_NAMES.get(key, key)}：{in_words(value)}"
                for key, value in body.items()
                if value not in ("", None) and key not in _UNSAID
            )
            return "；".join(told)
        case list():
            return "、".join(f"（{in_words(part)}）" if isinstance(part, dict) else in_words(part) for part in body)
        case _:
            return _VALUES.get(str(body), str(body))
