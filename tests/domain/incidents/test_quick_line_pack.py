"""The words of our own plan give what they should: every word its own type, every count its own metric (R4.2)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from quick_site import mall, read
from told import our_plan

from commandpost.domain.incidents.rules.quick_line import Grammar, understand
from commandpost.plan.reader import IncidentType, Metric

TYPES = list(our_plan().types.values())
COUNTS = [metric for metric in our_plan().metrics.values() if metric.kind == "count"]


@pytest.mark.parametrize("kind", TYPES, ids=[kind.code for kind in TYPES])
def test_every_word_of_a_type_alone_gives_that_type(kind: IncidentType) -> None:
    grammar = Grammar(our_plan())
    for word in (kind.code, kind.code.replace("_", "-"), kind.zh, kind.en, *kind.words_zh, *kind.words_en):
        for line in (word, word.upper(), f"  {word} !II", f"{word}，", f"{word}."):
            told = grammar.understand(line)
            assert told.type == kind.code, (word, told)
            assert told.type_word is not None and told.type_word.casefold() == word.casefold()


@pytest.mark.parametrize("metric", COUNTS, ids=[metric.code for metric in COUNTS])
def test_every_word_of_a_count_counts_on_both_sides(metric: Metric) -> None:
    grammar = Grammar(our_plan())
    assert metric.words_zh and metric.words_en
    for word in metric.words_en:
        for line in (f"3 {word}", f"3 people {word}", f"{word} 3, gone", f"{word}: 3"):
            assert [(one.metric, one.value) for one in grammar.understand(line).counts] == [(metric.code, 3)], line
    for word in metric.words_zh:
        for line in (f"3人{word}", f"三名{word}", f"{word}3人", f"{word}三人，"):
            assert [(one.metric, one.value) for one in grammar.understand(line).counts] == [(metric.code, 3)], line


def test_the_first_type_of_the_file_wins_whatever_comes_first_in_the_line() -> None:
    grammar = Grammar(our_plan())
    for first, second in pairwise(TYPES):
        one, other = first.words_en[0], second.words_zh[0]
        assert grammar.understand(f"{one}, {other}").type == grammar.understand(f"{other}，{one}").type == first.code


def test_a_count_never_takes_the_type_from_a_hazard() -> None:
    for kind in TYPES:
        if kind.code not in ("customer_injury", "unclassified"):
            for count in ("2 hurt", "1 dead", "3 people trapped", "2人受伤", "三人被困"):
                assert read(f"{kind.words_en[0]}, {count}").type == kind.code
                assert read(f"{count}，{kind.words_zh[0]}").type == kind.code


def test_the_words_are_made_ready_once() -> None:
    from commandpost.domain.incidents.rules.quick_line import grammar

    assert grammar(our_plan(), ()) is grammar(our_plan(), [])
    assert understand("fire 2F", our_plan(), ()) == grammar(our_plan(), ()).understand("fire 2F")
    assert mall() is mall()
