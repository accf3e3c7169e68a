"""Asks for the words of a verb in a form at the foot of the page: what is needed first, nothing typed is ever lost (DESIGN 4)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets.input import Selection

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts import verbs
from commandpost.tui.parts.ask.calls import Call, ask_place
from commandpost.tui.parts.ask.fields import (
    TO_COME,
    WHEN,
    Field,
    fault,
    fields_of,
    missing,
    moment_of,
    named_words,
    packed,
    unpack,
)
from commandpost.tui.parts.ask.looks import BEFORE, BEHIND, HERE, FieldLine, FormLines, Labels, choice_lines
from commandpost.tui.parts.binding import will
from commandpost.tui.parts.bottom_line import BottomLine, Told
from commandpost.tui.parts.cells import Span, cut, fold, shown
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.said_here import said_here
from commandpost.tui.parts.standing import SETTLE_S

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.drafts import Sent

FEW, SOME, MANY = 4, 6, 9  # choices seen at once on 24, 36, 50 lines
PAGE_KEEPS = 14  # lines that are none of the choices: strips, keys, the head of the page and a little of it, what the form says
DEPENDS = ("N", "METRIC", "ID")  # what may be chosen further down depends on these


class AskForm(BottomLine):
    """The fields of one verb, one a line, under the page that stays live."""

    DEFAULT_CSS = "AskForm > Horizontal { height: 1; }"

    BINDINGS: ClassVar = bound(
        Key("form.next", "tab", "go(1)", Sentence("next field"), show=False),
        Key("form.before", "shift+tab", "go(-1)", Sentence("field before"), show=False),
        Key("form.up", "up", "choose(-1)", Sentence("choice above"), show=False),
        Key("form.down", "down", "choose(1)", Sentence("choice below"), show=False),
        Key("form.do", "ctrl+s", "do", Sentence("do it now"), show=False),
    )

    BOOK_NAMES_FIELDS: ClassVar = False

    def __init__(
        self, frame: DeskApp, verb: str, words: Sequence[Any], options: Mapping[str, Any], told: Any = None, start: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(frame, ask_place(verb, words, options))
        self._frame = frame
        self.verb, self.words_known, self.options = verb, tuple(words), dict(options)
        self.fields = self.fields_for(verb, words, options, told)
        for field in self.fields:
            field.text = field.start = (start or {}).get(field.name, "")
        unpack(self.fields, self._text)
        self.at = next((i for i, f in enumerate(self.fields) if not f.text), 0)
        self.picked: int | None = None  # the choice one moved to
        self.question = ""  # what is going to happen, while the form asks whether it shall
        self.sent: Sent | None = None
        self._grown = 1  # lines that choices have taken
        self._pressed = 0.0  # until this moment of the monotonic clock an Enter is the one before
        self.standing: Any = None  # the incident as it stands
        self.told: Any = None  # what a form of its own asked besides
        self._errand = Errand(frame, f"choices {verb}")
        verbs.learn_one(verb)

    # what a subclass may say otherwise

    @classmethod
    def ask_first(cls, desk: Any, words: Sequence[Any]) -> Any:
        """Ask what the fields are to be; in a thread."""

    @classmethod
    def told_of(cls, kept: str) -> Any:
        """Give of what was kept what the book had named."""

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], told: Any = None) -> list[Field]:
        """Give the fields that are asked for."""
        return fields_of(verb, words, options)

    @classmethod
    def call_for(
        cls, verb: str, words: Sequence[Any], options: Mapping[str, Any], fields: Sequence[Field], frame: DeskApp
    ) -> Call:
        """Give the verb with its words, as they will be done; empty fields are left out."""
        now, zone, said = frame.standing.now(), frame.standing.zone, {f.name: f.said for f in fields if f.said}
        for f in fields:
            if f.metavar in ("WHEN", "TIME") and f.name in said:
                said[f.name] = moment_of(str(said[f.name]), now, zone, to_come=f.name in TO_COME)
        return verb, tuple(words), {**options, **said}

    def learn(self, desk: Any, named: Mapping[str, Any]) -> dict[str, Any]:
        """Ask the book what may be chosen, by field; in a thread. Under `told` a form of its own gives what it tells besides."""
        from commandpost.tui.parts.ask.choices import Source, gather

        source = Source(desk, named)
        return {**gather(source, self.verb, self.fields), "": source.incident}

    def above(self, width: int) -> list[list[Span]]:
        """Give lines that stand above the fields."""
        return []

    # the furniture

    def compose(self) -> ComposeResult:
        """Title, fields with their names, what may be chosen."""
        yield FormLines()
        yield Labels(self, BEFORE)
        with Horizontal():
            yield Labels(self, HERE)
            yield FieldLine(self, self.field.text if self.field is not None else "")
        yield Labels(self, BEHIND)
        yield FormLines()

    def on_mount(self) -> None:
        """Say what it is for, and ask what may be chosen."""
        if not self.was_left:
            self._gather()
            self.retell()

    @property
    def words(self) -> str:
        """All that was typed, as it is kept."""
        if self.field is not None and self.is_mounted:
            self.field.typed(self.line.value)
        return packed(self.fields)

    @property
    def field(self) -> Field | None:
        """The field that is typed in."""
        return self.fields[self.at] if self.fields else None

    def named(self) -> dict[str, Any]:
        """All words by the names of their parameters, as far as they are known."""
        return {
            **named_words(self.verb, self.words_known),
            **self.options,
            **{field.name: field.said for field in self.fields if field.said},
        }

    def _gather(self) -> None:
        if (desk := self._frame.desk) is not None:
            self._errand.run(partial(self.learn, desk, self.named()), self._gathered, self._frame.complain)

    def _gathered(self, known: dict[str, Any]) -> None:
        if not self.is_mounted or self.closing:
            return
        self.standing, self.told = known.pop("", None) or self.standing, known.pop("told", None) or self.told
        self._keep()
        for field in self.fields:
            if field.name in known:
                field.know(known[field.name])
        self._put()
        self.retell()

    # the words

    def title(self) -> str:
        """Say what is being done, to what."""
        words = [str(word) for word in self.words_known]
        if (record := self.standing) is not None:
            words[:1] = [f"{record.number} {shown(record.type_name)}"]
        return " · ".join([verbs.in_short(verbs.says(self.verb)) or self.verb, *words])

    def retell(self) -> None:
        """Say everything again."""
        if len(self.query(Told)) < 2:
            return
        width = max(20, (self.size.width or self.app.size.width) - 4)
        top, below = self.query(Told)
        top.tell([[(cut(self.title(), width), "strong")], *self.above(width)])
        below.tell(self._below(width))
        for labels in self.query(Labels):
            labels.again()
        self.call_after_refresh(self._cursor)

    def _put(self) -> None:
        """Put the field's words into the line: what is typed next takes the place of a choice, and goes on behind words."""
        if self.field is None:
            return
        if self.line.value != self.field.text:
            with self.line.prevent(Line.Changed):
                self.line.put(self.field.text)
        if self.field.key:
            self.line.selection = Selection(0, len(self.line.value))

    def _keep(self) -> bool:
        """Take the words from the line into the field, and onto the disk; gives whether they are others."""
        if self.field is None or self.field.text == self.line.value:
            return False
        self._frame.drafts.typed(self.place, self.words)
        return True

    def _cursor(self) -> None:
        if self.is_attached and self.line.has_focus:
            self.app.cursor_position = self.line.cursor_screen_offset

    @property
    def _room(self) -> int:
        """Lines for choices: as many as were needed yet, so that little jumps, and the page above keeps some of its own."""
        height = self.app.size.height
        most = FEW if height < 30 else SOME if height < 45 else MANY
        free = height - len(self.fields) - len(self.query(FormLines).first().lines) - PAGE_KEEPS
        here = len(self.field.found()) if self.field is not None else 0
        self._grown = max(self._grown, min(most, here), 1)
        return max(1, min(self._grown, free))

    def _below(self, width: int) -> list[list[Span]]:
        """The sentence of the field, what may be chosen, what Enter does; as many lines at any time, so that nothing jumps."""
        lines: list[list[Span]] = []
        if self.wrong:
            lines += [[(part, "strong")] for part in fold(say("Not done: ") + said_here(self.wrong, self.screen), width)]
        if self.question:
            lines += [[(part, "strong")] for part in fold(self.question, width)]
        elif self.field is not None:
            lines.append([(cut(self.hint(self.field), width), "quiet")])
        room = self._room + 1
        if not self.question:
            lines += self._choices(width, max(1, room - len(lines)))
        lines += [[] for _ in range(room - len(lines))]
        return [*lines, self._foot()]

    def hint(self, field: Field) -> str:
        """Give the sentence of a field."""
        return field.sentence

    def _choices(self, width: int, room: int) -> list[list[Span]]:
        field = self.field
        if field is None or field.known is None or not field.known.choices:
            return []
        found = field.found()
        if not found:
            text = field.none_known if field.closed else say("In your own words; none of those known.")
            return [[(text, "quiet")]]
        return choice_lines(found, self._marked(field, found), width, room)

    def _marked(self, field: Field, found: list[Choice]) -> int | None:
        """Give the place of the choice that Enter takes; none where one's own words are taken."""
        if self.picked is not None:
            return min(self.picked, len(found) - 1)
        if field.key:
            return next((place for place, choice in enumerate(found) if choice.key == field.key), None)
        return 0 if field.closed and field.last_piece else None

    def _foot(self) -> list[Span]:
        last = self._last_needed()
        enter = say("Enter do it") if last else say("Enter next field")
        if self.question:
            enter = say("Enter again does it")
        parts = [enter]
        if len(self.fields) > 1 and not self.question:
            parts.append(say("Tab the others"))
        if not last and not self.question and missing(self.fields) is None:
            parts.append(say("{key} do it now", key=key_of("form.do")))
        parts.append(say("Esc back to the form") if self.question else say("Esc keep as draft"))
        return [("   ".join(parts), "quiet")]

    # the keys

    def on_input_changed(self, event: Line.Changed) -> None:
        """Keep every key."""
        event.stop()
        event.prevent_default()  # a line at the foot would keep one line's words alone
        if self._keep():
            self.wrong, self.question, self.picked = None, "", None
            self._pressed = 0.0
            self.retell()

    def action_go(self, step: int) -> None:
        """Go to another field; a choice that is marked is taken."""
        if self.fields:
            self._take()
            self.to((self.at + step) % len(self.fields))

    def action_choose(self, step: int) -> None:
        """Go up or down in the choices."""
        field = self.field
        if field is None or self.question or not (found := field.found()):
            return
        at = self._marked(field, found)
        self.picked = max(
            0, min((at + step) if at is not None else (0 if step > 0 else len(found) - 1), len(found) - 1)
        )
        self.retell()

    def action_enter(self) -> None:
        """Enter: the next field, and on the last one that is needed, do it."""
        if time.monotonic() < self._pressed:  # the same finger must not answer a question that just appeared
            return
        done = self.question or self.field is None or self._last_needed()
        self._take()
        if done:
            self.do()
        else:
            self.to(self.at + 1)

    def action_do(self) -> None:
        """Do it from whichever field one stands in."""
        self._take()
        self.do()

    def action_keep(self) -> None:
        """Esc: take back the question, or give the place back; what was typed waits."""
        if not self.question:
            self.give_way()
        self.question, self._pressed = "", 0.0
        self.retell()

    def _last_needed(self) -> bool:
        """Whether nothing is needed after this field: what may be left out is reached by Tab."""
        needed = [place for place, field in enumerate(self.fields) if field.required]
        if not needed:  # then each is offered in turn, but when it happened
            needed = [place for place, field in enumerate(self.fields) if field.name != WHEN]
        return self.at >= max(needed, default=0)

    def _take(self) -> None:
        if self._keep():
            self.wrong, self.question, self.picked, self._pressed = None, "", None, 0.0
        field = self.field
        if field is None or self.question:
            return
        found = field.found()
        at = self._marked(field, found) if found else None
        if at is None or (field.key == found[at].key and not field.many):
            return
        field.take(found[at])
        self.picked = None
        self._put()  # its key stays: the words are those of the choice
        self._frame.drafts.typed(self.place, self.words)
        if field.metavar in DEPENDS:
            self._gather()

    def to(self, at: int) -> None:
        """Go to a field."""
        self._keep()
        self.at, self.picked, self.question = at, None, ""
        self.line.selection = Selection(0, 0)
        self._put()
        if self.field is not None and not self.field.key:
            self.line.cursor_position = len(self.field.text)
        self.retell()

    # doing it

    def do(self) -> None:
        """Do it, unless something is missing; a binding step asks once, stating what will happen."""
        if self.sent is not None or self.closing:
            return
        standing = self._frame.standing
        if (at_fault := fault(self.fields, standing.now(), standing.zone)) is not None:  # before a question is put
            self.to(self.fields.index(at_fault[0]))
            self.refuse(at_fault[1])
            return
        if not self.question and (words := self.will()):
            self.question = words
            self._pressed = time.monotonic() + SETTLE_S
            self.retell()
            return
        self.question, self.wrong = "", None
        standing.settle()
        self._pressed = time.monotonic() + SETTLE_S
        call = self.call_for(self.verb, self.words_known, self.options, self.fields, self._frame)
        self.sent = self._frame.doing.asked(self.place, packed(self.fields, whole=True), call, self)
        if not self._frame.doing.ready:  # it waits in the queue, and comes back if a rule says no
            self.give_way()

    def will(self) -> str:
        """State what is going to happen, where it cannot be taken back."""
        return will(self.verb, self.named(), self.standing)

    def done(self) -> None:
        """It is in the book."""
        if not self.closing and self.is_attached:
            self.give_way()

    def refuse(self, sentence: str, text: str | None = None) -> None:
        """Say what is wrong and what to do; nothing that was typed is lost."""
        self.sent, self.question, self.wrong = None, "", sentence
        self.retell()
