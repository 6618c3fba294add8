"""Whether the encoder can be loaded, and how many articles have their vectors."""

from collections.abc import Iterator

from bot.doctor.case import Case
from bot.findings import Finding, fault, warning, well
from knowledge.errors import ModelUnavailable
from knowledge.models import Coverage

_ADVICE = (
    "Install what is missing, or put ENCODER and ENCODER_MODEL right, and start all processes anew. Until then "
    "questions are answered by words and static vectors."
)


def encoder(case: Case) -> Iterator[Finding]:
    """Load it, and count vectors."""
    if "ENCODER" in case.illegible:
        return
    asked = f"ENCODER={case.settings.encoder} {case.settings.encoder_model}".rstrip()
    try:
        coverage = _coverage(case)
    except ModelUnavailable as problem:
        yield fault("encoder", str(problem), _ADVICE)
        return
    if coverage is None:
        yield well("encoder", f"{asked} works.")
    elif coverage.articles - coverage.done + coverage.damaged:
        yield warning("encoder", f"{asked} works, but {_lacking(coverage)}", "They get them from: python -m bot sync")
    else:
        yield well("encoder", f"{asked} works, and all {coverage.articles} articles have their vectors.")


def _coverage(case: Case) -> Coverage | None:
    """How far articles have vectors; None where none are made, or where they can't be counted. `ModelUnavailable`."""
    if not case.trouble:
        return case.knowledge.encoding.coverage()
    case.knowledge.encoding.check()
    return None


def _lacking(coverage: Coverage) -> str:
    share = coverage.done * 100 // coverage.articles if coverage.articles else 0
    has = f"{coverage.done} of {coverage.articles} articles ({share} %) have their vectors"
    return f"{has}, and {coverage.damaged} of these are damaged." if coverage.damaged else f"{has}."
