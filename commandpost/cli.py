"""The door: bare `commandpost` opens the screen; two words name a verb or a question of the registry, printed for people or, with --json, for scripts."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, TextIO

from commandpost.domain.registry import COMMANDS, HIDDEN, QUESTIONS, Entry
from commandpost.locale.words import LANGUAGES, language, say, set_language
from commandpost.settings import Settings, load

if TYPE_CHECKING:
    from commandpost.desk import Desk

OK, REFUSED, USAGE = 0, 1, 2

# what starts above or below an open desk: words -> function of `doors`
DOORS: dict[str, str] = {
    "init": "init",
    "stream.new": "new_stream",
    "backup": "backup",
    "restore": "restore",
    "verify": "verify",
    "doctor": "doctor",
    "plan.check": "plan_check",
    "plan.adopt": "plan_adopt",
    "log.import": "log_import",
    "paper.list": "paper_list",
    "watch": "watch",
    "stats": "stats",
}
PICTURES = "120"  # a second at most: one that has just missed its turn waits 8 ms for the next, not 16 (DESIGN 5)
TYPED = {"zh": "zh_CN", "zh_cn": "zh_CN"}  # a language as it may be typed
COMMON = {"--data": "data", "--lang": "lang", "--as": "who", "--at": "at", "--key": "key"}


def main(argv: list[str] | None = None) -> int:
    """Run the command line; gives 0 when it was done, 1 when a rule refused it, 2 when it was ill-formed."""
    try:
        code = _heard(argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who read it (`| head`) has read enough: what was to be done is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _heard(argv: list[str] | None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        rest, common = _common(words)
    except LookupError as missing:
        return _misused(say("{option} needs a value.", option=missing.args[0]))
    if (spoken := common.get("lang")) is not None:
        common["lang"] = spoken = TYPED.get(spoken.lower().replace("-", "_"), spoken)
    if spoken is not None and spoken not in LANGUAGES:
        return _misused(say("The desk speaks zh_CN and en."))
    settings = load(common.get("data"))
    set_language(spoken or _machine_language(settings))
    if rest == ["--version"]:
        from commandpost.desk import APP

        print(APP)
        return OK
    if not rest:
        return _screen(settings, spoken)
    if "--demo" in rest:
        return _demo(rest, common)
    if rest[0] in ("--help", "-h", "help"):
        print(overview())
        return OK
    if argv is None:  # a process that answers and ends: what it makes is let go with it
        gc.disable()
    name, given = _named(rest)
    if name is None:
        from commandpost.domain.core.kinds import printable

        return _misused(say("There is no “{words}”.", words=printable(" ".join(rest[:2])[:60])))
    return _run(name, given, common, settings, spoken)


def _common(words: list[str]) -> tuple[list[str], dict[str, Any]]:
    """Take the common options out, wherever they stand before `--`."""
    rest: list[str] = []
    common: dict[str, Any] = {}
    i = 0
    while i < len(words):
        word = words[i]
        option, equals, value = word.partition("=")
        if word == "--":
            rest += words[i:]
            break
        if word == "--json":
            common["json"] = True
        elif option in COMMON:
            if not equals:
                i += 1
                if i >= len(words):
                    raise LookupError(option)
                value = words[i]
            if not value:
                raise LookupError(option)
            common[COMMON[option]] = value
        else:
            rest.append(word)
        i += 1
    return rest, common


def _named(rest: list[str]) -> tuple[str | None, list[str]]:
    for count in (2, 1):
        name = ".".join(word.replace("-", "_") for word in rest[:count])
        if len(rest) >= count and name not in HIDDEN and (name in DOORS or name in COMMANDS or name in QUESTIONS):
            return name, rest[count:]
    return None, rest


def _machine_language(settings: Settings) -> str:
    chosen = settings.chosen("language")
    if chosen in LANGUAGES:
        return chosen
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh_CN" if named.lower().startswith("zh") else "en"


def _screen(settings: Settings, spoken: str | None) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(overview())
        return USAGE
    from commandpost.tui_opener import Opening

    return _sit_down(Opening(settings, spoken))


def _demo(rest: list[str], common: dict[str, Any]) -> int:
    """Open a furnished desk that is gone when it is closed; with --at TIME its clock stands there, for pictures."""
    if rest != ["--demo"] or set(common) - {"lang", "at"}:
        return _misused(say("--demo stands alone; --lang goes with it."))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(overview())
        return USAGE
    from commandpost.demo import Demo
    from commandpost.domain.core.kinds import Misused, read_moment
    from commandpost.store.instant import instant

    try:
        demo = Demo(instant(read_moment(common["at"])) if "at" in common else None)
    except Misused as refused:
        return _misused(refused.refusal.sentence())
    try:
        return _sit_down(demo)
    finally:
        demo.left()


def _sit_down(opener: Any) -> int:
    os.environ.setdefault("TEXTUAL_FPS", PICTURES)
    from commandpost.tui.app import run

    return run(opener, language())


def _run(name: str, given: list[str], common: dict[str, Any], settings: Settings, spoken: str | None) -> int:
    from commandpost.desk import open_desk
    from commandpost.domain.core.kinds import Misused, parameters
    from commandpost.domain.core.refusal import Refused

    def door(**kwargs: Any) -> int:
        from commandpost.doors import Errand

        errand = Errand(settings, spoken, common.get("who"), common.get("at"), common.get("key"), bool(common.get("json")))
        outcome = function_of(name)(errand, **kwargs)
        _print(outcome.record if common.get("json") else outcome.lines)
        return OK if outcome.ok else REFUSED

    def verb(**kwargs: Any) -> int:
        with open_desk(settings.data, settings.state, language=spoken) as desk:
            done = desk.do(name, who=common.get("who"), at=common.get("at"), key=common.get("key"), **kwargs)
            made = [{"kind": item.kind, "id": item.id, "number": item.ref} for item in done.made]
            said = [*done.remarks, *done.findings]
            if common.get("json"):
                _print({"made": made, "again": done.again, "remarks": said})
            elif done.ref:  # a script reads the number alone; what a person should know stands beside it
                _print([done.ref])
                if said:
                    _print(said, sys.stderr)
            elif said:
                _print(said)
            return OK

    def question(**kwargs: Any) -> int:
        with open_desk(settings.data, settings.state, language=spoken, asking=True) as desk:
            _answer(desk, name, kwargs, bool(common.get("json")))
            return OK

    run = door if name in DOORS else verb if name in COMMANDS else question
    if run is question and "at" in common:
        return _misused(say("--at is a verb's event time; ask about a moment with --as-of where a question takes it."))
    try:
        if not given and name in QUESTIONS and not any(p.required for p in parameters(function_of(name))):
            return run()
        from commandpost.command_line import called

        return called(name, function_of(name), sentence_of(name), given, run)
    except Misused as refused:
        _print([refused.refusal.sentence()], sys.stderr)
        return USAGE
    except Refused as refused:
        _print([refused.refusal.what, refused.refusal.do], sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read has read enough; nothing is to be said at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _answer(desk: Desk, name: str, kwargs: dict[str, Any], as_json: bool) -> None:
    from commandpost.domain.core.kinds import parameters

    answer, remarks = desk.ask_with_remarks(name, **kwargs)
    if remarks:
        _print(remarks, sys.stderr)
    most = next((p.default for p in parameters(function_of(name)) if p.name == "limit"), None)
    if most is not None and "limit" not in kwargs and len(answer) >= most:
        print(say("These are the newest {count}; --limit shows more.", count=most), file=sys.stderr)
    if as_json:
        record: Any = answer if isinstance(answer, list) else as_record(answer)
        if name == "incident.show":  # every figure of the plan has its key: not known is null, never 0
            record |= {"facts": dict.fromkeys(desk.plan.metrics) | record["facts"]}
        _print(record)
        return
    import shutil
    from zoneinfo import ZoneInfo

    from commandpost.domain.core.clock import now_stamp
    from commandpost.exchange.naming import Teller
    from commandpost.exchange.spoken import spoken

    # a pipe or a file takes lines as long as they are; a terminal has its width
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 1_000_000
    _print(spoken(name, answer, Teller(desk.plan, ZoneInfo(desk.site.zone), now_stamp(desk.clock), width, desk.site.drill)))


def _print(answer: Any, file: TextIO | None = None) -> None:
    if isinstance(answer, list) and answer and all(isinstance(line, str) for line in answer):
        from commandpost.domain.core.kinds import printable

        print(printable("\n".join(answer)), flush=True, file=file)
    else:
        import json

        print(json.dumps(as_record(answer), ensure_ascii=False), flush=True)


PLAIN = (str, int, type(None), bool)  # a list of a thousand records has twenty thousand of them


def as_record(answer: Any) -> Any:
    """Give an answer as JSON has it: a record, named tuple or not, becomes a mapping of its fields."""
    if isinstance(answer, dict):
        found: Iterable[tuple[Any, Any]] = answer.items()
    elif (names := getattr(answer, "_fields", None) or getattr(answer, "__dataclass_fields__", None)) is not None:
        found = ((name, getattr(answer, name)) for name in names)
    elif isinstance(answer, list | tuple):
        return [as_record(value) for value in answer]
    else:
        return answer
    return {name: value if value.__class__ in PLAIN else as_record(value) for name, value in found}


def function_of(name: str) -> Callable[..., Any]:
    """Give the function behind a name: a door, a verb or a question."""
    if name in DOORS:
        return getattr(import_module("commandpost.doors"), DOORS[name])  # type: ignore[no-any-return]
    entry: Entry = COMMANDS.get(name) or QUESTIONS[name]
    return getattr(import_module(entry.module), entry.function)  # type: ignore[no-any-return]


def sentence_of(name: str) -> str:
    """Give the sentence that says what a verb, question or door does, in English, its clause left out."""
    text = (function_of(name).__doc__ or "").strip().split("\n")[0].rstrip()
    return text[: text.rindex(" (")] + "." if text.endswith(").") and " (" in text else text


def sentences() -> dict[str, str]:
    """Give all of them, for the catalogue and the palette."""
    return {
        name: sentence_of(name)
        for name in [*DOORS, *(n for n in COMMANDS if n not in DOORS and n not in HIDDEN), *QUESTIONS]
    }


def overview() -> str:
    """Give the help page: every word that can be said, with its sentence."""
    made = sentences()
    width = max(len(name) for name in made)
    lines = [say("commandpost: the emergency desk. Without a word it opens the screen."), ""]
    lines += [
        f"  {name.replace('.', ' ').replace('_', '-'):<{width}}  {say(sentence)}"
        for name, sentence in sorted(made.items())
    ]
    common = say(
        "Everywhere: --data DIR, --lang zh_CN|en, --as NAME, --at TIME, --key KEY, --json. Exit: 0 done, 1 refused by a rule, 2 ill-formed."
    )
    demo = say("commandpost --demo opens a furnished desk to try everything at; it is gone when you close it.")
    return "\n".join([*lines, "", common, demo])


def _misused(what: str) -> int:
    print(what, file=sys.stderr)
    print(say("See: commandpost --help"), file=sys.stderr)
    return USAGE
