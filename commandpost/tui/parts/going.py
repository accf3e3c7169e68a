"""Takes one where one wants to go: a page, what lies over it, a line or a form at its foot (R4.2; DESIGN 4).

Nothing of it is loaded before somebody goes anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from commandpost.locale.words import say
from commandpost.tui.parts.desk_screen import DeskScreen

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.command_words import Spoken
    from commandpost.tui.parts.pane import Pane
    from commandpost.tui.parts.printing import Printing


class Going:
    """Knows where one is, so that nobody goes there twice."""

    def __init__(self, frame: DeskApp) -> None:
        self._frame = frame
        self._printing: Printing | None = None

    # pages

    def home(self, name: str) -> None:
        """Go to a pane; from something opened in it, back to its first page."""
        self._frame.switch_mode(name)
        while len(self._frame.screen_stack) > 1:
            self._frame.pop_screen()

    def _push(self, pane: Pane) -> None:
        self._frame.push_screen(DeskScreen(pane))

    def _seen(self, kind: type[Pane]) -> bool:
        """Whether such a page is seen already, or something that is no page."""
        page = self._frame.page
        return page is None or isinstance(page.pane, kind)

    def incident(self, number: str) -> None:
        """Open an incident."""
        from commandpost.tui.panes.incident import Incident

        self._push(Incident(number))

    def book(self, ref: str, entry: str | None = None) -> None:
        """Open a book (an incident's number, `duty`, `duty:2026-11-05`), the cursor on an entry by its printed number."""
        if ref.startswith("duty"):
            from commandpost.tui.panes.duty import Duty

            self._push(Duty(ref))
        else:
            self.incident(ref)
        if entry is not None and (page := self._frame.page) is not None:
            page.pane_here.choose(entry)

    def search(self, text: str = "") -> None:
        """Open the search with words in it; a search that is seen goes on."""
        from commandpost.tui.panes.search import Search

        if not self._seen(Search):
            self._push(Search(text))

    def papers(self, book: str) -> None:
        """Open the photos and papers of an incident or a duty day."""
        from commandpost.tui.panes.papers import Papers

        self._push(Papers(book))

    def hearing(self, number: str = "") -> None:
        """Open the list of those who are to be heard, of an incident or of the whole desk; one that is seen stays as it is."""
        from commandpost.tui.panes.hearing import Hearing

        if not self._seen(Hearing):
            self._push(Hearing(number))

    def orders(self, number: str = "") -> None:
        """Open the orders of an incident, or all that are out."""
        from commandpost.tui.panes.orders import Orders

        if not self._seen(Orders):
            self._push(Orders(number))

    def lists(self, number: str = "") -> None:
        """Open the checklists of an incident, of the most urgent one where none is named; one that is seen stays as it is."""
        from commandpost.tui.panes.checklists import Checklists

        if self._seen(Checklists):
            return
        under = [getattr(screen, "pane", None) for screen in self._frame.screen_stack[:-1]]
        if any(isinstance(pane, Checklists) and pane.number == number for pane in under):  # back to where one came from
            while not isinstance(getattr(self._frame.screen, "pane", None), Checklists):
                self._frame.pop_screen()
            return
        self._push(Checklists("" if number.startswith("duty") else number))

    def task(self, number: str, task: str) -> None:
        """Open everything about a task."""
        from commandpost.tui.panes.task import TaskPage

        self._push(TaskPage(number, task))

    def timeline(self, number: str) -> None:
        """Open what was done when against its target."""
        from commandpost.tui.panes.timeline import Timeline

        if not self._seen(Timeline):
            self._push(Timeline(number))

    def handover(self, number: str) -> None:
        """Open the page for whoever takes command of an incident."""
        from commandpost.tui.panes.handover import Handover

        if not self._seen(Handover):
            self._push(Handover(number))

    def reader(self, number: str, list: str = "", *, back: bool = False) -> None:
        """Read a list of an incident (or of `duty`) aloud; opened on a group's list, what a pause point asks comes first while one is due."""
        from commandpost.tui.panes.reader import Reader

        if not self._seen(Reader):
            self._push(Reader(number, list, when_due=bool(list) and not list.startswith("card.") and not back, back=back))

    def read_on(self) -> None:
        """Go on reading the list that was read when the desk was left, or fell, at the step that was left."""
        from commandpost.tui.parts.reading_place import ReadingPlace

        if (left := ReadingPlace(self._frame.drafts).open) is not None:
            self.reader(left.number, left.list, back=True)

    def cards(self, number: str = "", text: str = "") -> None:
        """Open the action cards, to be opened in an incident or in none; with what one sees typed already."""
        from commandpost.tui.panes.cards import Cards

        if not self._seen(Cards):
            self._push(Cards("" if number.startswith("duty") else number, text))

    def card(self, code: str, *, fill: bool = False) -> None:
        """Open an action card that is open; one just opened asks for its blanks."""
        from commandpost.tui.panes.card import CardPage

        self._push(CardPage(code, fill=fill))

    def owed_notes(self, number: str) -> None:
        """Open what the lists of an incident still owe in words."""
        from commandpost.tui.panes.owed_notes import OwedNotes

        if not self._seen(OwedNotes):
            self._push(OwedNotes(number))

    def answer(self, said: Spoken) -> None:
        """Open the answer to a question that has no page of its own."""
        from commandpost.tui.panes.answer import Answer

        self._push(Answer(said))

    def alarms(self) -> None:
        """Open the list of everything that waits for an answer."""
        from commandpost.tui.panes.alarms import Alarms

        if not self._seen(Alarms):
            self._push(Alarms())

    def settings(self) -> None:
        """Open the settings of this laptop, and every key."""
        from commandpost.tui.panes.settings import SettingsPane

        if not self._seen(SettingsPane):
            self._push(SettingsPane())

    def print_list(self, number: str, group: str) -> None:
        """Print a group's list of an incident; where the file lies is said when it is there."""
        if self._printing is None:
            from commandpost.tui.parts.printing import Printing

            self._printing = Printing(self._frame)
        self._printing.list(number, group)

    # what lies over a page

    def help(self) -> None:
        """Lay the keys that work here over the page."""
        from commandpost.tui.parts.help import open_help

        open_help(self._frame)

    def jump(self) -> None:
        """Lay a letter over every place one can go to on this page."""
        from commandpost.tui.parts.jump import Jump, places

        if (page := self._frame.page) is not None and (found := places(page)):
            self._frame.push_screen(Jump(found), lambda go: go and go())

    def palette(self) -> None:
        """Lay every command over the page."""
        from commandpost.tui.parts.palette import DeskPalette, palette_open

        if not palette_open(self._frame):
            self._frame.push_screen(DeskPalette(self._frame.screen))

    # what opens at the foot of a page

    async def line(self, *, verbs: bool, text: str = "", wrong: str | None = None) -> None:
        """Open the quick line, with words in it or those that were kept, and with what was wrong with them."""
        from commandpost.tui.parts.command_line import CommandLine

        if (page := self._frame.page) is not None:
            await page.open_line(CommandLine(self._frame, verbs=verbs, text=text, wrong=wrong))

    async def verb(self, words: str) -> None:
        """Put a verb on the command line, for its words to be added."""
        chosen = page.pane_here.number_here() if (page := self._frame.page) is not None else ""
        if chosen and words.startswith(("incident ", "fact ", "log ", "task ", "list ")) and words != "incident report ":
            words += f"{chosen} "
        await self._frame.open_quick(verbs=True, text=words)

    async def form(self, verb: str, words: Sequence[Any], options: Mapping[str, Any]) -> None:
        """Open the form of a verb, for what is not known yet."""
        from commandpost.tui.parts.ask.opening import ask_form

        if (page := self._frame.page) is not None:
            await page.open_line(await ask_form(self._frame, verb, words, options))

    async def acknowledge(self) -> None:
        """Open the form that answers an alarm: the one that one stands on, else the one that is shown above."""
        alerts, page = self._frame.alerts, self._frame.page
        here = page.pane_here.alarm_here() if page is not None else None
        deadline = alerts.shown_id if here is None else here
        if not deadline:
            if here is not None and alerts.rows:
                self._frame.standing.row_gone()
            else:
                self._frame.standing.say(say("No alarm waits for an answer."))
        elif deadline in alerts.answering:
            self._frame.standing.say(say("It is being answered."))
        else:
            await self.form("deadline.acknowledge", (deadline,), {})

    async def command(self, number: str) -> None:
        """Offer, accept, decline or take command of an incident: choose which, then its form opens."""
        from commandpost.tui.parts.command_choice import CommandChoice

        if (page := self._frame.page) is not None:
            await page.open_line(CommandChoice(self._frame, number))

    async def tie(self, number: str) -> None:
        """Merge or link an incident, or undo it: choose which, then its form opens."""
        from commandpost.tui.parts.tie_line import TieLine

        if (page := self._frame.page) is not None:
            await page.open_line(TieLine(self._frame, number))
