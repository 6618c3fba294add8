"""The events that tell of what happened to a channel or to the app. Source: docs.slack.dev/reference/events."""

from bot.playground.model import Channel, Json

APP_UNINSTALLED: Json = {"type": "app_uninstalled"}


def archived(where: Channel, *, by: str) -> Json:
    return {"type": f"{_prefix(where)}_archive", "channel": where.id, "user": by, "is_moved": 0}


def unarchived(where: Channel, *, by: str) -> Json:
    # Slack names whoever did it differently in the two events.
    actor = "actor_id" if where.kind == "private" else "user"
    return {"type": f"{_prefix(where)}_unarchive", "channel": where.id, actor: by}


def renamed(where: Channel) -> Json:
    channel = {
        "id": where.id,
        "is_channel": where.kind == "public",
        "is_mpim": False,
        "name": where.name,
        "name_normalized": where.name,
        "created": 0,
    }
    return {"type": f"{_prefix(where)}_rename", "channel": channel}


def deleted(where: Channel, *, by: str, at: float) -> Json:
    event: Json = {"type": f"{_prefix(where)}_deleted", "channel": where.id, "actor_id": by}
    return event | {"date_deleted": int(at)} if where.kind == "private" else event


def left(where: Channel, *, by: str) -> Json:
    return {"type": f"{_prefix(where)}_left", "channel": where.id, "actor_id": by}


def joined(where: Channel, user: str, *, team: str, by: str) -> Json:
    return {
        "type": "member_joined_channel",
        "user": user,
        "channel": where.id,
        "channel_type": where.id[0],
        "team": team,
        "inviter": by,
    }


def shared(where: Channel, *, team: str) -> Json:
    return {"type": "channel_shared", "connected_team_id": team, "channel": where.id}


def unshared(where: Channel, *, team: str) -> Json:
    return {
        "type": "channel_unshared",
        "previously_connected_team_id": team,
        "channel": where.id,
        "is_ext_shared": where.is_ext_shared,
    }


def id_changed(old_id: str, new_id: str) -> Json:
    return {"type": "channel_id_changed", "old_channel_id": old_id, "new_channel_id": new_id}


def made_private(where: Channel, *, by: str, ts: str) -> Json:
    return {
        "type": "message",
        "subtype": "channel_convert_to_private",
        "user": by,
        "text": "made this channel *private*. Now, it can only be viewed or joined by invitation.",
        "ts": ts,
        "event_ts": ts,
        "channel": where.id,
        "channel_type": "group",
    }


def tokens_revoked(bot: str) -> Json:
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot]}}


def _prefix(where: Channel) -> str:
    return "group" if where.kind == "private" else "channel"
