"""The grounds that hostile input is tried on: articles synced into a knowledge base, and the real bot over WSGI."""

import json
import logging
import re
import shutil
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bot.app import VERBS, create_app, create_parts
from bot.ask import blocks
from bot.bench import promises, requests, shown
from bot.bench.hostile import CANARY, SourceFile
from bot.bench.requests import Request
from bot.bench.triggers import Triggers, triggers_of
from bot.bench.witnesses import AtOnce, Records, raised_in, unforeseen
from bot.playground import FakeSlack
from bot.playground.town import ANA, SCOPES
from bot.search import blocks as search_blocks
from bot.server.guard import WsgiApp
from bot.server.http import EVENTS_PATH, create_wsgi
from bot.settings import Settings
from bot.sharing import shared
from knowledge.articles import Answer, Audience
from knowledge.base import KnowledgeBase
from knowledge.characters import storable
from knowledge.errors import BadSources
from knowledge.sources.config import read_sources

# What a request may be answered with: done, not understood, not signed, nobody's, too large, failed with a log record.
STATUSES = (200, 400, 401, 404, 413, 500)

# What the app may do besides, so that all it draws gets as far as Slack's judgement of it.
_OPTIONAL = {"channels:history", "groups:history", "links:read", "links:write", "assistant:write"}

_TRIGGER_ID = re.compile(r"13345224609\.738474920\.\d+")

_ROWS = (
    {"id": "a", "title": "Reset a password & <b>more</b>", "summary": "Press *Reset* & wait.", "url": shown.LINK},
    {"id": "b", "title": "Refunds", "summary": "Refunds take ten days.", "category": "Billing / Refunds"},
    {"id": "c", "title": f"{CANARY} password", "summary": CANARY, "category": CANARY, "visibility": "internal"},
)


class Articles:
    """A knowledge base in a folder, to put files into and to ask."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self.knowledge = KnowledgeBase(f"sqlite:///{folder}/quickjump.db")
        self.knowledge.upgrade_schema()

    def put(self, file: SourceFile) -> Iterator[str]:
        """Sync a source that holds this file alone; a sentence for each promise that its report breaks.

        It is another source each time, so that nothing is left of the one before.
        """
        place = self._folder / "source"
        shutil.rmtree(place, ignore_errors=True)
        (place / file.name).parent.mkdir(parents=True)
        (place / file.name).write_bytes(file.content)
        path = place if file.kind == "markdown" else place / file.name
        name = f"help{next(self._numbers)}"
        self._list(f'[[source]]\nname = "{name}"\nkind = "{file.kind}"\npath = "{path}"\n'.encode())
        for report in self.knowledge.syncs.sync(read_sources(self._folder / "sources.toml"), _Unwatched()):
            problems = (fault.problem for fault in report.faults)
            for said in (report.problem, *problems, *(notice.text for notice in report.notices)):
                yield from _of_sentence(said)

    def put_settled(self) -> None:
        """Hold a few articles, one of them internal."""
        rows = "\n".join(json.dumps(row) for row in _ROWS)
        deque(self.put(SourceFile("jsonl", "rows.jsonl", rows.encode())), maxlen=0)

    def listed(self, content: bytes) -> Iterator[str]:
        """Read a sources.toml; a sentence when what is said to be wrong with it is none."""
        self._list(content)
        try:
            read_sources(self._folder / "sources.toml")
        except BadSources as bad:
            yield from _of_sentence(str(bad))

    def asked(self, question: str) -> Iterator[str]:
        """Ask for the public and for insiders, and draw all that is made of an answer; a sentence for each breach.

        Halves of characters are left out first, as whoever reads what was typed must do.
        """
        question = storable(question)
        for audience in Audience:
            for offset in (0, 5):
                found = self.knowledge.ask(question, audience, offset=offset)
                if audience is Audience.PUBLIC:
                    yield from promises.of_answer(found)
                for message in _drawn(found, offset):
                    secret = audience is Audience.PUBLIC and CANARY not in question
                    typed = repr((question, found))
                    yield from promises.of_message(message, _links(found), typed=typed, secret=secret)
        examples = self.knowledge.examples(Audience.PUBLIC, 3)
        yield from promises.of_message(blocks.help_message(VERBS, examples, "Billing"), (), typed=repr(examples))

    def searched(self, text: str) -> Iterator[str]:
        """Search for the public and for insiders, and draw each page; a sentence for each breach."""
        text = storable(text)
        for audience in Audience:
            for offset in (0, 5, 500):
                found = self.knowledge.search(text, audience, limit=5, offset=offset)
                links = {match.article.url for match in found.matches}
                secret = audience is Audience.PUBLIC and CANARY not in text
                yield from promises.of_found(found, audience)
                message = search_blocks.results(found)
                yield from promises.of_message(message, links, typed=repr((text, found)), secret=secret)

    def _list(self, content: bytes) -> None:
        (self._folder / "sources.toml").write_bytes(content)


def _drawn(found: Answer, offset: int) -> Iterator[Any]:
    for page in (blocks.Page(offset), blocks.Page(offset, private=False)):
        yield blocks.answer(found, page, offered=VERBS[0])
    for match in found.matches[:1]:
        yield shared(match, ANA)


def _links(found: Answer) -> set[str]:
    return {match.article.url for match in (*found.matches, *found.hints)}


def _of_sentence(said: str) -> Iterator[str]:
    if storable(said) != said or len(said) > 5000 or "Traceback" in said:
        yield f"what the operator is told is no sentence: {said[:80]!r}"


class _Unwatched:
    """A sync's progress that nobody looks at."""

    def reading(self, source: str) -> None: ...

    def article(self) -> None: ...


class Endpoint:
    """The bot's WSGI app between a fake Slack and what is sent to it."""

    def __init__(self, slack: FakeSlack, wsgi: WsgiApp, *, triggers: Triggers, pool: AtOnce, records: Records) -> None:
        self._slack, self._wsgi, self._pool, self._records = slack, wsgi, pool, records
        self._triggers = triggers

    def request(self, random: Random) -> Request:
        """A request of any kind that this bot listens to, signed for it."""
        response_url = self._slack.api_url.replace("/api/", "/response/R1")
        return requests.request(
            random, triggers=self._triggers, secret=self._slack.signing_secret, response_url=response_url
        )

    def sent(self, request: Request, *, statuses: Collection[int] = STATUSES) -> Iterator[str]:
        """Send a request; a sentence for each promise that its answer, the log or what was posted breaks."""
        before = len(self._slack.calls)
        self._let_modals_open(request)
        try:
            status, body = self._post(request)
        except Exception as error:
            self._records.taken()
            yield f"raised through the server: {unforeseen(error)}"
            return
        logged, raised = self._records.taken(), self._pool.taken()
        if status not in statuses:
            yield f"the status is {status}"
        if status == 500 and not any(record.levelno >= logging.ERROR for record in logged):
            yield "the status is 500, and the log does not say why"
        if "Traceback" in body:
            yield "a traceback is sent to whoever asked"
        yield from (f"unforeseen: {unforeseen(error)}" for error in [*raised, *raised_in(logged)])
        if body.startswith("{"):
            yield from shown.of_ack(json.loads(body), typed=repr(request))
        for call in self._slack.calls[before:]:
            yield from shown.of_call(call, typed=repr(request))

    def _let_modals_open(self, request: Request) -> None:
        """Let the trigger of this request, which another workspace made, open a modal here."""
        for trigger_id in _TRIGGER_ID.findall(request.body.decode(errors="replace")):
            self._slack.workspace.triggers.renew(trigger_id, ANA)

    def _post(self, request: Request) -> tuple[int, str]:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": EVENTS_PATH,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": request.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(request.body)),
            "wsgi.input": BytesIO(request.body),
        }
        environ |= {"HTTP_" + name.upper().replace("-", "_"): value for name, value in request.headers.items()}
        statuses: list[str] = []
        body = b"".join(self._wsgi(environ, lambda status, _headers: statuses.append(status)))
        return int(statuses[0].partition(" ")[0]), body.decode()


@contextmanager
def some_articles() -> Iterator[Articles]:
    """A knowledge base of its own in a temporary folder, with a few articles."""
    with TemporaryDirectory() as folder:
        articles = Articles(Path(folder))
        articles.put_settled()
        yield articles
        articles.knowledge.close()


@contextmanager
def an_endpoint(articles: Articles) -> Iterator[Endpoint]:
    """The bot that answers from these articles, and a fake Slack beside it."""
    records, pool = Records(), AtOnce()
    logging.getLogger().addHandler(records)
    with FakeSlack(scopes=SCOPES | _OPTIONAL) as slack:
        settings = Settings(
            slack_bot_token=slack.bot_token,
            slack_signing_secret=slack.signing_secret,
            slack_api_url=slack.api_url,
        )
        parts = create_parts(settings, articles.knowledge, pool)
        app = create_app(settings, parts)
        wsgi = create_wsgi(app, articles.knowledge, signing_secret=slack.signing_secret)
        yield Endpoint(slack, wsgi, triggers=triggers_of(parts), pool=pool, records=records)
    logging.getLogger().removeHandler(records)
