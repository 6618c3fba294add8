"""A local Slack: a loopback server that keeps channels and refuses what Slack refuses."""

from bot.playground.server import FakeSlack

__all__ = ["FakeSlack"]
