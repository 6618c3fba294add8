"""Typing into a menu that asks the app for its options. Slack shows what the body of the ack offers."""

import json
from dataclasses import dataclass

from bot.playground import interactive
from bot.playground.blockkit import SUGGESTIONS
from bot.playground.elements import options_of
from bot.playground.limits import Problem, SlackRefused, check, refusal
from bot.playground.model import Json, Message, Person, View
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.sight import asking_element, seen_message, seen_view
from bot.playground.traffic import Traffic
from bot.playground.workspace import Workspace

# docs.slack.dev/reference/block-kit/block-elements/select-menu-element: min_query_length, "The default value is 3".
USUAL_QUERY_LENGTH = 3


@dataclass(frozen=True)
class Suggested:
    """What a menu shows to who typed: all its options, and the groups that they stand in, if they do.

    There are none when the app did not acknowledge in time; the receipt says why.
    """

    receipt: Receipt
    options: tuple[Json, ...] = ()
    groups: tuple[Json, ...] = ()

    @property
    def texts(self) -> list[str]:
        """The options as they are read."""
        return [option["text"]["text"] for option in self.options]

    @property
    def values(self) -> list[str]:
        return [option["value"] for option in self.options]

    @property
    def labels(self) -> list[str]:
        """The groups as they are read."""
        return [group["label"]["text"] for group in self.groups]


class Suggestions:
    """What people type into menus; `deliver` takes it away."""

    def __init__(self, workspace: Workspace, *, deliver: Deliver, traffic: Traffic) -> None:
        self._workspace = workspace
        self._traffic = traffic
        self._deliver = deliver

    def suggest(
        self, shown: Message | View, action_id: str, typed: str = "", *, person: str, block_id: str = ""
    ) -> Suggested:
        """Type into an external menu of a message, a modal or a Home, and give what it offers then.

        What it offers may be chosen afterwards by its value, with `press`, `fill` or `submit`. Raises LookupError when
        the person sees no such menu or Slack asks the app only once more is typed (`min_query_length`, 3 when the menu
        does not say), and SlackRefused when the ack is nothing that Slack can show.
        """
        who = self._workspace.person(person)
        seen = _seen(self._workspace, shown, who)
        block, part = asking_element(seen.blocks, action_id, block_id=block_id)
        _refuse_short(part, typed)
        payload = interactive.block_suggestion(self._workspace, seen, block=block, part=part, typed=typed, person=who)
        [reply] = self._deliver("interactive", payload, times=1)
        if reply.status != 200:
            return Suggested(receipt(reply))
        with self._traffic.judging(reply.number):
            answer = checked_suggestions(reply.body)
        self._workspace.offers.note(seen, block, part, person=who.id, answer=answer)
        return Suggested(receipt(reply), tuple(options_of(answer)), tuple(answer.get("option_groups", ())))


def _seen(workspace: Workspace, shown: Message | View, who: Person) -> Message | View:
    return seen_view(workspace, shown, who) if isinstance(shown, View) else seen_message(workspace, shown, who)


def _refuse_short(part: Json, typed: str) -> None:
    least = part.get("min_query_length", USUAL_QUERY_LENGTH)
    if len(typed) < least:
        raise LookupError(
            f"Slack asks {part['action_id']} for options once {least} characters are typed, not {typed!r}"
        )


def checked_suggestions(body: str) -> Json:
    """The body of an ack, which holds options or groups of them as Slack takes them; raises SlackRefused otherwise."""
    try:
        answer = json.loads(body)
    except ValueError:
        raise SlackRefused("invalid_json") from None
    problems = [*check(SUGGESTIONS, answer, at="")]
    if not problems and {"options", "option_groups"} <= set(answer):
        problems = [Problem("must define only one of `options` and `option_groups`", "")]
    if problems:
        raise refusal("invalid_arguments", problems)
    found: Json = answer
    return found
