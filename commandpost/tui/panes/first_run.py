"""The first run: five answers, one Enter each, and the desk is open (R2.1, R6.3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen

from commandpost.locale.words import LANGUAGES, language, say, set_language
from commandpost.tui.keys import Key, Sentence, bound, key_of
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.ink import InkWell
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.opening import Opened, answered
from commandpost.tui.parts.sheet import Lines, Sheet

if TYPE_CHECKING:
    from commandpost.tui.opener import Opener

FIELDS = ("lang", "site", "desk", "operator", "zone")
SPEAKS = {"中文": "zh_CN", "zh": "zh_CN", "zh_cn": "zh_CN", "en": "en", "english": "en"}


class FirstRun(ModalScreen[Opened]):
    """Asks what only the site knows, makes the desk, and gives way to it."""

    CSS_PATH = "first_run.tcss"
    AUTO_FOCUS = "#site"
    BINDINGS = bound(
        Key("desk.back", "escape,up,shift+tab", "back", Sentence("back")),
        Key("first.on", "down,tab", "on", Sentence("next"), show=False),
    )

    def __init__(self, opener: Opener, now: Callable[[], float]) -> None:
        super().__init__()
        self._opener, self._now = opener, now
        self._errand = Errand(self, "init")
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """A heading, five lines, a foot."""
        start = {"lang": "中文" if language() == "zh_CN" else "English", "desk": "A", "zone": self._opener.zone()}
        yield InkWell()
        with Vertical():
            yield Sheet(self._heading, self._now)
            for name in FIELDS:
                with Horizontal():
                    yield Sheet(partial(self._label_line, name), self._now)
                    line = Line(start.get(name, ""), field=True, id=name)
                    line.select_on_focus = name in start  # what one types takes the place of what is proposed
                    yield line
            yield Sheet(self._foot, self._now, classes="foot")

    def _label_line(self, name: str, width: int, now: float) -> Lines:
        return [[(self._label(name), "quiet")]]

    def _heading(self, width: int, now: float) -> Lines:
        return [
            [("commandpost", "accent")],
            [],
            [(say("There is no desk here yet. Five answers open one."), "strong")],
        ]

    def _label(self, name: str) -> str:
        return {
            "lang": "语言 / Language",
            "site": say("Name of the site"),
            "desk": say("Letter of this desk"),
            "operator": say("Your name"),
            "zone": say("Time zone"),
        }[name]

    def _foot(self, width: int, now: float) -> Lines:
        leave = key_of("desk.quit")
        ends: Lines = [[(say("Enter next, on the last line open   Esc one back   {key} leave", key=leave), "quiet")]]
        return [[(self._wrong, "strong")], [], *ends] if self._wrong else [[], [], *ends]

    def _say(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()

    def _at(self, name: str) -> Line:
        return self.query_one(f"#{name}", Line)

    @on(Line.Changed, "#lang")
    def _speak(self, event: Line.Changed) -> None:
        code = SPEAKS.get(event.value.strip().lower())
        if code in LANGUAGES and code != language():
            set_language(code)
            self._say()

    @on(Line.Changed)
    def _typed(self, event: Line.Changed) -> None:
        if self._wrong and not self._errand.out:
            self._wrong = ""
            self._say()

    @on(Line.Entered)
    def _entered(self, event: Line.Entered) -> None:
        wrong = self._fault(event.line.id or "", event.text.strip())
        if wrong:
            self._refuse(wrong)
        elif event.line.id == FIELDS[-1]:
            self._finish()
        else:
            self.action_on()

    @on(Line.TooLong)
    def _too_long(self, event: Line.TooLong) -> None:
        self._refuse(event.sentence)

    def _fault(self, name: str, text: str) -> str:
        if name == "lang" and text.lower() not in SPEAKS:
            return say("The desk speaks zh_CN and en. Type one of them.")
        if name in ("site", "operator") and not text:
            return say("This line is empty. Type the name.")
        if name == "desk" and not (len(text) == 1 and text.isascii() and text.isalpha()):
            return say("The letter of a desk is one of A to Z. The first desk is A.")
        return ""

    def _refuse(self, sentence: str) -> None:
        self._wrong = sentence
        self._say()

    def _finish(self) -> None:
        if self._errand.out:  # an Enter pressed twice opens one desk
            return
        told = {name: self._at(name).value.strip() for name in FIELDS}
        for name in FIELDS:
            if wrong := self._fault(name, told[name]):
                self._at(name).focus()
                self._refuse(wrong)
                return
        self._errand.run(
            lambda: answered(
                self._opener.init(
                    site=told["site"],
                    desk=told["desk"].upper(),
                    operator=told["operator"],
                    language=SPEAKS[told["lang"].lower()],
                    zone=told["zone"],
                )
            ),
            self._made,
            self._failed,
        )

    def _made(self, opened: Opened) -> None:
        self.dismiss(opened)

    def _failed(self, error: Exception) -> None:
        refusal: Any = getattr(error, "refusal", None)
        if refusal is None:
            self.app.complain(error)  # type: ignore[attr-defined]
        self._refuse(refusal.sentence() if refusal else say("The desk could not be opened. The log file says why."))

    def _step(self, by: int) -> None:
        names = list(FIELDS)
        at = next((i for i, n in enumerate(names) if self._at(n).has_focus), 0)
        self.set_focus(self._at(names[max(0, min(len(names) - 1, at + by))]))

    def action_back(self) -> None:
        """One line up."""
        self._step(-1)

    def action_on(self) -> None:
        """One line down."""
        self._step(1)
