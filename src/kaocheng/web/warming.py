"""Computing ahead: a worker that starts computes the evaluations that were changed last, so that no first click waits."""

import threading

from django.db import connection

from kaocheng.web.models import Evaluation
from kaocheng.web.workspace import workspace

AHEAD = 6
"""So many evaluations are computed ahead."""


def warm() -> None:
    """Computes the evaluations changed last, scores and messages; what was computed is kept by the workspace."""
    for evaluation in Evaluation.objects.filter(archived=False)[:AHEAD]:
        workspace(evaluation).problems  # noqa: B018 -- asked for to be kept


def warm_beside() -> None:
    """:func:`warm`, beside the requests that come meanwhile."""

    def run() -> None:
        try:
            warm()
        finally:
            connection.close()

    threading.Thread(target=run, name="warming", daemon=True).start()
