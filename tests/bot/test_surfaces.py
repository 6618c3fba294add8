"""Every surface is what Slack takes and people can read, whatever articles and categories there are."""

import ast
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.cards import Message
from tests.bot.conftest import SlacksSchema
from tests.bot.surfaces import SURFACES, Drawn
from tests.drawn import World, check_message, check_options, check_unfurl, check_view, worlds

ROOT = Path(__file__).parents[2]

# What a function gives that draws a surface whole; whatever gives blocks or buttons is drawn within one of these.
_WHOLE = ("Message", "dict[str, Any]", "list[dict[str, Any]]")

few = settings(
    derandomize=True,
    database=None,
    max_examples=3,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def test_every_function_that_draws_a_surface_is_in_the_list() -> None:
    drawing = set()
    for file in ROOT.glob("bot/**/blocks.py"):
        folder = ".".join(file.parent.relative_to(ROOT / "bot").parts)
        for node in ast.parse(file.read_text()).body:
            is_whole = isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) in _WHOLE
            if is_whole and not node.name.startswith("_"):
                drawing.add(f"{folder}.{node.name}")
    assert drawing == {*SURFACES}


@pytest.mark.parametrize("surface", SURFACES)
@given(world=worlds())
@few
def test_every_surface_is_taken_by_slack_has_nothing_live_in_it_and_can_be_read_aloud(
    slacks_schema: SlacksSchema, surface: str, world: World
) -> None:
    for drawn in SURFACES[surface](world):
        check(drawn, slacks_schema)


def check(drawn: Drawn, slacks_schema: SlacksSchema) -> None:
    if isinstance(drawn, Message):
        check_message(drawn.text, drawn.blocks, slacks_schema)
    elif "option_groups" in drawn:
        check_options(drawn)
    elif "fallback" in drawn:
        check_unfurl(drawn, slacks_schema)
    else:
        check_view(drawn, slacks_schema)
