"""Direct messages: the conversation with a person, which must be open before anything is posted or read there."""

import threading

from slack_sdk import WebClient

from knowledge.failpoints import Failpoints, after_request, before_request
from knowledge.posts import Post

# Opening is quick, and may be tried again whatever comes of it; a claimed post must not wait for it for long.
_SECONDS_TO_OPEN = 3

_MOST_REMEMBERED = 10_000

# How the ids of people begin.
_PEOPLE = ("U", "W")


class DirectChannels:
    """Knows where posts to people go, and opens what is not open yet."""

    def __init__(self, client: WebClient, failpoints: Failpoints) -> None:
        self._failpoints = failpoints
        self._client = WebClient(
            token=client.token, base_url=client.base_url, timeout=_SECONDS_TO_OPEN, retry_handlers=[]
        )
        self._known: dict[tuple[str, str], str] = {}
        self._changing = threading.Lock()

    def channel_of(self, post: Post) -> str:
        """The channel in which a post stands or shall stand. `FAILURES` where a conversation can't be opened."""
        if not post.channel.startswith(_PEOPLE):
            return post.channel
        with self._changing:
            known = self._known.get((post.workspace, post.channel))
        return known or self._opened(post)

    def _opened(self, post: Post) -> str:
        self._failpoints.reach(before_request("open"))
        answer = self._client.api_call("conversations.open", json={"users": post.channel})
        self._failpoints.reach(after_request("open"))
        channel = str(answer["channel"]["id"])
        with self._changing:
            if len(self._known) >= _MOST_REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[post.workspace, post.channel] = channel
        return channel
