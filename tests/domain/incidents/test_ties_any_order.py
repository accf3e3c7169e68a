"""Any order of merging, parting, linking, unlinking leaves one piece: every number means an incident, what was undone is as it was (R4.1; JOURNAL 1.8)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from commandpost.domain.core.refusal import Refused
from tests.story import Post, prove

VERBS = ("incident.merge", "incident.merge", "incident.unmerge", "incident.link", "incident.unlink", "log.add", "fact.set", "incident.chain")


class Model:
    """What should stand: who is merged into whom, which pairs are linked, told by the verbs that went through."""

    def __init__(self, numbers: list[str]) -> None:
        self.numbers = numbers
        self.into: dict[str, str] = {}
        self.links: set[frozenset[str]] = set()

    def means(self, number: str) -> str:
        return self.into.get(number, number)

    def linked(self, number: str) -> tuple[str, ...]:
        """The links of the incident that a number means, its duplicates' links among them."""
        mine = {n for n in self.numbers if self.means(n) == self.means(number)}
        far = {self.means(end) for pair in self.links if pair & mine for end in pair - mine}
        return tuple(n for n in self.numbers if n in far)

    def allows(self, verb: str, a: str, b: str) -> bool:
        near, far = self.means(a), self.means(b)
        if verb == "incident.merge":
            return a != b and a not in self.into and b not in self.into and a not in self.into.values()
        if verb == "incident.unmerge":
            return a in self.into
        linked = far in self.linked(a)
        return near != far and (not linked if verb == "incident.link" else linked)

    def does(self, verb: str, a: str, b: str) -> None:
        near, far = self.means(a), self.means(b)
        if verb == "incident.merge":
            self.into[a] = b
        elif verb == "incident.unmerge":
            del self.into[a]
        elif verb == "incident.link":
            self.links.add(frozenset((near, far)))
        else:
            mine, theirs = ({n for n in self.numbers if self.means(n) == end} for end in (near, far))
            self.links = {pair for pair in self.links if not (pair & mine and pair & theirs)}


def holds(post: Post, model: Model, done: object) -> None:
    """Everything that a question says is what the model says."""
    lines = {line.number: line.merged_into for line in post.ask("incident.list")}
    assert lines == {number: model.into.get(number) for number in model.numbers}, done
    board = post.ask("board")
    assert {row.number for row in board.rows} == {n for n in model.numbers if n not in model.into}, done
    for number in model.numbers:
        shown = post.show(number)
        assert shown.number == model.means(number), done
        assert set(shown.merged) == {n for n, into in model.into.items() if into == shown.number}, done
        assert shown.links == model.linked(number), done
        log = post.log(number)
        assert {entry.book for entry in log} == {shown.number, *shown.merged}, done
        if shown.merged:
            assert [entry.event_at for entry in log] == sorted(entry.event_at for entry in log), done
        open_ = [(row.kind, row.code, row.round) for row in post.ask("deadline.list", incident=number) if row.state == "pending"]
        assert len(open_) == len(set(open_)), done
    owed = post.desk.reader(
        "SELECT 1 FROM deadline d JOIN incident i ON i.id = d.incident_id WHERE i.merged_into IS NOT NULL AND d.state IN ('pending', 'raised', 'acknowledged')"
    )
    assert not owed, done


@pytest.mark.parametrize("seed", range(8))
def test_any_sequence_leaves_every_number_resolvable(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Post(tmp_path, language=chance.choice(["en", "zh_CN"])) as post:
        model = Model([post.forward(minutes=3).report(f"fire gate {n} smoke !III") for n in range(4)])
        own = {n: (post.show(n).received_at, post.show(n).started_at) for n in model.numbers}
        done: list[tuple[str, ...]] = []
        for _ in range(30):
            post.forward(minutes=chance.choice([0, 1, 9]))
            verb, a, b = chance.choice(VERBS), *chance.choices(model.numbers, k=2)
            if verb in ("log.add", "fact.set", "incident.chain"):
                words = {"log.add": ("seen",), "fact.set": ("injured", "3"), "incident.chain": ("department",)}[verb]
                try:
                    post.desk.do(verb, a, *words)
                except Refused:
                    assert verb == "incident.chain"
                continue
            words = (a,) if verb == "incident.unmerge" else (a, b)
            done.append((verb, *words))
            if model.allows(verb, a, b):
                post.do(verb, *words, reason="by chance")
                model.does(verb, a, b)
            else:
                assert post.refuses(verb, *words, reason="by chance").clause == "R4.1", done
            holds(post, model, done)
            for n in model.numbers:
                if n not in model.into:
                    mine = [own[m] for m in (n, *(m for m, into in model.into.items() if into == n))]
                    shown = post.show(n)
                    assert (shown.received_at, shown.started_at) == (min(r for r, _ in mine), min(s for _, s in mine)), done
        prove(post.desk)
        for number in list(model.into):
            post.do("incident.unmerge", number, reason="at the end")
            model.does("incident.unmerge", number, number)
        holds(post, model, done)
        assert {n: (post.show(n).received_at, post.show(n).started_at) for n in model.numbers} == own, done
