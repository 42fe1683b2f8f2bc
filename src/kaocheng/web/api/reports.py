"""The report for programs: its sections, the figures that texts can refer to, having it written, its files."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Router, Schema

from kaocheng.web import jobs
from kaocheng.web.access import enter
from kaocheng.web.api.findings import OrderIn
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page
from kaocheng.web.models import ReportJob
from kaocheng.web.pages import reports
from kaocheng.web.workspace import workspace

router = Router(tags=["报告"])


class FileOut(Schema):
    """A file of a report, and where it is downloaded."""

    id: int
    name: str
    address: str


class JobOut(Schema):
    """A version of the report of a ``revision``: waiting, running, done or failed; its progress in percent; its files."""

    id: int
    revision: int
    state: str
    progress: int
    message: str
    total: str
    files: list[FileOut]


class ReferenceOut(Schema):
    """A figure, table or chart that a text can refer to: {{…}}; what it is about, its value as printed."""

    name: str
    about: str
    value: str


class NameIn(Schema):
    """The name of a section."""

    name: str


@router.post(f"{ADDRESS}/reports", response=JobOut, summary="生成报告")
def make(request: Any, evaluation: int) -> Any:
    """Has the report written in all formats."""
    access = enter(request.user, evaluation, "make_report")
    return _job(jobs.ask(workspace(access.evaluation), request.user))


@router.get(f"{ADDRESS}/reports", response=list[JobOut], summary="报告的各版本")
def versions(request: Any, evaluation: int) -> Any:
    """The versions of the report, the newest first."""
    access = enter(request.user, evaluation, "view_report")
    return [_job(job) for job in ReportJob.objects.filter(evaluation=access.evaluation).prefetch_related("files")[:50]]


@router.get(f"{ADDRESS}/reports/{{job}}", response=JobOut, summary="一个版本的进度和文件")
def version(request: Any, evaluation: int, job: int) -> Any:
    """One version of the report: how far it is, its files."""
    access = enter(request.user, evaluation, "view_report")
    found = ReportJob.objects.filter(evaluation=access.evaluation, pk=job).first()
    if found is None:
        raise Http404
    return _job(found)


@router.get(f"{ADDRESS}/reports/files/{{file}}", summary="下载报告文件")
def file(request: Any, evaluation: int, file: int) -> HttpResponse:
    """A file of a version."""
    return reports.file(request, evaluation, file=file)


def _job(job: ReportJob) -> dict[str, object]:
    base = f"/api/v1/evaluations/{job.evaluation_id}/reports/files/"
    return {
        "id": job.pk, "revision": job.revision, "state": job.state, "progress": job.progress, "message": job.message,
        "total": job.total,
        "files": [{"id": file.pk, "name": file.name, "address": f"{base}{file.pk}"} for file in job.files.all()],
    }  # fmt: skip


@router.get(f"{ADDRESS}/references", response=list[ReferenceOut], summary="可以引用的数、表、图（q 查找）")
def references(request: Any, evaluation: int, q: str = "") -> Any:
    """What texts can refer to with its present value: those that hold every word of ``q``, forty at most."""
    space = workspace(enter(request.user, evaluation, "view_report").evaluation)
    return reports.offered(space, q.split())


@router.post(f"{ADDRESS}/sections", response=DoneOut, summary="添加报告的一节")
def add(request: Any, evaluation: int, asked: NameIn) -> Any:
    """Adds a section; its text is changed by ``edits`` of kind section."""
    return by_page(request, reports.add, evaluation, asked)


@router.post(f"{ADDRESS}/sections/order", response=DoneOut, summary="报告各节排次序")
def order(request: Any, evaluation: int, asked: OrderIn) -> Any:
    """Puts the sections in another order."""
    return by_page(request, reports.order, evaluation, asked)


@router.post(f"{ADDRESS}/sections/{{section}}/rename", response=DoneOut, summary="报告的一节改名")
def rename(request: Any, evaluation: int, section: str, asked: NameIn) -> Any:
    """Gives a section another name."""
    return by_page(request, reports.rename, evaluation, asked, section=section)


@router.post(f"{ADDRESS}/sections/{{section}}/remove", response=DoneOut, summary="删除报告的一节")
def remove(request: Any, evaluation: int, section: str) -> Any:
    """Takes a section away."""
    return by_page(request, reports.remove, evaluation, section=section)
