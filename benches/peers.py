"""Times `coalition` beside other programs asked the same: who were the members of a coalition at the end of a day?

    python3 benches/peers.py [--peer duckdb=PATH] [--empty-clap PATH] [--empty-main PATH] > peers.md

Whole processes are timed, from start to exit, each asked by one command as one would type it. What they read is made
by `cargo bench --bench records`: coalition and tomllib read the records; the others the same events, each with its
id, day, kind, parties, source and words (events.csv, or what is made of it before anything is timed). Nothing is timed
before all give the same answer.
Exit status: 0 measured (whatever the goals), 1 answers differ or a program failed, 2 usage. Needs Linux.
"""

import argparse
import contextlib
import csv
import ctypes
import datetime
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SLOW = 2.0  # A program that takes more seconds than this is run SLOW_RUNS times only.
SLOW_RUNS = 3
PAIRS = 200
# Without the records that somebody's shell is set up for: two of the goals ask those built in.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "COALITION_DATA"}
HOW_TO_GET = {name: f"apt install {name}" for name in ("sqlite3", "ledger", "hledger", "jq")} | {
    "duckdb": "pip install duckdb-cli", "bean-query": "pip install beanquery beancount",
    "python3": "the one that runs this, if no other is named",
}
# Peer, events, what is wanted, what would be better yet. Where that is more, the number is how many times as long as
# coalition the peer takes; else it is what part of the peer's time coalition takes.
GOALS = [
    ("hledger", 1_000, 12, 25), ("hledger", 10_000, 18, 45), ("hledger", 100_000, 18, 55),
    ("ledger", 1_000, 4, 8), ("ledger", 10_000, 6, 14), ("ledger", 100_000, 6, 14),
    ("sqlite-csv", 10_000, 0.8, 0.4), ("sqlite-csv", 100_000, 0.8, 0.4),
    ("duckdb-csv", 10_000, 0.35, 0.15), ("duckdb-csv", 100_000, 1.4, 0.7),
]
# The records read by hand, for this one question. It is written out and run as one's own script would be.
MEMBERS_BY_TOMLLIB = '''\
import calendar, sys, tomllib
from collections import Counter
from pathlib import Path

def bounds(date):
    """First and last day of a day, a month or a period; a ~ after it moves neither."""
    first, _, last = str(date).rstrip("~").partition("/")
    if len(first) == len("2014-09"):
        return f"{first}-01", f"{first}-{calendar.monthrange(*map(int, first.split('-')))[1]}"
    return first, last or first

coalition, day = sys.argv[1:]
members = Counter()
for path in Path("data").rglob("*.toml"):
    with path.open("rb") as file:
        for event in tomllib.load(file).get("event", []):
            if event.get("coalition") == coalition:
                first, last = bounds(event["date"])
                if event["kind"] == "join" and first <= day:
                    members[event["actor"]] += 1
                elif event["kind"] in ("leave", "expel") and last <= day:
                    members[event["actor"]] -= 1
print(*(actor for actor, sum in members.items() if sum > 0), sep="\\n")
'''


class Event(NamedTuple):
    """A row of events.csv: a member comes (1), or goes (-1), or neither. The coalition's own acts have no actor.

    Sorted, of one day those who go are before the others.
    """

    day: str
    change: int
    coalition: str
    actor: str
    id: str
    kind: str
    source: str
    summary: str


class Result(NamedTuple):
    median: float
    peak: int
    runs: int


def journal_file(events: list[Event]) -> None:
    """For ledger and hledger. An account in brackets needs no other to balance it: half as much for them to read.

    The id is the code, the kind what happened, the source a tag: whichever is asked for is found by either program.
    """
    text = (f"{e.day} ({e.id}) {e.kind}  ; {e.summary}\n    ; source: {e.source}\n"
            f"    ({f'{e.coalition}:{e.actor}'.rstrip(':')})  {e.change}\n\n" for e in events)
    Path("events.journal").write_text("".join(text))


def beancount_file(events: list[Event]) -> None:
    """It wants accounts with capitals, each of them opened, and every transaction balanced: one of 0 is."""
    accounts = [f"Assets:{e.coalition.capitalize()}:{e.actor}".rstrip(":") for e in events]
    text = [f"{events[0].day} open {account}\n" for account in ("Equity:World", *sorted(set(accounts)))]
    for e, account in zip(events, accounts):
        text.append(f'\n{e.day} * "{e.id}" "{e.summary}"\n  kind: "{e.kind}"\n  source: "{e.source}"\n'
                    f"  {account}  {e.change} MEMBER\n")
        if e.change:
            text.append(f"  Equity:World  {-e.change} MEMBER\n")
    Path("events.beancount").write_text("".join(text))


@dataclass(frozen=True)
class Peer:
    """A way to ask: the command as typed in the folder that has the events, and who is named in what it prints.

    What it reads is made beforehand, by a function or by the program itself.
    """

    name: str
    command: str
    parse: Callable[[str], Iterable[str]] = str.split
    prepare: Callable[[list[Event]], object] = lambda events: None
    before: str = ""

    @property
    def program(self) -> str:
        return self.command.split()[0]


# In an account the actor comes last. None of the three programs shows those that sum to zero.
ACCOUNTS = re.compile(r':(\w+)[",\s]').findall
MEMBERS = "WHERE coalition = '{c}' AND day <= '{day}' GROUP BY actor HAVING sum(change) > 0"
BALANCE = "-f events.journal balance --flat --no-total --end {after} '^{c}:'"
COALITION = Peer("coalition", "coalition members {c} --on {day} --data data --today 2026-01-01 --format csv",
                 lambda text: [row["actor"] for row in csv.DictReader(text.splitlines())])
PEERS = [
    Peer("sqlite-csv", f"""sqlite3 :memory: '.import --csv events.csv events' "SELECT actor FROM events {MEMBERS}" """),
    # The index has every column that is asked for, so the table itself is not read.
    Peer("sqlite-db", f"""sqlite3 events.db "SELECT actor FROM events {MEMBERS}" """,
         before="sqlite3 events.db 'DROP TABLE IF EXISTS events' "
         "'CREATE TABLE events (id, day, kind, coalition, actor, change INTEGER, source, summary)' "
         "'.import --csv --skip 1 events.csv events' 'CREATE INDEX members ON events (coalition, day, actor, change)'"),
    Peer("duckdb-csv", f"""duckdb -csv -noheader -c "SELECT actor FROM 'events.csv' {MEMBERS}" """),
    Peer("duckdb-parquet", f"""duckdb -csv -noheader -c "SELECT actor FROM 'events.parquet' {MEMBERS}" """,
         before="""duckdb -c "COPY (FROM 'events.csv') TO 'events.parquet'" """),
    Peer("ledger", f"ledger --args-only {BALANCE}", ACCOUNTS, journal_file),
    Peer("hledger", f"hledger {BALANCE} -O csv", ACCOUNTS, journal_file),
    # What took it over a second to load it keeps in a file, and loads from there: so from the second run on.
    Peer("bean-query", """bean-query -f csv events.beancount "SELECT account, sum(number) AS n WHERE account ~ """
         """'^Assets:{C}:' AND date <= {day} GROUP BY account HAVING sum(number) > 0" """, ACCOUNTS, beancount_file),
    Peer("jq", """jq -rn 'reduce (inputs | select(.coalition == "{c}" and .day <= "{day}")) as $e """
         """({{}}; .[$e.actor] += $e.change) | to_entries[] | select(.value > 0) | .key' events.jsonl""",
         prepare=lambda events: Path("events.jsonl").write_text("\n".join(json.dumps(e._asdict()) for e in events))),
    Peer("tomllib", "python3 members.py {c} {day}",
         prepare=lambda _: Path("members.py").write_text(MEMBERS_BY_TOMLLIB)),
]


class Launcher:
    """Starts programs. What they print goes to a file: a pipe would have them wait for its reader."""

    def __init__(self, scratch: Path) -> None:
        self.out, self.err = scratch / "out", scratch / "err"
        write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        opened = ((0, os.devnull, os.O_RDONLY), (1, str(self.out), write), (2, str(self.err), write))
        self.files = [(os.POSIX_SPAWN_OPEN, number, path, how, 0o600) for number, path, how in opened]
        pr_set_child_subreaper = 36
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)

    def seconds(self, argv: list[str]) -> float:
        """Wall time from start to exit."""
        start = time.perf_counter()
        _, status, _ = os.wait4(os.posix_spawn(argv[0], argv, ENVIRONMENT, file_actions=self.files), 0)
        taken = time.perf_counter() - start
        self.check(argv, status)
        return taken

    def peak(self, argv: list[str]) -> int:
        """The most bytes of memory held at a time.

        Linux counts to a program what its parent held when it was started, and Python holds more than some of them
        need. So a shell starts it, which holds little, and is gone by then: the program is left to us to wait for.
        """
        shell = ["/bin/sh", "-c", '{ sleep 0.01; exec "$@"; } &', "sh", *argv]
        os.wait4(os.posix_spawn(shell[0], shell, ENVIRONMENT, file_actions=self.files), 0)
        _, status, usage = os.wait4(-1, 0)
        self.check(argv, status)
        return usage.ru_maxrss * 1024

    def answer(self, argv: list[str]) -> str:
        self.seconds(argv)
        return self.out.read_text()

    def check(self, argv: list[str], status: int) -> None:
        if status:
            sys.exit(f"{shlex.join(argv)}\nfailed ({os.waitstatus_to_exitcode(status)}): {self.err.read_text()}")

    def pair(self, one: list[str], other: list[str]) -> tuple[float, float]:
        """How long each takes, run in turns."""
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(PAIRS + 20):  # The first 20 warm up.
            for which in (0, 1) if turn % 2 else (1, 0):
                times[which].append(self.seconds((one, other)[which]))
        return median(times[0][20:]), median(times[1][20:])


def question(events: list[Event]) -> tuple[str, str, set[str]]:
    """The coalition and the day with the most members, and them; none that has parts: theirs would count for it too."""
    part_of = re.compile(r'^part-of = "(.+)"', re.MULTILINE)
    wholes = {whole for path in Path("data").rglob("*.toml") for whole in part_of.findall(path.read_text())}
    sums = {event.coalition: Counter[str]() for event in events}
    coalition, day, most = "", "", set[str]()
    for event in events:
        sums[event.coalition][event.actor] += event.change
        members = set(+sums[event.coalition])  # Those above 0. Where they become more, none goes later that day.
        if event.coalition not in wholes and len(members) > len(most):
            coalition, day, most = event.coalition, event.day, members
    return coalition, day, most


def record_bytes() -> int:
    return sum(path.stat().st_size for path in Path("data").rglob("*.toml"))


def measure(commands: dict[str, list[str]], launcher: Launcher, rounds: int) -> dict[str, Result]:
    """Every program once a round, so that a slow spell of the machine falls on all.

    They take turns at being first, and each second round goes backwards: none has the same before it each time.
    """
    peaks = {name: launcher.peak(argv) for name, argv in commands.items()}
    slow = {name for name, argv in commands.items() if launcher.seconds(argv) > SLOW}
    times: dict[str, list[float]] = {name: [] for name in commands}
    names = list(commands)
    for turn in range(rounds):
        first = turn % len(names)
        order = names[first:] + names[:first]
        for name in reversed(order) if turn % 2 else order:
            if name not in slow or turn % -(-rounds // SLOW_RUNS) == 0:
                times[name].append(launcher.seconds(commands[name]))
    return {name: Result(median(times[name]), peaks[name], len(times[name])) for name in commands}


def one_size(programs: dict[str, str], peers: list[Peer], launcher: Launcher, rounds: int) -> dict[str, Result]:
    """Prepares, checks, measures and prints, in the folder of a size."""
    with open("events.csv", newline="") as file:
        events = sorted(Event(change=int(row.pop("change")), **row) for row in csv.DictReader(file))
    coalition, day, right = question(events)
    after = datetime.date.fromisoformat(day) + datetime.timedelta(days=1)
    typed, commands = [], {}
    for peer in peers:
        peer.prepare(events)
        if peer.before:
            launcher.answer([programs[peer.program], *shlex.split(peer.before)[1:]])
        typed.append(peer.command.format(c=coalition, C=coalition.capitalize(), day=day, after=after).strip())
        commands[peer.name] = [programs[peer.program], *shlex.split(typed[-1])[1:]]
        answer = set(peer.parse(launcher.answer(commands[peer.name])))
        if answer != right:
            sys.exit(f"{peer.name} differs from events.csv on {coalition} at the end of {day}: it lacks "
                     f"{sorted(right - answer)}, and has besides {sorted(answer - right)}")
    results = measure(commands, launcher, rounds)
    print(f"Members of {coalition} at the end of {day}: {len(right)}, the same from all.\ncoalition and tomllib read "
          f"{record_bytes() / 1e6:.1f} MB of records; the others the {len(events):,} "
          f"events in them, {Path('events.csv').stat().st_size / 1e6:.1f} MB as CSV.\n\n"
          "| program | median ms | times coalition | peak MB | runs |\n|---|--:|--:|--:|--:|")
    for name, r in results.items():
        times = r.median / results["coalition"].median
        print(f"| {name} | {r.median * 1e3:.1f} | {times:.3g} | {r.peak / 1e6:.1f} | {r.runs} |")
    lines = "\n".join(typed)
    print(f"\n<details><summary>Commands</summary>\n\n```sh\n{lines}\n```\n\n</details>\n", flush=True)
    return results


def goal(what: str, measured: float | None, wanted: float, better: float) -> None:
    """A row of the goals."""
    sign, value, met = "≥" if better > wanted else "≤", "", "left out"
    if measured is not None:
        reached = sum(measured >= mark if sign == "≥" else measured <= mark for mark in (wanted, better))
        value, met = f"{measured:.3g}", ("no", "yes", "stretch")[reached]
    print(f"| {what} | {sign} {wanted} | {sign} {better} | {value} | {met} |", flush=True)


def find(name: str, named: dict[str, str]) -> str | None:
    path = named.get(name) or (sys.executable if name == "python3" else shutil.which(name))
    if path and name == "duckdb":
        # That of pip is a Python script that starts the program: the script's time is not duckdb's.
        return next(map(str, Path(path).parent.parent.glob("lib*/python*/*-packages/duckdb_cli/duckdb")), path)
    return path


def header(programs: dict[str, str], missing: list[str], launcher: Launcher) -> None:
    model = re.search(r"^model name\s*: (.+)", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    print(f"# coalition beside other programs\n\n{datetime.date.today()}, {os.cpu_count()} cores"
          f"{', ' + model[1] if model else ''}, load average {os.getloadavg()[0]:.1f}. Where other programs keep "
          "the cores busy, all wait alike, and short times look more equal than they are.\n\n"
          "| program | version |\n|---|---|")
    for name, path in programs.items():
        version = launcher.answer([path, "--version"]).partition("\n")[0]
        print(f"| {name} | {version[:60]} |")
    for name in missing:
        print(f"\n{name} is left out, for it is not on the PATH: {HOW_TO_GET[name]}")
    print(flush=True)


def executable(path: str) -> str:
    if not (os.path.isfile(path) and os.access(path, os.X_OK)):
        raise argparse.ArgumentTypeError(f"no program: {path}")
    return os.path.abspath(path)


def named_program(text: str) -> tuple[str, str]:
    name, _, path = text.partition("=")
    if name not in HOW_TO_GET:
        raise argparse.ArgumentTypeError(f"NAME=PATH with a name of {', '.join(HOW_TO_GET)}")
    return name, executable(path)


def sizes(text: str) -> list[int]:
    return [int(size.replace("k", "000")) for size in text.split(",")]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--coalition", type=executable, default=str(ROOT / "target/release/coalition"), metavar="PATH")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir(), "coalition-peers"), metavar="FOLDER",
                        help="has, or gets, the records of each size, in folders named by the number of events")
    parser.add_argument("--sizes", type=sizes, default="1k,10k,100k")
    parser.add_argument("--rounds", type=int, default=11)
    names = [peer.name for peer in PEERS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--peer", type=named_program, action="append", default=[], metavar="NAME=PATH",
                        help="a program itself, not a shim before it; or by a variable, as PEER_BEAN_QUERY")
    parser.add_argument("--empty-clap", type=executable, metavar="PATH", help="has clap parse no arguments, and ends")
    parser.add_argument("--empty-main", type=executable, metavar="PATH", help="has a main with nothing in it")
    variables = {name: os.environ.get("PEER_" + name.upper().replace("-", "_")) for name in HOW_TO_GET}
    args = parser.parse_args([*(f"--peer={name}={path}" for name, path in variables.items() if path), *sys.argv[1:]])
    if args.rounds < 1 or min(args.sizes) < 1 or sys.platform != "linux":
        parser.error("at least one round, one event, and Linux")
    return args


def main() -> None:
    args = options()
    wanted = {peer.program: find(peer.program, dict(args.peer)) for peer in PEERS if peer.name in args.only}
    programs = {"coalition": args.coalition} | {name: path for name, path in wanted.items() if path}
    peers = [COALITION, *(peer for peer in PEERS if peer.name in args.only and peer.program in programs)]
    results: dict[int, dict[str, Result]] = {}
    memory = None
    with tempfile.TemporaryDirectory() as scratch:
        launcher = Launcher(Path(scratch))
        header(programs, [name for name in wanted if name not in programs], launcher)
        for size in args.sizes:
            folder = (args.work / str(size)).resolve()
            if not (folder / "events.csv").exists():
                bench = ["cargo", "bench", "--bench", "records", "--", str(size), str(folder)]
                if subprocess.run(bench, cwd=ROOT, stdout=sys.stderr).returncode:
                    sys.exit(f"no records of {size:,} events: {shlex.join(bench)} failed")
            print(f"## {size:,} events\n", flush=True)
            with contextlib.chdir(folder):
                results[size] = one_size(programs, peers, launcher, args.rounds)
                if size == 100_000:
                    memory = (results[size]["coalition"].peak - launcher.peak(["/bin/true"])) / record_bytes()
        print("## Goals\n\n| what | goal | stretch | measured | met |\n|---|--:|--:|--:|---|")
        for peer, size, least, better in GOALS:
            of = results.get(size, {})
            times = of[peer].median / of["coalition"].median if peer in of else None
            more = better > least
            what = f"{peer} / coalition" if more else f"coalition / {peer}"
            goal(f"{what}, {size:,} events", times if more or not times else 1 / times, least, better)
        goal("peak memory above that of `true` / bytes of records, 100,000 events", memory, 1.5, 0.8)
        for asked, option, empty, least, better in (
            ("members inherent-resolve --on 2014-10-01", "--empty-clap", args.empty_clap, 4, 2.5),
            ("--version", "--empty-main", args.empty_main, 1.25, 1.1),
        ):
            ratio, told = None, "not given"
            if empty:
                ours, theirs = launcher.pair([args.coalition, *asked.split()], [empty])
                ratio, told = ours / theirs, f"{ours * 1e3:.2f} / {theirs * 1e3:.2f} ms"
            goal(f"`coalition {asked}` / program of {option} ({told})", ratio, least, better)
    print(f"\nLoad average at the end: {os.getloadavg()[0]:.1f}, of which about 1 is the comparison's own.")


if __name__ == "__main__":
    main()
