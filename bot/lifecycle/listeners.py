"""What happens when Slack tells of a channel's life, or of the app's.

An event says that something is different now, and Slack is asked how: so events may come late, twice, in any order.
That is done before the acknowledgement, within its three seconds, and for channels with subscriptions alone. Where
Slack or the database does not answer, the event is not acknowledged, so that Slack delivers it again.
"""

from functools import partial

from slack_bolt import Ack

from bot.correlation import carried
from bot.lifecycle.asking import Inquiries
from bot.lifecycle.happened import is_ours_revoked, person_in, place_in, recipients_of
from bot.lifecycle.settling import follow, look_at, look_at_token
from bot.parts import Parts
from bot.shapes import Payload

# Slack waits for three seconds for its acknowledgement.
_SECONDS_TO_ANSWER = 2


class Listeners:
    """The listeners of lifecycle: they acknowledge when all is written down."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._slack = Inquiries(parts.settings, seconds=_SECONDS_TO_ANSWER)
        self._user = ""

    def changed(self, ack: Ack, body: Payload) -> None:
        """A channel was archived, opened again or deleted, or the bot was removed from it."""
        if place := place_in(body):
            look_at(self._parts, self._slack, place)
        ack()

    def joined(self, ack: Ack, body: Payload) -> None:
        """Somebody came into a channel, which matters when it was the bot."""
        place = place_in(body)
        if place and self._is_us(body):
            look_at(self._parts, self._slack, place)
        ack()

    def moved(self, ack: Ack, body: Payload) -> None:
        """A channel has another id, as private ones get when they are shared."""
        old, new = place_in(body, "old_channel_id"), place_in(body, "new_channel_id")
        if old and new:
            follow(self._parts, old, new.channel)
            look_at(self._parts, self._slack, new)
        ack()

    def shared(self, ack: Ack, body: Payload) -> None:
        """Another organisation reads along: at once nothing internal is shown any more, whatever Slack says later."""
        if place := place_in(body):
            self._parts.channels.note(place.workspace, place.channel, shared=True)
        ack()

    def unshared(self, ack: Ack, body: Payload) -> None:
        """An organisation has left a channel; others may read along still, which Slack is asked."""
        ack()
        if place := place_in(body):
            ask = partial(self._parts.channels.audience_asked, place.workspace, place.channel)
            self._parts.pool.offer(carried(ask))

    def removed(self, ack: Ack, body: Payload) -> None:
        """The app was removed, or its token revoked."""
        workspace = body.get("team_id")
        if isinstance(workspace, str) and is_ours_revoked(body):
            look_at_token(self._parts, self._slack, workspace)
        ack()

    def _is_us(self, body: Payload) -> bool:
        """Whether the person that an event is about is the bot: it says for whom it came, or Slack is asked once."""
        ours = recipients_of(body)
        if not ours:
            self._user = self._user or self._slack.token().user
        return person_in(body) in (ours or {self._user})
