"""Items and bundles: nothing is lost between them."""

from dataclasses import replace
from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.bundle.writing import files_of as bundle_files
from kaocheng.survey import as_json
from kaocheng.text.yaml import load
from kaocheng.web.content import Assembler, files_of, items_of
from kaocheng.web.content.from_files import plain
from kaocheng.web.content.surveys import survey_of

ROOT = Path(__file__).parents[2]
BUNDLES = sorted(folder for folder in (ROOT / "examples").iterdir() if folder.is_dir())


def parts(folder: Path):
    """The text files of a bundle, its attachments, and all as items."""
    bundle = read(folder)
    attached = {path: data for path, data in bundle.attachments.items() if not survey_of(path)}
    files = {path: data for path, data in bundle_files(bundle).items() if path not in attached}
    items = items_of(files, {path: (path, len(data)) for path, data in attached.items()})
    return bundle, files, attached, items


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_items_give_the_same_files_again(folder: Path):
    _, files, _, items = parts(folder)
    found = files_of(items)
    assert found.keys() == files.keys()
    for path, data in files.items():
        if survey_of(path):  # comments and line breaks go, everything said stays
            assert plain(load(found[path].decode(), path)[0]) == plain(load(data.decode(), path)[0])
        else:
            assert found[path] == data


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_items_give_the_same_evaluation(folder: Path):
    bundle, _, attached, items = parts(folder)
    assembled = Assembler(attached.__getitem__).bundle(items)
    assert assembled.problems == ()
    values = {path: figure.value for path, figure in bundle.evaluation.survey_figures.items()}
    assert {path: figure.value for path, figure in assembled.evaluation.survey_figures.items()} == values
    assert replace(assembled.evaluation, survey_figures={}) == replace(bundle.evaluation, survey_figures={})
    assert {name: as_json(result) for name, result in assembled.surveys.items()} == {
        name: as_json(result) for name, result in bundle.surveys.items()
    }


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_every_item_has_a_key_of_its_own(folder: Path):
    items = parts(folder)[3]
    assert len({item.identity for item in items}) == len(items)
