"""Hears every step as it will be read aloud: in one breath, a verb first, nothing to look up elsewhere, from a list that bears a date (R4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commandpost.locale.words import say
from commandpost.plan.fault import Fault, Where
from commandpost.plan.pack import ORDER_FILE, Pack
from commandpost.plan.source import Source
from commandpost.plan.walk import EVERY_TYPE, rows, sources, words_of

MAX_ZH = 22  # characters, punctuation counted
MAX_EN = 14  # words
SPOKEN = (
    (EVERY_TYPE, "first_10_min[]"),
    (EVERY_TYPE, "tasks.*[]"),
    ("organisation.yaml", "group_cards[].standby[]"),
    ("organisation.yaml", "group_cards[].stand_down[]"),
    ("action_cards.yaml", "cards[].steps[]"),
)
_BRACKETS = re.compile(r"[()\[\]{}<>（）［］｛｝【】〔〕〈〉《》]")
_ELSEWHERE = re.compile(
    r"详见|参见|参阅|参照|另见|见(上|下|本|附|第|前|后|手册|预案|表|图|页)|第[0-9一二三四五六七八九十百]+[条章节页款项]|§"
    r"|(?i:\b(see|refer to|as per|according to|cf\.?)\s+(the\s+)?(above|below|next|previous|overleaf|\d|no\."
    r"|section|chapter|annex|appendix|table|figure|page|plan|manual|handbook|procedure))"
)
# what stands after a thing and never after a verb that tells somebody to do something
_AFTER_A_THING = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "must",
        "should",
        "shall",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
    }
)
FIELDS = ("verbs", "never_first")
_LONGEST = 8  # characters of a Chinese word at the head of a step

Spoken = tuple[Source, Where, str, str]  # file, place of the text, language, text


def _spoken(pack: Pack) -> Iterator[Spoken]:
    for file, path in SPOKEN:
        for source in sources(pack, file):
            for where, row in rows(source.data, path):
                for lang in ("zh", "en"):
                    text = row.get(lang)
                    if isinstance(text, str) and text.strip():
                        yield source, (*where, lang), lang, text


def breathless(pack: Pack) -> Iterator[Fault]:
    """Name a step that cannot be read aloud in one breath: too long, with brackets, or sending its reader to another page."""
    for source, where, lang, text in _spoken(pack):
        count = len(text) if lang == "zh" else len(text.split())
        if count > (MAX_ZH if lang == "zh" else MAX_EN):
            what = (
                say("The step has {count} characters.", count=count)
                if lang == "zh"
                else say("The step has {count} words.", count=count)
            )
            do = say(
                "Keep to {zh} Chinese characters and {en} English words; the rest goes into detail.",
                zh=MAX_ZH,
                en=MAX_EN,
            )
            yield source.fault(where, what, do)
        elif found := _BRACKETS.search(text):
            what = say("Nobody can read {bracket} aloud.", bracket=found[0])
            yield source.fault(where, what, say("Say it in words, or put it into detail."))
        elif found := _ELSEWHERE.search(text):
            what = say("The step sends its reader elsewhere: {words}.", words=found[0])
            yield source.fault(where, what, say("Say here what is to be done; the rest goes into detail."))


def verb_first(pack: Pack) -> Iterator[Fault]:
    """Name a step that begins with what no step begins with; warn of one whose beginning is not among the plan's verbs.

    The plan's own words decide (`verbs`, `never_first` in lists.yaml), the longest that fits first. They cannot know everything: an English word
    may be a verb or a thing, Chinese words are not divided; so what stands in neither list is a warning and keeps nobody from adopting the plan.
    """
    data = pack.files["lists.yaml"].data
    known = {
        lang: tuple(frozenset(word.casefold() for word in words_of(data, f"{field}.{lang}[]")) for field in FIELDS)
        for lang in ("zh", "en")
    }
    for source, where, lang, text in _spoken(pack):
        verbs, never = known[lang]
        if not verbs:
            continue  # the schema has named it
        head = _head_zh(text, verbs | never) if lang == "zh" else _head_en(text)
        if head in never or (lang == "en" and _thing(text)):
            what = say("The step does not begin with a verb: {words}.", words=head)
            yield source.fault(where, what, say("Begin with what is to be done."))
        elif head not in verbs:
            what = say("Whether {words} is a verb is not known here.", words=head)
            do = say("Begin with a verb; if it is one, add it to verbs.{lang} in lists.yaml.", lang=lang)
            yield source.fault(where, what, do, warning=True)


def _head_zh(text: str, known: frozenset[str]) -> str:
    """Give the longest word known at the head, else the first two characters."""
    text = text.lstrip("“‘\"' ")
    return next((text[:size] for size in range(_LONGEST, 0, -1) if text[:size] in known), text[:2])


def _head_en(text: str) -> str:
    return text.split()[0].strip("\"'“”‘’,.:;!?").casefold()


def _thing(text: str) -> bool:
    words = text.casefold().split()
    return len(words) > 1 and words[1] in _AFTER_A_THING


def dated(pack: Pack) -> Iterator[Fault]:
    """Warn of a plan that is dated before one of its own lists; a date that is missing the schema names."""
    days = {
        name: str(source.data["revised"])
        for name, source in pack.files.items()
        if isinstance(source.data, dict) and isinstance(source.data.get("revised"), str)
    }
    plan, latest = days.get(ORDER_FILE, ""), max(days, key=lambda name: days[name], default="")
    if plan and days[latest] > plan:
        what = say("The plan is dated before {file}, which was revised on {day}.", file=latest, day=days[latest])
        yield pack.files[ORDER_FILE].fault(("revised",), what, say("Write {value}.", value=days[latest]), warning=True)
