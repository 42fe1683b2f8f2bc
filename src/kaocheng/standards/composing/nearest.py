"""The phrasing that would be understood and is most like what was not."""

import difflib
import re

PHRASINGS = (
    "达到目标值得满分",
    "满意度≥90%得满分，每下降1%扣权重分的2%，扣完为止",
    "≥95%得3分，90%（含）-95%得2分，低于90%不得分",
    "每发现一例扣权重分的2%，扣完为止",
    "存在一个县区未达标，扣除权重分的20%，扣完为止",
    "每延期1天扣0.5分，扣完为止",
    "每超出1个百分点扣0.5分",
    "低于60%不得分",
    "否则不得分",
    "否则得分=实际值÷目标值×权重分",
    "以上3项各占权重的1/3，符合得权重分，不符合不得分",
    "满足一项得1分",
    "每缺少1项扣2分",
    "全部满足得满分，任一不符合不得分",
    "明显提升得满分，有所提升得权重分的50%，否则不得分",
    "完成率=完成数÷计划数×100%",
    "以上3项，完成率达到100%得权重分，否则得分=实际完成率×权重分",
    "获得省级表彰加1分，最多加2分",
    "不足1%按1%计",
)


def nearest_phrasing(text: str) -> str:
    """The phrasing of :data:`PHRASINGS` nearest to ``text``; a case left open wants its marks."""
    if re.match(r"否则|其他|其余|反之|未|没有|不|低于|部分", text) and not re.search(r"每|\d", text):
        return "其他情况得权重分的50%"
    found = difflib.get_close_matches(text[:60], PHRASINGS, n=1, cutoff=0.0)
    return found[0] if found else PHRASINGS[0]
