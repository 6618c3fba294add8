"""Proposing: an answer that people have found, written down to become an article."""

from typing import Any

from bot.cards import plain
from bot.gestures import Press, Submission
from bot.handoff import blocks
from bot.handoff.settling import NotYours, request_of
from bot.modals import modal
from bot.parts import Parts

_DONE = "Thank you. Your answer is kept with the questions that no article answers, for whoever writes the articles."
_ANOTHERS = "Somebody else has proposed an answer to this question already, which is kept. Yours is not: talk to them."


def open_form(parts: Parts, press: Press) -> None:
    """Open the form for an answer to the pressed request; `NotYours`, `NoRequest`, `NotOpened`."""
    if press.is_outsider:
        raise NotYours
    request = request_of(parts, press.workspace, press.number("request"))
    parts.modals.open(press.trigger, blocks.proposal_form(request))


def submitted(parts: Parts, form: Submission) -> dict[str, Any]:
    """What is answered to a submitted form: that the answer is kept, or what is wrong with it.

    `NotYours`, `NoRequest`, `DatabaseUnavailable`.
    """
    if form.is_outsider:
        raise NotYours
    answer = form.given(blocks.ANSWER).strip()
    if len(answer) < blocks.SHORTEST_ANSWER:
        return {"response_action": "errors", "errors": {blocks.ANSWER: "Write a sentence or more."}}
    id = form.memory.get("request")
    request = request_of(parts, form.workspace, id if isinstance(id, int) else 0)
    kept = parts.knowledge.misses.propose(
        workspace=form.workspace, question=request.question, proposal=answer, person=form.person
    )
    said = _DONE if kept else _ANOTHERS
    return {"response_action": "update", "view": modal("Propose an article", plain(said))}
