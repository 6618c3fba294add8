"""The planner: a channel that can't be planned holds up no other."""

import pytest
from sqlalchemy import create_engine, text

from knowledge.store.planner import NotPlanned
from knowledge.subscriptions import Cadence, Place
from tests.knowledge.announcing import SUPPORT, HelpCentre

OTHERS = [Place("T1", f"C{number}") for number in range(2, 9)]


def test_a_time_zone_that_this_machine_does_not_know_holds_up_its_own_channel_alone(
    centre: HelpCentre, database_url: str
) -> None:
    for place in (SUPPORT, *OTHERS):
        centre.subscribe(place=place)
    centre.subscribe("Orders", place=SUPPORT, cadence=Cadence.DAILY)
    centre.publish("a")
    change(database_url, "timezone = 'Mars/Base'", "channel = 'C1'")
    with pytest.raises(NotPlanned, match="the channel C1 of T1: UnknownTimezone: I know no time zone “Mars/Base”"):
        centre.settle()
    assert [centre.posts(place) for place in OTHERS] == [[("change", ["a"])]] * len(OTHERS)
    assert centre.posts(SUPPORT) == []
    assert centre.knowledge.tidying.heal() == 0

    change(database_url, "timezone = 'UTC'", "channel = 'C1'")
    assert centre.passes(seconds=1) == 1
    assert centre.posts(SUPPORT) == [("change", ["a"])]


def change(url: str, values: str, where: str) -> None:
    """Change rows of subscriptions behind the program's back."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE subscriptions SET {values} WHERE {where}"))
    engine.dispose()
