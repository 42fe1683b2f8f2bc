"""``kaocheng survey``: what a survey says; ``kaocheng survey plan``: how many people to ask."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.cli.output import print_diagnostics, print_json, say
from kaocheng.cli.survey_tables import print_result
from kaocheng.diagnostics import Diagnostic, Refusal, did_you_mean, errors
from kaocheng.numbers import NotANumber, percent_text, read_number
from kaocheng.places import InFile
from kaocheng.survey import SurveyResult, as_json, messages, plan_sample, read_survey
from kaocheng.survey.folder import QUESTIONNAIRE, is_responses
from kaocheng.text.files import read_bytes

_LIMIT_MB = 2_000
_WANTED = (QUESTIONNAIRE, "counts.csv")


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("survey")
    parser.add_argument("dir", metavar="DIR", help="评价包或问卷文件夹；写 plan 则计算样本量")
    parser.add_argument("name", metavar="NAME", nargs="?", help="问卷名称（surveys/ 下的文件夹名），缺省为全部")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--population", metavar="N", help="plan：总体人数")
    parser.add_argument("--margin", metavar="5%", help="plan：允许误差")
    parser.add_argument("--confidence", metavar="95%", default="95%", help="plan：置信度，缺省 95%%")


def run(args: argparse.Namespace) -> int:
    """Prints the surveys of a bundle, or a sample plan; 1 where something in the files is wrong."""
    if args.dir == "plan":
        return _plan(args)
    results: list[SurveyResult] = []
    problems: list[Diagnostic] = []
    for folder, name, path in _folders(Path(args.dir), args.name):
        files, found = _files(folder, path)
        problems += found
        result, found = read_survey(name, files, path)
        problems += found
        if result is not None:
            results.append(result)
    # In JSON the diagnostics go to standard error, so that standard output stays one JSON value.
    print_diagnostics(problems, args.lang, error=args.json)
    if args.json:
        data = [as_json(result, args.lang) for result in results]
        print_json(data[0] if len(data) == 1 else data)
    else:
        for result in results:
            print_result(result, args.lang)
    return int(bool(errors(problems)))


def _folders(directory: Path, name: str | None) -> list[tuple[Path, str, str]]:
    """The folders to read: each with the survey's name and how messages call it. Raises Refusal where there is none."""
    if (directory / QUESTIONNAIRE).is_file() and name is None:
        return [(directory, directory.resolve().name, directory.name or ".")]
    surveys = directory / "surveys"
    known = sorted(folder.name for folder in surveys.iterdir() if folder.is_dir()) if surveys.is_dir() else []
    if not known:
        hint = f"请给出评价包文件夹，或含有 {QUESTIONNAIRE} 的文件夹。"
        raise Refusal(messages.NO_SURVEY.at(InFile(str(directory)), what="surveys/ 下的问卷", hint=hint))
    if name is not None and name not in known:
        hint = f"{did_you_mean(name, known)}现有：{'、'.join(known)}。"
        raise Refusal(messages.NO_SURVEY.at(InFile(f"surveys/{name}"), what=f"问卷“{name}”", hint=hint))
    return [(surveys / found, found, f"surveys/{found}") for found in known if name in (None, found)]


def _files(folder: Path, path: str) -> tuple[dict[str, bytes], list[Diagnostic]]:
    files: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    for file in sorted(folder.iterdir()):
        if file.name in _WANTED or is_responses(file.name):
            data, found = read_bytes(file, f"{path}/{file.name}", limit_mb=_LIMIT_MB)
            problems += found
            if data is not None:
                files[file.name] = data
    return files, problems


def _plan(args: argparse.Namespace) -> int:
    facts: dict[str, Any] = {}
    for key, what, low, high in (
        ("population", "--population（总体人数）", "1", "任意整数"),
        ("margin", "--margin（允许误差）", "0", "100%"),
        ("confidence", "--confidence（置信度）", "0", "100%"),
    ):
        found = getattr(args, key) or ""
        try:
            value = read_number(found)
        except NotANumber:
            value = None
        whole = key == "population"
        if value is None or value <= 0 or (whole and value.denominator != 1) or (not whole and value >= 1):
            message = messages.OUT_OF_RANGE if whole else messages.NOT_A_SHARE
            raise Refusal(message.at(what=what, low=low, high=high, found=found))
        facts[key] = value
    plan = plan_sample(int(facts["population"]), facts["margin"], facts["confidence"])
    if args.json:
        print_json(
            {
                "population": plan.population,
                "margin": percent_text(plan.margin),
                "confidence": percent_text(plan.confidence),
                "needed": plan.needed,
                "without_correction": plan.without_correction,
            }
        )
    elif args.lang == "en":
        say(f"{plan.needed} valid responses ({plan.without_correction} without finite population correction)")
    else:
        say(f"需要有效问卷 {plan.needed} 份")
        say(
            f"总体 {plan.population:,} 人，置信度 {percent_text(plan.confidence)}，允许误差 ±{percent_text(plan.margin)}；"
            f"按比例 50% 的最不利情形，不作有限总体修正时为 {plan.without_correction} 份。"
        )
    return 0
