"""The jobs of each kind of process, and how often each is done."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.announce.planning import plan
from bot.ask.answering import answer_waiting
from bot.lifecycle.checking import check_channels
from bot.parts import Parts
from bot.server.heartbeat import beat
from bot.server.syncing import sync
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """Something done again and again, so many seconds after another as the settings say."""

    name: str
    seconds: Callable[[Settings], float]
    run: Callable[[Parts], object]


REFRESH = Job("refresh", lambda settings: settings.refresh_every, lambda parts: parts.knowledge.refresh())

# In processes that leave all other posts to workers.
ANSWERS = Job(
    "send answers that had to wait",
    lambda settings: settings.send_every,
    lambda parts: parts.sender.send_answers(parts.stopping),
)

# In every process that answers: what was asked waits in its memory.
_RECORD_EVERY = 1.0
RECORD = Job("record questions", lambda _settings: _RECORD_EVERY, lambda parts: parts.knowledge.recording.flush())

# Nothing happens then unless the articles have changed.
_ASK_AGAIN_EVERY = 15.0

# Whether a source's time has come is looked at often, since each may have an interval of its own.
_LOOK_AT_SOURCES = 5.0

# A check that broke off goes on soon, and so does one whose process died.
_LOOK_AT_CHECKS = 60.0

# Whoever watches over a process takes it for dead after a minute.
_BEAT_EVERY = 5.0

# What a clock that jumped has put far off is brought back soon.
_HEAL_EVERY = 600.0

JOBS = (
    REFRESH,
    RECORD,
    Job("heartbeat", lambda _settings: _BEAT_EVERY, beat),
    Job("sync", lambda settings: min(_LOOK_AT_SOURCES, settings.sync_every), sync),
    Job(
        "make vectors",
        lambda settings: min(_LOOK_AT_SOURCES, settings.sync_every),
        lambda parts: parts.knowledge.encoding.catch_up_in_turn(parts.stopping.is_set),
    ),
    Job("plan", lambda settings: settings.plan_every, plan),
    Job(
        "send due posts",
        lambda settings: settings.send_every,
        lambda parts: parts.sender.send_due(parts.stopping),
    ),
    Job(
        "put posts right",
        lambda settings: settings.edit_every,
        lambda parts: parts.editor.edit_stale(parts.stopping),
    ),
    Job(
        "look up unclear posts",
        lambda settings: settings.look_up_every,
        lambda parts: parts.reconciler.look_up_due(parts.stopping),
    ),
    Job("answer waiting questions", lambda settings: settings.answer_every, answer_waiting),
    Job(
        "check channels",
        lambda settings: min(_LOOK_AT_CHECKS, settings.check_channels_every),
        check_channels,
    ),
    Job(
        "tidy",
        lambda settings: settings.tidy_every,
        lambda parts: parts.knowledge.tidying.tidy(parts.stopping.is_set),
    ),
    Job(
        "ask misses again",
        lambda settings: min(_ASK_AGAIN_EVERY, settings.sync_every),
        lambda parts: parts.knowledge.close_answered_misses(),
    ),
    Job("heal", lambda settings: min(_HEAL_EVERY, settings.tidy_every), lambda parts: parts.knowledge.tidying.heal()),
)
