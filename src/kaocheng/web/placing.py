"""Where something stands, for people: what the place is called, and the address of the page that shows it.

In pages nobody meets a path of the bundle, the name of a command or the count of characters.
"""

import re
from urllib.parse import quote, urlencode

from kaocheng.places import AtIndicator, InFile, InSentence, InTable, Place
from kaocheng.web.content import KINDS, InItem
from kaocheng.web.submissions import RECORDED
from kaocheng.web.workspace import Workspace

_PAGES = {
    "indicator": "indicators/?at={key}#{key}",
    "reading": "papers/{key}/",
    "judgement": "papers/{key}/",
    "paper": "papers/{key}/",
    "name": "indicators/metrics/",
    "metric": "indicators/metrics/",
    "table": "data/{key}/",
    "head": "settings/",
    "units": "settings/#units",
    "section": "report/{key}/",
    "evidence": "evidence/",
    "voucher": "evidence/",
    "asset": "evidence/",
    "questionnaire": "surveys/{key}/",
    "question": "surveys/{survey}/design/",
    "paper_form": "surveys/{survey}/enter/",
    "problem": "findings/#problem-{key}",
    "recommendation": "findings/#recommendation-{key}",
    "rectification": "findings/#recommendation-{key}",
    "experience": "findings/",
    "use": "findings/",
    "review": "reviews/",
    "member": "settings/#members",
    RECORDED: "submissions/{key}/",
}
# Files of the bundle that hold a whole kind: what the page is called, and its address.
_FILES = {
    "evaluation.yaml": ("设置", "settings/"),
    "units.yaml": ("设置·单位", "settings/#units"),
    "indicators.yaml": ("指标体系", "indicators/"),
    "metrics.yaml": ("计算指标", "indicators/metrics/"),
    "readings.yaml": ("口径", "papers/"),
    "judgements.yaml": ("评价判断", "papers/"),
    "data/tables.yaml": ("基础数据", "data/"),
    "data/values.csv": ("佐证与核定值", "data/"),
    "findings.yaml": ("问题与建议", "findings/"),
    "reviews.yaml": ("审核意见", "reviews/"),
    "evidence/evidence.csv": ("佐证", "evidence/"),
    "evidence/vouchers.csv": ("凭证抽查", "evidence/"),
    "evidence/assets.csv": ("资产抽查", "evidence/"),
    "report/outline.yaml": ("报告的提纲", "report/"),
}
# Folders of the bundle: what heads the name of a file in it, and the address.
_FOLDERS = {
    "report": ("报告·", "report/{key}/"),
    "papers": ("底稿 ", "papers/{key}/"),
    "surveys": ("问卷 ", "surveys/{key}/"),
    "interviews": ("访谈 ", ""),
    "data": ("基础数据 ", "data/"),
    "evidence": ("佐证 ", "evidence/"),
}
_OF_FILES = re.compile(r"（[a-z/]+\.(?:yaml|csv)）|kaocheng [a-z]+(?: --[a-z]+)*，或(?:在“校验提示”页)?")
_FILE = re.compile(r"[a-z/]+\.(?:yaml|csv)")
QUOTED = 30
"""How many characters of a standard are quoted at most."""


def place_of(kind: str, key: str, field: str = "") -> Place:
    """The place of a field of an item: a cell where it is one, else the item."""
    parts = key.split("/")
    if kind == "row":
        return InTable(parts[0], tuple(parts[1:]), field.removeprefix("cells.") if field.startswith("cells.") else "")
    if kind == "amendment" and len(parts) > 2:
        return InTable(parts[0], tuple(parts[1:-2]), parts[-2])
    return InItem(kind, kind=kind, key=key)


def address_of(evaluation: int, place: Place | None) -> str:
    """The address of the page that shows ``place``; empty where no page does."""
    inside = _inside(place)
    return f"/e/{evaluation}/{inside}" if inside is not None else ""


def _inside(place: Place | None) -> str | None:
    match place:
        case InItem(kind="row" | "amendment" as kind, key=key):
            return _inside(place_of(kind, key))
        case InItem(kind=kind, key=key) if kind in _PAGES:
            return _PAGES[kind].format(key=quote(key, safe=""), survey=quote(key.partition("/")[0], safe=""))
        case InTable(table=table, row=row, column=column):
            asked = f"?{urlencode({'cell': '/'.join((*row, column))})}" if row else ""
            return f"data/{quote(table, safe='')}/{asked}"
        case AtIndicator(code=code):
            return f"papers/{quote(code, safe='')}/"
        case InFile(path=path) if path in _FILES:
            return _FILES[path][1]
        case InFile(path=path) if (folder := path.partition("/")[0]) in _FOLDERS and "/" in path:
            return _FOLDERS[folder][1].format(key=quote(_stem(path), safe="")) or None
        case InSentence(owner=owner) if owner:
            return f"papers/{quote(_code(owner), safe='')}/"
    return None


def words_of(place: Place, space: Workspace | None = None, code: str = "") -> str:
    """What a place is called; the words of a standard are quoted, of the indicator ``code`` where the place names none."""
    match place:
        case InItem(kind="row" | "amendment" as kind, key=key):
            return str(place_of(kind, key))
        case InItem(kind="review"):
            return KINDS["review"].title
        case InItem(kind=kind) if kind in KINDS:
            return str(place)
        case InFile(path=path) if path in _FILES:
            return _FILES[path][0]
        case InFile(path=path, line=line, column=column) if (
            folder := path.partition("/")[0]
        ) in _FOLDERS and "/" in path:
            name = re.sub(r"^\d+[-_ ]*", "", _stem(path))
            at = f" 第{line}行" if line and path.endswith((".md", ".csv")) else ""
            return f"{_FOLDERS[folder][0]}{name}{at}" + (f"第{column}列" if column and path.endswith(".csv") else "")
        case InSentence(start=start, end=end, owner=owner):
            words = _standard(space, _code(owner) or code)[start:end] if space else ""
            return f"“{words[:QUOTED]}{'…' if len(words) > QUOTED else ''}”" if words else "评分标准"
    return str(place)


def _stem(path: str) -> str:
    folder, _, rest = path.partition("/")
    return rest.partition("/")[0] if folder == "surveys" else rest.rpartition(".")[0] or rest


def _code(owner: str) -> str:
    return owner.removeprefix("指标").split(" ")[0]


def _standard(space: Workspace, code: str) -> str:
    """The sentence by which an indicator is scored: the rule of its reading where there is one."""
    if code not in space.sheet:
        return ""
    scored = space.sheet[code]
    return scored.reading.rule if scored.reading else scored.indicator.standard


def in_pages(text: str) -> str:
    """What a message says, with the pages in the place of files and without commands."""
    said = _OF_FILES.sub("", text)
    return _FILE.sub(lambda found: f"“{_FILES[found[0]][0]}”" if found[0] in _FILES else found[0], said)
