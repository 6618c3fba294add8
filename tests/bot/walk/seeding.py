"""What has happened where the person on the stage stands, while it was internal: all of it about internal articles."""

from pathlib import Path

from bot.announce.planning import plan
from bot.playground.town import ANA, BEN, BOT_ID, TEAM
from knowledge.articles import Audience, Band
from knowledge.channel_settings import Answers, ChannelSettings
from knowledge.help_requests import HelpRequest
from knowledge.listings import Listing, Spot
from knowledge.posts import Way
from knowledge.questions import Answered, Asker
from knowledge.subscriptions import Place, Style, Timetable
from tests.bot.walk import canary
from tests.bot.walk.stage import Stage

_KEYS = (canary.KEY, f"help:{canary.MARK}-1", "help:a-0")


def seed(stage: Stage, folder: Path) -> None:
    """Let a subscription be made, articles be announced, a list be shown, questions be asked and handed to people."""
    stage.sync(folder, new=False)
    place = Place(TEAM.id, stage.person if stage.at_home else stage.channel)
    if not stage.at_home:
        stage.knowledge.audiences.note(TEAM.id, stage.channel, shared=False)
    subscription, _ = stage.knowledge.subscriptions.subscribe(
        place, (canary.CATEGORY,), person=ANA, timetable=Timetable(), style=Style()
    )
    stage.sync(folder, new=True)
    plan(stage.parts)
    stage.send()
    _list(stage)
    _ask(stage)
    _settle(stage, place)
    stage.seeds = {"subscription": subscription.id, "post": 1, "request": _request(stage)}


def _list(stage: Stage) -> None:
    root = stage.slack.workspace.say(stage.channel, BOT_ID, text="x")
    stage.thread = root.ts
    for spot in (
        Spot(TEAM.id, stage.channel, thread_ts=root.ts),
        Spot(TEAM.id, stage.channel, person=stage.person),
    ):
        stage.knowledge.listings.keep(spot, Listing(_KEYS, question=canary.TYPED))


def _ask(stage: Stage) -> None:
    """What insiders ask names what nobody else knows."""
    question = f"how is the hamster{canary.MARK} fed"
    for person in (ANA, BEN, BEN):
        asker = Asker(TEAM.id, stage.channel, person, audience=Audience.INTERNAL)
        for band, article in ((Band.CONFIDENT, canary.KEY), (Band.NONE, "")):
            answered = Answered(f"{question} {band.value}", band, article, is_miss=not article)
            stage.knowledge.recording.add(asker, answered, Way.MENTION)
    stage.knowledge.recording.flush()


def _settle(stage: Stage, place: Place) -> None:
    """Have every message answered."""

    def everything(before: ChannelSettings) -> ChannelSettings:
        return ChannelSettings(answers=Answers.EVERYTHING, several=True, follow_ups=True)

    stage.knowledge.channel_settings.change(place, everything, person=ANA)
    stage.knowledge.channel_settings.refresh()


def _request(stage: Stage) -> int:
    request = HelpRequest(
        workspace=TEAM.id,
        channel=stage.channel,
        thread_ts="" if stage.at_home else stage.thread,
        person=ANA,
        origin="x",
        question=canary.TYPED,
        articles=_KEYS,
        posted_in=stage.channel,
    )
    return stage.knowledge.help_requests.ask(request, lambda _: []).request.id
