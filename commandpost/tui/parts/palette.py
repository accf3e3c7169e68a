"""ctrl+p: every verb of the book and every key of this page, found by part of its name (DESIGN 4)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from commandpost.domain.registry import COMMANDS, QUESTIONS
from commandpost.locale.words import LANGUAGES, language, say, say_in
from commandpost.tui.keys import MOVES, Sentence, key_name, told
from commandpost.tui.parts.cells import cell_len, cut
from commandpost.tui.parts.command_words import spelling
from commandpost.tui.parts.finding import Choice as FindChoice
from commandpost.tui.parts.finding import Finder, learn
from commandpost.tui.parts.help import keys_here, why_off
from commandpost.tui.parts.verbs import NOT_HERE, in_short, says, sentence

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp


class Does(NamedTuple):
    """Something the palette can do: what it is called, what is told beside it, all that finds it, how it is done."""

    name: str
    hint: str
    found_by: tuple[str, ...]
    run: Any


def _in_all(english: str) -> list[str]:
    return [say_in(code, english) for code in LANGUAGES] if english else []


class Everything(Provider):
    """The keys of the page, the verbs and questions of the book, the walk: all found by words of both languages, or pinyin."""

    _does: tuple[Does, ...] = ()
    _finder: Finder

    async def startup(self) -> None:
        """Gather everything; the pinyin is read in a thread, so that no key waits for it."""
        self._does = tuple(self._all())
        self._finder = Finder([FindChoice(str(at), does.found_by) for at, does in enumerate(self._does)])
        await asyncio.to_thread(learn)

    @property
    def _frame(self) -> DeskApp:
        return cast("DeskApp", self.app)

    def _all(self) -> Iterator[Does]:
        page = cast("DeskPalette", self.app.screen)
        taken = {"desk.palette"}
        for active in page.keys:
            binding = active.binding
            if binding.id in taken or binding.id in MOVES:
                continue
            taken.add(binding.id or "")
            english = sentence(binding.id or "")
            name, more = told(binding.description), in_short(says(binding.id or ""))
            name = f"{name} · {more}" if more else name
            found_by = (name, *_in_all(str(binding.description)), *_in_all(english), binding.id or "")
            if active.enabled:
                run = partial(self.app.run_action, binding.action, active.node)
                yield Does(name, key_name(binding.key), found_by, run)
            else:
                why = page.whys.get(binding.id or "") or say("off just now")
                hint = f"{key_name(binding.key)}   " + say("off: {why}", why=why)
                yield Does(name, hint, found_by, partial(self._frame.standing.say, why))
        yield self._walk()
        yield from self._cards()
        yield from self._paper()
        for verb in (*COMMANDS, *QUESTIONS) if self._frame.desk is not None else ():
            if verb in taken or verb in NOT_HERE:
                continue
            words = spelling(verb)
            name = in_short(says(verb)) or words
            opens: Any = partial(self._verb, verb) if verb in COMMANDS else partial(self._frame.going.verb, f"{words} ")
            yield Does(name, words, (name, words, *_in_all(sentence(verb)), verb), opens)

    def _cards(self) -> Iterator[Does]:
        """The action cards, by what one sees: smoke, knife, 冒烟."""
        desk, page = self._frame.desk, self._frame.page_under
        number = page.pane_here.number_here() if page is not None else ""
        zh = language() == "zh_CN"
        for card in desk.plan.lists.get("cards", ()) if desk is not None else ():
            first, other, sees = (card["zh"], card["en"], card["sees"]["zh"]) if zh else (card["en"], card["zh"], card["sees"]["en"])
            name = say("Action card: {card}", card=f"{first} {other}")
            found_by = (name, card["zh"], card["en"], *card["sees"]["zh"], *card["sees"]["en"], card["code"])
            yield Does(name, say(", ").join(sees[:3]), found_by, partial(self._frame.going.cards, number, first))

    def _walk(self) -> Does:
        from commandpost.tui.parts.walk import begin_walk

        english = Sentence("a walk of one minute: log a drill incident with your own keys")
        return Does(told(english), "", tuple(_in_all(english)), partial(begin_walk, self._frame))

    def _paper(self) -> Iterator[Does]:
        """Each list of the incident one stands on, to be printed; nothing where there is none."""
        desk, page = self._frame.desk, self._frame.page_under
        number = page.pane_here.number_here() if page is not None else ""
        if desk is None or not number or number.startswith("duty"):
            return
        names = {code: (group.zh, group.en) for code, group in desk.plan.groups.items()}
        for code, lists in {"first_ten": tuple(_in_all("First ten minutes")), **names}.items():
            found_by = tuple(say_in(tongue, "print on paper: {list}", list=name) for tongue, name in zip(LANGUAGES, lists, strict=True))
            name = found_by[LANGUAGES.index(language())]
            yield Does(name, number, (*found_by, "paper.list"), partial(self._frame.going.print_list, number, code))

    async def _verb(self, verb: str) -> None:
        """Open the form of a verb, with the incident one stands on in it where it wants one."""
        from commandpost.desk import load
        from commandpost.domain.core.kinds import parameters

        page = self._frame.page
        number = page.pane_here.number_here() if page is not None else ""
        wanted = next((p.name for p in await asyncio.to_thread(lambda: parameters(load(COMMANDS[verb])))), "")
        words = (number,) if number and wanted in ("incident", "number", "book") else ()
        await self._frame.ask_verb(verb, *words)

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for does in self._does:
            name = cut(does.name, self._room(does.hint))
            yield DiscoveryHit(_beside(Content(name), does.hint), does.run, text=does.name)

    async def search(self, query: str) -> Hits:
        """What fits the words typed, best first."""
        matcher = self.matcher(query)
        for rank, choice in enumerate(self._finder.find(query)):
            does = self._does[int(choice.key)]
            name = matcher.highlight(cut(does.name, self._room(does.hint)))
            yield Hit(1 / (2 + rank), _beside(name, does.hint), does.run, text=does.name)

    def _room(self, hint: str) -> int:
        return max(20, self.app.size.width - 8 - cell_len(hint))


def _beside(name: Content, hint: str) -> Content:
    """Give the name with its key or spelling on the same line: more commands stand on a small screen."""
    return Content.assemble(name, (f"   {hint}", "$quiet")) if hint else name


def palette_open(app: Any) -> bool:
    """Whether it lies over the page already."""
    return CommandPalette.is_open(app)


class DeskPalette(CommandPalette):
    """Textual's palette with our commands, in our words."""

    DEFAULT_CSS = """
    DeskPalette SearchIcon { display: none; }
    DeskPalette #--container { border: none; background: $background; }
    DeskPalette #--input { border: none; border-bottom: solid $faint; }
    DeskPalette CommandInput { padding: 0 1; }
    DeskPalette CommandList { border: none; border-bottom: solid $faint; }
    DeskPalette CommandList > .option-list--option { text-style: none; }
    DeskPalette CommandList > .option-list--option-highlighted { background: $chosen; text-style: $chosen-words; }
    DeskPalette CommandList:ansi > .option-list--option-highlighted { background: $chosen; text-style: $chosen-words; }
    DeskPalette CommandList:nocolor > .option-list--option-highlighted { text-style: $chosen-words; }
    """

    def __init__(self, page: Screen[Any]) -> None:
        self.keys = keys_here(page)  # as they are before this page lies over it
        self.whys = {
            active.binding.id or "": why_off(page, active.binding) for active in self.keys if not active.enabled
        }
        super().__init__(providers=[Everything], placeholder=say("Type part of a command"))
