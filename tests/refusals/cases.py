"""What is typed and refused, on one evening: a fire that runs (26-0001), one without a level (26-0002), one that has ended (26-0003), a stuck lift
(26-0004), a festival read in from a file (26-0005), a duty log of three entries. {…} stand for folders and files of the scene."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """Words that are refused: under which heading they stand, how they are typed, the beginning of what is said, the exit code."""

    heading: str
    typed: str
    says: str
    code: int = 1


WORDS = "Words that have no form the desk can read (exit code 2)"
LOG = "The log"
INCIDENT = "An incident: level, type, chain, report"
ALARMS = "Alarms"
CALLS = "Orders, holds, command"
TIES = "Merging, linking, drills"
PAPERS = "Photos and papers"
FACTS = "Figures"
END = "The end"
PEOPLE = "People, posts, places"
LAW = "Taking words out by law"
FILES = "Files and folders"
KEYS = "Who, when, under which key"

CASES: tuple[Case, ...] = (
    Case(WORDS, "incident report fire at gate 4", "There are more words than this takes.", 2),
    Case(WORDS, "incident report fire --colour red", "“--colour” is not taken here.", 2),
    Case(WORDS, "incident set-level 26-0001 II", "--reason is missing.", 2),
    Case(WORDS, "log add duty ' '", "This text is empty.", 2),
    Case(WORDS, "log add duty rain --by ' '", "This text is empty.", 2),
    Case(WORDS, "search ' '", "This text is empty or holds control characters.", 2),
    Case(WORDS, "log day 26-0001", "This is an incident, not a duty book.", 2),
    Case(WORDS, "log list yesterday", "“yesterday” is neither an incident's number nor a duty book.", 2),
    Case(WORDS, "log strike duty first --reason x", "“first” is not an entry's number.", 2),
    Case(WORDS, "incident show duty", "This is a duty book, not an incident.", 2),
    Case(WORDS, "incident set-level 26-0001 V --reason x", "“V” is no response level.", 2),
    Case(WORDS, "incident chain 26-0001 mayor", "“mayor” is no step of the report chain.", 2),
    Case(WORDS, "incident answer 26-0001 work_safety_accident maybe --reason x", "“maybe” is no answer.", 2),
    Case(WORDS, "incident brief 26-0001 --kind poem", "A report is initial, follow-up or final.", 2),
    Case(WORDS, "incident list --limit many", "“many” is not a count.", 2),
    Case(WORDS, "incident list --state asleep", "“asleep” is no state.", 2),
    Case(
        WORDS,
        "log add 26-0001 x --kind gossip",
        "An entry is one of: report, decision, action, resource, order, instruction, system.",
        2,
    ),
    Case(WORDS, "log add 26-0001 x --set deaths", "“deaths” is not METRIC=VALUE.", 2),
    Case(WORDS, "fact set 26-0001 deaths two", "“two” is not a whole number from 0 up.", 2),
    Case(WORDS, "fact set 26-0001 density_per_m2 thick", "“thick” is not a number from 0 up.", 2),
    Case(WORDS, "fact set 26-0001 warning_colour green", "warning_colour is one of: blue, yellow, orange, red.", 2),
    Case(
        WORDS,
        "incident end 26-0001 --reason x --confirmed-by C --override flames_out",
        "An override needs its reason.",
        2,
    ),
    Case(WORDS, "place add 'gate 4' --zh 门 --en gate", "“gate 4” is not a code.", 2),
    Case(WORDS, "log add duty {broken_text}", "This text is not valid UTF-8.", 2),
    Case(KEYS, "log add duty rain --at 21:38", "“21:38” is not a time with an offset.", 2),
    Case(KEYS, "incident list --at 2026-11-05T21:38+08:00", "--at is a verb's event time;", 2),
    Case(KEYS, "log add duty rain --as Nobody", "Nobody here is called “Nobody”."),
    Case(KEYS, "log add duty snow --key k1", "This submission key was used before, with other words."),
    Case(LOG, "log list 26-0099", "There is no incident 26-0099."),
    Case(LOG, "log strike 26-0001 99 --reason x", "There is no entry #99 in 26-0001."),
    Case(LOG, "log strike duty:2026-11-05 2 --reason again", "#2 is already struck."),
    Case(LOG, "log add duty 'two hurt' --set injured=2", "Figures belong to an incident, not to the duty log."),
    Case(LOG, "incident promote 26-0001 1", "Only an entry of the duty log can be promoted."),
    Case(LOG, "incident promote duty:2026-11-05 2", "#2 is struck."),
    Case(LOG, "incident promote duty:2026-11-05 1", "#1 is already incident 26-0002."),
    Case(INCIDENT, "incident change-type 26-0001 volcano --reason x", "The plan has no incident type “volcano”."),
    Case(
        INCIDENT,
        "incident change-type 26-0001 flash_mob --reason x",
        "The plan this incident began with has no such type.",
    ),
    Case(INCIDENT, "incident change-type 26-0001 fire --reason x", "The incident already has this type."),
    Case(INCIDENT, "incident set-level 26-0003 II --reason x", "The incident has ended."),
    Case(INCIDENT, "incident chain 26-0001 department", "This step of the report chain was already taken."),
    Case(INCIDENT, "incident describe 26-0001", "Nothing is described."),
    Case(INCIDENT, "incident describe 26-0001 --department navy", "The plan has no department “navy”."),
    Case(
        INCIDENT,
        "incident answer 26-0001 food_safety no --reason x",
        "No rule “food_safety” stands under this incident's type.",
    ),
    Case(
        INCIDENT,
        "incident confirm 26-0004 special_equipment",
        "This rule starts by its own test; there is nothing to confirm.",
    ),
    Case(INCIDENT, "incident confirm 26-0001 work_safety_accident", "This was already confirmed."),
    Case(INCIDENT, "deadline meet ffffffffff --to x --channel y --note z", "There is no such obligation: ffffffffff"),
    Case(INCIDENT, "deadline meet {met_row} --to x --channel y --note z", "This obligation is already met."),
    Case(ALARMS, "deadline acknowledge {met_row}", "This obligation is already met."),
    Case(ALARMS, "deadline escalate {met_row} --reason x", "This obligation is already met."),
    Case(ALARMS, "deadline escalate ffffffffff --reason x", "There is no such obligation: ffffffffff"),
    Case(ALARMS, "watch maintenance", "Say until when and why, or that it is over.", 2),
    Case(ALARMS, "watch maintenance --off", "Alarms are not switched off."),
    Case(ALARMS, "watch maintenance --until 2026-11-05T12:00+08:00 --reason x", "2026-11-05 12:00 has passed already."),
    Case(ALARMS, "watch --for soon", "“soon” is no number of seconds.", 2),
    Case(
        INCIDENT,
        "deadline meet {level_row} --to x --channel y --note z",
        "This obligation is met by doing it, not by a report.",
    ),
    Case(TIES, "incident merge 26-0001 26-0001 --reason x", "26-0001 cannot be tied to itself."),
    Case(TIES, "incident merge 26-0008 26-0007 --reason x", "26-0007 was merged into 26-0008 before:"),
    Case(TIES, "incident merge 26-0007 26-0001 --reason x", "26-0007 is already merged into 26-0008."),
    Case(TIES, "incident merge 26-0001 26-0007 --reason x", "26-0007 is itself merged into 26-0008."),
    Case(TIES, "incident merge 26-0008 26-0001 --reason x", "Others are merged into 26-0008: 26-0007."),
    Case(TIES, "incident merge 26-0009 26-0001 --reason x", "26-0009 is a drill, the other one is real."),
    Case(TIES, "incident merge 26-0001 26-0003 --reason x", "26-0003 has ended, 26-0001 has not."),
    Case(TIES, "incident merge 26-0001 26-0005 --reason x", "26-0005 was written down after the fact:"),
    Case(TIES, "incident unmerge 26-0001 --reason x", "26-0001 is not merged into another."),
    Case(TIES, "incident link 26-0001 26-0006 --reason x", "26-0001 and 26-0006 are linked already."),
    Case(TIES, "incident unlink 26-0001 26-0004 --reason x", "26-0001 and 26-0004 are not linked."),
    Case(TIES, "drill stop", "No exercise is on."),
    Case(PAPERS, "attachment add 26-0001 {nowhere}", "There is no file"),
    Case(PAPERS, "attachment add 26-0001 {copied}", "This is a folder, not a file:"),
    Case(PAPERS, "attachment add 26-0001 /dev/null", "This is no plain file: /dev/null"),
    Case(PAPERS, "attachment add 26-0001 {nothing}", "This file is empty:"),
    Case(PAPERS, "attachment add 26-0001 {broken_text}", "The name of this file is not valid UTF-8.", 2),
    Case(PAPERS, "attachment add 26-0001 {picture} --entry 99", "There is no entry #99 in 26-0001."),
    Case(PAPERS, "attachment redact 26-0001 first --basis x", "“first” is not an attachment's number.", 2),
    Case(PAPERS, "attachment redact 26-0001 9 --basis x", "There is no attachment 9 in 26-0001."),
    Case(PAPERS, "attachment redact 26-0001 1 --basis x", "The bytes of attachment 1 are already taken away."),
    Case(CALLS, "log add 26-0001 rain --to 'Guard 3'", "Only an order or an instruction is to somebody, by a time."),
    Case(CALLS, "log add 26-0001 out --kind order --to 'Guard 3' --due 2026-11-05T12:00+08:00", "An order cannot be due before it is given."),
    Case(CALLS, "order read-back ffffffff", "There is no such order: ffffffff"),
    Case(CALLS, "order read-back {told}", "This order was already read back."),
    Case(CALLS, "order done {done} --note x", "This order was already reported done."),
    Case(CALLS, "order done {struck} --note x", "#6 is struck."),
    Case(CALLS, "order done {told} --note x --at 2026-11-05T12:00+08:00", "An order does not come back before it is given."),
    Case(CALLS, "incident hold 26-0001 --until 2026-11-05T12:00+08:00 --reason x", "This time has passed already."),
    Case(CALLS, "incident hold 26-0003 --until 2998-01-01T12:00+08:00 --reason x", "The incident has ended."),
    Case(CALLS, "incident resume 26-0001", "The incident is not on hold."),
    Case(CALLS, "command offer 26-0001 'Zhou Li'", "Zhou Li holds command already."),
    Case(CALLS, "command offer 26-0001 'Gu Ping'", "Command is offered to Gu Ping already, and not answered yet."),
    Case(CALLS, "command offer 26-0001 mayor", "Nobody here is called “mayor”."),
    Case(CALLS, "command accept 26-0001", "Command was offered to Gu Ping, who alone accepts or declines it."),
    Case(CALLS, "command decline 26-0004 --reason x", "Command is offered to nobody now."),
    Case(CALLS, "command take 26-0001 --reason x --as 'Zhou Li'", "Whoever takes command must be another one than who holds it."),
    Case(CALLS, "command take 26-0001 --reason x --at 2026-11-05T13:00+08:00", "This step cannot lie before the one it follows,"),
    Case(FACTS, "fact set 26-0001 zombies 3", "The plan has no figure “zombies”."),
    Case(FACTS, "fact start 26-0001 deaths", "“Deaths” does not run by itself."),
    Case(FACTS, "fact start 26-0004 trapped_minutes", "“Time trapped in lift” is already running."),
    Case(FACTS, "fact stop 26-0001 closure_hours", "“Closure time” is not running."),
    Case(END, "incident control 26-0002", "No response level is set yet."),
    Case(END, "incident control 26-0006", "The incident is already under control."),
    Case(END, "incident end 26-0001 --reason x --confirmed-by C", "The incident is not under control yet."),
    Case(END, "incident end 26-0006 --reason x --confirmed-by C --met flames_out", "Not met yet:"),
    Case(
        END,
        "incident end 26-0006 --reason x --confirmed-by C --met all_clear",
        "This incident has no closing criterion “all_clear”.",
    ),
    Case(
        END,
        "incident end 26-0006 --reason x --confirmed-by C --met flames_out --met headcount --met systems_reset --at 2026-11-05T12:00+08:00",
        "This step cannot lie before the one it follows, at 2026-11-05 13:30:00.",
    ),
    Case(END, "incident end 26-0003 --reason x --confirmed-by C", "The incident has already ended."),
    Case(END, "incident reopen 26-0001 --reason x", "The incident has not ended."),
    Case(PEOPLE, "person add 'Zhou Li'", "Somebody here already bears the name “Zhou Li”."),
    Case(PEOPLE, "post assign captain 'Zhou Li'", "The plan has no post “captain”."),
    Case(PEOPLE, "place add gate-9 --zh 九号门 --en 'Gate 9' --department navy", "The plan has no department “navy”."),
    Case(PEOPLE, "post assign head_safety Nobody", "Nobody here is called “Nobody”."),
    Case(
        LAW, "log redact duty:2026-11-05 3 --basis asked --words Zebra", "The words to be taken out do not stand in #3."
    ),
    Case(LAW, "log redact 26-0003 2 --basis asked", "The text of #2 is already erased."),
    Case(LAW, "person erase Nobody --basis asked", "Nobody here is called “Nobody”."),
    Case(FILES, "board --data {nowhere}", "There is no desk in"),
    Case(FILES, "init --site S --desk A --operator O", "There is already a desk in"),
    Case(
        FILES,
        "init --site S --desk 'Front desk' --operator O --data {new}",
        "“Front desk” is not the letter of a desk.",
        2,
    ),
    Case(
        FILES,
        "init --site S --desk A --operator O --zone Mars/Base --data {new}",
        "“Mars/Base” is not a time zone.",
        2,
    ),
    Case(
        FILES,
        "init --site S --desk A --operator O --day-starts 25:00 --data {new}",
        "“25:00” is not an hour of the day.",
        2,
    ),
    Case(FILES, "init --site S --desk A --operator O --lang fr --data {new}", "The desk speaks zh_CN and en.", 2),
    Case(FILES, "log import {festival} --incident 26-0005", "This file was already imported into 26-0005."),
    Case(FILES, "log import {festival}", "Name either an incident or a new type."),
    Case(FILES, "log import {nowhere} --new fire", "The file cannot be read:"),
    Case(FILES, "log import {bad_lines} --new fire", "The file is refused whole:"),
    Case(FILES, "log import {empty} --new fire", "The file holds no entries."),
    Case(FILES, "log import {picture} --new fire", "The file is neither UTF-8 nor GB18030 text."),
    Case(FILES, "log import {unclosed} --new fire", "The file is no CSV:"),
    Case(FILES, "log import {twice} --new fire", "The column “entry” stands twice."),
    Case(FILES, "log import {timeless} --new fire", "The file has no column “time”."),
    Case(
        FILES,
        "log import {strange} --new fire",
        "The file has a column that is neither known nor a figure of the plan: “mood”.",
    ),
    Case(FILES, "restore {backup}", "The folder"),
    Case(FILES, "restore {nowhere} --data {new}", "There is no file"),
    Case(FILES, "restore {picture} --data {new}", "The file is damaged or is no desk's file."),
    Case(FILES, "backup {picture}", "The copy cannot be written:"),
    Case(FILES, "plan adopt {nowhere}", "The plan pack has"),
    Case(FILES, "log add duty rain --data {copied}", "This file is a copy:"),
)

# sentences that no words at the command line bring about, and where they are tried instead
ELSEWHERE: dict[str, str] = {
    "Alarms are off until {time}: nothing is sent.": "tests/stories/test_r4_2_alarms.py",
    "The setting program is no list of words.": "tests/cli/test_watch.py",
    "This file is too large, {size}; at most {most} MB are kept: {file}": "tests/stories/test_r4_2_papers.py",
    "This file cannot be read ({fault}): {file}": "tests/faults/test_attachments.py",
    "The disk is full; nothing was attached.": "tests/faults/test_attachments.py",
    "The disk is full: the attached files do not fit.": "the same as the sentence before, in a backup or a restored folder",
    "The folder of attachments cannot be written: {fault}.": "tests/faults/test_attachments.py",
    "Another desk took these bytes away a moment ago.": "tests/stories/test_r4_2_papers.py",
    "An exercise is on already.": "tests/stories/test_r7_3_drill.py",
    "“{name}” is missing.": "the command line names the missing word first; the screen's command line says this",
    "There are more words than this takes.": "said by the command line in the same words",
    "The disk is full; nothing was written.": "tests/faults",
    "The data folder cannot be written; nothing was written.": "tests/faults",
    "Another program holds the file; nothing was written.": "tests/faults",
    "The disk could not be read or written.": "tests/faults",
    "The file refused what was to be written; nothing was written.": "tests/faults",
    "The state folder cannot be written: {fault}.": "tests/faults",
    "The folder {folder} cannot be written: {fault}.": "tests/faults",
    "This file is older than what this desk has already written: it was put back or rolled back.": "tests/faults",
    "This file is a copy: this machine has never written it.": "tests/store",
    "This file was written by a newer commandpost.": "tests/store",
    "This file was written by an older commandpost, and a question changes nothing.": "tests/store",
    "The file is larger than 64 MB.": "64 MB are not written for a sentence",
    "“{code}” is no closing criterion of this type.": "the command line refuses the code first; the screen asks the rule",
    "A criterion is overridden without a reason.": "tests/domain/incidents/test_closing.py",
    "The leading group has not confirmed the end.": "tests/domain/incidents/test_closing.py",
    "“{level}” is no response level.": "the command line refuses the word first; the screen asks the rule",
    "“{type}” is no incident type of the plan.": "the command line refuses the word first; the screen asks the rule",
    "“{step}” is no step of the report chain.": "the command line refuses the word first; the screen asks the rule",
    "“{rule}” is no rule of this incident's type.": "the command line refuses the word first; the screen asks the rule",
}
