"""Writing and auditing reports beside the pages: a process of its own takes one job after another from the database."""

import re
import signal
import sys
import threading
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
BEAT = 2
"""So many seconds after each other a process says that its job is alive."""
LOST = timedelta(seconds=10)
"""A job that says nothing for so long was interrupted."""
INTERRUPTED = "没有做完：程序中途停止或重启了。"


def ask(space: Workspace, user: User) -> ReportJob:
    """Asks for the report of the present revision; one that waits already is not asked for twice."""
    waiting = ReportJob.objects.filter(evaluation=space.pk, state="waiting").first()
    if waiting is not None:
        return waiting
    return ReportJob.objects.create(evaluation_id=space.pk, revision=space.revision, by=user)


_job: Job | None = None
"""What this process works on."""


def work() -> None:
    """Takes jobs until the process ends; one that is told to end puts its job back into the queue."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Thread(target=_beat, name="beat", daemon=True).start()
    while True:
        close_old_connections()
        try:
            worked = work_once()
        except DatabaseError:  # the database is away for a while: the next round asks again
            traceback.print_exc()
            worked = False
        if not worked:
            time.sleep(_PAUSE)


def _beat() -> None:
    """Says that the job of this process is alive, also while it thinks for long."""
    while True:
        time.sleep(BEAT)
        job = _job
        try:
            if job is not None:
                type(job).objects.filter(pk=job.pk, state="running").update(touched=timezone.now())
        except DatabaseError:
            close_old_connections()  # the database is busy or away: the next beat tries again


def work_once() -> bool:
    """Does one waiting job of each kind; whether there was one."""
    worked = [_work_on(kind, do) for kind, do in WORK.items()]
    return any(worked)


def _work_on(kind: type[Job], do: Callable[[Any], None]) -> bool:
    global _job  # noqa: PLW0603 -- the beat asks for it
    _job = job = _take(kind)
    if job is None:
        return False
    try:
        do(job)
    except (SystemExit, KeyboardInterrupt):
        job.say(0, "")
        job.end("waiting", "")
        raise
    except Refusal as refusal:
        job.end("failed", "\n".join(diagnostic.line() for diagnostic in refusal.diagnostics))
    except Exception as error:  # noqa: BLE001 -- the queue goes on whatever happens to one job
        traceback.print_exc()
        job.end("failed", f"程序自身出错（{type(error).__name__}）。请把时间告诉管理员，修好后再试。")
    finally:
        _job = None
    return True


def _take(kind: type[Job]) -> Any:
    with transaction.atomic():
        lost = timezone.now() - LOST
        kind.objects.filter(state="running", touched__lt=lost).update(state="failed", message=INTERRUPTED)
        job = kind.objects.select_for_update(of=("self",)).filter(state="waiting").order_by("id").first()
        if job is not None:
            job.state = "running"
            job.save()
        return job


def _write(job: ReportJob) -> None:
    space = workspace(job.evaluation)
    job.say(5, "打分")
    job.files.all().delete()  # of an attempt that was interrupted
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
