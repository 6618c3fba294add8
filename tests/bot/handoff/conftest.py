"""A bot that asks people in #ops."""

import pytest

from bot.playground import FakeSlack
from bot.playground.town import OPS
from bot.settings import Settings


@pytest.fixture
def settings(slack: FakeSlack) -> Settings:
    return Settings(
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        help_channel=OPS,
    )
