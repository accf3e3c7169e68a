"""What holds for every row of steps of command (R4.3): at every moment exactly one holder or a gap with a name, at most one offer stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from told import at, our_plan, told

from commandpost.domain.incidents.records.history import CommandTold
from commandpost.domain.incidents.rules.command import TAKING, holding, offers, standing_offer
from commandpost.domain.incidents.rules.obligations import wanted

KINDS = ("proposed", "offered", "withdrawn", "declined", "accepted", "taken")


@st.composite
def steps(draw: st.DrawFn) -> tuple[CommandTold, ...]:
    made = []
    for minute in sorted(draw(st.lists(st.integers(0, 119), max_size=12))):
        kind = draw(st.sampled_from(KINDS))
        person = draw(st.sampled_from(["a", "b", None])) if kind == "taken" else draw(st.sampled_from(["a", "b"]))
        made.append(CommandTold(kind, draw(st.sampled_from(["leader", "head_safety"])), person, at(f"{10 + minute // 60}:{minute % 60:02d}")))
    return tuple(made)


@given(steps(), st.integers(0, 130))
def test_at_every_moment_one_holds_it_or_the_gap_has_a_name(told_: tuple[CommandTold, ...], minute: int) -> None:
    moment = at(f"{10 + minute // 60}:{minute % 60:02d}")
    found = holding(told_, moment)
    taken = [step for step in told_ if step.step in TAKING and step.at <= moment]
    assert (found.since is None) == (not taken)
    if taken:  # the latest taking, whole: nobody's post with another one's name
        assert (found.post, found.person, found.since) == (taken[-1].post, taken[-1].person, taken[-1].at)
        assert found.person is not None or found.post is not None


@given(steps())
def test_offering_alone_moves_nobody_and_at_most_one_offer_stands(told_: tuple[CommandTold, ...]) -> None:
    end = at("12:59")
    assert holding(told_, end) == holding([step for step in told_ if step.step in TAKING], end)
    made = offers(told_)
    assert sum(offer.ended is None for offer in made) <= 1
    assert [offer.number for offer in made] == list(range(1, len(made) + 1))
    assert (standing_offer(told_) is None) == (not made or made[-1].ended is not None)


@given(steps())
def test_every_offer_is_one_row_and_only_the_standing_one_is_open(told_: tuple[CommandTold, ...]) -> None:
    rows = [row for row in wanted(our_plan(), told(command=told_), at("12:59")) if row.kind == "command_offer"]
    assert len(rows) == len(offers(told_))
    assert [row.round for row in rows if row.ends is None] == ([made.number] if (made := standing_offer(told_)) else [])
