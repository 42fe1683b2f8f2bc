"""Questionnaires sent out, returned and valid against the rates of the same sentence: 发放400份，回收385份，回收率96.25%."""

import re
from collections.abc import Iterator

from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Ratio
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.result import Confidence

KIND = "survey-return"
_COUNTS = {
    "sent": re.compile(r"发放(?:调查)?(?:问卷)?(?:共)?\s*$"),
    "returned": re.compile(r"(?:回收|收回)(?:调查)?(?:问卷)?(?:共)?\s*$"),
    "valid": re.compile(r"有效(?:调查)?问卷(?:为|共)?\s*$"),
}
# What each rate may be of what: people do not all mean the same by 有效率.
_RATES = (
    (re.compile(r"有效(?:问卷)?回收率(?:为)?\s*$"), (("valid", "sent"),)),
    (re.compile(r"(?<!有效)(?<!问卷)回收率(?:为)?\s*$"), (("returned", "sent"),)),
    (re.compile(r"有效(?:问卷)?率(?:为)?\s*$"), (("valid", "returned"), ("valid", "sent"))),
)


def survey_returns(book: Book) -> Iterator[Equation]:
    """The rates of return of every survey whose counts stand before them."""
    for passage in book.passages:
        if not passage.role and "问卷" in passage.text:
            yield from _in(passage)


def _in(passage: Passage) -> Iterator[Equation]:
    counts: dict[str, Printed] = {}
    for number in passage.numbers:
        before = passage.text[: number.spot.start]
        if not number.is_percent:
            kind = next(
                (kind for kind, words in _COUNTS.items() if number.unit in {"份", ""} and words.search(before)), ""
            )
            if kind:
                counts[kind] = number
            continue
        name = next((pairs for words, pairs in _RATES if words.search(before)), ())
        claims = [
            Equation(KIND, number, (counts[one], counts[other]), Ratio(), _NAMES[one, other], 2, Confidence.LIKELY)
            for one, other in name
            if one in counts and other in counts
        ]
        if claims:
            yield next((claim for claim in claims if claim.holds), claims[0])


_NAMES = {("valid", "sent"): "有效回收率", ("returned", "sent"): "回收率", ("valid", "returned"): "有效率"}
