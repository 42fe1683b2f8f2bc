"""附件: survey reports. Purpose, method, sample, every question in words, table and figure, reliability, conclusion."""

from collections.abc import Iterator, Sequence

from kaocheng.numbers import percent_text
from kaocheng.report.contents.material import Material, share, value
from kaocheng.report.contents.survey_questions import question
from kaocheng.report.contents.survey_reliability import reliability
from kaocheng.report.contents.survey_satisfaction import charted, satisfaction
from kaocheng.report.document import Block, Heading, Paragraph, Run, Text
from kaocheng.survey import QuestionResult, SurveyResult, inferred

KINDS = {"single": "单选题", "multiple": "多选题", "scale": "量表题", "number": "数字题", "text": "开放题"}


def surveys(material: Material) -> Iterator[Block]:
    """The surveys that were answered, or of which results were published, each a report of its own."""
    for name, exact in material.surveys.items():
        published = exact.questionnaire.claims or any(item.satisfaction is not None for item in exact.questions)
        if not (exact.sample.valid or published):
            continue
        result = exact if exact.responses is None else inferred(exact)
        questionnaire = result.questionnaire
        yield Heading(questionnaire.title or name, 2, numbered=False, centered=True)
        yield _part("一、调查目的与对象")
        yield Paragraph((Text(_purpose(material, result)),))
        yield _part("二、调查内容与方式")
        yield Paragraph((Text(_contents(result)),))
        if said := _validity(result):
            yield Paragraph((Text(said),))
        yield _part("三、样本")
        yield Paragraph((Text(_sample(result)),))
        yield from _shortfalls(result)
        yield _part("四、调查结果")
        yield from satisfaction(name, result)
        together = charted(name, result)
        for number, item in enumerate(result.questions, 1):
            yield from question(name, number, item, together.get(item.question.id, ""))
        yield _part("五、信度与效度")
        yield from reliability(name, result)
        yield _part("六、结论")
        yield from _conclusion(name, result)


def _part(text: str) -> Heading:
    return Heading(text, 3, numbered=False)


def _purpose(material: Material, result: SurveyResult) -> str:
    evaluation, questionnaire = material.evaluation, result.questionnaire
    who = questionnaire.population or "服务对象"
    size = f"，总体{questionnaire.size:,}人" if questionnaire.size else ""
    return f"为了解{who}对{evaluation.subject or evaluation.title}的评价和满意程度，开展本次问卷调查。调查对象为{who}{size}。"


def _contents(result: SurveyResult) -> str:
    questions = result.questionnaire.questions
    kinds = [(name, sum(item.kind == kind for item in questions)) for kind, name in KINDS.items()]
    said = f"问卷共{len(questions)}题，其中{'、'.join(f'{name}{count}题' for name, count in kinds if count)}。"
    if sections := result.questionnaire.sections:
        said += f"分为{'、'.join(section.title for section in sections)}{len(sections)}个部分。"
    scored = [item for item in questions if item.is_scored]
    scales = dict.fromkeys(item.options for item in scored if item.options)
    if len(scales) == 1:
        options = "、".join(
            f"{option.text}{'不计' if option.score is None else percent_text(option.score, 0)}"
            for option in next(iter(scales))
        )
        said += f"满意度按量表折算：{options}；每题满意度为各选项人数与权重之积的合计除以回答人数，综合满意度为各题满意度的平均。"
    elif scored and not scales:
        said += "满意度题的量表没有公布。"
    return said


def _validity(result: SurveyResult) -> str:
    rules, parts = result.questionnaire.validity, []
    if rules.complete != "no":
        parts.append("必答题全部作答" if rules.complete == "all" else "满意度题全部作答")
    if rules.straight_lining:
        parts.append(f"满意度题满{rules.straight_lining}道时不全选同一项")
    if rules.min_seconds is not None:
        parts.append(f"答题时间不少于{rules.min_seconds}秒")
    parts += [f"不出现“{item.reason}”的矛盾回答" for item in rules.contradictions]
    return f"有效问卷须符合：{'；'.join(parts)}。" if parts else ""


def _sample(result: SurveyResult) -> str:
    sample = result.sample
    parts = [f"发放问卷{sample.sent:,}份" if sample.sent is not None else ""]
    parts.append(f"回收{sample.returned:,}份" if sample.returned is not None else "")
    parts.append(f"回收率{share(sample.return_rate)}" if sample.return_rate is not None else "")
    parts.append(f"有效问卷{sample.valid:,}份")
    parts.append(f"有效率{share(sample.valid_rate)}" if sample.valid_rate is not None else "")
    parts.append(f"有效回收率{share(sample.effective_rate)}" if sample.effective_rate is not None else "")
    said = "，".join(part for part in parts if part) + "。"
    if sample.sent is None:
        said += "发放份数没有公布，回收率无法计算。"
    if sample.rejections:
        reasons = "；".join(f"{item.reason}{item.count}份" for item in sample.rejections)
        said += f"剔除的答卷：{reasons}。"
    return said


def _shortfalls(result: SurveyResult) -> Iterator[Block]:
    quotas = [item for item in result.sample.quotas if item.planned]
    if quotas:
        shown = "；".join(f"{item.option}计划{item.planned}份、有效{item.actual}份" for item in quotas)
        yield Paragraph((Text(f"按配额：{shown}。"),))
    for name, found in (result.sample.representation or {}).items():
        shown = "；".join(f"{item.option}占样本{share(item.sample)}、占总体{share(item.known)}" for item in found)
        yield Paragraph((Text(f"样本的代表性（{name}）：{shown}。"),))


def _conclusion(name: str, result: SurveyResult) -> Iterator[Block]:
    runs: list[Run] = [Text("综合满意度为"), value(result.derivation, f"问卷.{name}.满意度"), Text("。")]
    rated = [item for item in result.questions if item.question.is_scored and item.satisfaction is not None]
    if len(rated) > 1:
        best, worst = _extreme(rated, best=True), _extreme(rated, best=False)
        said = (
            f"各题中，“{best.question.text}”最高，为{share(best.satisfaction)}；"
            f"“{worst.question.text}”最低，为{share(worst.satisfaction)}。"
        )
        runs.append(Text("" if share(best.satisfaction) == share(worst.satisfaction) else said))
    yield Paragraph(tuple(runs))
    if any(not item.answered for item in rated):
        yield Paragraph((Text("部分结果只公布了百分数，没有公布各档人数，无法复核，使用时请注意。"),))


def _extreme(items: Sequence[QuestionResult], *, best: bool) -> QuestionResult:
    ordered = sorted(items, key=lambda item: item.satisfaction or 0)
    return ordered[-1] if best else ordered[0]
