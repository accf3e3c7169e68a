"""Keeps photos and papers beside the database under the SHA-256 of their bytes: the same bytes once, whole or not at all (R4.2; JOURNAL 1.2)."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from commandpost.store.files import free_bytes, private_folder, sync_folder

FOLDER = "attachments"
PIECE = 1024 * 1024
SPARE = 16 * 1024 * 1024  # bytes left free for the book itself: a photo must never take its last room

FULL = (errno.ENOSPC, errno.EDQUOT)

Going = Callable[[int], bool]  # told how many bytes are done; says whether to go on


class Kept(NamedTuple):
    """A file as it was put on the shelf: the hash and size of its bytes, what they are, the name it came by, where they lie."""

    sha256: str
    size: int
    media: str
    name: str
    path: Path


class Unfit(Exception):
    """A file that cannot be kept: why (nothing, unreadable, folder, special, empty, large, full, unwritable), and a figure or the system's words."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.why, self.detail = why, detail


class Shelf:
    """The folder of a desk, or of its backups, in which the bytes lie."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / FOLDER

    def path(self, sha256: str) -> Path:
        """Give where bytes of this hash lie, or would."""
        return self.place / sha256[:2] / sha256

    def put(self, source: Path, most: int) -> Kept:
        """Copy a file of at most so many bytes onto the shelf; its bytes are on the disk when this returns. Raises Unfit."""
        try:
            handle = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except (FileNotFoundError, NotADirectoryError):
            raise Unfit("nothing") from None
        except OSError as fault:
            if source.is_dir():
                raise Unfit("folder") from None
            raise Unfit("unreadable", fault.strerror or type(fault).__name__) from fault
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            os.close(handle)
            raise Unfit("folder" if stat.S_ISDIR(found.st_mode) else "special")
        with os.fdopen(handle, "rb") as file:
            if not found.st_size:
                raise Unfit("empty")
            if found.st_size > most:
                raise Unfit("large", str(found.st_size))
            return self._copied(file.read, source.name, found.st_size, most)

    def _copied(self, read: Callable[[int], bytes], name: str, size: int, most: int) -> Kept:
        try:
            private_folder(self.place)
            if free_bytes(self.place) < size + SPARE:
                raise Unfit("full")
            beside = self.place / f".{os.getpid()}-{secrets.token_hex(8)}.new"
            try:
                digest, size, head = _through(read, beside, most)
                target = self._room_for(digest)
                beside.replace(target)
            except BaseException:  # half a copy holds what nobody would look for
                beside.unlink(missing_ok=True)
                raise
            sync_folder(target.parent)
        except OSError as fault:
            if fault.errno in FULL:
                raise Unfit("full") from fault
            raise Unfit("unwritable", fault.strerror or type(fault).__name__) from fault
        return Kept(digest, size, media_of(head, name), name, target)

    def _room_for(self, sha256: str) -> Path:
        target = self.path(sha256)
        if not target.parent.exists():
            private_folder(target.parent)
            sync_folder(self.place)
        return target

    def take_over(self, sha256: str, source: Shelf, going: Going = lambda done: True) -> bool:
        """Copy bytes from another shelf unless they lie here whole already; gives whether they do now. Raises Unfit for this shelf's own faults."""
        if self.fault(sha256, going):
            if source.fault(sha256, going):
                return False
            return self.put(source.path(sha256), source.path(sha256).stat().st_size).sha256 == sha256
        return True

    def fault(self, sha256: str, going: Going = lambda done: True) -> str:
        """Give `missing` or `changed` where the bytes are not those of the hash, `stopped` where one did not go on, else nothing."""
        digest, done = hashlib.sha256(), 0
        try:
            with self.path(sha256).open("rb") as file:
                while piece := file.read(PIECE):
                    digest.update(piece)
                    done += len(piece)
                    if not going(len(piece)):
                        return "stopped"
        except FileNotFoundError:
            return "missing"
        except OSError:
            return "changed"
        return "" if digest.hexdigest() == sha256 else "changed"

    def lies_here(self, sha256: str, size: int) -> bool:
        """Whether bytes of that hash and size seem to lie here, without reading them."""
        try:
            return self.path(sha256).stat().st_size == size
        except OSError:
            return False

    def lend(self, sha256: str, target: Path) -> str:
        """Copy the bytes to a file of its own, to be looked at; gives `missing` or `changed` where they are not those of the hash. Raises Unfit."""
        try:
            with self.path(sha256).open("rb") as file:
                digest, _, _ = _through(file.read, target, file.seek(0, os.SEEK_END) - file.seek(0))
        except FileNotFoundError:
            return "missing"
        except OSError as fault:
            target.unlink(missing_ok=True)
            raise Unfit("full" if fault.errno in FULL else "unwritable", fault.strerror or "") from fault
        if digest != sha256:
            target.unlink(missing_ok=True)
        return "" if digest == sha256 else "changed"

    def take_away(self, sha256: str) -> None:
        """Take the bytes away; raises OSError."""
        path = self.path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            sync_folder(path.parent)

    def files(self) -> Iterator[Path]:
        """Every file that lies here, also what a power cut left half made."""
        if self.place.is_dir():
            for path in sorted(self.place.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    yield path


def _through(read: Callable[[int], bytes], target: Path, most: int) -> tuple[str, int, bytes]:
    """Write what is read into a file of its own and onto the disk; gives its hash, its size and how it begins. Raises Unfit where it grew too large."""
    digest, size, head = hashlib.sha256(), 0, b""
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
        while piece := read(PIECE):
            head = head or piece[:64]
            size += len(piece)
            if size > most:
                raise Unfit("large", str(size))
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise Unfit("empty")
    return digest.hexdigest(), size, head


BEGINS = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"), (b"%PDF-", "application/pdf"),
    (b"\x1f\x8b", "application/gzip"), (b"ID3", "audio/mpeg"), (b"OggS", "audio/ogg"), (b"BM", "image/bmp"),
)  # fmt: skip
INSIDE = ((b"WEBP", "image/webp"), (b"WAVE", "audio/wav"), (b"AVI ", "video/x-msvideo"))
BOXES = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"avif": "image/avif", b"qt  ": "video/quicktime", b"M4A ": "audio/mp4"}


def media_of(head: bytes, name: str) -> str:
    """Give what kind of bytes these are, by how they begin, else by the name they came by."""
    if head[:4] == b"RIFF":
        return dict(INSIDE).get(head[8:12], "application/octet-stream")
    if head[4:8] == b"ftyp":
        return BOXES.get(head[8:12], "video/mp4")
    for begins, media in BEGINS:
        if head.startswith(begins):
            return media
    from mimetypes import MimeTypes

    return MimeTypes().guess_type(name)[0] or "application/octet-stream"
