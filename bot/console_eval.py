"""What `python -m bot eval` prints of fitted weights and of checked chances, for people and as JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.text import Text

from bot.console import out, print_rows
from knowledge.calibrations import Calibration

Figures = Mapping[str, Mapping[str, float]]

# Weights are written into the program in steps of this.
_STEP = 0.005


def fit_as_dict(weights: Mapping[str, float], *, in_use: Figures, held_out: Figures) -> dict[str, Any]:
    """Fitted weights, and the MRR@10 of each set and group: with those in use, and with those of the other sets."""
    return {
        "mrr": {
            name: {group: {"in_use": mrr, "held_out": held_out[name][group]} for group, mrr in groups.items()}
            for name, groups in in_use.items()
        },
        "weights": dict(weights),
    }


def checks_as_dict(found: Calibration) -> dict[str, Any]:
    """The checks of each set's own questions, and of another set's put to its articles."""
    return {
        name: {one: {group: asdict(check) for group, check in checks.items()} for one, checks in sets.items()}
        for name, sets in (("own", found.own), ("foreign", found.foreign))
    }


def print_compared(found: Mapping[str, Any]) -> None:
    """What the two above and the chances say, as a person reads it, in tables that can be pasted."""
    if "weights" in found:
        _print_fit(found["mrr"], found["weights"])
        _print_chances(found["chances"])
    if "own" in found:
        _print_manner(len(found["own"]))
        _print_bins(found["own"])
        _print_own(found["own"])
        _print_foreign(found["foreign"])


def _print_fit(mrr: Mapping[str, Figures], weights: Mapping[str, float]) -> None:
    print_rows(
        "MRR@10 with the weights in use, and with those fitted on the other sets",
        [
            {
                "set": name,
                "questions": group,
                "in use": f"{both['in_use']:.4f}",
                "fitted on the others": f"{both['held_out']:.4f}",
            }
            for name, groups in mrr.items()
            for group, both in groups.items()
        ],
    )
    out.print(Text("\nFitted on all sets, for SIGNALS (0: it says nothing here, or nothing that others don't)", "bold"))
    for signal, weight in weights.items():
        rounded = round(round(weight / _STEP) * _STEP, 3)
        out.print(Text(f'    "{signal}": Signal({rounded:g}, {signal.replace(" ", "_")}),'))


def _print_chances(chances: Figures) -> None:
    out.print(Text("\nFitted on all sets, for CHANCES", "bold"))
    for name, fitted in chances.items():
        evidence = ", ".join(f'"{kind}": {counts:.2f}' for kind, counts in fitted.items() if kind != "constant")
        out.print(Text(f"    {name}=Chance({fitted['constant']:.2f}, {{{evidence}}}),"))


def _print_manner(sets: int) -> None:
    """Say what the checks are worth."""
    held_out = "Each set is checked with chances that were fitted on the other sets."
    seen = "Two sets are too few to leave one out: both are checked with what was fitted on them. Name three."
    out.print(Text(f"\n{held_out if sets > 2 else seen}"))


def _print_bins(own: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    for name, group, check in _each(own):
        if check["bins"]:
            print_rows(f"\n{name}, {group}: scores, and the share of them that were right", _bin_rows(check))


def _bin_rows(check: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "score": f"{each['low']:.2f} to {each['high']:.2f}",
            "questions": str(each["questions"]),
            "predicted": f"{each['predicted']:.3f}",
            "right": f"{each['right']:.3f}",
        }
        for each in check["bins"]
    ]


def _print_own(own: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    rows = [
        {
            "set": name,
            "questions": group,
            **_shares(check),
            "right of the confident": _share(check["precision"]),
            "none, though found": _share(check["none_of_found"]),
        }
        for name, group, check in _each(own)
    ]
    print_rows("\nWhat became of each set's own questions", rows)


def _print_foreign(foreign: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    rows = [{"articles of": name, "questions of": other, **_shares(check)} for name, other, check in _each(foreign)]
    if rows:
        print_rows("\nWhat became of another set's questions, to which no article is right", rows)


def _each(
    checks: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> list[tuple[str, str, Mapping[str, Any]]]:
    return [(name, group, check) for name, groups in checks.items() for group, check in groups.items()]


def _shares(check: Mapping[str, Any]) -> dict[str, str]:
    return {"number": str(check["questions"])} | {
        band: _share(check[band]) for band in ("confident", "several", "none")
    }


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"
