"""Which question a column belongs to, in the exports that evaluators have: 问卷星, LimeSurvey, KoBo/ODK, plain tables.

A column is matched by id, by a declared column name, or by the text of the question; never by its position.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from kaocheng.survey.questionnaire import MULTIPLE, Question, Questionnaire

SECONDS = (
    "所用时间",
    "答题时长",
    "答题时间",
    "用时",
    "时长",
    "interviewtime",
    "duration",
    "_duration",
    "totaltime",
    "总时间",
)
SUBMITTED = ("提交答卷时间", "提交时间", "submitdate", "datesubmitted", "_submission_time", "submissiondate")
STARTED = ("开始时间", "开始答题时间", "startdate", "datestarted", "start", "starttime")
ENDED = ("结束时间", "submitdate", "datesubmitted", "end", "endtime")
IGNORED = (
    "序号", "编号", "答卷编号", "来源", "来源详情", "来自ip", "总分", "id", "responseid", "lastpage", "startlanguage",
    "seed", "datestamp", "datelastaction", "ipaddr", "refurl", "token", "today", "deviceid", "username", "simserial",
    "subscriberid", "phonenumber", "_id", "_uuid", "_validation_status", "_notes", "_status", "_submitted_by",
    "__version__", "_tags", "_index", "formhub/uuid", "meta/instanceid", "instanceid", "key", "_xform_id_string",
    "meta/rootuuid", "_parent_index", "_parent_table_name", "audit", "备注",
)  # fmt: skip

_NUMBER = re.compile(r"^(?:[(（]?\s*q?\d+\s*[)）、.．:：]|第\d+题[、.:：]?)\s*", re.IGNORECASE)
_KIND = re.compile(r"[\[【(（](?:单选题?|多选题?|量表题?|填空题?|必填|必答|选填|打分题|评分题|矩阵\w*)[\]】)）]")
_SUBQUESTION = re.compile(r"^(?P<id>[^\[\]]+)\[(?P<option>[^\[\]]+)\](?:\.?\s*(?P<text>.*))?$")
_EDGE = "?？:：。.,，、;；_ \t"
_AROUND = "()[]【】—-/" + _EDGE


def plain(text: str) -> str:
    """``text`` for comparing: normal width, lower case, without blanks and byte-order marks."""
    return re.sub(r"[\s\ufeff\u200b]", "", unicodedata.normalize("NFKC", text)).lower()


def bare(text: str) -> str:
    """:func:`plain` without the question's number, its kind in brackets, and the stops at its end."""
    shown = unicodedata.normalize("NFKC", text).replace("\ufeff", "").strip()
    return plain(_NUMBER.sub("", _KIND.sub("", shown))).strip(_EDGE)


@dataclass(slots=True)
class Layout:
    """What the columns of a table are: question id → column, or option index → column for tick columns."""

    answers: dict[str, int] = field(default_factory=dict)
    ticks: dict[str, dict[int, int]] = field(default_factory=dict)
    seconds: int | None = None
    started: int | None = None
    ended: int | None = None
    submitted: int | None = None
    unknown: list[int] = field(default_factory=list)
    doubled: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def matched(self) -> int:
        """How many questions found their column."""
        return len(self.answers.keys() | self.ticks.keys())


def lay_out(headers: list[str], questionnaire: Questionnaire) -> Layout:
    """The :class:`Layout` of a header row."""
    layout = Layout()
    matcher = _Matcher(questionnaire)
    for column, header in enumerate(headers):
        if not plain(header):
            continue
        found = matcher.find(header)
        if found is None:
            _special(layout, header, column)
            continue
        question_id, option = found
        if option is None:
            if question_id in layout.answers and question_id not in [other for other, *_ in layout.doubled]:
                layout.doubled.append((question_id, layout.answers[question_id], column))
            layout.answers.setdefault(question_id, column)
        else:
            layout.ticks.setdefault(question_id, {}).setdefault(option, column)
    for question_id in layout.ticks.keys() & layout.answers.keys():
        # KoBo writes both the joined answer and one column an option: the columns are the safer of the two.
        del layout.answers[question_id]
    return layout


def _special(layout: Layout, header: str, column: int) -> None:
    name = plain(header)
    known = False
    for role, names in (("seconds", SECONDS), ("started", STARTED), ("ended", ENDED), ("submitted", SUBMITTED)):
        if name in names or (role == "seconds" and name.startswith(names[:3])):
            known = True
            if getattr(layout, role) is None:
                setattr(layout, role, column)
    if not known and name not in IGNORED and not name.startswith(("grouptime", "questiontime", "_geolocation")):
        layout.unknown.append(column)


class _Matcher:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self._exact: dict[str, Question] = {}
        self._texts: dict[str, Question] = {}
        self._multiple = [question for question in questionnaire.questions if question.kind == MULTIPLE]
        for question in questionnaire.questions:
            for name in (question.id, *question.columns):
                self._exact.setdefault(plain(name), question)
            self._texts.setdefault(bare(question.text), question)

    def find(self, header: str) -> tuple[str, int | None] | None:
        name = plain(header)
        question = self._exact.get(name) or self._texts.get(bare(header)) or self._by_id_before_text(header)
        if question is not None:
            return question.id, None
        return self._tick(header, name) or self._in_path(name)

    def _by_id_before_text(self, header: str) -> Question | None:
        """LimeSurvey writes 「Q1. 您的性别」 when both code and text are exported."""
        head, stop, _ = unicodedata.normalize("NFKC", header).partition(".")
        return self._exact.get(plain(head)) if stop else None

    def _tick(self, header: str, name: str) -> tuple[str, int] | None:
        if found := _SUBQUESTION.match(unicodedata.normalize("NFKC", header).strip()):
            stem = found["id"].strip()
            question = self._exact.get(plain(stem)) or self._texts.get(bare(stem))
            for label in (found["option"], found["text"] or ""):
                if question and (index := option_index(question, label)) is not None:
                    return question.id, index
        for question in self._multiple:
            for stem in (bare(question.text), plain(question.id), *(plain(other) for other in question.columns)):
                for given in (bare(header), name):
                    rest = given[len(stem) :].strip(_AROUND) if given.startswith(stem) else ""
                    if rest and (index := option_index(question, rest)) is not None:
                        return question.id, index
        return None

    def _in_path(self, name: str) -> tuple[str, int | None] | None:
        """KoBo writes the groups before the question: 「group/q1」, 「group/q3/option」."""
        *_, parent, last = ["", *name.split("/")]
        if question := self._exact.get(last):
            return (question.id, None) if parent else None
        if (question := self._exact.get(parent)) and (index := option_index(question, last)) is not None:
            return question.id, index
        return None


def option_index(question: Question, label: str) -> int | None:
    """Which option ``label`` names, by text, code, letter or SQ number; None where it is none of them."""
    wanted = plain(label)
    for index, option in enumerate(question.options):
        names = {plain(option.text), plain(option.code), bare_option(option.text)} - {""}
        if wanted in names or bare_option(label) in names:
            return index
    places = (chr(ord("a") + index) for index in range(min(len(question.options), 26)))
    numbers = re.fullmatch(r"(?:sq|opt|选项)?0*(\d+)", wanted)
    if numbers and 1 <= int(numbers[1]) <= len(question.options):
        return int(numbers[1]) - 1
    return next((index for index, letter in enumerate(places) if letter == wanted), None)


_LETTER = re.compile(r"^[(（]?(?:[a-z]|\d{1,2})[)）]?[.．、:：)）]\s*(?=\D)", re.IGNORECASE)


def bare_option(text: str) -> str:
    """:func:`plain` without the letter or number before an option: 「A. 男」 → 「男」."""
    return plain(_LETTER.sub("", unicodedata.normalize("NFKC", text).strip()))
