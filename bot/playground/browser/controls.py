"""What somebody does behind the scenes: faults, the clock, and articles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.playground.articles import Article, Articles
from bot.playground.browser.acting import Gesture
from bot.playground.browser.hiding import hidden, secrets_of
from bot.playground.browser.meaning import NotDone, Stage
from bot.playground.desk import Reader, flag, number, words
from bot.playground.drafts import BadArticle, Draft
from bot.playground.model import Json

# Nobody waits for what would be told in more than a month.
_FARTHEST_AT_ONCE = 31 * 24 * 3600

_READ_SOON = "The bot reads it within a few seconds"

Control = Callable[["Backstage", Stage, Json], Json | None]


@dataclass(frozen=True)
class Backstage:
    """What is controlled besides the fake Slack: the articles, the clocks of all, and the end of the bot's logs."""

    articles: Articles
    forward: Callable[[float], None]
    log_lines: Callable[[], Sequence[str]]


@dataclass(frozen=True)
class _Way:
    """A control, and what it is given."""

    control: Control
    required: Mapping[str, Reader]
    optional: Mapping[str, Reader]


def controls_of(backstage: Backstage) -> dict[str, Gesture]:
    """The page's gestures behind the scenes, by their names."""
    return {name: _gesture(way, backstage) for name, way in CONTROLS.items()}


def _gesture(way: _Way, backstage: Backstage) -> Gesture:
    return Gesture(lambda stage, given: way.control(backstage, stage, given), way.required, way.optional)


def _fault(backstage: Backstage, stage: Stage, given: Json) -> None:
    switches = stage.slack.switches
    turn = switches.turn_on if given["on"] else switches.turn_off
    turn(given["name"])


def _behave(backstage: Backstage, stage: Stage, given: Json) -> None:
    stage.slack.switches.turn_all_off()


def _clear(backstage: Backstage, stage: Stage, given: Json) -> None:
    stage.slack.traffic.clear()


def _clock(backstage: Backstage, stage: Stage, given: Json) -> Json:
    seconds = given["seconds"]
    if not 0 < seconds <= _FARTHEST_AT_ONCE:
        raise NotDone("The clock is set forward only, and by a month at once at most.")
    try:
        backstage.forward(seconds)
    except ValueError as error:
        raise NotDone(str(error)) from error
    return {"told": "The clock is forward. The bot is starting again, so that its own clock goes with it."}


def _log(backstage: Backstage, stage: Stage, given: Json) -> Json:
    return {"lines": hidden(list(backstage.log_lines()), secrets_of(stage.slack.workspace.bot))}


def _article(backstage: Backstage, stage: Stage, given: Json) -> Json:
    return _attempt(stage, lambda: {"article": _written(backstage.articles.find(given["id"]))})


def _publish(backstage: Backstage, stage: Stage, given: Json) -> Json:
    def publish() -> Json:
        article = backstage.articles.publish(_draft(given))
        return {"id": article.id, "told": f"Published. {_told_next(article.draft)}"}

    return _attempt(stage, publish)


def _edit_article(backstage: Backstage, stage: Stage, given: Json) -> Json:
    def edit() -> Json:
        article = backstage.articles.edit(given["id"], _draft(given), revision=given["revision"])
        told = f"Saved. {_READ_SOON}; subscribed channels are told, and posts that name it get its new title."
        return {"id": article.id, "told": told}

    return _attempt(stage, edit)


def _remove_article(backstage: Backstage, stage: Stage, given: Json) -> Json:
    def remove() -> Json:
        backstage.articles.remove(given["id"], revision=given["revision"])
        return {"told": "Removed. The bot notices within a few seconds, and posts that name it are put right."}

    return _attempt(stage, remove)


def _attempt(stage: Stage, do: Callable[[], Json]) -> Json:
    """What it gives; or else a sentence, and the field that it is about. Every tab sees what has changed."""
    try:
        given = do()
    except BadArticle as bad:
        return {"ok": False, "told": str(bad), "field": bad.field}
    except OSError as error:
        return {
            "ok": False,
            "told": f"The folder of the articles can't be used: {error.strerror or error}.",
            "field": "",
        }
    with stage.slack.workspace.changed:
        stage.slack.workspace.changed.notify_all()
    return given


def _draft(given: Json) -> Draft:
    return Draft(
        title=given.get("title", ""),
        body=given.get("body", ""),
        summary=given.get("summary", ""),
        category=given.get("category", ""),
        visibility=given.get("visibility", "public"),
    )


def _written(article: Article) -> dict[str, Any]:
    return {"id": article.id, "revision": article.revision, "problem": article.problem, **asdict(article.draft)}


def _told_next(draft: Draft) -> str:
    shelf = f"“{draft.category}”" if draft.category else "all articles"
    if draft.visibility == "internal":
        return f"{_READ_SOON}, and tells the channels that are subscribed to {shelf} and that nobody else reads."
    return f"{_READ_SOON}, and tells the channels that are subscribed to {shelf}."


# None of them is required here: what an article lacks is told as of any other mistake in it.
_DRAFT: Mapping[str, Reader] = dict.fromkeys(("title", "body", "summary", "category", "visibility"), words)
_WHICH: Mapping[str, Reader] = {"id": words, "revision": words}

CONTROLS: Mapping[str, _Way] = {
    "control/fault": _Way(_fault, {"name": words, "on": flag}, {}),
    "control/behave": _Way(_behave, {}, {}),
    "control/clear": _Way(_clear, {}, {}),
    "control/clock": _Way(_clock, {"seconds": number}, {}),
    "control/log": _Way(_log, {}, {}),
    "control/article": _Way(_article, {"id": words}, {}),
    "control/publish": _Way(_publish, {}, _DRAFT),
    "control/edit_article": _Way(_edit_article, _WHICH, _DRAFT),
    "control/remove_article": _Way(_remove_article, _WHICH, {}),
}
