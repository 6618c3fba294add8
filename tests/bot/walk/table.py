"""The table of all ways in. Whoever adds one to the bot adds it here, and says how it is done."""

from tests.bot.walk import canary
from tests.bot.walk.ways import (
    AT_HOME,
    EVERYWHERE,
    IN_CHANNELS,
    Way,
    asked,
    found,
    happened,
    linked,
    picked,
    pressed,
    said,
    submitted,
    typed,
    visited,
)

_WORDS, _SHELF, _REFERENCE = canary.TYPED, canary.SHELF, canary.REFERENCE

VERBS = (
    Way("verb", "help", typed("help")),
    Way("verb", "why", typed("why", f'"{_WORDS}"', f'"{_WORDS}" {_REFERENCE}'), shows=EVERYWHERE),
    Way(
        "verb",
        "search",
        typed("search", "", _WORDS, f'category:"{_SHELF}"', f"title:hamster{canary.MARK[:-1]}"),
        shows=EVERYWHERE,
    ),
    Way("verb", "subscribe", typed("subscribe", "", f"{_SHELF} daily 09:00", _SHELF, "billing"), shows=EVERYWHERE),
    Way("verb", "subscriptions", typed("subscriptions"), shows=EVERYWHERE),
    Way("verb", "mute", typed("mute", _SHELF), shows=EVERYWHERE),
    Way("verb", "pause", typed("pause", "3d")),
    Way("verb", "resume", typed("resume")),
    Way("verb", "preview", typed("preview", "", _SHELF, "billing"), shows=EVERYWHERE),
    Way("verb", "announce-now", typed("announce-now", "", _SHELF)),
    Way("verb", "categories", typed("categories", "", "2"), shows=EVERYWHERE),
    Way("verb", "browse", typed("browse", "", _SHELF, f"{_SHELF} 2", "billing"), shows=EVERYWHERE),
    Way("verb", "recent", typed("recent", "", _SHELF, "billing"), shows=EVERYWHERE),
    Way("verb", "open", typed("open", "1", "2", _REFERENCE), shows=EVERYWHERE),
    Way("verb", "jump", typed("jump")),
    Way("verb", "settings", typed("settings")),
    Way("verb", "unsubscribe", typed("unsubscribe", _SHELF, ""), shows=EVERYWHERE),
)

COMMANDS = (Way("command", "/kb", typed("ask", _WORDS, _REFERENCE), shows=IN_CHANNELS, there=IN_CHANNELS),)

ACTIONS = (
    Way("action", "share", pressed("share"), shows=IN_CHANNELS),
    Way("action", "more", pressed("more"), shows=EVERYWHERE),
    Way("action", "back", pressed("back"), shows=EVERYWHERE),
    Way("action", r"verb(:\d+)?", pressed("verb:1", verb="search", arguments=_WORDS), shows=EVERYWHERE),
    Way("action", r"question(:\d+)?", pressed("question", "question:1"), shows=EVERYWHERE),
    Way("action", "search_(more|first)", pressed("search_more"), shows=EVERYWHERE),
    Way("action", "search_(previous|next)", pressed("search_next"), shows=EVERYWHERE),
    Way("action", "search_change", pressed("search_change")),
    Way("action", "search_post", pressed("search_post"), shows=EVERYWHERE),
    Way("action", "refresh_home", pressed("refresh_home"), shows=AT_HOME, there=AT_HOME),
    Way("action", "share_in_thread", pressed("share_in_thread"), shows=EVERYWHERE),
    Way("action", "open", pressed("open"), shows=EVERYWHERE),
    Way("action", r"browse(:\d+)?", pressed("browse", "browse:1"), shows=EVERYWHERE),
    Way("action", r"categories(:\d+)?", pressed("categories", "categories:1"), shows=EVERYWHERE),
    Way("action", r"newest(:\d+)?", pressed("newest", "newest:1"), shows=EVERYWHERE),
    Way("action", "jump", picked("jump", *canary.JUMPS), shows=EVERYWHERE),
    Way("action", "article_(previous|next)", pressed("article_next"), shows=EVERYWHERE),
    Way("action", "article_share", pressed("article_share"), shows=EVERYWHERE),
    Way("action", "helpful", pressed("helpful")),
    Way("action", "not_helpful", pressed("not_helpful")),
    Way("action", "say_why", pressed("say_why")),
    Way("action", "ask_a_person", pressed("ask_a_person"), shows=IN_CHANNELS),
    Way("action", "claim_request", pressed("claim_request"), shows=IN_CHANNELS),
    Way("action", "resolve_request", pressed("resolve_request"), shows=IN_CHANNELS),
    Way("action", "propose_article", pressed("propose_article")),
    Way("action", "announced", pressed("announced"), shows=EVERYWHERE),
    Way("action", "try_now", pressed("try_now")),
    Way("action", "change_subscription", pressed("change_subscription"), shows=EVERYWHERE),
    Way("action", "pause_subscription", pressed("pause_subscription"), shows=EVERYWHERE),
    Way("action", "resume_subscription", pressed("resume_subscription"), shows=EVERYWHERE),
    Way("action", "(previous|next)_subscriptions", pressed("next_subscriptions"), shows=EVERYWHERE),
    Way("action", "show_latest", pressed("show_latest")),
    Way("action", "remove_subscription", pressed("remove_subscription"), shows=EVERYWHERE),
    Way("action", "end_subscriptions", pressed("end_subscriptions")),
)

OPTIONS = (
    Way("options", "search_category", picked("search_category"), shows=EVERYWHERE),
    Way("options", "jump", picked("jump"), shows=EVERYWHERE),
)

VIEWS = (
    Way(
        "view",
        "subscribe",
        submitted("subscribe", "category", "timezone", "quiet_from", typed=_SHELF),
        shows=EVERYWHERE,
    ),
    Way("view", "search", submitted("search", "category", "phrase", words=_WORDS), shows=EVERYWHERE),
    Way("view", "propose_article", submitted("propose_article", keeps="request", answer="Some long answer.")),
    Way("view", "vote_reason", submitted("vote_reason", why="It is wrong.")),
)

OTHERS = (
    Way("message_shortcut", "find_articles", found, shows=IN_CHANNELS, there=IN_CHANNELS),
    Way("event", "app_mention", asked, shows=IN_CHANNELS, tells=True, there=IN_CHANNELS),
    Way("event", "message", said, shows=IN_CHANNELS, tells=True, there=IN_CHANNELS),
    Way("event", "app_home_opened", visited, shows=AT_HOME, there=AT_HOME),
    Way("event", "link_shared", linked, shows=IN_CHANNELS, tells=True, there=IN_CHANNELS),
)

_LIFE = (
    *("app_uninstalled", "tokens_revoked", "channel_archive", "channel_unarchive", "channel_deleted", "channel_left"),
    *("channel_shared", "channel_unshared", "group_archive", "group_unarchive", "group_deleted", "group_left"),
    *("member_joined_channel", "channel_id_changed"),
)

# After these a channel hears no more of what is said in it.
SETTLING = (
    Way("view", "channel_settings", submitted("channel_settings", "answers", "help_channel", also="", minutes="5")),
    Way("action", "stop_answers", pressed("stop_answers")),
)

LIFE = tuple(Way("event", event, happened(event)) for event in _LIFE)

WAYS = (*VERBS, *COMMANDS, *ACTIONS, *OPTIONS, *VIEWS, *OTHERS, *SETTLING, *LIFE)
