"""Operators: what Home tells admins of how the bot is doing. It answers nothing."""

from bot.operators.sections import misses, sources, unsent

SECTIONS = (sources, misses, unsent)
