"""Writing reports beside the pages: a process of its own takes one job after another from the database."""

import re
import time
import traceback
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from kaocheng.diagnostics import Refusal
from kaocheng.numbers import score_text
from kaocheng.report import FORMATS, pack
from kaocheng.web.models import Blob, ReportFile, ReportJob, User
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
    """Writes the report of one waiting job; whether there was one."""
    job = _take()
    if job is None:
        return False
    try:
        _write(job)
    except Refusal as refusal:
        _end(job, "failed", "\n".join(diagnostic.line() for diagnostic in refusal.diagnostics))
    except Exception as error:  # noqa: BLE001 -- the queue goes on whatever happens to one job
        traceback.print_exc()
        _end(job, "failed", f"程序自身出错（{type(error).__name__}）。请把时间告诉管理员，修好后再生成。")
    return True


def _take() -> ReportJob | None:
    with transaction.atomic():
        lost = timezone.now() - _LOST
        ReportJob.objects.filter(state="running", touched__lt=lost).update(state="failed", message="被中断，请再生成。")
        job = ReportJob.objects.select_for_update(of=("self",)).filter(state="waiting").order_by("id").first()
        if job is not None:
            job.state = "running"
            job.save()
        return job


def _write(job: ReportJob) -> None:
    space = workspace(job.evaluation)
    _say(job, 5, "打分")
    sheet = space.sheet
    job.revision = space.revision
    job.total = score_text(sheet.total) + (f" {sheet.grade.name}" if sheet.grade else "（不完整）")
    _say(job, 10, "编写")
    made = pack(space.evaluation, sheet, dict(space.bundle.surveys))
    stem = re.sub(r'[\\/:*?"<>|\s]+', " ", made.document.title).strip() or "报告"
    for number, (form, data) in enumerate(made.render(FORMATS), 1):
        name = f"{stem}-{job.pk}.{form}"
        ReportFile.objects.create(job=job, name=name, blob=Blob.keep(data))
        _say(job, 10 + 90 * number // len(FORMATS), form)
    _end(job, "done", "\n".join(dict.fromkeys(problem.line() for problem in made.problems)))


def _say(job: ReportJob, progress: int, message: str) -> None:
    job.progress, job.message = progress, message
    job.save()


def _end(job: ReportJob, state: str, message: str) -> None:
    job.state, job.message = state, message
    job.save()
