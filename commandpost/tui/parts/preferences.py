"""How this laptop likes to see the desk: takes the settings file at the start, changes the desk at once, writes one line (R4.3; DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from commandpost.locale.words import LANGUAGES, language, say, set_language
from commandpost.settings import CHOICES, KEYS, Settings, meant
from commandpost.tui.keys import SCAN, key_of, move
from commandpost.tui.themes import few_colours, theme_for

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp
    from commandpost.tui.parts.errand import Queue


class Preferences:
    """The settings in force in this sitting. Cheap to make: it is made before the first paint."""

    def __init__(self, frame: DeskApp, settings: Settings | None) -> None:
        self._frame = frame
        self.settings = settings or Settings(Path(), Path())
        self._kept = settings is not None  # a desk that is thrown away keeps no settings
        self.values = {name: self.settings.chosen(name) for name in CHOICES}
        own = self.settings.keys().items()  # looked at closely once the rows are there
        self.keymap: dict[str, str] = {k: "comma" if v == "," else v for k, v in own if v.strip() and v != SCAN}
        self.wrong: list[str] = []  # what is wrong in the file, as it was when the desk was opened
        self._pen: Queue | None = None
        self._by_night: bool | None = None  # not known before the site's time is
        move(self.keymap)

    def theme(self) -> str:
        """Give the theme to begin with."""
        return theme_for(chosen=self.values["theme"])

    @property
    def notice_s(self) -> float:
        """Seconds that a sentence at the foot stays."""
        return float(self.values["notice_seconds"])

    # at the start

    def rows_shown(self) -> None:
        """The desk is there: look at the user's keys, and say what is wrong in the file."""
        from commandpost.tui.parts.errand import Errand

        def looked(said: list[str]) -> None:
            self.wrong = said
            if said:
                more = (
                    say("{count} more: {key} shows them.", count=len(said) - 1, key=key_of("desk.settings"))
                    if len(said) > 1
                    else ""
                )
                self._frame.standing.say(" ".join([said[0], more]).strip(), wrong=True)

        if self.settings.values or self.settings.broken:
            Errand(self._frame, "settings").run(self._look, looked, self._frame.complain)

    def _look(self) -> list[str]:
        from commandpost.tui.parts.settings_words import fault_sentence, key_fault_sentence

        said = [fault_sentence(fault) for fault in self.settings.faults()]
        if keys := self.settings.keys():
            from commandpost.tui.parts.keymap import checked, load_all

            load_all()
            held, wrong = checked(keys)
            self._frame.call_from_thread(self._hold, held)
            said += [key_fault_sentence(self.settings.file, name, why) for name, why in wrong.items()]
        return said

    def _hold(self, keymap: dict[str, str]) -> None:
        self.keymap = keymap
        move(keymap)
        self._frame.set_keymap(keymap)

    # the night

    def tick(self) -> None:
        """A second has passed: at dusk the night theme, at dawn the chosen one; a theme taken by hand stays till then."""
        by_night = self._dark_now()
        if self._by_night is None or by_night != self._by_night:
            first, self._by_night = self._by_night is None, by_night
            if not few_colours() and (by_night or not first):
                self._frame.theme = "night" if by_night else self.theme()

    def _dark_now(self) -> bool:
        span = self.values["night"]
        if span == "off":
            return False
        begins, _, ends = span.partition("-")
        standing = self._frame.standing
        now = standing.now().astimezone(standing.zone).strftime("%H:%M")
        return begins <= now < ends if begins < ends else now >= begins or now < ends

    # changing

    def change(self, name: str, value: str, failed: Callable[[str], None]) -> bool:
        """Take a value at once and write it down; gives False when it cannot be meant. `failed` is told why it could not be written."""
        said = meant(name, value)
        if said is None:
            return False
        self.values[name] = said
        if name == "language":
            site = self._frame.desk.site.language if self._frame.desk is not None else language()
            set_language(said if said in LANGUAGES else site)
            self._frame.retell()
        elif name == "theme":
            self._frame.theme = self.theme()
        elif name == "night":
            self._by_night = None
            if self._frame.desk is not None:
                before = self._frame.theme
                self.tick()
                if before == "night" and not self._by_night:
                    self._frame.theme = self.theme()
        elif name in ("bell", "notifications"):
            self._frame.alerts.watch()
        self._write("", name, said, failed)
        return True

    def change_key(self, command: str, key: str | None, failed: Callable[[str], None]) -> str:
        """Give a command another key, or its own again (None); gives the refusal, if it may not have it. All pages are loaded."""
        from commandpost.tui.parts.keymap import refusal, spelled

        keymap = {name: held for name, held in self.keymap.items() if name != command}
        if key is not None:
            if why := refusal(command, key, keymap):
                return why
            keymap[command] = spelled(key)
        elif why := self._taken_meanwhile(command, keymap):
            return why
        self._hold(keymap)
        self._write(KEYS, command, key, failed)
        self._frame.retell()
        return ""

    def _taken_meanwhile(self, command: str, keymap: dict[str, str]) -> str:
        from commandpost.tui.keys import DECLARED
        from commandpost.tui.parts.keymap import refusal

        known = DECLARED.get(command)
        return refusal(command, known.key, keymap) if known is not None else ""

    def _write(self, table: str, name: str, value: str | None, failed: Callable[[str], None]) -> None:
        """Every change is written, in the order it was made, in a thread; what cannot be written holds for this sitting."""
        if not self._kept:
            return
        from commandpost.settings_file import Strange, change
        from commandpost.tui.parts.errand import Queue

        if self._pen is None:
            self._pen = Queue(self._frame, "settings file")
            self._pen.start()
        file = self.settings.file

        def missed(error: Exception) -> None:
            if isinstance(error, Strange):
                failed(
                    say("It holds until the desk is left. {file} is laid out in a way the desk does not change; write it there yourself.", file=file.name)
                )  # fmt: skip
            elif isinstance(error, OSError):
                why = error.strerror or type(error).__name__
                failed(say("It holds until the desk is left: {file} cannot be written ({why}).", file=file.name, why=why))  # fmt: skip
            else:
                self._frame.complain(error)

        self._pen.run(partial(change, file, table, name, value), lambda _: None, missed)

    @property
    def writing(self) -> bool:
        """Whether something is still to be written."""
        return self._pen is not None and bool(len(self._pen))
