"""What stands on the screen while a list is read aloud: its name and the place in it, the step wide apart, who answers (R4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commandpost.locale.words import language, say
from commandpost.store.instant import instant
from commandpost.tui.keys import key_of
from commandpost.tui.parts.card_words import said_lines
from commandpost.tui.parts.cells import Span, cell_len, cut, fold, shown
from commandpost.tui.parts.counted import counting
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Lines, Sheet
from commandpost.tui.parts.spaced import fitting

if TYPE_CHECKING:
    from commandpost.domain.checklists.records.reading import Reading, ReadStep
    from commandpost.domain.checklists.records.tasks import CardShown

END = "end"  # behind the last step
SIDE = 4  # cells left free on each side of the words


class ReaderWords(Pane):
    """A list, where one is in it, and how that is said."""

    at: str | None  # the step on the screen, END behind the last one
    record: Reading | None
    card: CardShown | None = None  # the card that is read, with its words
    _said: str
    _named: dict[str, str]

    @property
    def _steps(self) -> tuple[ReadStep, ...]:
        return self.record.steps if self.record is not None else ()

    def _step(self, id: str | None) -> ReadStep | None:
        return next((step for step in self._steps if step.id == id), None)

    def _index(self, id: str | None) -> int:
        return next((place for place, step in enumerate(self._steps) if step.id == id), 0)

    def _open_from(self, place: int) -> str:
        return next((step.id for step in self._steps[place:] if step.state == "open"), END)

    @property
    def step(self) -> ReadStep | None:
        """The step on the screen; none behind the last one."""
        return self._step(self.at) if self.at != END else None

    @property
    def left_open(self) -> list[ReadStep]:
        """What was passed over: open, above the line."""
        above = len(self._steps) if self.at == END else self._index(self.at)
        return [step for step in self._steps[:above] if step.state == "open"]

    @property
    def _at_pause(self) -> bool:
        return self.record is not None and self.record.at_pause

    @property
    def card_code(self) -> str:
        """The card that is read; nothing where another list is."""
        code, desk = self.record.list if self.record is not None else "", self.frame.desk
        return code if desk is not None and any(row["code"] == code for row in desk.plan.lists.get("cards", ())) else ""

    @property
    def says_words(self) -> bool:
        """Whether the words of the card are said at the step on the screen."""
        card, step = self.card, self.step
        return card is not None and step is not None and card.code == self.card_code and step.id.partition("~")[0] in card.says

    def who(self, step: ReadStep) -> str:
        """Whose word a tick is: the one that was named, whoever holds the post, else the post itself."""
        return self._named.get(step.who_en) or step.person or (step.who_zh if language() == "zh_CN" else step.who_en)

    def _spoken(self, step: ReadStep) -> str:
        return shown(step.zh if language() == "zh_CN" else step.en)

    def _role(self, step: ReadStep) -> str:
        return shown(step.who_zh if language() == "zh_CN" else step.who_en)

    def _head(self, width: int, now: float) -> Lines:
        if (record := self.record) is None:
            return [[], []]
        title = shown(record.zh if language() == "zh_CN" else record.en)
        where = say("duty log") if record.book.startswith("duty") else record.book
        spans: list[Span] = [(f" {title} · {where}", "strong")]
        if self.step is not None:
            place = say("step {number} of {count}", number=self._index(self.at) + 1, count=len(self._steps))
            spans.append((f" · {place}", "quiet"))
        if left := len(self.left_open):
            words = say("{count} left open", count=left)
            spans.append((" " * max(3, width - sum(cell_len(text) for text, _ in spans) - cell_len(words) - 1) + words, "strong"))
        return [spans, [(" " + cut(self._said, width - 2), "accent")] if self._said else []]

    def _words(self, width: int, now: float) -> Lines:
        height = self.query_one(".words", Sheet).size.height
        if self.record is None or height < 1:
            return []
        if self.at is None:
            return []
        if (step := self.step) is None:
            return self._over(width, height)
        texts = (shown(step.zh), shown(step.en)) if language() == "zh_CN" else (shown(step.en), shown(step.zh))
        detail = step.detail_zh if language() == "zh_CN" else step.detail_en
        small = fold(shown(detail), width - 2 * SIDE) if detail else []
        spoken = said_lines(self.card, self.frame.desk, width - SIDE, SIDE) if self.says_words and self.card is not None else []
        height = max(3, height - len(spoken) - 1) if spoken else height
        said = texts[:1] if texts[0] == texts[1] else texts  # a task of one's own has one language
        first, *second = fitting(said, width - 2 * SIDE, height - (len(small) + 1 if small else 0))
        lines: Lines = [[(" " * SIDE + line, "strong")] for line in first]
        for others in second:
            lines += [[], [], *([(" " * SIDE + line, "")] for line in others)]
        if small and len(lines) + 1 + len(small) <= height:
            lines += [[], *([(" " * SIDE + line, "quiet")] for line in small)]
        return [*([[]] * max(0, (height - len(lines)) // 2)), *lines, *([[], *spoken] if spoken else [])]

    def _over(self, width: int, height: int) -> Lines:
        """Behind the last step: what stays open, by name, and what a person can say now."""
        left = self.left_open
        words = say("{count} left open", count=len(left)) if left else say("Nothing on this list is open.")
        lines: Lines = [[], [(" " * SIDE + words, "strong")], []]
        for step in left[: max(1, height - 8)]:
            lines.append([(" " * SIDE + "· ", "quiet"), (self._spoken(step), ""), (f"  {self._role(step)}", "quiet")])
        if len(left) > max(1, height - 8):
            lines.append([(" " * SIDE + say("and {count} more", count=len(left) - max(1, height - 8)), "quiet")])
        told = []
        if left:
            told.append(f"↑ {say('back to the last of them')}")
        if self._at_pause:
            told.append(f"{key_of('list.confirm')} {say('gone through: it stands in the log with what stays open')}")
        if self.record is not None and len(self.record.lists) > 1:
            told.append(f"{key_of('read.list')} {say('next list')}")
        return [*lines, [], *([(" " * SIDE + line, "quiet")] for line in told)]

    def _foot(self, width: int, now: float) -> Lines:
        if (step := self.step) is None:
            return [[], []]
        who, role = self.who(step), self._role(step)
        words = shown(who) if who == role else f"{shown(who)} ({role})"
        first: list[Span] = [(" " + say("answers") + "  ", "quiet"), (cut(words, width - 12), "strong")]
        counts, ink = counting(instant(step.target_at).timestamp(), now)
        ink = ink if ink == "late" else "quiet"
        second: list[Span] = [(" ", ""), (counts, ink)]
        if step.critical:
            second += [("  ", ""), (say("critical"), "late" if ink == "late" else "strong")]
        second += [("   ", ""), (say("{done} done · {key} somebody else answered", done=key_of("task.done"), key=key_of("read.who")), "quiet")]
        return [first, second]
