"""The doors: what starts above or below an open desk, reads or writes a file or a process, and ends in a verb or a question (DESIGN 2)."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commandpost.desk import broken, create_desk, open_desk, unwritable
from commandpost.domain.core.clock import SystemClock, now_stamp
from commandpost.domain.core.kinds import misused, printable
from commandpost.domain.core.refusal import Refused, refuse
from commandpost.locale.words import language, say
from commandpost.settings import Settings

log = logging.getLogger("commandpost")
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Errand:
    """What a door is given beside its own words: the folders, the language asked for, who acts, the event time, the submission key."""

    settings: Settings
    language: str | None
    who: str | None
    at: str | None
    key: str | None = None
    json: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a door answers: a record for scripts, lines for people, whether all is well."""

    record: dict[str, Any]
    lines: list[str]
    ok: bool = True


def init(
    errand: Errand, *, site: str, desk: str, operator: str, zone: str = "Asia/Shanghai", day_starts: str = "00:00"
) -> Outcome:
    """Open a new desk in an empty data folder, with our plan pack adopted (R2.1)."""
    letter = desk.strip().upper()
    if not re.fullmatch("[A-Z]", letter):
        raise misused(
            say("“{label}” is not the letter of a desk.", label=printable(desk)[:20]),
            say("A desk is one letter, A to Z; the first desk is A."),
        )
    made = create_desk(
        errand.settings.data, errand.settings.state, site=site, desk=letter, operator=operator, language=errand.language or language(),
        zone=zone, day_starts=day_starts,
    )  # fmt: skip
    with made:
        return Outcome(
            {"site": site, "label": made.site.label, "data": str(errand.settings.data)},
            [say("{site}, desk {label}, is open.", site=site, label=made.site.label)],
        )


def local_zone() -> str:
    """Give the name of this machine's time zone, which the first screen proposes; Asia/Shanghai where it tells none."""
    import os

    named = os.environ.get("TZ", "").lstrip(":")
    if "/" in named:
        return named
    try:
        path = str(Path("/etc/localtime").resolve())
        return (
            path.split("zoneinfo/", 1)[1]
            if "zoneinfo/" in path and "/" in path.split("zoneinfo/", 1)[1]
            else "Asia/Shanghai"
        )
    except OSError:
        return "Asia/Shanghai"


def new_stream(errand: Errand, *, reason: str) -> Outcome:
    """Go on under a new name after a restore, a clone or a copied file (R4.5)."""
    with open_desk(errand.settings.data, errand.settings.state, language=errand.language) as desk:
        done = desk.new_stream(reason, who=errand.who, at=errand.at)
        return Outcome({"label": done.ref}, [done.ref])


def backup(errand: Errand, folder: str) -> Outcome:
    """Copy the running desk with its attachments into a folder, and check the copy (R4.5)."""
    from commandpost.domain.log import papers
    from commandpost.store.backup import copy_out
    from commandpost.store.files import private_folder
    from commandpost.store.read import open_readonly
    from commandpost.store.shelf import Shelf, Unfit
    from commandpost.store.verify import chains

    with open_desk(errand.settings.data, errand.settings.state, language=errand.language) as desk:
        stamp = now_stamp(desk.clock).replace(":", "").replace("-", "")[:15]
        target = Path(folder) / f"commandpost-{desk.site.label}-{stamp}.db"
        try:
            private_folder(target.parent)
            copy_out(desk.reader.connection, target)
        except OSError as fault:
            raise refuse(
                say("The copy cannot be written: {fault}.", fault=fault.strerror or ""),
                say("Name another folder."),
                "R4.5",
                folder,
            ) from fault
        except sqlite3.Error as fault:
            raise broken(fault, target.parent) from fault
        copy = open_readonly(target)
        verdict = chains(copy, lambda stream: None)
        named = papers.standing_in(copy) if verdict.ok else []
        copy.close()
        try:
            left = papers.carry(named, Shelf(desk.folder), Shelf(target.parent))
        except Unfit as unfit:
            raise papers.unkept(unfit) from unfit
        still = {paper.sha256 for paper in papers.standing(desk.reader)} if left else set()
        lost = next((paper for paper in left if paper.sha256 in still), None)  # what the law took meanwhile is not lost
        wrong = verdict.fault or (papers.not_whole(lost) if lost else None)
        lines = [
            say("{file}: {records} records, checked", file=target, records=verdict.records)
            if wrong is None
            else say("broken: {fault}", fault=wrong)
        ]
        if named and wrong is None:
            lines.append(say("{count} attached files, checked", count=len(named) - len(left)))
        record = {"file": str(target), "records": verdict.records, "ok": wrong is None, "fault": wrong}
        return Outcome(record | {"attachments": len(named) - len(left)}, lines, wrong is None)


def _empty(folder: Path) -> bool:
    """Whether nothing stands in a folder, as far as one may look; refuses one that may not be looked into."""
    try:
        return not folder.exists() or not any(folder.iterdir())
    except OSError as fault:
        raise unwritable(folder, fault) from fault


def restore(errand: Errand, file: str) -> Outcome:
    """Put a backup into an empty data folder and go on under a new name; what the law had erased since is erased again (R4.5)."""
    from commandpost.store.backup import put_back

    folder = errand.settings.data
    if not _empty(folder):
        raise refuse(
            say("The folder {folder} is not empty.", folder=folder),
            say("Name an empty one with --data."),
            "R4.5",
            str(folder),
        )
    if not Path(file).is_file():
        raise refuse(say("There is no file {file}.", file=file), say("Check its name."), "R4.5", file)
    try:
        put_back(Path(file), folder)
        brought, lost = _papers_back(Path(file), folder, errand.settings.state)
        with open_desk(folder, errand.settings.state, language=errand.language) as desk:
            done = desk.new_stream(say("restored from {file}", file=Path(file).name), who=errand.who, at=errand.at)
            lines = [say("restored; this desk now writes as {label}", label=done.ref)]
            if brought:
                lines.append(say("{count} attached files, checked", count=brought))
            if lost:
                lines.append(say("not beside the backup, or changed there: {names}", names="; ".join(lost)))
            record = {"label": done.ref, "data": str(folder), "attachments": brought, "missing": lost}
            return Outcome(record, lines)
    except Refused:  # a newer file, say: the folder is left as empty as it was
        _take_back(folder)
        raise
    except sqlite3.Error as fault:
        _take_back(folder)
        raise broken(fault, folder) from fault
    except OSError as fault:
        raise refuse(
            say("The folder {folder} cannot be written: {fault}.", folder=folder, fault=fault.strerror or ""),
            say("Name another with --data."),
            "R4.5",
        ) from fault


def _papers_back(backup: Path, folder: Path, state: Path) -> tuple[int, list[str]]:
    """Bring the attached files from beside the backup, but for those that the law had erased since; gives how many, and what is not there."""
    from commandpost.domain.log import papers
    from commandpost.store.mark import ErasedIds
    from commandpost.store.read import Reader
    from commandpost.store.shelf import Shelf, Unfit

    reader = Reader(folder)
    try:
        named = papers.standing(reader, ErasedIds(state).remembered(reader))
        lost = papers.carry(named, Shelf(backup.parent), Shelf(folder))
    except Unfit as unfit:
        raise papers.unkept(unfit) from unfit
    finally:
        reader.close()
    return len(named) - len(lost), [paper.said for paper in lost]


def _take_back(folder: Path) -> None:
    import shutil

    from commandpost.store.files import DATABASE
    from commandpost.store.shelf import FOLDER

    (folder / DATABASE).unlink(missing_ok=True)
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


def verify(errand: Errand) -> Outcome:
    """Prove the whole book: the chain, every commitment, every row, every attached file; names the first that is broken (R5.4)."""
    from commandpost.domain.log.papers import Proof, prove
    from commandpost.domain.shapes import SHAPES
    from commandpost.store.read import open_readonly
    from commandpost.store.shelf import Shelf
    from commandpost.store.verify import verify as look

    with open_desk(errand.settings.data, errand.settings.state, language=errand.language, asking=True) as desk:
        connection = open_readonly(desk.reader.path)
        try:
            found = look(connection, SHAPES, desk.marks.read, path=desk.reader.path)
            files = prove(desk.reader, Shelf(desk.folder), _telling()) if found.ok else Proof(0, 0)
        except KeyboardInterrupt:
            return Outcome({"ok": False, "stopped": True}, [say("stopped before the end: nothing is proved")], ok=False)
        finally:
            connection.close()
    fault = found.fault or files.fault
    lines = [
        say(
            "records: {records}, streams: {streams}, texts and names with their commitments: {values}",
            records=found.records,
            streams=found.streams,
            values=found.values,
        )
    ]
    if found.erased:
        lines.append(say("{erased} values erased by law, commitments stand", erased=found.erased))
    if files.files:
        lines.append(say("attached files: {count}, {size} MB", count=files.files, size=-(-files.size // MB)))
    lines += found.warnings
    lines.append(say("all is as it was written") if fault is None else say("BROKEN: {fault}", fault=fault))
    record = {
        "ok": fault is None, "records": found.records, "streams": found.streams, "values": found.values, "erased": found.erased,
        "attachments": files.files, "fault": fault, "warnings": found.warnings, "stopped": False,
    }  # fmt: skip
    return Outcome(record, lines, fault is None)


def _telling() -> Callable[[int], bool]:
    """Tell on a terminal, now and then, how much of the attached files was looked at; Ctrl+C stops it."""
    import sys

    done = told = 0

    def going(more: int) -> bool:
        nonlocal done, told
        done += more
        if done - told >= 64 * MB and sys.stderr.isatty():
            told = done
            sys.stderr.write("\r" + say("attached files: {size} MB looked at, Ctrl+C stops", size=done // MB) + " ")
            sys.stderr.flush()
        return True

    return going


def doctor(errand: Errand, *, moments: bool = False) -> Outcome:
    """Look at disk, clock, rights and guards, and say what to mend (R6.3)."""
    from commandpost.doctor import examine, flow

    checks = flow() if moments else examine(errand.settings, errand.language, SystemClock())
    marks = {True: say("ok"), False: say("WRONG"), None: say("note")}
    lines = [f"{marks[check.ok]}  {check.what}" + (f"  → {check.do}" if check.do else "") for check in checks]
    record = {"checks": [{"code": c.code, "ok": c.ok, "what": c.what, "do": c.do} for c in checks]}
    return Outcome(record, lines, all(check.ok is not False for check in checks))


def plan_check(errand: Errand, folder: str | None = None) -> Outcome:
    """Check a plan pack: every fault with file, line and field (R4.3)."""
    from commandpost.plan.check import check
    from commandpost.plan.pack import our_pack_dir

    faults = check(Path(folder) if folder else our_pack_dir())
    lines = [f"{fault.file}:{fault.line} {fault.field}: {fault.what} {fault.do}".strip() for fault in faults]
    record = {
        "faults": [
            {"file": f.file, "line": f.line, "field": f.field, "what": f.what, "do": f.do, "warning": f.warning} for f in faults
        ]
    }  # fmt: skip
    sound = not any(not fault.warning for fault in faults)
    return Outcome(
        record, [*lines, say("the plan pack is sound") if sound else say("the plan pack cannot be adopted")], sound
    )


def plan_adopt(errand: Errand, folder: str | None = None) -> Outcome:
    """Adopt a plan pack, the site's own or ours anew; running incidents keep the one they began with (R4.3)."""
    from commandpost.plan.check import check
    from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder

    source = Path(folder) if folder else our_pack_dir()
    faults = [fault for fault in check(source) if not fault.warning]
    if faults:
        first = faults[0]
        raise refuse(
            say(
                "The plan pack has {count} faults, the first: {file}:{line} {field}: {what}",
                count=len(faults),
                file=first.file,
                line=first.line,
                field=first.field,
                what=first.what,
            ),
            say("Mend it; see all: commandpost plan check {folder}", folder=source),
            "R4.3",
            str(source),
        )
    text = canonical(read_folder(source))
    with open_desk(errand.settings.data, errand.settings.state, language=errand.language) as desk:
        done = desk.do(
            "plan.adopt",
            digest(text),
            content=text,
            origin="site" if folder else "ours",
            who=errand.who,
            at=errand.at,
            key=errand.key,
        )
        return Outcome({"digest": digest(text)}, [done.ref])


def log_import(
    errand: Errand, file: str, *, incident: str | None = None, new: str | None = None, title: str | None = None
) -> Outcome:
    """Import a file of entries into an incident, or into a new one marked after-the-fact (R4.2)."""
    from commandpost.exchange.csv_entries import read_entries

    if (incident is None) == (new is None):
        raise refuse(
            say("Name either an incident or a new type."), say("Give --incident N, or --new TYPE --title TEXT."), "R4.2"
        )
    with open_desk(errand.settings.data, errand.settings.state, language=errand.language) as desk:
        found = read_entries(Path(file), desk.plan)
        done = desk.do(
            "log.import", rows=json.dumps(found.rows), sha256=found.sha256, incident=incident, new=new, title=title or (Path(file).stem if new else None),
            who=errand.who, at=errand.at, key=errand.key,
        )  # fmt: skip
        return Outcome({"incident": done.ref, "entries": len(found.rows)}, [done.ref, *done.remarks])


def paper_list(errand: Errand, incident: str, group: str, *, out: str | None = None) -> Outcome:
    """Print a group's list of an incident as one A4 page with boxes to tick, into a PDF file under a number of its own (R4.4)."""
    from commandpost.exchange.paper.listing import print_list, said

    with open_desk(errand.settings.data, errand.settings.state, language=errand.language) as desk:
        made = print_list(desk, incident, group, Path(out) if out is not None else None, who=errand.who)
        return Outcome(made._asdict(), said(made))


def watch(errand: Errand, *, for_: str | None = None) -> Outcome:
    """Watch without a screen: what falls due is raised, told and followed up; until a signal comes, or for so many seconds (R4.2)."""
    from commandpost.exchange.spoken_alarms import watched
    from commandpost.watch.channels.program import words_of
    from commandpost.watch.standing import stand

    if for_ is not None and not re.fullmatch(r"\d{1,7}(\.\d{1,3})?", for_):
        raise misused(say("“{text}” is no number of seconds.", text=printable(for_)[:20]), say("Write it like --for 60."))
    program = words_of(errand.settings.values.get("program"))
    if program is None:
        raise misused(
            say("The setting program is no list of words."), say('Write it like program = ["/usr/bin/notify", "--urgent"].')
        )

    def tell(line: str) -> None:
        if not errand.json:
            print(printable(line), flush=True)

    with open_desk(errand.settings.data, errand.settings.state, language=errand.language) as desk:
        record = stand(desk, tell, seconds=float(for_) if for_ is not None else None, program=program)
    return Outcome(record, watched(record))


def stats(errand: Errand, *, incident: str | None = None, since: str | None = None, csv: bool = False) -> Outcome:
    """Look back: time to answer and to meet, how often late and by how much, per incident and per month; --csv for a spreadsheet (R4.2)."""
    from commandpost.exchange.spoken_alarms import statistics

    with open_desk(errand.settings.data, errand.settings.state, language=errand.language, asking=True) as desk:
        found = desk.ask("stats", incident=incident, since=since)
    record = {part: [past._asdict() for past in getattr(found, part)] for part in ("incidents", "months")}
    return Outcome(record, statistics(found, as_csv=csv))
