"""The verb of Quick Jump."""

from bot.jump import blocks
from bot.parts import Verb

JUMP = Verb(
    word="jump",
    usage="jump",
    purpose="finds categories and articles as you type",
    label="Quick Jump",
    parses=lambda rest: not rest,
    answer=lambda _parts, _command, _arguments: blocks.field(),
)
