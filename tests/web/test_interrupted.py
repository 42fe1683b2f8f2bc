"""Work that is interrupted: said within seconds, done again when asked for or, after an orderly stop, by itself."""

import os
import signal
import time
from datetime import timedelta

import pytest
from browsing import DESK, Desk
from django.utils import timezone

from kaocheng.web import jobs
from kaocheng.web.models import ReportFile, ReportJob, User
from kaocheng.web.workspace import workspace

SECONDS = 1000
"""A second in a browser's milliseconds."""


@pytest.fixture
def job(project) -> ReportJob:
    """A report that somebody waits for."""
    return jobs.ask(workspace(project), User.objects.get(username="zhuping"))


def silent(job: ReportJob, seconds: int) -> None:
    """As if its process had said nothing for so long."""
    heard = timezone.now() - timedelta(seconds=seconds)
    ReportJob.objects.filter(pk=job.pk).update(state="running", touched=heard)


def test_a_job_that_was_heard_of_lately_goes_on(job):
    silent(job, 9)
    assert not jobs.work_once()
    job.refresh_from_db()
    assert job.state == "running"


def test_a_silent_job_is_said_to_have_failed_and_offered_again(job, project, visitor):
    silent(job, 11)
    assert not jobs.work_once()
    lead = visitor("lead_evaluator")
    page = lead.get(f"/e/{project.pk}/report/versions/?at=10-摘要").content.decode()
    assert jobs.INTERRUPTED in page
    assert "再生成一次" in page
    assert "再生成一次" not in visitor("commissioner").get(f"/e/{project.pk}/report/versions/").content.decode()
    assert lead.post(f"/e/{project.pk}/report/make/", {"at": "10-摘要"}).status_code == 302
    assert jobs.work_once()
    assert ReportJob.objects.filter(evaluation=project).first().state == "done"


@pytest.mark.parametrize("told", [SystemExit, KeyboardInterrupt])
def test_a_process_that_is_told_to_end_puts_its_job_back(job, monkeypatch, told):
    def stop(job: ReportJob) -> None:
        raise told

    monkeypatch.setitem(jobs.WORK, ReportJob, stop)
    with pytest.raises(told):
        jobs.work_once()
    job.refresh_from_db()
    assert (job.state, job.progress) == ("waiting", 0)


def test_files_of_an_interrupted_attempt_are_not_kept_twice(job):
    ReportFile.objects.create(job=job, name="half.docx", blob=jobs.Blob.keep(b"half"))
    assert jobs.work_once()
    assert [file.name.rpartition(".")[2] for file in job.files.order_by("name")] == ["docx", "html", "pdf", "xlsx"]


def test_a_killed_process_is_noticed_replaced_and_its_report_written_again(chromium, serving):
    one = Desk(chromium, serving.address, "zhuping", DESK)
    report = f"{one.evaluation('2017')}report/"
    one.page.goto(report)
    one.page.get_by_role("button", name="生成报告").click()
    for _ in range(600):
        if "生成中" in one.page.request.get(f"{report}versions/").text():
            break
        time.sleep(0.05)
    [worker] = serving.workers()
    os.kill(worker, signal.SIGKILL)
    versions = one.page.locator("#versions li")
    versions.first.get_by_text(jobs.INTERRUPTED).wait_for(timeout=90 * SECONDS)
    one.look("interrupted")
    one.page.get_by_role("button", name="再生成一次").click()
    versions.first.get_by_role("link", name="Word").wait_for(timeout=90 * SECONDS)
    assert serving.workers() != [worker]
    assert one.wrong == []
