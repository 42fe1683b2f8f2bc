# ruff: noqa: ARG001, D101, RUF012 -- the form that Django asks for
"""Questionnaires become items, one a question; links get dates; answers say which revision they made."""

import json
from typing import Any

from django.db import migrations, models

from kaocheng.text import yaml
from kaocheng.text.files import decode
from kaocheng.web.content.from_files import plain
from kaocheng.web.content.surveys import questionnaire_items, survey_of


def as_items(apps: Any, editor: Any) -> None:
    """Puts items in the place of attached questionnaire files."""
    items, blobs = apps.get_model("web", "Item"), apps.get_model("web", "Blob")
    for file in items.objects.filter(kind="file", key__startswith="surveys/", deleted=False):
        if not (survey := survey_of(file.key)):
            continue
        data = bytes(blobs.objects.get(sha256=json.loads(file.text)["sha256"]).data)
        text, _ = decode(data, file.key)
        node, _ = yaml.load(text or "", file.key)
        if node is None:
            continue
        for item in questionnaire_items(survey, plain(node), file.position):
            items.objects.create(
                evaluation=file.evaluation, kind=item.kind, key=item.key, position=item.position,
                text=json.dumps(item.body, ensure_ascii=False), revision=file.revision,
            )  # fmt: skip
        file.deleted = True
        file.save()


class Migration(migrations.Migration):
    dependencies = [("web", "0003_submissions")]
    operations = [
        migrations.AddField("response", "revision", models.PositiveIntegerField(default=0)),
        migrations.AddField("surveylink", "opens", models.DateField(blank=True, null=True, verbose_name="开始日期")),
        migrations.AddField("surveylink", "closes", models.DateField(blank=True, null=True, verbose_name="截止日期")),
        migrations.RunPython(as_items, migrations.RunPython.noop),
    ]
