"""Word, in the typography of GB/T 9704, by way of python-docx."""

from kaocheng.report.word.render import word
from kaocheng.report.word.template import Template

__all__ = ["Template", "word"]
