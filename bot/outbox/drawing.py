"""Drawing: what an author says about a post, whatever goes wrong meanwhile."""

import logging
from dataclasses import dataclass

from bot.outbox.author import Author, Drawn
from knowledge.errors import KnowledgeError
from knowledge.posts import Delivery

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """The author failed; the problem is a sentence for the operator."""

    problem: str


def draw(author: Author, delivery: Delivery) -> Drawn | NotDrawn:
    """What the author draws. Whatever is raised meanwhile is logged, so that one post holds up no other."""
    try:
        return author.draw(delivery)
    except KnowledgeError as error:
        problem = f"It could not be drawn: {error}"
        log.warning(problem, extra={"subject": delivery.post.subject})
    except Exception as error:
        problem = f"It could not be drawn, for a fault in the program: {type(error).__name__}."
        log.error(problem, exc_info=error, extra={"subject": delivery.post.subject})
    return NotDrawn(problem)
