"""The computations and remarks of the checks in English: their fixed phrases, around figures and quotations as they are."""

import re

_PHRASES = tuple(
    (re.compile(chinese), english)
    for chinese, english in (
        (r"，而印作([^；]+)；若([^；]+)应为([^；]+)则相符", r", but \1 is printed; it holds if \2 is \3"),
        (r"一处印([^，]+)，另一处印(.+)", r"\1 in one place, \2 in another"),
        (r"一处为(“.*”)，另一处为(“.*”)", r"\1 in one place, \2 in another"),
        (r"同一句话(?:一处)?印?", "the same sentence: "),
        (r"编码(\S+)在别处的名称是(“.*”)", r"elsewhere code \1 is named \2"),
        (
            r"编码(\S+)在同一张表里用了两次；(“.*”)在别处的编码是(\S+)",
            r"code \1 stands twice in one table; the code of \2 is \3 elsewhere",
        ),
        (r"(“.*”)在另外(\d+)处的编码是(\S+)", r"the code of \1 is \3 in \2 other places"),
        (r"各行相同的另外(\d+)张表里是(“.*”)", r"\2 in \1 other tables with the same rows"),
        (r"同一个数在另外(\d+)处都是(\S+)", r"the same figure is \2 in \1 other places"),
        (r"全文没有(\S+?)，紧接其后的是(\S+)", r"there is no \1; \2 follows"),
        (r"全文没有(\S+)", r"there is no \1"),
        (r"紧接其后的是(\S+?)，而(\S+)在前文另有其表", r"\1 follows, and \2 is another table above"),
        (r"(\S+)已用于(“.*”)", r"\1 is used for \2"),
        (r"前一个标题是(\S+?)、", r"the heading before is \1"),
        (r"前一个是(\S+)", r"the one before is \1"),
        (r"写明(\S+?)个，列出(\d+)个", r"\1 announced, \2 listed"),
        (r"绩效目标写(\S+?)，评分表的目标值是(\S+)", r"the objective says \1, the scoring table \2"),
        (r"部分(\S+?)大于总[体数]([^，]+)(?:，其余各行都不大于)?", r"the part \1 is larger than the whole \2"),
        (r"(\S+)分，不低于(\S+)分(?:，未达到上一档)?", r"\1 points, not below \2"),
        (r"页眉或页脚印作(“.*”)，正文题名是(“.*”)", r"\1 in the header or footer, \2 in the title"),
        (r"起于(\S+?)，止于(\S+?)，止早于起", r"from \1 to \2: ends before it begins"),
        (r"同一文件在别处的文号是(.+)", r"elsewhere the number of this document is \1"),
        (r"按印出的标准只能得(.+)分", r"the printed standard gives only \1"),
        (r"；([\d.]+)分的指标得([\d.]+)分", r"; of \1 points it earns \2"),
        (r"，再扣文中所述([\d.%]+)，得([\d.]+)分", r", and less the \1 that the text states \2"),
        (r"照所印算式得(\S+?)，加上括号才得(\S+)", r"as printed it gives \1, with brackets \2"),
        (
            r"(\d+)人中没有一个整数人数的占比是(\S+?)；最近的是",
            r"no whole number of \1 people gives \2; the nearest is ",
        ),
        (r"同一金额一处为(\S+?)，另一处为(\S+)", r"one amount: \1 here, \2 there"),
        (r"其中(\S+)是改正后的数", r"\1 is the corrected figure"),
        (r"或由取整前的得分算得", "perhaps from the score before its rounding"),
        (r"由已取整的百分比算得；按人数直接算更准", "from percentages already rounded; the counts are more exact"),
        (r"算式漏了括号", "brackets are missing"),
        (r"单位不同", "another unit"),
        (r"标准没有给部分分的规定", "the standard knows no part marks"),
    )
)


def in_english(text: str) -> str:
    """The text with the phrases it has in English; what is not known stays as it is."""
    for chinese, english in _PHRASES:
        text = chinese.sub(english, text)
    return text
