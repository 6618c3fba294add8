"""How a request for help looks where people are asked, what the asker is told, and the form for a new article."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InputBlock, PlainTextInputElement

from bot.cards import LONGEST_ECHO, Message, bullets, by, escape, plain, section, shorten, small, title_link
from bot.handoff.threads import DIRECT
from bot.modals import modal
from knowledge.articles import Article
from knowledge.help_requests import HelpRequest, RequestState

CLAIM, RESOLVE, PROPOSE = "claim_request", "resolve_request", "propose_article"
ANSWER = "answer"

# As much of a question as people are shown: whoever writes more explains more than they ask.
_LONGEST_QUESTION = 500
_LONGEST_TITLE = 120

# Shorter is no answer that an article could be made of; longer than Slack's field takes.
SHORTEST_ANSWER, LONGEST_ANSWER = 10, 3000


def asked(request: HelpRequest, found: Sequence[Article], *, thread: str = "") -> Message:
    """What stands where people are asked: who asks what, which articles come nearest, and who has taken it.

    `thread` is the link to where they asked it, if there is one.
    """
    where = f" in <#{request.channel}>" if request.channel and not request.channel.startswith(DIRECT) else ""
    where += f" (<{escape(thread)}|open the thread>)" if thread else ""
    question = escape(shorten(" ".join(request.question.split()), _LONGEST_QUESTION))
    near = bullets(title_link(article, _LONGEST_TITLE) for article in found)
    blocks: list[Block] = [
        section(f"{by(request.person)} asks{where}:\n>{question}"),
        section(f"These articles come nearest:\n{near}" if near else "I found no article that comes near."),
        *_state(request),
    ]
    return Message.of(f"Somebody needs a person’s help: {question}", blocks)


def asking_done(request: HelpRequest) -> Message:
    """What the asker is told once people have been asked."""
    where = "in this thread" if request.thread_ts else "in a direct message"
    return plain(f"I've asked in <#{request.posted_in}>. I'll tell you {where} when somebody takes it.")


def asked_before(request: HelpRequest) -> Message:
    """What is told to whoever asks for help with what has been handed to people already."""
    stands = {
        RequestState.OPEN: "nobody has taken it yet",
        RequestState.CLAIMED: f"{by(request.claimed_by)} has taken it",
        RequestState.RESOLVED: f"{by(request.resolved_by)} has settled it",
    }
    return plain(f"People have been asked about this in <#{request.posted_in}>: {stands[request.state]}.")


def claimed(request: HelpRequest) -> Message:
    """What the asker is told once somebody has taken the question."""
    return plain(f"{_to(request)}{by(request.claimed_by)} is looking into your question: “{_echo(request)}”.")


def resolved(request: HelpRequest) -> Message:
    """What the asker is told once the question is settled, with the way to make an article of the answer."""
    said = f"{_to(request)}{by(request.resolved_by)} says that your question is settled: “{_echo(request)}”."
    hint = "If others might ask the same, write the answer down, so that I can give it next time."
    return Message.of(said, [section(said), small(hint), _row(_write_button(request))])


def proposal_form(request: HelpRequest) -> dict[str, Any]:
    """The form in which somebody writes down an answer, to become an article."""
    field = PlainTextInputElement(
        action_id="given", multiline=True, min_length=SHORTEST_ANSWER, max_length=LONGEST_ANSWER
    )
    shown: list[Block] = [
        section(f"The question was: “{escape(shorten(request.question, _LONGEST_QUESTION))}”"),
        InputBlock(block_id=ANSWER, label="What is the answer?", element=field),
        small("Whoever looks after the knowledge base sees it with the questions that no article answers."),
    ]
    view = modal("Propose an article", Message.of("Propose an article", shown), memory=_value(request))
    submit, close = ({"type": "plain_text", "text": text} for text in ("Propose", "Cancel"))
    return view | {"callback_id": PROPOSE, "submit": submit, "close": close}


def _state(request: HelpRequest) -> list[Block]:
    """Who has taken or settled a request, and the buttons that take it further."""
    match request.state:
        case RequestState.OPEN:
            return [_row(_button(request, CLAIM, "Claim"), _button(request, RESOLVE, "Resolved"))]
        case RequestState.CLAIMED:
            return [small(f"Claimed by {by(request.claimed_by)}"), _row(_button(request, RESOLVE, "Resolved"))]
        case RequestState.RESOLVED:
            return [small(f"Resolved by {by(request.resolved_by)}"), _row(_write_button(request))]


def _row(*buttons: ButtonElement) -> ActionsBlock:
    return ActionsBlock(elements=[*buttons])


def _button(request: HelpRequest, action: str, label: str) -> ButtonElement:
    return ButtonElement(text=label, action_id=action, value=_value(request))


def _write_button(request: HelpRequest) -> ButtonElement:
    return _button(request, PROPOSE, "Propose as an article")


def _to(request: HelpRequest) -> str:
    """Whom a message is for, where others read it too."""
    return f"{by(request.person)}: " if request.thread_ts else ""


def _echo(request: HelpRequest) -> str:
    return escape(shorten(request.question, LONGEST_ECHO))


def _value(request: HelpRequest) -> str:
    return json.dumps({"request": request.id})
