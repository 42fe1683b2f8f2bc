"""Items and bundles: nothing is lost between them."""

from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.bundle.writing import files_of as bundle_files
from kaocheng.web.content import Assembler, files_of, items_of

ROOT = Path(__file__).parents[2]
BUNDLES = sorted(folder for folder in (ROOT / "examples").iterdir() if folder.is_dir())


def parts(folder: Path):
    """The text files of a bundle, its attachments, and all as items."""
    bundle = read(folder)
    attached = dict(bundle.attachments)
    files = {path: data for path, data in bundle_files(bundle).items() if path not in attached}
    items = items_of(files, {path: (path, len(data)) for path, data in attached.items()})
    return bundle, files, attached, items


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_items_give_the_same_files_again(folder: Path):
    _, files, _, items = parts(folder)
    assert files_of(items) == files


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_items_give_the_same_evaluation(folder: Path):
    bundle, _, attached, items = parts(folder)
    assembled = Assembler(attached.__getitem__).bundle(items)
    assert assembled.problems == ()
    assert assembled.evaluation == bundle.evaluation
    assert assembled.surveys == bundle.surveys


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_every_item_has_a_key_of_its_own(folder: Path):
    items = parts(folder)[3]
    assert len({item.identity for item in items}) == len(items)
