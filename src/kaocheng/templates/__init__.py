"""模板: evaluations to begin with, as bundles without data. Each weight and standard cites its regulation or says 自拟."""

from importlib.resources import files
from pathlib import Path

NAMES = {
    "project-2020": "项目支出（决策—过程—产出—效益，财预〔2020〕10号）",
    "project-2011": "项目支出（投入—过程—产出—效果，财预〔2011〕285号、财预〔2013〕53号）",
    "department": "部门整体支出（履职效能—管理效率—社会效应—可持续性，财预〔2013〕53号）",
    "self-2020": "项目支出绩效自评（预算执行率10+产出50+效益30+满意度10，财预〔2020〕10号）",
}


def folder(name: str) -> Path:
    """The folder of the template ``name``, a key of :data:`NAMES`."""
    return Path(str(files("kaocheng") / "templates" / name))
