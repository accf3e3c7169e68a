"""Prints a group's list as one A4 page with boxes to tick, under a number that the log keeps (R4.4; PANES 3, 4)."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from commandpost.domain.checklists.records.tasks import FIRST_TEN
from commandpost.domain.checklists.rules.sheet_code import VERSION, read_sheet, sheet_ref
from commandpost.domain.core.clock import now_stamp
from commandpost.domain.core.kinds import printable
from commandpost.domain.core.refusal import Refused, refuse
from commandpost.exchange.naming import Teller
from commandpost.exchange.spoken_lists import holder, owner_words
from commandpost.locale.words import language, say, say_in
from commandpost.store.files import PRINTED, private_folder, sync_folder

if TYPE_CHECKING:
    from commandpost.desk import Desk

EXERCISE = "演练 EXERCISE"
TRIES = 5  # another window may print in the same second and take the number
PATIENCE_S = 120
LONGEST = 400  # characters of one text
STALE_S = 3600  # what a killed process left half drawn is taken away by the next one
PACKAGE = Path(__file__).resolve().parents[3]


class Printed(NamedTuple):
    """A list on paper: the file, its number, how many A4 pages, code points that stand as boxes, its entry in the log."""

    file: str
    sheet: str
    pages: int
    boxed: tuple[str, ...]
    entry: str


class Ready(NamedTuple):
    """A list that is drawn and on the disk, and has no name and no number yet."""

    number: str
    group: str
    sheet: int
    place: Path
    beside: Path
    pages: int
    boxed: tuple[str, ...]
    who: str | None


def print_list(desk: Desk, number: str, group: str, out: Path | None = None, *, who: str | None = None) -> Printed:
    """Draw a list, put it into the log, and only then let the file bear its name; refuses (Refused) an empty list and a place that cannot be written."""
    for attempt in range(TRIES):
        ready = draw(desk, number, group, out, who=who)
        try:
            return file_away(desk, ready)
        except Refused:
            if _next(desk, ready.number) == ready.sheet or attempt == TRIES - 1:
                raise
    raise AssertionError  # the loop ends by return or raise


def draw(desk: Desk, number: str, group: str, out: Path | None = None, *, who: str | None = None) -> Ready:
    """Draw a list into a file beside the one it will be; takes a second, and writes nothing into the book."""
    shown = desk.ask("incident.show", number)
    rows = desk.ask("task.list", number, group=group)
    if not rows:
        raise refuse(say("Nothing stands on this list."), say("A level writes the lists: commandpost incident set-level"), "R4.4", group)
    number, group = shown.number, rows[0].group or FIRST_TEN
    sheet = _next(desk, number)
    with _in_words(out or desk.folder / PRINTED):
        place = out or private_folder(desk.folder / PRINTED) / f"{number}-{group}-{sheet_ref(desk.site.label, sheet)}.pdf"
        beside = place.with_name(f".{place.name}.{os.getpid()}.new")
        if place.exists():  # a folder, a file that another program holds: said before the log says that it was printed
            place.open("rb+").close()
        _sweep(place.parent)
        try:
            drawn = _drawn(page(desk, shown, group, rows, sheet, who), beside)
        except BaseException:
            _away(beside)
            raise
    return Ready(number, group, sheet, place, beside, drawn["pages"], tuple(f"U+{code:04X}" for code in drawn["boxed"]), who)


def file_away(desk: Desk, ready: Ready) -> Printed:
    """Put a list that is drawn into the log under its number, and give the file its name; refuses (Refused) when the number was taken meanwhile."""
    try:
        done = desk.do("sheet.print", ready.number, ready.group, ready.sheet, ready.pages, who=ready.who)
        with _in_words(ready.place):
            ready.beside.replace(ready.place)
            sync_folder(ready.place.parent)
    finally:
        _away(ready.beside)
    return Printed(str(ready.place), sheet_ref(desk.site.label, ready.sheet), ready.pages, ready.boxed, done.made[1].ref)


@contextlib.contextmanager
def _in_words(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise refuse(
            say("The file cannot be written: {fault}.", fault=fault.strerror or ""), say("Name another place with --out."), "R4.4", str(place)
        ) from fault


def _sweep(folder: Path) -> None:
    for left in folder.glob(".*.pdf.*.new"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE_S:
                left.unlink()


def _away(beside: Path) -> None:
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)


def said(made: Printed) -> list[str]:
    """Say where the file is, its number, how many pages, and what stands as a box."""
    lines = [say("{file} (sheet no. {sheet}, {pages} A4)", sheet=made.sheet, pages=made.pages, file=made.file)]
    return [*lines, *([say("No font here has these characters; they stand as boxes: {characters}", characters=" ".join(made.boxed))] if made.boxed else [])]


def _next(desk: Desk, number: str) -> int:
    """Give the next sheet's number of this desk in an incident."""
    found = (read_sheet(row.sheet) for row in desk.ask("sheet.list", number))
    return 1 + max((sheet for label, sheet in filter(None, found) if label == desk.site.label), default=0)


def _drawn(described: dict[str, Any], beside: Path) -> dict[str, Any]:
    """Let a process of its own draw the page and end, with fonts and PDF writer; the file is on the disk when this returns."""
    path = os.pathsep.join(filter(None, (str(PACKAGE), os.environ.get("PYTHONPATH"))))
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))  # names stand on it: its owner's from the first byte
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "commandpost.exchange.paper.drawing", str(beside.absolute())],
            input=json.dumps(described).encode(), capture_output=True, timeout=PATIENCE_S, check=True, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        last = (getattr(fault, "stderr", None) or b"").decode("utf-8", "replace").strip().split("\n")[-1]
        raise refuse(
            say("The page could not be drawn: {fault}", fault=printable(last)[:200] or type(fault).__name__),
            say("Try again; commandpost doctor looks at the rest."), "R4.4", str(beside),
        ) from fault  # fmt: skip
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def page(desk: Desk, shown: Any, group: str, rows: list[Any], sheet: int, who: str | None) -> dict[str, Any]:
    """Word a list for paper in the language spoken, each step in the other one as well: what `drawing` draws, character for character."""
    plan, now = desk.plan_of(shown.plan), now_stamp(desk.clock)
    tell = Teller(plan, ZoneInfo(desk.site.zone), now, 200)
    zh, ref = language() == "zh_CN", sheet_ref(desk.site.label, sheet)
    card = next(iter(desk.ask("group.card", shown.number, group)), None)
    names = [plan.groups[group].zh, plan.groups[group].en] if group in plan.groups else [say_in(code, "First ten minutes") for code in ("zh_CN", "en")]
    waits = [say("standby")] if card is not None and card.waits else []
    about = " · ".join(filter(None, (shown.number, tell.level(shown.level), tell.type(shown.type), shown.place, *waits)))
    by = who or desk.site.operator_name or say("[erased]")
    described: dict[str, Any] = _clean(
        {
            "exercise": EXERCISE if shown.drill else "",
            "title": " · ".join(names if zh else reversed(names)),
            "about": [about, say("reported {time}: {title}", time=tell.clock(shown.received_at), title=_short(shown.title))],
            "card": _card(card, shown, zh, tell),
            "heads": {"step": say("To do"), "who": say("Owner"), "target": say("Target"), "time": say("Done at"), "name": say("Name")},
            "steps": [_step(row, group, zh, tell) for row in rows],
            "foot": [
                say(
                    "Plan {version} · sheet no. {sheet}, sheet {page} of {pages} · {number}",
                    version=shown.plan[:VERSION], sheet=ref, page="{page}", pages="{pages}", number=shown.number,
                ),
                say("printed {time} by {who}", time=tell.local(now).isoformat(" ")[:16], who=by),
                say(
                    "Tick, write time and name. Entered on the desk: Ctrl+P, “tick a task as done”, sheet no. {sheet} and the time written here.",
                    sheet=ref,
                ),
            ],
            "missing": say("No font here has these characters; they stand as boxes: {characters}", characters="{characters}"),
            "code": [shown.number, group, shown.plan, desk.site.label, sheet],
        }
    )  # fmt: skip
    return described


def _step(row: Any, group: str, zh: bool, tell: Teller) -> dict[str, str]:
    over = row.state in ("done", "skipped")
    code = row.id.rpartition(".")[2] if group == FIRST_TEN else ".".join(row.id.split(".")[-2:])
    main, other = (row.text_zh, row.text_en) if zh else (row.text_en, row.text_zh)
    return {
        "critical": say("CRITICAL:") if row.critical else "",
        "text": _short(main),
        "also": _short(other) if other != main else "",
        "remark": " · ".join([code, *([say("not applicable")] if row.state == "skipped" else [])]),
        "who": _short(owner_words(row.owner, tell)),
        "target": tell.clock(row.target_at),
        "state": row.state if over else "open",
        "time": tell.clock(row.done_at) if over else "",
        "name": _short(row.done_by or "") if over else "",
    }


def _card(card: Any, shown: Any, zh: bool, tell: Teller) -> list[list[str]]:
    """The lines above the steps; the first ten minutes have nobody's card, only who commands."""
    if card is None:
        person, post = shown.commander.person, shown.commander.post
        return [[say("Command"), say("{post}: {person}", post=tell.post(post), person=person or say("nobody"))]] if post or person else []
    semicolon = say("; ")
    kept = say(", ").join([*(item.zh if zh else item.en for item in card.take), card.take_zh if zh else card.take_en])
    channel = card.channel
    parts = semicolon.join(say("{post}: {person}", post=p.zh if zh else p.en, person=p.does_zh if zh else p.does_en) for p in card.departments)
    lines = [
        (say("You are"), f"{holder(card.you, zh)} · {card.you_are_zh if zh else card.you_are_en}"),
        (say("Report to"), " · ".join([holder(card.report_to, zh), *card.report_to.phones])),
        (say("Channel"), f"{channel.zh if zh else channel.en} · {channel.number or say('number not entered')}"),
        (say("Go to"), card.go_to_zh if zh else card.go_to_en),
        (say("Take"), kept),
        (say("You hold"), semicolon.join(hold.zh if zh else hold.en for hold in card.you_hold)),
        (say("Departments"), "" if card.own_staff else parts),
        (say("On standby"), semicolon.join(step.zh if zh else step.en for step in card.standby) if card.waits else ""),
    ]
    return [[head, text] for head, text in lines if text]


def _short(text: str) -> str:
    """A page has no room for what somebody pasted: its beginning, and a sign that there is more on the screen."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def _clean(value: Any) -> Any:
    """Make signs that would steer a printer visible, and a line break a sign."""
    if isinstance(value, str):
        return printable(value).replace("\n", " ⏎ ")
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list) else value
