"""From normalised text to clauses: pieces, then in each piece a formula, or a head and its consequence."""

import re
from collections.abc import Iterator

from kaocheng.standards.formula import FormulaError
from kaocheng.standards.reading import formulas
from kaocheng.standards.reading.clauses import Clause, Consequence, Head
from kaocheng.standards.reading.conditions import number_limit
from kaocheng.standards.reading.heads import clean, read_head
from kaocheng.standards.reading.parser import parse
from kaocheng.standards.reading.pieces import Piece, cut
from kaocheng.standards.reading.tokens import BLANK, NUM, TARGET_WORDS, UNITS, Sign, signs

MOST_CLAUSES = 30  # in one piece; where stops were lost, real sentences run three or four together
_STARTS = frozenset(
    [
        "EACH",
        "GET",
        "TAKE",
        "GIVE",
        "BY",
        "RESPECTIVELY",
        "ZERO",
        "VETO",
        "CAPPED",
        "MOST",
        "BRACKETED",
        "FULLMARK",
        "LINEAR",
    ]
)
_INSIDE = _STARTS | frozenset(
    ["LINEAR_TO", "WHOLE", "SCORE", "NUMBER", "PERCENT", "FRACTION", "OF", "DASH", "LISTED", "INCL", "EXCL", "TAIL"]
)
_COMPARING = frozenset(["REACH", "NOTREACH", "GE", "LE", "GT", "LT", "EQ", "KEEP", "IN", "DASH", "EVERY", "DEV"])
_BASE = re.compile(
    rf"(?:[^\d,;。]{{0,16}}以(?P<base>{NUM}(?:[%‰]|{UNITS})?)为(?:标准|基准|目标|目标值|基数|标杆值?|界|限)|(?:{TARGET_WORDS}|[^\d,;。得扣每]{{2,16}}的?目标值)(?:为|是|=|设定为|定为)?(?P<target>{NUM}(?:[%‰]|{UNITS})?)(?:以上|以内)?"
    rf"|(?:本年度?|全年|年度|当年|年初)?(?:计划|应)[^\d,;。得扣每]{{1,14}}(?P<plan>{NUM}(?:{UNITS})))"
)
_FULL_BASE = re.compile(rf"(?:以|将)?(?P<limit>{NUM}%)为满分")
_STATED = re.compile(
    rf"(?:本项|该项|本指标|该指标|此项|指标|共计|合计|总计)?(?:满分|总分|分值|权重|共计?|合计|总计)(?:为|是|:)?(?P<points>{NUM})分"
)
_NOTE = re.compile(
    r"(?:^以上)?(?:各项)?(?:得分)?(?:累计|累加|相加)(?:得分|计分|计算)?$|^(?:注|备注|说明|参考依据|依据(?=$|[《:(]|为|文件|材料)|数据来源|资料来源|参见|[A-Za-z](?:为|是|代表|表示)[^\d得扣]+$|见|指标解释|指标说明|公式中|其中[^①-⑳]*?(?:指|是指|为|包括|包含|不含|不包括)|本指标|该指标(?:主要|用以|用于|反映)|用以|用于|主要考核|主要考察|考核(?!结果|等次|等级|评级|结论|得分|成绩|优|良|合格|不合格)|考察|反映|设?[^,;。\d]{1,20}为[A-Za-z]$|以[^,;。\d]{1,12}为(?:计算|统计|考核)?单位(?:计算|统计|考核|计)?$)"
    r"|(?:除外|不再扣分|不重复扣分|(?:超额|超出|超过)[^,;。\d]*不(?:另|再|予)*加分$|取绝对值|均不包含.*|(?<!\()(?:不包含|不包括|不含).*)$|^[^得扣]{0,20}(?:是指|系指|指的是)|^(?:剔除|扣除)[^\d]*(?:因素|影响|后).*$"
)
# 按最高级别计分，不重复计分: of several that hold, one counts.
_HIGHEST = re.compile(
    r"(?:同一[^,;。\d]{0,12})?(?:按|取|以|就)[^,;。\d]{0,6}(?:最高|就高|高)(?:级别|等次|等级|档次|档|项|奖项|分|者)?[^,;。\d扣加]{0,6}|(?:只)?(?:按|就)高不(?:就|按)低|(?:同一[^,;。\d]{0,10})?(?:不|不予|不得|不能)(?:重复|累计|叠加)(?:计分|加分|得分|计算|累加|记分)"
)
_DISCRETION = re.compile(
    r"酌情|酌[减扣给定加]|(?<![重忽轻监注巡电影近])视[^,;。]{0,16}(?:情况|程度|情形|情节|效果|轻重|质量|而定)|适当(?:扣|给|加|减|得|分)|按情节|综合(?:打分|评分)(?!表|结果|[≥>为达在])"
    r"|自行(?:打分|评定|确定)|(?:扣|减)除?减?(?:相应|对应|适当)的?分|(?:给予|予以)(?:相应|适当)的?(?:分|扣)|相应(?:扣分|给分|减分|扣减)|讨论(?:后)?(?:确定|给分|打分)|灵活"
)
_NOTE_HEADING = re.compile(
    r"(?:注|备注|说明|注意|其中说明|(?:主要)?(?:参考|评价|评分|政策|文件)?依据|(?:数据|资料)来源|(?:佐证|证明)(?:材料|资料))(?::.*)?"
)
_MARKS = re.compile(r"\d分|[得扣加减]\d|满分|不得分|扣分|加分|计分|得分|按\d|比例")
_CLIPPED = re.compile(r"左右|上下|以[内下上]|起(?!始)|不等|值|多分|余分")
_REST = re.compile(r"^[\s的,、得分计算。;]*$")


def read_clauses(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of ``text[start:end]`` in order."""
    return [clause for piece in _with_notes(text, cut(text, start, end)) for clause in read_piece(text, piece)]


def _with_notes(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with 注： and what follows it as one piece where that says nothing about marks."""
    out: list[Piece] = []
    for at, piece in enumerate(pieces):
        before = out[-1] if out else None
        heading = before is not None and before.stop == ":" and _NOTE_HEADING.fullmatch(text[before.start : before.end])
        if before is not None and heading and not _MARKS.search(text[piece.start : piece.end]):
            last = at + 1 == len(pieces) or piece.stop in ";。"
            out[-1] = Piece(before.start, piece.end, piece.stop if last else ":")
        else:
            out.append(piece)
    return out


def read_piece(text: str, piece: Piece) -> Iterator[Clause]:
    """The clauses of one piece: usually one; more where stops were lost."""
    start, end, stop = piece.start, piece.end, piece.stop
    plain = text[start:end].replace(BLANK, "").strip()
    if not plain:
        return
    if piece.before > MOST_CLAUSES:
        yield Clause("wording", start, end, Head("unread", start, end, plain), text=plain, separator=stop)
        return
    if based := _BASE.fullmatch(plain):
        shown = based["base"] or based["target"] or based["plan"]
        yield Clause(
            "base",
            start,
            end,
            text=plain,
            limit=number_limit(shown),
            separator=stop,
            name="目标" if based["base"] is None or re.search("为目标值?$", plain) else "",
        )
        return
    if stated := _STATED.fullmatch(plain):
        yield Clause("stated", start, end, text=plain, name=stated["points"], separator=stop)
        return
    if _HIGHEST.fullmatch(plain):
        yield Clause("highest", start, end, text=plain, separator=stop)
        return
    if (formula := _formula(text, piece, plain)) is not None:
        yield formula
        return
    found = signs(text, start, end)
    for index in range(len(found)):
        if not _may_start(found, index):
            continue
        consequence, after = _consequence(found, index)
        if consequence is None:
            continue
        yield from _ruled(text, piece, found, (index, after), consequence)
        return
    if not _DISCRETION.search(plain) and (ratio := formulas.ratio_score(plain)):
        yield Clause("ratio", start, end, _piece_head(text, start, ratio[0]), name=ratio[1], text=plain, separator=stop)
        return
    yield _wording(text, piece, found, plain)


def _ruled(
    text: str, piece: Piece, found: list[Sign], at: tuple[int, int], consequence: Consequence
) -> Iterator[Clause]:
    index, after = at
    start, end = piece.start, piece.end
    stop_at = found[after - 1].end
    rest = text[stop_at:end].replace(BLANK, "")
    more = bool(rest) and not _REST.match(rest)
    head = read_head(text, found[:index], consequence.kind)
    if consequence.kind == "floor" and index:
        head = read_head(text, found[:index], "")
        yield Clause("wording", start, found[index].start, head, text=head.text, separator=",")
        head = Head("", start, start)
    chosen = consequence.kind in {"deduct", "add"} and any(mark.least is not None for mark in consequence.marks)
    if chosen or _DISCRETION.search(text[start:stop_at]):
        yield Clause("discretion", start, end, text=text[start:end])
        return
    yield Clause(
        "rule",
        start,
        stop_at,
        head,
        consequence,
        text=text[start:stop_at].replace(BLANK, ""),
        separator="" if more else piece.stop,
    )
    if _CLIPPED.match(rest):  # 得5分左右: what is said of the marks themselves must not be lost
        yield Clause("wording", stop_at, end, Head("unread", stop_at, end, rest), text=rest, separator=piece.stop)
    elif more:
        yield from read_piece(text, Piece(stop_at, end, piece.stop, piece.before + 1))


def _may_start(found: list[Sign], index: int) -> bool:
    sign = found[index]
    if sign.kind in _STARTS:
        return True
    before = found[index - 1].kind if index else ""
    ends = all(other.kind in {"OF", "TAIL", "INCL"} for other in found[index + 1 :])
    if sign.kind == "WHOLE" and len(found) == 1:
        return sign.text.endswith("满分")  # 完成任务的，满分
    return sign.kind == "SCORE" and ends and before not in _COMPARING


def _consequence(found: list[Sign], index: int) -> tuple[Consequence | None, int]:
    after = index + 1
    while after < min(len(found), index + MOST_CLAUSES) and found[after].kind in _INSIDE:
        after += 1
    while after > index:
        consequence: Consequence | None = parse("consequence", found[index:after])
        if consequence is not None:
            return consequence, after
        after -= 1
    return None, index


def _formula(text: str, piece: Piece, plain: str) -> Clause | None:
    start, end, stop = piece.start, piece.end, piece.stop
    if equation := formulas.equation(plain):
        name, right = equation
        head = "" if formulas.is_score_name(name) else formulas.score_name_at_end(name)
        head = "" if head is None and formulas.is_own_score(name) else head
        if head is None and not any(sign in right for sign in "×÷/+-|") and not re.fullmatch(r"[^\d≥≤<>]{2,}", right):
            return None
        return _written(text, piece, plain, head, equation)
    if (worked := formulas.worked_score(plain)) and not _DISCRETION.search(plain):
        expression, problem = formulas.read_expression(worked[1])
        if expression is None and not re.search(r"[×÷]", worked[1]):
            return None
        if expression is None:
            return _bad(start, end, worked[1], problem)
        head_clause = _piece_head(text, start, worked[0])
        return Clause("formula", start, end, head_clause, expression=expression, text=plain, separator=stop)
    return None


def _written(text: str, piece: Piece, plain: str, head: str | None, equation: tuple[str, str]) -> Clause:
    name, right = equation
    start, end = piece.start, piece.end
    expression, problem = formulas.read_expression(formulas.without_tail(right) if head is not None else right)
    if expression is None:
        return _bad(start, end, right, problem)
    if head is None:
        named = clean(formulas.without_units(name))
        return Clause("definition", start, end, expression=expression, name=named, text=plain, separator=piece.stop)
    return Clause(
        "formula",
        start,
        end,
        _piece_head(text, start, head),
        expression=expression,
        name="" if head else clean(name),
        text=plain,
        separator=piece.stop,
    )


def _bad(start: int, end: int, right: str, problem: FormulaError | None) -> Clause:
    return Clause("bad_formula", start, end, text=right, name=problem.expected if problem else "公式")


def _piece_head(text: str, start: int, head: str) -> Head:
    """The head that is the first characters of a piece."""
    if not head.strip():
        return Head("", start, start)
    seen = 0
    at = start
    while seen < len(head) and at < len(text):
        seen += text[at] != BLANK
        at += 1
    return read_head(text, signs(text, start, at), "award")


def _wording(text: str, piece: Piece, found: list[Sign], plain: str) -> Clause:
    start, end, stop = piece.start, piece.end, piece.stop
    if based := _FULL_BASE.fullmatch(plain):
        limit = number_limit(based["limit"])
        return Clause("base", start, end, text=plain, limit=limit, separator=stop)
    if _NOTE.search(plain):
        return Clause("note", start, end, text=plain, separator=stop)
    if "酌" in plain or (_DISCRETION.search(plain) and re.search(r"[扣得加减给打评]", plain)):
        return Clause("discretion", start, end, text=plain, separator=stop)
    return Clause("wording", start, end, read_head(text, found, ""), text=clean(plain), separator=stop)
