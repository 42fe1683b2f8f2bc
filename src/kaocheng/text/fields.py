"""Taking a mapping apart key by key, so that each mistake in it is reported at its place, all at once."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic, did_you_mean, nearest
from kaocheng.numbers import NotANumber, read_number
from kaocheng.places import InFile
from kaocheng.text import messages
from kaocheng.text.node import Block, Items, Node, Text


class Fields:
    """The keys of one mapping. Each is asked for once; :meth:`finish` reports those that nobody asked for."""

    def __init__(self, node: Node | None, problems: list[Diagnostic], *, name: str = "", path: str = "") -> None:
        self._problems = problems
        self._asked: list[str] = []
        self.place: InFile = InFile(path) if node is None else node.place
        self._block: Block = node if isinstance(node, Block) else Block(self.place)
        if node is not None and not isinstance(node, Block):
            self._wrong(node, name or "内容", "若干“键: 值”")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._block

    def place_of(self, key: str) -> InFile:
        """Where the value of ``key`` stands; the mapping itself where it is absent."""
        node = self._block.get(key)
        return self.place if node is None else node.place

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """The text of ``key``, stripped."""
        node = self._take(key, required=required)
        if node is None:
            return default
        if not isinstance(node, Text):
            self._wrong(node, key, "文字")
            return default
        if required and not node.strip():
            self._problems.append(messages.MISSING_KEY.at(node.place, key=key))
        return str(node).strip()

    def choice(self, key: str, known: Iterable[str], default: str = "") -> str:
        """The text of ``key``, which must be one of ``known``; required where there is no default."""
        known = list(known)
        text = self.text(key, default, required=not default)
        if text and text not in known:
            facts = {"found": text, "known": "、".join(known), "suggestion": did_you_mean(text, known)}
            self._problems.append(messages.NOT_A_CHOICE.at(self.place_of(key), **facts))
            return default or known[0]
        return text or default

    def number(self, key: str, *, required: bool = False) -> Fraction | None:
        """The exact number of ``key``; None where it is absent or no number."""
        text = self.text(key, required=required)
        if not text:
            return None
        try:
            return read_number(text)
        except NotANumber:
            self._problems.append(messages.NOT_A_NUMBER.at(self.place_of(key), found=text))
            return None

    def date(self, key: str, *, required: bool = False) -> str:
        """The ISO date of ``key``, or the empty string."""
        text = self.text(key, required=required)
        try:
            return str(date.fromisoformat(text)) if text else ""
        except ValueError:
            self._problems.append(messages.NOT_A_DATE.at(self.place_of(key), found=text))
            return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts of ``key``; a single text counts as a list of one."""
        node = self._take(key)
        if isinstance(node, Text):
            return (str(node).strip(),) if node.strip() else ()
        found = []
        for item in self._items(node, key):
            if isinstance(item, Text):
                found.append(str(item).strip())
            else:
                self._wrong(item, key, "文字的列表")
        return tuple(found)

    def items(self, key: str, *, required: bool = False) -> list[Node]:
        """The list of ``key``; empty where it is absent."""
        return self._items(self._take(key, required=required), key)

    def blocks(self, key: str, *, required: bool = False) -> list["Fields"]:
        """The list of mappings of ``key``."""
        return [Fields(item, self._problems, name=key) for item in self.items(key, required=required)]

    def block(self, key: str) -> "Fields | None":
        """The mapping of ``key``, or None where it is absent."""
        node = self._take(key)
        return None if node is None else Fields(node, self._problems, name=key)

    def node(self, key: str) -> Node | None:
        """Whatever stands at ``key``."""
        return self._take(key)

    def pairs(self) -> list[tuple[Text, Node]]:
        """All keys and values, for a mapping whose keys are names."""
        self._asked.extend(self._block)
        return [(key, value) for key, value in self._block.items() if isinstance(key, Text)]

    def finish(self) -> None:
        """Reports the keys that nobody asked for, with the nearest known one."""
        for key in self._block:
            if key not in self._asked and isinstance(key, Text):
                facts = {"key": key, "known": "、".join(self._asked), "suggestion": did_you_mean(key, self._asked)}
                self._problems.append(messages.UNKNOWN_KEY.at(key.place, **facts))
                meant = messages.MISSING_KEY.at(self.place, key=nearest(key, self._asked))
                if meant in self._problems:  # one mistake, one message
                    self._problems.remove(meant)

    def _take(self, key: str, *, required: bool = False) -> Node | None:
        self._asked.append(key)
        node = self._block.get(key)
        if node is None and required:
            self._problems.append(messages.MISSING_KEY.at(self.place, key=key))
        return node

    def _items(self, node: Node | None, key: str) -> list[Node]:
        if node is None or (isinstance(node, Text) and not node.strip()):
            return []
        if not isinstance(node, Items):
            self._wrong(node, key, "列表（每项以 - 开头）")
            return []
        return list(node)

    def _wrong(self, node: Node, key: str, expected: str) -> None:
        found = {Text: "文字", Block: "若干“键: 值”", Items: "列表"}[type(node)]
        self._problems.append(messages.WRONG_SHAPE.at(node.place, key=key, expected=expected, found=found))
