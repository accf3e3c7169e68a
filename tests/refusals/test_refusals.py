"""Every refusal is said once: what is wrong, what to do, the exit code, nothing written; and no sentence of refusal is without its case."""

from __future__ import annotations

import pytest

from tests.refusals.cases import CASES, ELSEWHERE, Case
from tests.refusals.page import PAGE, page
from tests.refusals.scene import Scene
from tests.refusals.wanted import pattern, sentences


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("refusals"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.typed)
def test_it_is_refused_in_words(scene: Scene, case: Case) -> None:
    answer = scene.say(case)
    said = f"{answer.what} {answer.do}"
    assert answer.what.startswith(case.says), said
    assert answer.code == case.code and (answer.do or case.code == 2), said
    assert "{" not in said, said
    assert scene.count() == scene.records


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.typed)
def test_it_is_refused_in_chinese_as_well(scene: Scene, case: Case) -> None:
    answer = scene.say(case, "zh_CN")
    assert answer.code == case.code
    if "--lang" not in case.typed:
        assert any("\u4e00" <= character <= "\u9fff" for character in answer.what)
        assert not answer.do or any("\u4e00" <= character <= "\u9fff" for character in answer.do), answer.do


def test_no_sentence_of_refusal_is_without_its_case(scene: Scene) -> None:
    said = [f"{answer.what} {answer.do}" for answer in map(scene.say, CASES)]
    wanted = sentences()
    untried = [
        f"{place}: {sentence}"
        for sentence, place in wanted.items()
        if sentence not in ELSEWHERE and not any(pattern(sentence).search(words) for words in said)
    ]
    assert not untried, "\n".join(untried)
    gone = [sentence for sentence in ELSEWHERE if sentence not in wanted]
    assert not gone, gone


@pytest.mark.heavy
def test_the_page_is_not_stale(scene: Scene) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(scene), "python -m tests.refusals.page"
