# ruff: noqa: D101, RUF012 -- as Django writes it
"""A questionnaire is filled in once a device, one after another on a tablet, or typed from paper."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0007_archived"),
    ]

    operations = [
        migrations.AddField(
            model_name="surveylink",
            name="mode",
            field=models.CharField(
                choices=[("once", "每台设备一份"), ("many", "一台设备轮流填"), ("paper", "纸质问卷录入")],
                default="once",
                max_length=10,
                verbose_name="填写方式",
            ),
        ),
    ]
