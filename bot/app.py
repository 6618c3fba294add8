"""The composition root: one Bolt app made of the capabilities, and the parts that they share."""

import logging
import threading
from datetime import timedelta

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot import (
    announce,
    ask,
    browse,
    errors,
    find,
    handoff,
    home,
    jump,
    lifecycle,
    operators,
    read,
    search,
    subscribe,
    talk,
    unfurl,
    vote,
)
from bot.announce.author import Announcer
from bot.channels import Channels
from bot.correlation import ids_from, working_on
from bot.membership import Membership
from bot.modals import Modals
from bot.outbox.editor import Editor
from bot.outbox.reconciler import Reconciler
from bot.outbox.sender import Sender, write_client
from bot.outsiders import ignore_outsiders
from bot.overload import Admission, Pool
from bot.parts import Parts, Section, Verb
from bot.people import People
from bot.permissions import Permissions
from bot.responding import Replies
from bot.settings import Settings
from knowledge.base import KnowledgeBase

# Every capability: deleting one is deleting its folder and its lines here.
CAPABILITIES = (
    ask,
    search,
    find,
    read,
    browse,
    jump,
    subscribe,
    announce,
    talk,
    lifecycle,
    vote,
    handoff,
    unfurl,
    home,
)
VERBS: tuple[Verb, ...] = (
    *ask.VERBS,
    *search.VERBS,
    *browse.VERBS,
    *jump.VERBS,
    *subscribe.VERBS,
    *announce.VERBS,
    *talk.VERBS,
)

# What stands in Home, from above.
SECTIONS: tuple[Section, ...] = (
    *ask.SECTIONS,
    *announce.SECTIONS,
    *subscribe.SECTIONS,
    *browse.SECTIONS,
    *operators.SECTIONS,
)

# Mentions and presses that are worked on at once, and those that may wait before them: more are told, or wait in the
# inbox. A request to Slack takes some 200 ms, so that all of them are through well within a press's three seconds.
_ANSWERING_THREADS, _WAITING = 8, 64


def create_parts(settings: Settings, knowledge: KnowledgeBase, pool: Pool | None = None) -> Parts:
    """The parts that the capabilities of one process share. Whoever makes them closes their pool."""
    pool = pool or Pool(_ANSWERING_THREADS, waiting=_WAITING)
    token, api_url = settings.slack_bot_token, settings.slack_api_url
    client = write_client(token=token, api_url=api_url)
    modals = Modals(token=token, api_url=api_url)
    people = People(client)
    channels = Channels(knowledge, client, pool, is_member=people.is_member)
    author = Announcer(knowledge, channels, people)
    look_up_after = timedelta(seconds=settings.reconcile_after)
    return Parts(
        knowledge=knowledge,
        channels=channels,
        sender=Sender(knowledge, client, author=author, look_up_after=look_up_after),
        editor=Editor(knowledge, client, author=author),
        reconciler=Reconciler(knowledge, client),
        admission=Admission(settings.questions_at_once),
        pool=pool,
        modals=modals,
        replies=Replies(modals),
        stopping=threading.Event(),
        settings=settings,
        people=people,
        membership=Membership(client),
        permissions=Permissions(settings, people),
        verbs=VERBS,
        sections=SECTIONS,
    )


class TracedApp(App):
    """A Bolt app whose every line of the log says which request it belongs to."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        with working_on(**ids_from(req.body)):
            try:
                return super().dispatch(req)
            except Exception as error:  # Bolt's own: what listeners raise has gone through the error door
                errors.sentence(error)
                return BoltResponse(status=500, body="")


def create_app(settings: Settings, parts: Parts) -> App:
    """The Bolt app with every capability's listeners. It makes no request to Slack."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # Given as a function, since Bolt would ask auth.test for a token at the first request it serves.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=settings.slack_bot_token)

    app = TracedApp(
        name="quickjump",
        logger=logging.getLogger("slack_bolt"),  # else it takes the root's level for its own
        client=WebClient(base_url=settings.slack_api_url),
        authorize=authorize,
        signing_secret=settings.slack_signing_secret,
        # Listeners run in the request's own thread: the ack carries the answer, and costs no waiting in a queue.
        process_before_response=True,
        # bot.server.guard has checked the signature over the raw body; Socket Mode has none.
        request_verification_enabled=False,
        # Bots, ourselves among them, are told apart in payloads.question_from.
        ignoring_self_events_enabled=False,
    )
    ignore_outsiders(app, settings)
    for capability in CAPABILITIES:
        capability.register(app, parts)
    errors.install(app, parts.replies)
    return app
