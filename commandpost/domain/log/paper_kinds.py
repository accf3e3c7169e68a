"""Turns the path of a photo or paper into bytes on the shelf, before the record that names them, and a number into the attachment it means (R4.2)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, NamedTuple

from commandpost.domain.core.kinds import Kind, clean, misused, printable
from commandpost.domain.core.numbers import entry_number, read_entry
from commandpost.domain.core.refusal import Refused, refuse
from commandpost.domain.core.unit import Ask
from commandpost.domain.log.kinds import BookRef
from commandpost.locale.words import say
from commandpost.store.shelf import Kept, Shelf, Unfit

MB = 1024 * 1024
SETTING = "attachment_mb"  # in settings.toml: how large one file may be, in megabytes


class FileTold(NamedTuple):
    """A file that lies on the shelf; `id` is the personal value that holds its hash."""

    id: str
    kept: Kept


class PaperRef(NamedTuple):
    """An attachment of a book as it was named."""

    id: str
    ref: str
    contents: str
    told: str | None


def most_mb(folder: Path) -> int:
    """Give how large one file may be, in megabytes, as this laptop is set."""
    from commandpost.settings import load

    return int(load(str(folder)).chosen(SETTING))


def put_on_shelf(folder: Path, raw: Any) -> Kept:
    """Copy the file of that path (relative to where the command runs) onto the shelf; refuses in words what is no file that can be kept."""
    text = str(raw)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise misused(
            say("The name of this file is not valid UTF-8."), say("Rename the file, then attach it.")
        ) from None
    most = most_mb(folder)
    try:
        if not text.strip() or "\0" in text:
            raise Unfit("nothing")
        return Shelf(folder).put(Path(text).expanduser(), most * MB)
    except (ValueError, RuntimeError):
        raise _unfit(Unfit("nothing"), text, most) from None
    except Unfit as unfit:
        raise _unfit(unfit, text, most) from unfit


def _unfit(unfit: Unfit, text: str, most: int) -> Refused:
    path, why = printable(text)[:120], unfit.why
    if why == "nothing":
        what, do = say("There is no file {file}.", file=path), say("Check its name.")
    elif why == "folder":
        what, do = say("This is a folder, not a file: {file}", file=path), say("Attach the files in it one by one.")
    elif why == "special":
        what, do = say("This is no plain file: {file}", file=path), say("Attach a photo, a paper, a recording.")
    elif why == "empty":
        what, do = say("This file is empty: {file}", file=path), say("Check whether it was saved.")
    elif why == "large":
        size = f"{-(-int(unfit.detail) // MB)} MB"
        what = say("This file is too large, {size}; at most {most} MB are kept: {file}", file=path, size=size, most=most)
        do = say("Make it smaller, or raise {setting} in settings.toml.", setting=SETTING)
    elif why == "full":
        what, do = say("The disk is full; nothing was attached."), say("Free some space, then do it again.")
    elif why == "unreadable":
        what = say("This file cannot be read ({fault}): {file}", file=path, fault=unfit.detail)
        do = say("Give this account the right to read it.")
    else:
        what = say("The folder of attachments cannot be written: {fault}.", fault=unfit.detail)
        do = say("Make it writable, then do it again.")
    return refuse(what, do, "R4.2", text)


def _file(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[FileTold, Any]:
    assert isinstance(raw, Kept), "put on the shelf before"  # noqa: S101
    if not raw.path.is_file():
        raise refuse(
            say("Another desk took these bytes away a moment ago."), say("Do it again."), "R4.2", printable(raw.name)
        )
    key = ask.keep("contents", raw.sha256)
    return FileTold(key, raw), ask.mention(key)


def find_paper(ask: Ask, book: BookRef, raw: Any) -> PaperRef:
    """Give the attachment of that number in a book; refuses one that was never given."""
    text = clean(raw).strip()
    number = read_entry(text)
    if number is None:
        raise misused(
            say("“{text}” is not an attachment's number.", text=printable(text)[:60]), say("Write it like 2 or B#2.")
        )
    found = ask(
        "SELECT id, contents, told_id FROM attachment WHERE book_id = ? AND label = ? AND number = ?", (book.id, *number)
    )
    if not found:
        raise refuse(
            say("There is no attachment {number} in {book}.", number=entry_number(*number), book=book.ref),
            say("See them: commandpost attachment list {book}", book=book.ref),
            "R4.2",
            text,
        )
    return PaperRef(found[0][0], entry_number(*number), found[0][1], found[0][2])


FileOf = Annotated[FileTold, Kind("FILE", _file, put_on_shelf)]
