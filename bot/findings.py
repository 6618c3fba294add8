"""Findings: what the doctor says."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, in a sentence what that means, and what to do unless it is well.

    With a warning the bot works, but for what it says; a fault keeps it from working.
    """

    subject: str
    state: State
    said: str
    advice: str


def well(subject: str, said: str) -> Finding:
    """A finding of something about which nothing is to be done."""
    return Finding(subject, "ok", said, "")


def warning(subject: str, said: str, advice: str) -> Finding:
    """A finding of something that works, but not as well as it may."""
    return Finding(subject, "warning", said, advice)


def fault(subject: str, said: str, advice: str) -> Finding:
    """A finding of something that does not work."""
    return Finding(subject, "fault", said, advice)
