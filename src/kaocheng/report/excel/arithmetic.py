"""Formulas that a spreadsheet computes in whole hundredths, where adding or dividing binary floats would round wrongly.

0.1 + 0.2 and 2.985 have no exact binary form; hundredths of points have, and so have their sums and the quotients'
integer parts. ``INT((2·10⁴·p + q) ÷ 2q)`` is p ÷ q rounded half-up to four decimals (a percentage to two).
"""


def exact_sum(cells: str) -> str:
    """The sum of ``cells`` (a range of points with two decimals)."""
    return f"=SUMPRODUCT(ROUND({cells}*100,0))/100"


def exact_rate(score: str, weight: str) -> str:
    """Score ÷ weight, rounded half-up to four decimals; empty where there is no score or no weight."""
    part, whole = f"ROUND({score}*100,0)", f"ROUND({weight}*100,0)"
    return f'=IF(OR({score}="",{weight}=0),"",INT((20000*{part}+{whole})/(2*{whole}))/10000)'


def grade_of(total: str, grades: list[tuple[str, str]]) -> str:
    """The grade of ``total``: names with their least points, from the best down."""
    formula = '""'
    for name, least in reversed(grades):
        formula = f'IF(ROUND({total}*100,0)>=ROUND({least}*100,0),"{name}",{formula})'
    return f"={formula}"
