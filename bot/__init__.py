"""Quickjump in Slack: what people ask it, how it answers, and the processes that run it."""
