"""全有或全无: the whole weight or nothing."""

from dataclasses import field

from kaocheng.places import InSentence
from kaocheng.standards.rules.limits import Interval
from kaocheng.values import frozen


@frozen
class AllOrNothing:
    """The whole weight where everything asked for holds, else nothing.

    What is asked for: ``points`` (all of them), or ``condition`` in words, or ``interval`` of ``metric``. ``failing`` is
    the wording of the contrary; with a ``counter`` one case of it suffices (发现1例不得分). ``implied``: the sentence
    leaves the contrary unsaid. ``failing_first``: the contrary is printed first, so that it is case 0.
    """

    condition: str = ""
    points: tuple[str, ...] = ()
    metric: str = ""
    interval: Interval | None = None
    failing: str = ""
    counter: str = ""
    failing_first: bool = False
    span: InSentence | None = field(default=None, compare=False)
    implied: bool = field(default=False, compare=False)

    kind = "all_or_nothing"
