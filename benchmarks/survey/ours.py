"""The same from Kaocheng, as JSON: called with a folder that holds questionnaire.yaml and responses.csv."""

import json
import sys
from pathlib import Path

from kaocheng.survey import read_survey


def main(folder: Path, *, inference: bool) -> None:
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    result, problems = read_survey("评测", files, folder.name, inference=inference)
    assert result is not None
    assert not problems, [problem.line() for problem in problems]
    found: dict[str, object] = {
        "counts": {q.question.id: [part.count for part in q.options] for q in result.questions},
        "satisfaction": float(result.satisfaction or 0),
    }
    if result.inference and result.inference.bartlett:
        found["alpha"] = result.inference.alpha
        found["item_total"] = [item.item_total for item in result.inference.items.values()]
        found["kmo"] = result.inference.kmo
        found["bartlett"] = result.inference.bartlett.statistic
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), inference=sys.argv[2] == "inference")
