"""Statistics over the audits that one may see, as a page and as CSV."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from kaocheng.text import csv
from kaocheng.web.access import audits_of, signed_in
from kaocheng.web.audits.statistics import statistics, table
from kaocheng.web.pages.audits import authors
from kaocheng.web.pages.uploads import download

SHOWN_KINDS = 15


@signed_in
def page(request: Any) -> HttpResponse:
    """The page."""
    found = statistics(_chosen(request))
    facts = {
        "found": found,
        "kinds": found.kinds[:SHOWN_KINDS],
        "more": found.kinds[SHOWN_KINDS:],
        "most": max((kind.total for kind in found.kinds), default=1),
        "busiest": max((one.standing for one in found.months), default=0) or 1,
        "worst": max((one.standing for one in found.authors), default=0) or 1,
        "authors": authors(request.user),
        "chosen": {name: request.GET.get(name, "") for name in ("author", "from", "to")},
        "query": request.GET.urlencode(),
    }
    return render(request, "audit_statistics.html", facts)


@signed_in
def as_csv(request: Any) -> HttpResponse:
    """The same as CSV with a byte order mark, as spreadsheets want it."""
    rows = table(statistics(_chosen(request)))
    return download(b"\xef\xbb\xbf" + csv.dump(rows).encode(), "报告复核统计.csv")


def _chosen(request: Any) -> Any:
    """The audits of an author, uploaded from a day to a day; what is no day chooses nothing."""
    audits = audits_of(request.user)
    if author := request.GET.get("author"):
        audits = audits.filter(author=author)
    for name, field in (("from", "at__date__gte"), ("to", "at__date__lte")):
        if day := _day(request.GET.get(name, "")):
            audits = audits.filter(**{field: day})
    return audits


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None
