"""What a notebook does: pandas for counts and satisfaction, pingouin for α, factor_analyzer for KMO and Bartlett.

Called with a CSV of option numbers (1 best … 5 worst); prints its results as JSON.
"""

import json
import sys

import pandas as pd

SCORES = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.3, 5: 0.0}


def main(file: str, *, inference: bool) -> None:
    frame = pd.read_csv(file)
    counts = {name: frame[name].value_counts().reindex(range(1, 6), fill_value=0).tolist() for name in frame}
    scores = frame.replace(SCORES)
    found: dict[str, object] = {"counts": counts, "satisfaction": float(scores.mean().mean())}
    if inference:
        import pingouin
        from factor_analyzer.factor_analyzer import calculate_bartlett_sphericity, calculate_kmo

        total = scores.sum(axis=1)
        found["alpha"] = float(pingouin.cronbach_alpha(scores)[0])
        found["item_total"] = [float(scores[name].corr(total)) for name in scores]
        found["kmo"] = float(calculate_kmo(scores)[1])
        found["bartlett"] = float(calculate_bartlett_sphericity(scores)[0])
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], inference=sys.argv[2] == "inference")
