"""The API: what the pages do, for programs. Every operation asks the same policy."""

from kaocheng.web.api.operations import api

__all__ = ["api"]
