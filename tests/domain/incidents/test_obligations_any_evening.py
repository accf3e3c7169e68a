"""What holds for the obligations of every history (R4): no row twice, nothing by time alone, what is met stays met."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from told import Book, at, our_plan, told

from commandpost.domain.incidents.records.history import Answer, Decision, History, Met, TypeSpan
from commandpost.domain.incidents.rules.obligations import wanted


@st.composite
def evenings(draw: st.DrawFn) -> History:
    def clock(lowest: int = 0) -> str:
        m = draw(st.integers(lowest, 119))
        return f"{10 + m // 60:02d}:{m % 60:02d}"

    book = Book()
    for metric in draw(
        st.lists(st.sampled_from(["minor_injuries", "trapped", "serious_injuries", "missing"]), max_size=3)
    ):
        book.said(clock(), **{metric: draw(st.integers(0, 4))})
    for metric in draw(st.lists(st.sampled_from(["trapped_minutes", "stranded_minutes", "closure_hours"]), max_size=3)):
        book.start(clock(), metric)
        if draw(st.booleans()):
            book.stop(clock(), metric)
    kinds = draw(
        st.lists(
            st.sampled_from(["fire", "crowd_crush", "lift_entrapment", "complaint_mass", "ropeway_stranding"]),
            min_size=1,
            max_size=2,
        )
    )
    spans = (TypeSpan(kinds[0], at("10:00")), *(TypeSpan(kind, at(clock(1))) for kind in kinds[1:]))
    decisions = sorted(
        (clock(), draw(st.sampled_from(["I", "II", "III", "IV"]))) for _ in range(draw(st.integers(0, 3)))
    )
    rules = ("work_safety_accident", "special_equipment", "mass_event")
    said = [
        Answer(draw(st.sampled_from(rules)), draw(st.sampled_from(["yes", "no"])), at(clock()))
        for _ in range(draw(st.integers(0, 2)))
    ]
    sent = sorted(at(clock()) for _ in range(draw(st.integers(0, 3))))
    met = [Met("followup", "followup", n, moment) for n, moment in enumerate(sent, 1)]
    met += [
        Met("notify", code, 1, at(clock()))
        for code in draw(st.lists(st.sampled_from(["fire.notify.hq", "crowd_crush.notify.emb"]), unique=True))
    ]
    chain = {
        step: at(clock()) for step in draw(st.lists(st.sampled_from(["department", "group", "authority"]), unique=True))
    }
    history = told(
        book=book,
        types=spans,
        decisions=decisions,
        answers=tuple(sorted(said, key=lambda a: a.at)),
        met=tuple(met),
        chain=chain,
    )
    if draw(st.booleans()):
        history = history._replace(commander_person="p", command_since=at(clock()))
    if draw(st.integers(0, 3)) == 0:
        history = history._replace(reopened_at=at(clock()))
    if draw(st.integers(0, 3)) == 0:
        history = history._replace(state="ended", ended_at=at("11:59"))
    return history


@given(evenings())
@settings(max_examples=200, deadline=None)
def test_no_two_rows_are_the_same_obligation_and_asking_twice_gives_the_same(history: History) -> None:
    found = wanted(our_plan(), history, at("12:00"))
    keys = [row.key for row in found]
    assert len(keys) == len(set(keys))
    assert found == wanted(our_plan(), history, at("12:00"))
    assert len([row for row in found if row.kind == "followup" and row.ends is None]) <= 1
    assert all(row.due_at >= row.started_at for row in found)


@given(evenings(), st.integers(1, 3000))
@settings(max_examples=200, deadline=None)
def test_time_alone_adds_and_takes_away_nothing(history: History, minutes: int) -> None:
    later = at(f"+{minutes // 1440} {12 + (minutes % 1440) // 120:02d}:{minutes % 60:02d}")
    before = {row.key: row for row in wanted(our_plan(), history, at("12:00"))}
    after = {row.key: row for row in wanted(our_plan(), history, max(later, at("12:00")))}
    assert before == after


@given(evenings())
@settings(max_examples=100, deadline=None)
def test_marking_a_row_met_ends_that_row_and_keeps_its_key(history: History) -> None:
    now = at("12:00")
    for row in wanted(our_plan(), history, now):
        if row.ends is not None or row.kind in {"level", "commander", "threshold"}:
            continue
        told_ = history._replace(met=(*history.met, Met(row.kind, row.code, row.round, now)))
        ends = {found.key: found.ends for found in wanted(our_plan(), told_, now)}
        assert ends[row.key] == ("met", now, "reported")


@given(evenings(), st.sampled_from(["I", "II", "III", "IV"]))
@settings(max_examples=100, deadline=None)
def test_a_decision_moves_no_row_that_was_met(history: History, level: str) -> None:
    now = at("12:00")
    ended = {
        row.key
        for row in wanted(our_plan(), history, now)
        if row.ends is not None and row.ends[0] == "met" and row.kind != "notify"
    }
    decided = history._replace(decisions=(*history.decisions, Decision(level, now)))
    still = {row.key for row in wanted(our_plan(), decided, now)}
    carried = {key for key in ended if key[1] == "authority"}  # may have gone to the law's row, or left with the level
    assert ended - carried <= still
