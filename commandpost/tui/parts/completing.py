"""Completes a verb that is being typed: the verb itself, then each word it takes, told by name (DESIGN 2: a command is declared once)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from commandpost.domain import registry
from commandpost.domain.core.kinds import Parameter, parameters
from commandpost.locale.words import language, say, say_in
from commandpost.tui.parts.ask.words import label_of, sentence_of
from commandpost.tui.parts.command_words import dashed, spelling, spoken, undashed
from commandpost.tui.parts.finding import Choice, learn
from commandpost.tui.parts.verbs import NOT_HERE, in_short, learn_one, says, sentence

_TOKEN = re.compile(r'(?:[^\s"“”]|["“][^"“”]*["”]?)+')
_QUOTES = '"“”'
FIRST = ("incident", "log", "fact", "deadline", "board", "search")  # of what an evening is made; the rest stands behind
OPEN, MOST, OTHERS = ("reported", "responding", "controlled"), 200, 50  # incidents offered for a number
COMMON = ("at", "as")  # what every verb takes beside its own


class Wanted(NamedTuple):
    """What is typed next: the verb, the words it has, where the word being typed begins, and which one it is.

    `parameter` is None where an option's name comes, or nothing more; `typed` is the word so far, without its quotes.
    """

    verb: str
    named: Mapping[str, Any]
    begins: int
    typed: str
    parameter: Parameter | None
    is_option: bool


def learn_verbs() -> None:
    """Load every verb and the readings of Chinese characters; in a thread, when the line is opened."""
    for verb in (*registry.COMMANDS, *registry.QUESTIONS):
        if verb not in NOT_HERE:
            learn_one(verb)
            signature(verb)
    learn()


@cache
def signature(verb: str) -> tuple[Parameter, ...]:
    """Give the words of a verb; loads it."""
    from commandpost.desk import load

    return parameters(load(registry.COMMANDS.get(verb) or registry.QUESTIONS[verb]))


def verb_choices() -> list[Choice]:
    """Give every verb and question, found by its words and by its sentence in both languages."""
    made = []
    verbs = [*registry.COMMANDS, *registry.QUESTIONS]
    verbs.sort(key=lambda verb: FIRST.index(room) if (room := verb.partition(".")[0]) in FIRST else len(FIRST))
    for verb in verbs:
        if verb in NOT_HERE or not (english := sentence(verb)):
            continue
        words = spelling(verb)
        sentences = (in_short(say_in("zh_CN", english)), in_short(english))
        made.append(Choice(verb, (words, words.replace(" ", "-"), *sentences), in_short(says(verb))))
    return made


def wanted(line: str) -> Wanted | None:
    """Say what is being typed in a line that names a verb; None for any other line, and for a verb that is not loaded."""
    said = spoken(line)
    if said is None or not sentence(said.id):
        return None
    tokens = [(found.start(), found[0]) for found in _TOKEN.finditer(line)]
    tokens = tokens[said.id.count(".") + 1 :]
    open_quote = (
        bool(tokens) and tokens[-1][1][:1] in _QUOTES and (len(tokens[-1][1]) == 1 or tokens[-1][1][-1] not in _QUOTES)
    )
    if not tokens or (line[-1:].isspace() and not open_quote):
        if not line[-1:].isspace():
            return None  # the verb itself is still being typed
        tokens.append((len(line), ""))
    begins, last = tokens.pop()
    if not said.is_question or said.words:
        named, parameter = _laid(said.id, [_bare(text) for _, text in tokens])
    else:
        named, parameter = _laid(said.id, [])
    own = {p.name: p for p in signature(said.id) if not p.positional}
    if parameter is not None and not parameter.positional:  # an option waits for its value
        return Wanted(said.id, named, begins, _bare(last), parameter, False)
    if last.startswith("--"):
        name, equals, value = last[2:].partition("=")
        option = own.get(undashed(name, own))
        if equals and option is not None:
            return Wanted(said.id, named, begins + last.index("=") + 1, _bare(value), option, False)
        return Wanted(said.id, named, begins, last, None, True)
    return Wanted(said.id, named, begins, _bare(last), parameter, parameter is None)


def _bare(token: str) -> str:
    return token.strip(_QUOTES)


def _laid(verb: str, words: Sequence[str]) -> tuple[dict[str, Any], Parameter | None]:
    """Lay the whole words beside their parameters; gives them by name, and the one that comes next."""
    places = [p for p in signature(verb) if p.positional]
    options = {p.name: p for p in signature(verb) if not p.positional}
    named: dict[str, Any] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            if places:
                named[places.pop(0).name] = word
            continue
        name, equals, value = word[2:].partition("=")
        option = options.get(undashed(name, options))
        if option is None and name not in COMMON:
            continue
        if option is not None and option.flag:
            named[option.name] = True
        elif equals:
            named[undashed(name, options)] = value
        elif rest:
            named[undashed(name, options)] = rest.pop(0)
        elif option is not None:
            return named, option
    return named, places[0] if places else None


def usage_told(verb: str, next_name: str | None) -> list[tuple[str, str]]:
    """Say how a verb is spelled, word by word as spans; the word that comes next stands out."""
    spans: list[tuple[str, str]] = [(spelling(verb), "accent")]
    for parameter in signature(verb):
        name = label_of(verb, parameter.name)
        text = name if parameter.positional else dashed(parameter.name)
        if not parameter.positional and not parameter.flag:
            text += " …" if name in (parameter.name, parameter.name.replace("_", " ")) else f" {name}"
        text = f"{text} …" if parameter.many and text[-1] != "…" else text
        text = text if parameter.required else f"[{text}]"
        spans += [(" ", ""), (text, "strong" if parameter.name == next_name else "quiet")]
    return spans


def next_told(want: Wanted) -> list[tuple[str, str]]:
    """Say which word comes next, and what is typed there."""
    if want.parameter is None:
        missing = [p for p in signature(want.verb) if p.required and p.name not in want.named]
        if missing:
            names = ", ".join(
                dashed(p.name) if not p.positional else label_of(want.verb, p.name) for p in missing
            )
            return [(say("still needed: {names}", names=names), "quiet")]
        return [(says(want.verb), "quiet")]
    text = sentence_of(want.verb, want.parameter.name)
    return [(say("next: "), "quiet"), (label_of(want.verb, want.parameter.name), "strong"), (f"  {text}", "quiet")]


def option_choices(want: Wanted) -> list[Choice]:
    """Give the options that were not named yet; those that are needed first."""
    left = [p for p in signature(want.verb) if not p.positional and (p.many or p.name not in want.named)]
    left.sort(key=lambda p: not p.required)
    made = []
    for parameter in left:
        option = dashed(parameter.name)
        hint = say("needed") if parameter.required else ""
        label = label_of(want.verb, parameter.name)
        told = sentence_of(want.verb, parameter.name)
        made.append(Choice(option, (option, label), "  ".join(part for part in (hint, told or label) if part)))
    return made


def word_choices(desk: Any, want: Wanted) -> list[Choice]:
    """Give what may be said for the word being typed; in a thread, for it asks the book."""
    from commandpost.tui.parts.ask.choices import Source, gather
    from commandpost.tui.parts.ask.fields import Field

    class OpenFirst(Source):
        """Gives the incidents that are open before the newest of the others, however many those are."""

        def ask(self, question: str, *words: Any, **options: Any) -> Any:
            """Ask, the list of incidents by its states."""
            if question != "incident.list" or "state" in options:
                return super().ask(question, *words, **options)
            rows = [row for state in OPEN for row in super(OpenFirst, self).ask(question, state=state, limit=MOST)]
            rows.sort(key=lambda row: row.received_at, reverse=True)
            known = {row.number for row in rows}
            return [*rows, *(row for row in super().ask(question, limit=OTHERS) if row.number not in known)]

    parameter = want.parameter
    if parameter is None:
        return []
    metavar = parameter.kind.metavar if parameter.kind else ""
    field = Field(want.verb, parameter.name, metavar, required=parameter.required, many=parameter.many)
    known = gather(OpenFirst(desk, want.named), want.verb, [field]).get(parameter.name)
    return list(known.choices) if known is not None else []


def taken(line: str, want: Wanted | None, choice: Choice) -> str:
    """Give the line with a choice in the place of the word being typed, a blank behind it."""
    if want is None:
        return f"{spelling(choice.key)} "
    text = choice.key
    if any(char.isspace() or char in _QUOTES for char in text):
        text = '"' + text.translate({ord(mark): "'" for mark in _QUOTES}) + '"'
    return f"{line[: want.begins]}{text} "


def said_key(want: Wanted) -> tuple[Any, ...]:
    """Give what the choices depend on, so that they are asked for once."""
    parameter = want.parameter.name if want.parameter else ""
    return (want.verb, parameter, tuple(sorted((k, str(v)) for k, v in want.named.items())), language())
