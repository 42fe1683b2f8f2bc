"""The application as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Kaocheng in the browser."""

    name = "kaocheng.web"
    label = "web"
    verbose_name = "考成"
