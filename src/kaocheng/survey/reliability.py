"""信度与效度: α, item-total correlations, KMO and Bartlett, and the note for each that the answers do not carry."""

from collections.abc import Sequence
from dataclasses import replace

from kaocheng.diagnostics import Diagnostic
from kaocheng.survey import notes
from kaocheng.survey.inference import Inference, alpha_interval, cronbach_alpha, factorability, item_total
from kaocheng.survey.items import Items
from kaocheng.survey.questionnaire import Question

Notes = list[Diagnostic]


def reliability(found: Inference, items: Items, said: Notes, least: int) -> Inference:
    """``found`` with α, item-total correlations, KMO and Bartlett's test, as far as at least ``least`` answers carry them."""
    what = "克朗巴哈系数"
    questions = items.questions
    if len(questions) < 2:
        said.append(notes.ONE_ITEM.at(what=what, least=2, items=len(questions)))
        return found
    complete = items.complete()
    n, valid = complete.count(1), items.mask.count(1)
    if n < valid:
        said.append(notes.LISTWISE.at(complete=n, valid=valid))
    if n < least:
        said.append(notes.TOO_FEW.at(what="信度与效度", n=n, least=least))
        return found
    spreads = items.moments(complete).spreads()
    alpha = cronbach_alpha(spreads)
    if alpha is None:
        said.append(notes.NO_VARIANCE.at(what=what))
        return replace(found, complete=n)
    if alpha < 0:
        said.append(notes.NEGATIVE_ALPHA.at())
    statistics = dict(found.items)
    for place, question in enumerate(questions):
        raw, corrected = item_total(spreads, place)
        without = cronbach_alpha(spreads, place)
        if raw is None:
            said.append(notes.NO_VARIANCE.at(what=f"{question.id}的题总相关"))
        statistics[question.id] = replace(
            statistics[question.id],
            item_total=raw,
            corrected=corrected,
            alpha_if_deleted=None if without is None else float(without),
        )
    interval = alpha_interval(alpha, n, len(questions), found.confidence)
    found = replace(found, items=statistics, alpha=float(alpha), alpha_interval=interval, complete=n)
    return _validity(found, questions, spreads, n, said)


def _validity(
    found: Inference, questions: Sequence[Question], spreads: Sequence[Sequence[int]], n: int, said: Notes
) -> Inference:
    what = "KMO 与 Bartlett 检验"
    size = len(questions)
    if size < 3:
        said.append(notes.ONE_ITEM.at(what=what, least=3, items=size))
        return found
    if n <= size:
        said.append(notes.TOO_FEW.at(what=what, n=n, least=size + 1))
        return found
    if not all(spreads[i][i] for i in range(size)):
        said.append(notes.NO_VARIANCE.at(what=what))
        return found
    factors = factorability(spreads, n)
    if factors is None:
        said.append(notes.SINGULAR.at(what=what))
        return found
    kmo, each, bartlett = factors
    statistics = dict(found.items)
    for question, adequacy in zip(questions, each, strict=True):
        statistics[question.id] = replace(statistics[question.id], sampling_adequacy=adequacy)
    return replace(found, items=statistics, kmo=kmo, bartlett=bartlett)
