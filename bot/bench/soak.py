"""A soak: the real processes asked for minutes on end, while articles change, Slack misbehaves and some are killed."""

import json
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.bench.processes import family_mb, run_bot, settings_for, wait_until_served
from bot.bench.records import error_lines
from bot.playground import FakeSlack
from bot.playground.faults import (
    DropAfter,
    DropBefore,
    Fault,
    InternalErrorAfterAccepting,
    Refuse,
    ServerError,
    Slow,
    TooFast,
)
from bot.playground.model import Message
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS
from bot.processes import Process, free_port

KILL_EVERY, SYNC_EVERY, FAULT_EVERY, LOOK_EVERY = 15.0, 20.0, 3.0, 10.0
_COMMAND_EVERY, _MENTION_EVERY = 0.25, 0.5

# Posts in doubt are looked up this soon, so that the run need not wait a minute for each of them.
_RECONCILE_AFTER = 5

# What is still under way when the asking ends has so long to come to its end.
_SECONDS_TO_SETTLE = 180

FAULTS: tuple[Fault, ...] = (
    TooFast(retry_after=1),
    ServerError(502),
    InternalErrorAfterAccepting(),
    DropBefore(),
    DropAfter(),
    Slow(2.0),
    Refuse("service_unavailable"),
)

_CHANNELS = (GENERAL, OPS, PARTNERS)
_SAMPLES = Path(__file__).parents[2] / "knowledge" / "samples"

# Only an internal article says this; #partners is shared with another organisation.
_INTERNAL_WORDS, _INTERNAL_QUESTION = "goodwill-credits", "who may grant goodwill credits"


@dataclass
class Tally:
    """What was done and what came of it."""

    counts: Counter[str] = field(default_factory=Counter)
    memory_mb: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)

    @property
    def problems(self) -> list[str]:
        """Everything that must not be."""
        wrong = ("mentions never answered", "mentions answered twice", "commands without a sentence", "leaks", "parked")
        found = [f"{name}: {self.counts[name]}" for name in wrong if self.counts[name]]
        found += [f"ERROR without a cause, {count} times: {line}" for line, count in self.errors.items()]
        if self.grown > 1.15:
            found.append(f"memory grew to {self.grown:.2f} times what it was")
        return found

    @property
    def grown(self) -> float:
        """The memory of the process that was never killed, over its last third, against that over its second."""
        third = len(self.memory_mb) // 3
        if not third:
            return 1.0
        return sum(self.memory_mb[-third:]) / sum(self.memory_mb[third : 2 * third])

    def as_dict(self) -> dict[str, Any]:
        memory = {"first_mb": self.memory_mb[:1], "last_mb": self.memory_mb[-1:], "grown": round(self.grown, 3)}
        return {**dict(sorted(self.counts.items())), "memory": memory, "problems": self.problems}


class Soak:
    """One run: two web servers and a worker; one web server is left alone so that its memory can be watched."""

    def __init__(self, slack: FakeSlack, folder: Path, env: Mapping[str, str], *, seed: int) -> None:
        self._slack, self._folder, self._env = slack, folder, env
        self._random = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self._tally, self._stopped = Tally(), threading.Event()
        self._asked: list[Message] = []
        self._questions = _questions()
        ports = [free_port(), free_port()]
        commands = [(["web"], str(ports[0])), (["web"], str(ports[1])), (["worker"], str(free_port()))]
        self._processes = [
            Process(["-m", "bot", *arguments], {**env, "PORT": port}, folder / f"{number}.log")
            for number, (arguments, port) in enumerate(commands)
        ]
        for port, process in zip(ports, self._processes, strict=False):
            wait_until_served(port, process.log)
        slack.connect_http(*(f"http://127.0.0.1:{port}/slack/events" for port in ports))

    def run(self, seconds: float) -> Tally:
        """Ask, sync, misbehave and kill for so long, let all come to its end, and count."""
        tasks: list[tuple[Callable[[], None], float]] = [
            (self._command, _COMMAND_EVERY),
            (self._mention, _MENTION_EVERY),
            (self._sync, SYNC_EVERY),
            (self._misbehave, FAULT_EVERY),
            (self._kill, KILL_EVERY),
            (self._look, LOOK_EVERY),
        ]
        threads = [threading.Thread(target=self._every, args=task) for task in tasks]
        for thread in threads:
            thread.start()
        self._stopped.wait(seconds)
        self._stopped.set()
        for thread in threads:
            thread.join()
        self._settle()
        for process in self._processes:
            process.stop()
        return self._count()

    def _every(self, task: Callable[[], None], seconds: float) -> None:
        while not self._stopped.wait(seconds):
            task()

    def _question(self, channel: str) -> str:
        if channel == PARTNERS and self._random.random() < 0.3:
            return _INTERNAL_QUESTION
        return _misspelt(self._random.choice(self._questions), self._random)

    def _command(self) -> None:
        channel = self._random.choice(_CHANNELS)
        for _ in range(3):  # Slack tells whoever's command nobody took to try again, and people do
            receipt = self._slack.slash("/kb", self._question(channel), channel=channel, person=ANA)
            if receipt.status is not None:
                break
            self._tally.counts["commands asked again, their process killed"] += 1
        self._tally.counts["commands"] += 1
        said = receipt.message
        if said is None:
            self._tally.counts["commands without a sentence"] += 1
        elif "I'm busy" in said.text or "can't reach" in said.text:
            self._tally.counts["commands refused with a sentence"] += 1
        if channel == PARTNERS and _INTERNAL_WORDS in receipt.body:
            self._tally.counts["leaks"] += 1

    def _mention(self) -> None:
        channel = self._random.choice(_CHANNELS)
        deliveries = self._random.randint(1, 4)
        receipts = self._slack.mention(self._question(channel), channel=channel, person=BEN, deliveries=deliveries)
        self._tally.counts["mentions"] += 1
        self._tally.counts["deliveries of them"] += len(receipts)
        if receipts[0].said:
            self._asked.append(receipts[0].said)

    def _sync(self) -> None:
        file = self._random.choice(sorted(self._folder.glob("articles/**/*.md")))
        file.write_text(f"{file.read_text()}\nChanged while it was read, turn {self._tally.counts['syncs']}.\n")
        run_bot(["sync"], self._env, self._folder)
        self._tally.counts["syncs"] += 1

    def _misbehave(self) -> None:
        method = self._random.choice(["chat.postMessage"] * 4 + ["conversations.info", "conversations.replies"])
        self._slack.misbehave(self._random.choice(FAULTS), method)
        self._tally.counts["faults"] += 1

    def _kill(self) -> None:
        victim = self._processes[0 if self._tally.counts["kills"] % 2 else 2]
        victim.kill()
        victim.restart()
        self._tally.counts["kills"] += 1

    def _look(self) -> None:
        self._tally.memory_mb.append(family_mb(self._processes[1]))
        if self._slack.undelivered:  # Slack tries again after a minute and after five
            self._slack.redeliver()

    def _settle(self) -> None:
        self._slack.behave()
        until = time.monotonic() + _SECONDS_TO_SETTLE
        while time.monotonic() < until and (self._slack.undelivered or any(not self._answers(m) for m in self._asked)):
            self._slack.redeliver()
            time.sleep(1)

    def _answers(self, asked: Message) -> list[Message]:
        said = self._slack.messages(asked.channel)
        return [message for message in said if message.thread_ts == asked.ts and message.user == BOT_ID]

    def _count(self) -> Tally:
        counts = self._tally.counts
        for asked in self._asked:
            answers = self._answers(asked)
            counts["mentions answered once"] += len(answers) == 1
            counts["mentions answered twice"] += len(answers) > 1
            counts["mentions never answered"] += not answers
            leaked = any(_INTERNAL_WORDS in json.dumps(answer.blocks) for answer in answers)
            counts["leaks"] += asked.channel == PARTNERS and leaked
        for process in self._processes:
            for line, count in error_lines(process.log).items():
                self._tally.errors[line] = self._tally.errors.get(line, 0) + count
        return self._tally


def soak(*, minutes: float, database_url: str, env: Mapping[str, str], seed: int, said: Callable[[str], None]) -> Tally:
    """Soak the bot on a database for so many minutes; an empty URL means an SQLite file of its own.

    `env` is the environment of its processes. A database that is given must be empty, and is left full.
    """
    with ExitStack() as stack:
        slack = stack.enter_context(FakeSlack())
        slack.grant("channels:history", "groups:history")
        folder = Path(stack.enter_context(TemporaryDirectory()))
        shutil.copytree(_SAMPLES, folder / "articles")
        (folder / "sources.toml").write_text('[[source]]\nname = "soak"\nkind = "markdown"\npath = "articles"\n')
        own = {
            "DATABASE_URL": database_url or f"sqlite:///{folder}/quickjump.db",
            "KNOWLEDGE_SOURCES": f"{folder}/sources.toml",
            "RECONCILE_AFTER": str(_RECONCILE_AFTER),
        }
        whole = {**env} | own | settings_for(slack)
        run_bot(["db", "upgrade"], whole, folder)
        run_bot(["sync"], whole, folder)
        said(f"soaking for {minutes:g} minutes, seed {seed}")
        return Soak(slack, folder, whole, seed=seed).run(minutes * 60)


def _questions() -> list[str]:
    """The titles of the sample articles."""
    titles = []
    for file in sorted(_SAMPLES.glob("**/*.md")):
        titles += [
            line.partition(":")[2].strip() for line in file.read_text().splitlines() if line.startswith("title:")
        ]
    return titles


def _misspelt(question: str, chance: random.Random) -> str:
    """A question with two neighbouring letters changed for each other, somewhere."""
    place = chance.randrange(max(len(question) - 1, 1))
    return question[:place] + question[place : place + 2][::-1] + question[place + 2 :]
