"""Cutting a sentence into pieces at its stops, and taking out what stands aside: rounding, caps of a rate, remarks."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kaocheng.standards.reading.clauses import Clause
from kaocheng.standards.reading.figures import figure
from kaocheng.standards.reading.formulas import is_unit, read_expression
from kaocheng.standards.reading.tokens import BLANK, CN, NUM, UNITS
from kaocheng.values import frozen

_Q = rf"(?:{NUM}|{CN})(?:%|‰|(?:个)?百分点|{UNITS})"
_ROUND = re.compile(
    rf"[,;(]?(?:不足|不满|未满)(?P<size>{_Q})(?:的|部分|者|时)*,?(?:"
    rf"(?P<half>(?:按照?|以)?四舍五入(?:的|原则|方法|法|取整|计算|保留整数|处理|计)*)"
    rf"|(?P<up>(?:的|均|也|仍|应)*(?:按照?|以|算作?){_Q}(?:计算|计扣|计|扣分|扣|算|处理)?)"
    rf"|(?P<down>(?:的|均|则)*(?:不予?计算?(?:扣分)?|不扣(?:除|减)?分?|忽略不计|舍去|舍弃)))\)?"
    rf"|[,;(]?(?P<whole>(?:按照?|结果|数值)*四舍五入(?:的|原则|方法|法)*(?:取整|计算|保留整数|取整数)(?:计算)?|(?:\(|,)(?:按)?取整数?(?:计算)?)(?:\)|(?=[,;。]|$))"
)
_CAP_RATE = re.compile(
    rf"[,;(](?:[^,;。()=]{{0,12}})?(?:超过|大于|高于|超出|超)(?P<cap>{NUM}%)(?:以上)?(?:的|部分|时)*,?(?:均|一律|则|也|只)*(?:按照?|以)(?P<same>{NUM}%)(?:计算得分|计算|计分|计|得分|算|封顶)\)?"
    rf"|[,;(](?:最高(?:不超过|为|按|以)?|以)(?P<top>{NUM}%)(?:为限|封顶|计算?|计)?\)?(?=[,;。]|$)"
)
# 种植率（计算方法：种植面积/总面积×100%）
_DEFINED = re.compile(
    r"(?<![^,;:。])(?P<name>[^,;:。()=\d]{2,20})(\((?:其)?(?:计算)?(?:方法|公式|口径|方式)?(?:为|是)?[:=]?(?P<right>[^():=,;。\d]{2,}/[^():=,;。]+|\([^()]+\)/[^():=,;。]+)\))"
)
_CAP_POINTS = re.compile(
    rf"[,;(](?:得分|总分|合计)?(?:超过|超出|大于|高于)(?P<cap>{NUM})分(?:的|者|时)*,?(?:均|一律|则|也|只)*按照?(?P=cap)分(?:计算|计|算)?\)?"
)
_CAP_WHOLE = re.compile(
    r"[,;(](?:得分|总分|合计|累计得分)?(?:超过|超出|大于|高于)(?:该项|本项)?(?:权重分值?|满分值?|分值|权重)(?:的|者|时)*,?(?:均|一律|则|也|只)*(?:按照?|以)(?:该项|本项)?(?:权重分值?|满分值?|分值|权重)(?:计算|计分|计|算|为限)\)?(?=[,;。]|$)"
)
# 得6-10分（线性插值）, 按比例计分（得分=…）: said in brackets, but no remark.
_RULE_IN_BRACKETS = re.compile(r"\(([^()\d]*(?:插值|内插|插入法|差值法)[^()\d]*|得分=[^()=]+)\)(?=[,;。]|$)")
_NOTE_IN_BRACKETS = re.compile(
    r"(?:不含|含|不包括|包括|包含|除外|剔除|扣除|指|即|如|例如|注|见|详见|下同|以下简称|简称|参考|依据|按|根据|以|其中|自|从|截至|由|数据|来源|正向|逆向|反向|越)"
)
# 水质达标率（达到三类及以上比例）≥90%: brackets between a rate's name and its limit.
_EXPLAINED = re.compile(r"(?:率|度|比例|比重|占比|成本|数量|数|额)$")
_LIMIT_BEHIND = re.compile(r"(?:[≥≤<>=]|达到|不低于|不高于|不超过|大于|小于|高于|低于|超过|在|为)")
_END_MARK = re.compile(rf"不?含|包含|包括|不包括|均?不?(?:包?含|包括){NUM}(?:%|‰|分|{UNITS})?|不?含本数")
_STOPS = ",;。:"
_LIST_STOP = re.compile(r"(?<=\d分)[、]|(?<=\d分\))[、]")


@frozen
class Piece:
    """A stretch of the normalised sentence without a stop, and the stop behind it.

    ``before`` is how many clauses were read before it where stops were lost.
    """

    start: int
    end: int
    stop: str
    before: int = 0


@frozen
class Aside:
    """What was taken out of the sentence: a clause (rounding, cap of a rate), or a remark in brackets."""

    at: int
    clause: Clause


def take_asides(text: str) -> tuple[str, list[Aside]]:
    """The text with asides blanked out, and the asides in order."""
    asides: list[Aside] = []
    text = _RULE_IN_BRACKETS.sub(lambda found: f",{found[1]}{BLANK}", text)
    for found in _ROUND.finditer(text):
        mode = next(name for name in ("half", "up", "down", "whole") if found[name])
        mode = "half" if mode == "whole" else mode
        asides.append(Aside(found.start(), Clause("round", found.start(), found.end(), text=found[0], name=mode)))
    for found in _CAP_RATE.finditer(text):
        shown = found["top"] or found["cap"]
        if found["top"] or found["cap"] == found["same"]:
            cap = figure(shown.removesuffix("%")) / 100
            clause = Clause("cap_rate", found.start(), found.end(), text=found[0], name=str(Fraction(cap)))
            asides.append(Aside(found.start(), clause))
    for found in _CAP_POINTS.finditer(text):
        clause = Clause("stated", found.start(), found.end(), text=found[0], name=found["cap"])
        asides.append(Aside(found.start(), clause))
    for found in _CAP_WHOLE.finditer(text):
        asides.append(Aside(found.start(), Clause("note", found.start(), found.end(), text=found[0].strip(",;("))))
    for found in _DEFINED.finditer(text):
        expression, _ = read_expression(found["right"])
        if expression is not None and not is_unit(found[2]):
            clause = Clause(
                "definition", found.start(2), found.end(), expression=expression, name=found["name"], text=found[0]
            )
            asides.append(Aside(found.start(2), clause))
    taken = [(aside.clause.start, aside.clause.end) for aside in asides]
    for start, end in _brackets(text):
        inside = any(first <= start < last for first, last in taken)
        explains = _EXPLAINED.search(text[:start]) and _LIMIT_BEHIND.match(text, end)
        remark = text[start + 1 : end - 1]
        if not inside and (_is_remark(remark) or (explains and not re.search(r"[\d%分扣得]", remark))):
            asides.append(Aside(start, Clause("note", start, end, text=text[start + 1 : end - 1])))
    for aside in asides:
        first = aside.clause.start + (text[aside.clause.start] in ",;")
        text = text[:first] + BLANK * (aside.clause.end - first) + text[aside.clause.end :]
    return text, sorted(asides, key=lambda aside: aside.at)


def _is_remark(inside: str) -> bool:
    """Whether brackets hold a remark, not a mark of an end, a formula or a rule."""
    if _END_MARK.fullmatch(inside) or re.search(r"[÷×/]|\d分$|得分|扣", inside):
        return False
    return bool(_NOTE_IN_BRACKETS.match(inside) or re.fullmatch(r"每[一-龥]{1,4}", inside))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    depth, start = 0, 0
    for index, character in enumerate(text):
        if character == "(":
            start = index if depth == 0 else start
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if depth == 0:
                yield start, index + 1


def cut(text: str, start: int, end: int) -> list[Piece]:
    """The pieces of ``text[start:end]``, at stops outside brackets and quotation marks."""
    pieces: list[Piece] = []
    depth = 0
    quoted = False
    begin = start
    for index in range(start, end):
        character = text[index]
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(depth - 1, 0)
        elif character == "“":
            quoted = True
        elif character == "”":
            quoted = False
        elif depth == 0 and not quoted and _is_stop(text, index, begin):
            if begin < index:
                pieces.append(Piece(begin, index, character))
            elif pieces and character in ";。":
                pieces[-1] = Piece(pieces[-1].start, pieces[-1].end, character)
            begin = index + 1
    if begin < end:
        pieces.append(Piece(begin, end, "。"))
    return [part for piece in pieces for part in _cut_formula(text, piece)]


def _is_stop(text: str, index: int, begin: int) -> bool:
    character = text[index]
    if character in _STOPS:
        before, after = text[index - 1 : index], text[index + 1 : index + 4]
        thousands = character == "," and before.isdigit() and after.isdigit()
        ratio = character == ":" and before.isdigit() and after[:1].isdigit()  # 16:1
        return not thousands and not ratio
    if character == "、" and _LIST_STOP.match(text, index):
        return "分别" not in text[begin:index] and "依次" not in text[begin:index]
    return False


def _cut_formula(text: str, piece: Piece) -> list[Piece]:
    """预算完成率=决算数/预算数×100%达到90%得满分 is a definition and a clause that lost the stop between them."""
    if "=" not in text[piece.start : piece.end]:
        return [piece]
    found = re.compile(r"×100%(?=[^\s\d+\-×÷/)\]=,])").search(text, piece.start, piece.end)
    if not found or found.end() >= piece.end:
        return [piece]
    rest = found.end()
    while rest < piece.end and text[rest] == BLANK:
        rest += 1
    parts = [Piece(piece.start, found.end(), "。")]
    return parts + ([Piece(rest, piece.end, piece.stop)] if rest < piece.end else [])
