"""A worker dies at each point between an article's appearing and its post; another brings everything to its end."""

import ast
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from pathlib import Path

from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, DropBefore, Refuse, ServerError, TooFast
from knowledge.failpoints import (
    POINTS,
    REQUESTS,
    WRITES,
    after_commit,
    after_request,
    before_commit,
    before_request,
)
from tests.bot.outbox.crashes import (
    Crash,
    Scene,
    asked,
    for_one_person,
    in_folder,
    left_behind,
    of_internal_articles,
    of_nothing,
    published,
    requests,
    stale,
    stale_under,
    to_person,
    under,
    writes,
)

ROOT = Path(__file__).parents[3]

NEW, UPDATED = ("As it was",), ("As it is",)

CRASHES = (
    Crash(writes("lease", "sync"), in_folder, said=UPDATED),
    Crash(writes("turns", "plan"), published, said=UPDATED),
    Crash(writes("claim question", "answer"), asked, said=("Ask the knowledge base",)),
    Crash((*writes("claim", "sent"), *requests("open", "post")), to_person),
    # Nobody can look up what one person sees, so it is not sent again: it stands once, or not at all.
    Crash((after_commit("claim"), before_request("post")), for_one_person, said=(), state="dropped"),
    Crash((after_request("post"), before_commit("sent")), for_one_person, state="dropped"),
    Crash(writes("postpone"), under(ServerError(503), "conversations.open")),
    Crash(writes("slow down"), under(TooFast(retry_after=1))),
    Crash(writes("park"), under(Refuse("is_archived"))),
    Crash((*writes("unclear", "claim unclear", "hold", "found"), *requests("look up")), under(DropAfter())),
    Crash(writes("absent"), under(DropBefore())),
    Crash(writes("look up again"), under(DropAfter(), then="conversations.history")),
    Crash(writes("take over orphans"), left_behind),
    Crash(writes("drop"), of_nothing, said=(), state="dropped"),
    Crash(writes("put off"), of_internal_articles, said=UPDATED),
    Crash((*writes("claim stale", "edited"), *requests("edit")), stale, said=UPDATED),
    Crash(writes("edit later"), stale_under(ServerError(503)), said=UPDATED),
    Crash(writes("slow edits down"), stale_under(TooFast(retry_after=1)), said=UPDATED),
    Crash(writes("leave"), stale_under(Refuse("message_not_found")), said=(*NEW, *UPDATED)),
)

# So many at once keep a processor busy: each waits for its process now and then. Other tests run beside this one.
_AT_ONCE = 4


def what_comes_of(crash: Crash, point: str, lent: AbstractContextManager[str], folder: Path) -> str:
    """What is wrong in the end, after a worker has died at a point; nothing if nothing is."""
    with lent as url, FakeSlack() as slack, closing(Scene(slack, url, folder)) as scene:
        crash.prepare(scene)
        ended = scene.dies_at(point)
        if ended != -9:
            return f"the worker did not die there but ended with {ended}"

        def is_over() -> bool:
            if scene.state()[0] == "parked":
                scene.knowledge.backlog.retry()
            return scene.state() == (crash.state, False)

        over = scene.lives_on(is_over)
        said, state = scene.said(), scene.state()
    if not over:
        return f"the post is {state} in the end"
    return "" if is_said(said, crash) else f"there stands {said}"


def is_said(said: list[str], crash: Crash) -> bool:
    """Whether what stands is one post, or none, that says one of the texts which may stand."""
    if not crash.said:
        return not said
    return len(said) == 1 and any(text in said[0] for text in crash.said)


def test_wherever_a_worker_dies_the_post_stands_once_in_the_end(
    lent_database: Callable[[str], AbstractContextManager[str]], kind: str, tmp_path: Path
) -> None:
    # What was not committed is gone, whichever database it is: half of the points are tried on SQLite alone.
    left_out = "before the commit" if kind == "postgresql" else "none"
    cases = [(crash, point) for crash in CRASHES for point in crash.points if left_out not in point]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        tried = [
            pool.submit(what_comes_of, crash, point, lent_database(f"crash{number}"), tmp_path / f"crash{number}")
            for number, (crash, point) in enumerate(cases)
        ]
        found = {point: each.result() for (_, point), each in zip(cases, tried, strict=True)}
    assert {point: wrong for point, wrong in found.items() if wrong} == {}


def test_a_worker_dies_at_every_request_and_every_outcome_of_a_post() -> None:
    tried = {point for crash in CRASHES for point in crash.points}
    wanted = {
        *requests(*REQUESTS),
        *(point for file in ("outbox", "edits", "planner") for point in writes(*names_in(file))),
    }
    # Who puts a post in is somebody who presses a button, not a worker; what has waited for days is gathered elsewhere.
    assert wanted - tried == {*writes("put", "gather")}


def test_every_name_that_the_code_gives_a_transaction_is_a_point() -> None:
    named = {name for file in ROOT.glob("knowledge/**/*.py") for name in names_in(file.stem)}
    assert named == set(WRITES)
    assert len(POINTS) == len(set(POINTS))


def names_in(module: str) -> list[str]:
    """The names that a module of the knowledge base gives its transactions."""
    found = []
    for file in ROOT.glob(f"knowledge/**/{module}.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            first = node.args[0]
            is_named = node.func.attr in ("write", "write_patiently", "_settle") and isinstance(first, ast.Constant)
            found += [str(first.value)] if is_named else []
    return found
