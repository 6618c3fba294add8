"""Slack's payloads, read."""

import pytest

from bot.payloads import plain_text, press_from, sharing_from


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@U0BOT> reset  a password", "reset a password"),
        ("see <https://a.example/x|the page> and <https://b.example>", "see the page and https://b.example"),
        ("<#C123|general> <!here> hi <!subteam^S1|@support>", "general hi"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("one\ntwo\0three", "one two three"),
    ],
)
def test_a_message_is_read_as_its_writer_saw_it(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    ("body", "shared"),
    [
        ({"team_id": "T1", "is_ext_shared_channel": False, "event": {"user_team": "T1"}}, False),
        ({"team_id": "T1", "is_ext_shared_channel": True, "event": {}}, True),
        ({"team_id": "T1", "is_ext_shared_channel": False, "event": {"user_team": "T2"}}, True),
        ({"team_id": "T1", "event": {}}, None),
        ({}, None),
    ],
)
def test_a_person_of_another_workspace_shares_every_channel_they_write_in(
    body: dict[str, object], shared: bool | None
) -> None:
    assert sharing_from(body) is shared


@pytest.mark.parametrize("value", ["", "7", "[]", "{", "null"])
def test_a_button_that_carries_nothing_of_ours_carries_nothing(value: str) -> None:
    assert press_from({"actions": [{"value": value}]}).value == {}


@pytest.mark.parametrize("carried", [str(10**30), str(-(10**30)), '"7"', "null", "1.5"])
def test_a_button_carries_no_number_that_no_database_could_hold(carried: str) -> None:
    assert press_from({"actions": [{"value": f'{{"offset": {carried}}}'}]}).number("offset") == 0
