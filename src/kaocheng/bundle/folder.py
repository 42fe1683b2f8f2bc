"""The files of a bundle: which there are, and their content with problems collected."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from kaocheng.diagnostics import Diagnostic
from kaocheng.text import Fields, Node, csv, yaml
from kaocheng.text.csv import Row
from kaocheng.text.files import read_bytes, read_text


def is_inside(path: str) -> bool:
    """Whether a path that somebody wrote stays inside the folder that it is relative to."""
    return (
        not PurePosixPath(path).is_absolute() and not {"..", ""} & set(path.split("/")) and not set(path) & set("\\:\0")
    )


class Folder:
    """A bundle's folder and what went wrong in reading it. Paths are relative, with forward slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Diagnostic] = []

    def has(self, path: str) -> bool:
        """Whether something stands at ``path``; never for a path that leads out of the folder."""
        try:
            return is_inside(path) and (self.root / path).exists()
        except OSError:  # no path at all: too long
            return False

    def yaml(self, path: str) -> Node | None:
        """The content of a YAML file; None where it is absent or unreadable."""
        text = self.text(path)
        if text is None:
            return None
        node, problems = yaml.load(text, path)
        self.problems.extend(problems)
        return node

    def fields(self, path: str) -> Fields:
        """The mapping that a YAML file holds; empty where the file is absent."""
        return Fields(self.yaml(path), self.problems, name=path, path=path)

    def rows(self, path: str) -> list[Row]:
        """The rows of a CSV file; none where it is absent or unreadable."""
        if not self.has(path):
            return []
        data, problems = read_bytes(self.root / path, path)
        self.problems.extend(problems)
        if data is None:
            return []
        rows, problems = csv.load(data, path)
        self.problems.extend(problems)
        return rows

    def text(self, path: str) -> str | None:
        """The text of a file; None where it is absent or unreadable."""
        if not self.has(path):
            return None
        text, problems = read_text(self.root / path, path)
        self.problems.extend(problems)
        return text

    def matching(self, pattern: str) -> Iterable[str]:
        """The paths that match a glob pattern, sorted."""
        return sorted(file.relative_to(self.root).as_posix() for file in self.root.glob(pattern))
