# ruff: noqa: ARG001, D101, RUF012 -- the form that Django asks for
"""Answers typed from paper become items, each with its number; the closed links that held them go."""

import itertools
import json
from typing import Any

from django.db import migrations, models

from kaocheng.web.content.surveys import PAPER_FORM, form_key


def as_items(apps: Any, editor: Any) -> None:
    """Numbers them as they were typed. By whom was not kept then, and the record says so."""
    names = ("Item", "Change", "Response", "SurveyLink")
    item, change, response, link = (apps.get_model("web", name) for name in names)
    for held in link.objects.filter(mode="paper"):
        for number, one in zip(itertools.count(1), response.objects.filter(link=held).order_by("id"), strict=False):
            body = {"answers": json.loads(one.text), "nonce": one.nonce}
            about = {"evaluation": held.evaluation, "kind": PAPER_FORM, "key": form_key(held.survey, number)}
            about |= {"revision": one.revision}
            item.objects.create(**about, position=number, text=json.dumps(body, ensure_ascii=False))
            said = f"{one.on} 录入，当时没有记录入人"
            after = json.dumps(body, ensure_ascii=False)
            change.objects.bulk_create([change(**about, begun=True, after=after, reason=said)])
        response.objects.filter(link=held).delete()
    link.objects.filter(mode="paper").delete()


class Migration(migrations.Migration):
    dependencies = [("web", "0009_what_is_set_against")]
    operations = [
        migrations.RunPython(as_items, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="surveylink",
            name="mode",
            field=models.CharField(
                choices=[("once", "每台设备一份"), ("many", "一台设备轮流填")],
                default="once",
                max_length=10,
                verbose_name="填写方式",
            ),
        ),
    ]
