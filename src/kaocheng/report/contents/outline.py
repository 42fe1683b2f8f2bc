"""The outline of the report's body after 财预〔2020〕10号, and where the narrative of report/*.md goes in it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kaocheng.places import InFile
from kaocheng.report.contents import messages
from kaocheng.report.contents.analysis import analysis
from kaocheng.report.contents.background import background
from kaocheng.report.contents.conclusion import conclusion
from kaocheng.report.contents.findings import (
    experiences,
    problem_table,
    problems,
    recommendations,
    remarks,
    use_of_results,
)
from kaocheng.report.contents.front import warning
from kaocheng.report.contents.markdown import blocks, title_of, uncommented
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.summary import summary, summary_table
from kaocheng.report.contents.work import work
from kaocheng.report.document import Block, Heading, PageBreak
from kaocheng.report.plan import Plan, unknown_section

Part = Callable[[Material], Iterator[Block]]

GOALS_REACHED = "目标完成"
"""The word by which the narrative file is known that says how far the yearly goal was reached (年度总体目标完成情况)."""


def _nothing(_: Material) -> Iterator[Block]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its ``name`` in an outline.yaml, its title, the words by which a narrative file is known to belong to it, and its parts.

    ``default`` is what can be said from the data; a narrative that ``names`` it stands in its place (``replaced``) or
    before it. ``always`` follows either. ``topics`` are the words of narrative files that become a subsection.
    """

    name: str
    title: str
    names: tuple[str, ...]
    default: Part
    always: Part = _nothing
    topics: tuple[str, ...] = ()
    numbered: bool = True
    replaced: bool = True

    @property
    def plain_title(self) -> str:
        """The title without the blanks that spread it."""
        return self.title.replace(" ", "")


OUTLINE = (
    Section("摘要", "摘  要", ("摘要", "概要"), summary, summary_table, numbered=False),
    Section("基本情况", "基本情况", ("基本情况", "概况"), background, topics=("资金", "组织管理"), replaced=False),
    Section("评价工作", "绩效评价工作开展情况", ("评价工作", "工作开展"), work, replaced=False),
    Section(
        "评价结论",
        "综合评价情况及评价结论",
        ("综合评价", "评价结论"),
        conclusion,
        topics=(GOALS_REACHED,),
        replaced=False,
    ),
    Section("指标分析", "绩效评价指标分析", ("指标分析",), analysis, replaced=False),
    Section("主要经验", "主要经验及做法", ("经验", "做法", "主要绩效"), experiences),
    Section("问题", "存在的问题及原因", ("问题",), problems, problem_table),
    Section("建议", "有关建议", ("建议",), recommendations),
    Section("结果应用", "绩效评价结果应用", ("结果应用",), use_of_results),
    Section("其他说明", "其他需要说明的问题", ("其他", "说明"), remarks),
)


@dataclass
class _Narrative:
    """The narrative files that belong to one section."""

    own: list[tuple[str, str]] = field(default_factory=list)
    topics: list[tuple[str, str]] = field(default_factory=list)


def body(material: Material, plan: Plan) -> Iterator[Block]:
    """The sections that have something to say, in the order of ``plan``; what is missing is the first thing said."""
    sections = _ordered(material, plan)
    placed = _placed(material, sections)
    warned = False
    for number, section in enumerate(sections):
        inner = list(_section(section, placed[section.name], material))
        if not inner:
            continue
        if not section.numbered or number == 0 or not sections[number - 1].numbered:
            yield PageBreak()
        yield Heading(section.title, 1, numbered=section.numbered, centered=not section.numbered)
        if not warned:
            yield from warning(material)
            warned = True
        yield from inner


def chapter_of(name: str, material: Material, plan: Plan) -> Iterator[Block]:
    """The one section in which the narrative file ``name`` stands, with everything else that belongs to it."""
    sections = _ordered(material, plan)
    placed = _placed(material, sections)
    for section in sections:
        narrative = placed[section.name]
        if f"report/{name}.md" in [path for path, _ in (*narrative.own, *narrative.topics)]:
            yield Heading(section.title, 1, numbered=section.numbered, centered=not section.numbered)
            yield from _section(section, narrative, material)


def _ordered(material: Material, plan: Plan) -> list[Section]:
    """The planned sections; a name that is none may be that of a narrative file, which becomes a section of its own."""
    if plan.sections is None:
        return list(OUTLINE)
    narrative = [_plain_name(name) for name in material.evaluation.narrative]
    ordered: list[Section] = []
    for part in plan.sections:
        known = next((section for section in OUTLINE if part.name in (section.name, section.plain_title)), None)
        if known is not None:
            ordered.append(replace(known, title=part.title or known.title))
        elif part.name in narrative:
            ordered.append(Section(part.name, part.title or part.name, (part.name,), _nothing))
        else:
            names = [section.name for section in OUTLINE]
            material.problems.append(unknown_section(part, names, narrative))
    return ordered


def _section(section: Section, narrative: _Narrative, material: Material) -> Iterator[Block]:
    for path, text in narrative.own:
        yield from blocks(text, path, material)
    if not (narrative.own and section.replaced):
        yield from section.default(material)
    yield from section.always(material)
    for path, text in narrative.topics:
        if not uncommented(text).strip():
            continue
        yield Heading(title_of(text) or _plain_name(path), 2)
        yield from blocks(text, path, material, level=3)


def _plain_name(path: str) -> str:
    return re.sub(r"^report/|^\d+[-_ ]*|\.md$", "", path.removeprefix("report/"))


def _placed(material: Material, sections: Sequence[Section]) -> Mapping[str, _Narrative]:
    placed = {section.name: _Narrative() for section in (*OUTLINE, *sections)}
    for name, text in material.evaluation.narrative.items():
        path = f"report/{name}.md"
        title = _plain_name(path)
        owner = _find(title, sections, lambda section: section.names)
        topic = None if owner else _find(title, sections, lambda section: section.topics)
        if owner:
            placed[owner.name].own.append((path, text))
        elif topic:
            placed[topic.name].topics.append((path, text))
        else:
            known = "、".join(section.plain_title for section in sections)
            material.problems.append(messages.EXTRA_NARRATIVE.at(InFile(path), title=title, known=known))
            placed[OUTLINE[-1].name].topics.append((path, text))
    return placed


def _find(title: str, sections: Sequence[Section], words: Callable[[Section], tuple[str, ...]]) -> Section | None:
    """The section with the longest word that the title holds: 结果应用建议 is of 结果应用, not of 建议."""
    found = [
        (len(word), -number, section)
        for number, section in enumerate(sections)
        for word in words(section)
        if word in title
    ]
    return max(found, key=lambda item: item[:2])[2] if found else None
