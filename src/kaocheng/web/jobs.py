"""Writing and auditing reports beside the pages: a process of its own takes one job after another from the database."""

import re
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from kaocheng.diagnostics import Refusal
from kaocheng.numbers import score_text
from kaocheng.report import FORMATS, office_of, pack
from kaocheng.report.office import TEMPLATE
from kaocheng.report.plan import PATH as OUTLINE
from kaocheng.web.audits import versions
from kaocheng.web.models import AuditComments, AuditVersion, Blob, ReportFile, ReportJob, User
from kaocheng.web.models.jobs import Job
from kaocheng.web.workspace import Workspace, workspace

_PAUSE = 1
_LOST = timedelta(minutes=10)
"""A job that says nothing for so long was interrupted."""


def ask(space: Workspace, user: User) -> ReportJob:
    """Asks for the report of the present revision; one that waits already is not asked for twice."""
    waiting = ReportJob.objects.filter(evaluation=space.pk, state="waiting").first()
    if waiting is not None:
        return waiting
    return ReportJob.objects.create(evaluation_id=space.pk, revision=space.revision, by=user)


def work() -> None:
    """Takes jobs until the process ends."""
    while True:
        close_old_connections()
        try:
            worked = work_once()
        except DatabaseError:  # the database is away for a while: the next round asks again
            traceback.print_exc()
            worked = False
        if not worked:
            time.sleep(_PAUSE)


def work_once() -> bool:
    """Does one waiting job of each kind; whether there was one."""
    worked = [_work_on(kind, do) for kind, do in WORK.items()]
    return any(worked)


def _work_on(kind: type[Job], do: Callable[[Any], None]) -> bool:
    job = _take(kind)
    if job is None:
        return False
    try:
        do(job)
    except Refusal as refusal:
        job.end("failed", "\n".join(diagnostic.line() for diagnostic in refusal.diagnostics))
    except Exception as error:  # noqa: BLE001 -- the queue goes on whatever happens to one job
        traceback.print_exc()
        job.end("failed", f"程序自身出错（{type(error).__name__}）。请把时间告诉管理员，修好后再试。")
    return True


def _take(kind: type[Job]) -> Any:
    with transaction.atomic():
        lost = timezone.now() - _LOST
        kind.objects.filter(state="running", touched__lt=lost).update(state="failed", message="被中断，请再试一次。")
        job = kind.objects.select_for_update(of=("self",)).filter(state="waiting").order_by("id").first()
        if job is not None:
            job.state = "running"
            job.save()
        return job


def _write(job: ReportJob) -> None:
    space = workspace(job.evaluation)
    job.say(5, "打分")
    sheet = space.sheet
    job.revision = space.revision
    job.total = score_text(sheet.total) + (f" {sheet.grade.name}" if sheet.grade else "（不完整）")
    job.say(10, "编写")
    office = office_of(space.file(OUTLINE), space.file(TEMPLATE))
    made = pack(space.evaluation, sheet, dict(space.bundle.surveys), office)
    stem = re.sub(r'[\\/:*?"<>|\s]+', " ", made.document.title).strip() or "报告"
    for number, (form, data) in enumerate(made.render(FORMATS), 1):
        name = f"{stem}-{job.pk}.{form}"
        ReportFile.objects.create(job=job, name=name, blob=Blob.keep(data))
        job.say(10 + 90 * number // len(FORMATS), form)
    job.end("done", "\n".join(dict.fromkeys(problem.line() for problem in made.problems)))


WORK: dict[type[Job], Callable[[Any], None]] = {
    ReportJob: _write,
    AuditVersion: versions.perform,
    AuditComments: versions.write_comments,
}
