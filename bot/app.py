"""The composition root: one Bolt app made of the capabilities, and the parts that they share."""

from concurrent.futures import Executor

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot import ask, errors
from bot.channels import Channels
from bot.outbox.sender import Sender, write_client
from bot.parts import Parts, Verb
from bot.settings import Settings
from knowledge.base import KnowledgeBase

# Every capability: deleting one is deleting its folder and its lines here.
CAPABILITIES = (ask,)
VERBS: tuple[Verb, ...] = (*ask.VERBS,)


def create_parts(settings: Settings, knowledge: KnowledgeBase, pool: Executor) -> Parts:
    """The parts that the capabilities of one process share."""
    client = write_client(token=settings.slack_bot_token, api_url=settings.slack_api_url)
    return Parts(
        knowledge=knowledge,
        channels=Channels(knowledge, client, pool),
        sender=Sender(knowledge, client),
        pool=pool,
        verbs=VERBS,
    )


def create_app(settings: Settings, parts: Parts) -> App:
    """The Bolt app with every capability's listeners. It makes no request to Slack."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # Given as a function, since Bolt would ask auth.test for a token at the first request it serves.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=settings.slack_bot_token)

    app = App(
        name="quickjump",
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
    for capability in CAPABILITIES:
        capability.register(app, parts)
    errors.install(app)
    return app
