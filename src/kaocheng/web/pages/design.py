"""问卷设计: questions, options with scores, parts, groups; at the right the page that a phone will show."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.survey.questionnaire import KIND_NAMES, KINDS, MULTIPLE, SCALE, SINGLE, Questionnaire
from kaocheng.text import yaml
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content import Item
from kaocheng.web.content.from_files import plain
from kaocheng.web.content.paths import is_file_name
from kaocheng.web.content.renaming import Renaming, swap
from kaocheng.web.content.surveys import FOLDER, questionnaire_items
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.models import SurveyLink
from kaocheng.web.pages.frame import reason_of, show, space_of
from kaocheng.web.pages.order import order_edits
from kaocheng.web.pages.saving import as_json
from kaocheng.web.questionnaires import count_answers
from kaocheng.web.renamed import renaming_edits
from kaocheng.web.workspace import Workspace

BLANK = "空白问卷"
SAMPLES = Path(__file__).parents[1] / "samples"
_NEW: dict[str, dict[str, Any]] = {
    "scale": {"text": "您对……是否满意？"},
    "single": {"text": "新的单选题", "options": ["是", "否"]},
    "multiple": {"text": "新的多选题", "options": ["选项一", "选项二"]},
    "number": {"text": "新的数字题"},
    "text": {"text": "您的意见和建议", "required": "no"},
}


def samples() -> list[str]:
    """The names of the questionnaires that one can begin from."""
    return sorted(path.stem for path in SAMPLES.glob("*.yaml"))


@require_POST
@page("run_surveys")
def begin(request: Any) -> HttpResponse:
    """Makes a survey ``name`` from the sample ``from``, or as a copy of the survey ``copy``."""
    space = space_of(request)
    name = request.POST.get("name", "").strip()
    refuse_name(space, name)
    if copied := space.item("questionnaire", request.POST.get("copy", "")):
        document = {**copied.body, "questions": [item.body for item in questions_of(space, copied.key)]}
    elif request.POST.get("from") in samples():
        text = (SAMPLES / f"{request.POST['from']}.yaml").read_text("utf-8")
        document = plain(yaml.load(text, "")[0])  # type: ignore[arg-type]
        if request.POST["from"] == BLANK:  # what a phone shows as the title
            document["title"] = name
    else:
        raise Http404
    save(request.access, [Edit(item.kind, item.key, "", None, item.body, position=item.position)
                          for item in questionnaire_items(name, document, len(space.of_kind("questionnaire")))])  # fmt: skip
    return redirect(f"/e/{space.pk}/surveys/{name}/design/")


@require_POST
@page("run_surveys")
def remove(request: Any, name: str) -> HttpResponse:
    """Takes a survey that nobody has answered away, with its links and a table of counts that counts nobody."""
    space = space_of(request)
    files = [item for item in space.of_kind("file") if item.key.startswith(f"{FOLDER}/{name}/")]
    gone = (_head(space, name), *questions_of(space, name), *files)
    with transaction.atomic():
        save(request.access, [Edit(item.kind, item.key, "", item.body, None) for item in gone])
        SurveyLink.objects.filter(evaluation=space.pk, survey=name).delete()
    return redirect(f"/e/{space.pk}/surveys/")


@require_POST
@page("run_surveys")
def rename(request: Any, name: str) -> HttpResponse:
    """Gives a survey that nobody has answered another name; metrics, texts and its links follow."""
    space = space_of(request)
    _head(space, name)
    new = request.POST.get("name", "").strip()
    if new != name:
        refuse_name(space, new)
        if count := count_answers(request.access.evaluation, name):
            raise Refusal(messages.SURVEY_NAMED.at(name=name, count=count))
        with transaction.atomic():
            edits = renaming_edits(space, Renaming(survey=swap(name, new)))
            save(request.access, edits, reason_of(request, f"问卷改名：{name} → {new}"))
            SurveyLink.objects.filter(evaluation=space.pk, survey=name).update(survey=new)
    return redirect(f"/e/{space.pk}/surveys/{new}/design/")


def refuse_name(space: Workspace, name: str) -> None:
    """Refuses what cannot be the name of a new survey."""
    if not is_file_name(name) or "." in name:
        raise Refusal(messages.NO_FILE_NAME.at(found=name))
    if space.item("questionnaire", name):
        raise Refusal(messages.SURVEY_THERE.at(name=name))


def _head(space: Workspace, name: str) -> Item:
    found = space.item("questionnaire", name)
    if found is None:
        raise Http404
    return found


def questions_of(space: Workspace, name: str) -> list[Item]:
    """The questions of a survey in their order."""
    return [item for item in space.of_kind("question") if item.key.partition("/")[0] == name]


def _question(space: Workspace, name: str, question: str) -> Item:
    found = space.item("question", f"{name}/{question}")
    if found is None:
        raise Http404
    return found


def _questionnaire(space: Workspace, name: str) -> Questionnaire:
    found = space.bundle.surveys.get(name)
    if found is None:
        raise Http404
    return found.questionnaire


@page("run_surveys")
def design(request: Any, name: str) -> HttpResponse:
    """The page."""
    space = space_of(request)
    head = _head(space, name)
    shared = head.body.get("scale", {})
    facts = {
        "name": name,
        "tab": "design",
        "head": head,
        "cards": [_card(space, name, item) for item in questions_of(space, name)],
        "scale": [("", text, _score(shared, text)) for text in shared],
        "seen_scale": json.dumps(head.body.get("scale"), ensure_ascii=False),
        "parts": "\n".join(part["title"] for part in head.body.get("sections", [])),
        "answered": count_answers(request.access.evaluation, name),
        "kinds": KIND_NAMES.items(),
    }
    return show(request, "design.html", "surveys/", space, **facts)


def _card(space: Workspace, name: str, item: Item) -> dict[str, Any]:
    """What a question's card shows."""
    questionnaire = _questionnaire(space, name)
    question = questionnaire.question(item.body["id"])
    field = "scale" if question.kind == SCALE else "options"
    return {
        "pk": space.pk,
        "name": name,
        "item": item,
        "question": question,
        "rows": [(option.code, option.text, _score(item.body.get("scale", {}), option.text)) for option in question.options],
        "own": field in item.body,
        "scored": question.kind == SCALE,
        "seen": json.dumps(item.body.get(field), ensure_ascii=False),
        "grouped": question.id in questionnaire.groups,
        "sections": questionnaire.sections,
        "kinds": KIND_NAMES.items(),
    }  # fmt: skip


def _score(scale: Mapping[str, str], option: str) -> str:
    found = scale.get(option, "")
    return "" if found in {"不计", "-"} else found


def _shown(request: Any, name: str, question: str) -> HttpResponse:
    request.access.evaluation.refresh_from_db()
    space = space_of(request)
    return render(request, "question_card.html", {"card": _card(space, name, _question(space, name, question))})


@require_POST
@page("run_surveys")
def add(request: Any, name: str) -> HttpResponse:
    """Adds a question of the kind ``type`` at the end."""
    space = space_of(request)
    head, kind = _head(space, name), request.POST.get("type", "")
    if kind not in KINDS:
        raise Http404
    items = questions_of(space, name)
    used = {item.body["id"] for item in items}
    number = next(n for n in range(1, len(used) + 2) if f"Q{n}" not in used)
    body = {"id": f"Q{number}", "type": kind, **_NEW[kind]}
    if kind == SCALE and not head.body.get("scale"):
        body["scale"] = {"满意": "100%", "一般": "60%", "不满意": "0%"}
    position = max((item.position for item in items), default=-1) + 1
    save(request.access, [Edit("question", f"{name}/Q{number}", "", None, body, position=position)], _reason(request))
    return redirect(f"/e/{space.pk}/surveys/{name}/design/#q-Q{number}")


@require_POST
@page("run_surveys")
def kind(request: Any, name: str, question: str) -> HttpResponse:
    """Makes a question one of another kind; the texts of its options stay where the new kind has options."""
    space = space_of(request)
    item, new = _question(space, name, question), request.POST.get("type", "")
    if new not in KINDS:
        raise Http404
    texts = [option.text for option in _questionnaire(space, name).question(question).options]
    body = {key: value for key, value in item.body.items() if key not in {"type", "options", "scale"}}
    body |= {"type": new} | ({"options": texts or _NEW["single"]["options"]} if new in {SINGLE, MULTIPLE} else {})
    save(request.access, [Edit("question", item.key, "", item.body, body)], _reason(request))
    return _shown(request, name, question)


@require_POST
@page("run_surveys")
def drop(request: Any, name: str, question: str) -> HttpResponse:
    """Takes a question away."""
    space = space_of(request)
    item, head = _question(space, name, question), _head(space, name)
    edits = [Edit("question", item.key, "", item.body, None)]
    if question in (groups := head.body.get("groups", [])):
        left = [other for other in groups if other != question]
        edits.append(Edit("questionnaire", name, "groups", groups, left or None))
    save(request.access, edits, _reason(request))
    return redirect(f"/e/{space.pk}/surveys/{name}/design/")


@require_POST
@page("run_surveys")
def options(request: Any, name: str, question: str) -> HttpResponse:
    """Stores the options of a question, or its own scale: rows of ``text``, ``code`` and ``score``, after what was ``seen``."""
    item = _question(space_of(request), name, question)
    scaled = "scale" in item.body
    after = _scale(request) if scaled else _options(request)
    return _stored(request, Edit("question", item.key, "scale" if scaled else "options", _seen(request), after))


@require_POST
@page("run_surveys")
def scale(request: Any, name: str) -> HttpResponse:
    """Stores the scale that all scale questions without their own share."""
    return _stored(request, Edit("questionnaire", name, "scale", _seen(request), _scale(request)))


def _stored(request: Any, edit: Edit) -> HttpResponse:
    saved = save(request.access, [edit], _reason(request))
    return JsonResponse({**as_json(saved), "seen": json.dumps(edit.after, ensure_ascii=False)})


@require_POST
@page("run_surveys")
def own(request: Any, name: str, question: str) -> HttpResponse:
    """Gives a scale question options of its own (``own`` is yes), beginning with the common scale; or takes them away."""
    space = space_of(request)
    item = _question(space, name, question)
    after = None
    if request.POST.get("own") == "yes":
        after = dict(_head(space, name).body.get("scale", {})) or {"满意": "100%", "不满意": "0%"}
    edits = [Edit("question", item.key, "scale", item.body.get("scale"), after)]
    if "options" in item.body:  # a choice from the scale: it goes with the scale
        edits.append(Edit("question", item.key, "options", item.body["options"], None))
    save(request.access, edits, _reason(request))
    return _shown(request, name, question)


def _given(request: Any) -> list[tuple[str, str, str]]:
    """Code, text and score of each row that has a text."""
    texts = request.POST.getlist("text")
    columns = [(request.POST.getlist(key) + [""] * len(texts))[: len(texts)] for key in ("code", "score")]
    rows = [
        (code.strip(), text.strip(), score.strip())
        for text, code, score in zip(texts, *columns, strict=True)
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def _scale(request: Any) -> dict[str, str] | None:
    return {text: _percent(score) for _, text, score in _given(request)} or None


def _percent(score: str) -> str:
    """A score as it is stored: a bare number is a percentage, nothing means that the option does not count."""
    score = score.replace("％", "%")
    return f"{score}%" if score.replace(".", "", 1).isdecimal() else score or "不计"


def _options(request: Any) -> Any:
    rows = _given(request)
    if any(code for code, _, _ in rows):
        return {code or str(number): text for number, (code, text, _) in enumerate(rows, 1)}
    return list(dict.fromkeys(text for _, text, _ in rows)) or None


def _seen(request: Any) -> Any:
    try:
        return json.loads(request.POST.get("seen") or "null")
    except ValueError:
        return None


def _reason(request: Any) -> str:
    return str(request.POST.get("reason", ""))


@require_POST
@page("run_surveys")
def group(request: Any, name: str, question: str) -> HttpResponse:
    """Has the results given by the options of a question, or no longer."""
    space = space_of(request)
    _question(space, name, question)
    groups = _head(space, name).body.get("groups", [])
    left = [other for other in groups if other != question]
    after = [*left, question] if request.POST.get("on") else left
    save(request.access, [Edit("questionnaire", name, "groups", groups or None, after or None)])
    return _shown(request, name, question)


@require_POST
@page("run_surveys")
def parts(request: Any, name: str) -> HttpResponse:
    """Stores the parts (维度), one a line; a title that stays keeps its questions."""
    space = space_of(request)
    before = _head(space, name).body.get("sections", [])
    titles = list(dict.fromkeys(line.strip() for line in request.POST.get("parts", "").splitlines() if line.strip()))
    known = {part["title"]: part["id"] for part in before}
    free = [chr(letter) for letter in range(ord("A"), ord("Z") + 1) if chr(letter) not in known.values()]
    after = [{"id": known.get(title) or free.pop(0), "title": title} for title in titles[:20]]
    gone = {part["id"] for part in before} - {part["id"] for part in after}
    edits = [Edit("questionnaire", name, "sections", before or None, after or None)]
    edits += [
        Edit("question", item.key, "section", item.body["section"], None)
        for item in questions_of(space, name)
        if item.body.get("section") in gone
    ]
    save(request.access, edits, _reason(request))
    return redirect(f"/e/{space.pk}/surveys/{name}/design/")


@require_POST
@page("run_surveys")
def order(request: Any, name: str) -> HttpResponse:
    """Puts the questions in the order of ``keys``."""
    space = space_of(request)
    edits = order_edits(questions_of(space, name), request.POST.getlist("keys"))
    saved = save(request.access, edits)
    return JsonResponse({"revision": saved.revision})
