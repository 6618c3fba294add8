"""Findings: what the doctor says."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and in a sentence what that means or what to do."""

    subject: str
    state: Literal["ok", "lacking", "broken"]
    said: str
