"""What is carried along while clauses are put together: the sentence, the weight, the problems found so far."""

from dataclasses import dataclass, field
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic, Message
from kaocheng.places import InSentence
from kaocheng.standards import messages
from kaocheng.standards.formula import Expression
from kaocheng.standards.reading.clauses import Clause, Consequence, Head
from kaocheng.standards.reading.normalise import Normal
from kaocheng.standards.rules import Worth
from kaocheng.values import frozen


@dataclass(slots=True)
class Desk:
    """Collects problems, each once, with places in the sentence as given; ``text`` is what the clauses were read from.

    ``formulas`` are the definitions by their names, ``items`` the names on their right.
    """

    normal: Normal
    name: str
    weight: Fraction | None
    target: str
    text: str = ""
    formulas: dict[str, Expression] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    words: list[tuple[InSentence, str]] = field(default_factory=list)

    @property
    def definitions(self) -> list[str]:
        """The names that are defined."""
        return list(self.formulas)

    def span(self, start: int, end: int) -> InSentence:
        """The place in the sentence as given."""
        return self.normal.span(start, end)

    def report(self, message: Message, *places: tuple[int, int], **facts: object) -> None:
        """Note a problem at places of the normalised sentence."""
        diagnostic = message.at(*(self.span(*place) for place in places), **facts)
        if diagnostic not in self.problems:
            self.problems.append(diagnostic)

    def contradict(self, first: "Linked", second: "Linked") -> None:
        """Report two clauses that are rules for one case."""
        texts = {"first": first.clause.text, "second": second.clause.text}
        self.report(messages.CONTRADICTION, first.place, second.place, **texts)

    def unread(self, one: "Linked", near: str) -> None:
        """Report a clause that no rule provides for, and a phrasing that would do."""
        self.report(messages.NOT_UNDERSTOOD, one.place, text=one.clause.text, near=near)

    def role(self, start: int, end: int, role: str) -> None:
        """Remember which words became what."""
        self.words.append((self.span(start, end), role))

    @property
    def failed(self) -> bool:
        """Whether an error was found."""
        return any(problem.severity == "error" for problem in self.problems)


@frozen
class Linked:
    """A consequence or formula with everything that conditions it.

    ``outer`` is a condition said before the clause's own head (超过10%的，每超过…); ``context`` the wordings before it.
    """

    kind: str
    head: Head
    clause: Clause
    context: tuple[str, ...] = ()
    outer: Head | None = None
    start: int = 0
    end: int = 0
    stop: str = ""

    @property
    def consequence(self) -> Consequence:
        """The consequence; formulas have none."""
        return self.clause.consequence or Consequence("formula")

    @property
    def worth(self) -> Worth:
        """The consequence's only worth."""
        return self.consequence.worth

    @property
    def text(self) -> str:
        """The condition in words, as given."""
        return "，".join([*self.context, self.head.text]) if self.head.text else "，".join(self.context)

    @property
    def place(self) -> tuple[int, int]:
        """Where the whole stands in the normalised sentence."""
        return self.start, self.end
