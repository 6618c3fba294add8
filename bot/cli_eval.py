"""`python -m bot eval`: search measured on folders of judged questions, and what it ranks by fitted on them."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import console, console_eval
from bot.calibration_plot import draw, refuse_what_can_not_be_written
from bot.cli_settings import read_settings
from bot.settings import Settings

# What search answers by is fitted with these; they are none of what the bot runs with.
_TO_FIT = {"scipy.optimize": "scipy", "sklearn.linear_model": "scikit-learn"}
_TO_DRAW = {"matplotlib.figure": "matplotlib"}


def evaluate(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDER...", help="Each holds articles.jsonl and queries.jsonl.")
    ],
    queries: Annotated[Path | None, typer.Option(help="Another file of questions.")] = None,
    fit: Annotated[
        bool, typer.Option("--fit", help="Fit the weights of the signals, and the chances that scores are.")
    ] = False,
    calibration: Annotated[
        Path | None,
        typer.Option(metavar="PLOT", help="Check the scores as chances, and draw that into this file: plot.png."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Measure search on folders of judged questions; the database is not touched."""
    asked = {"--fit": fit, "--calibration": calibration is not None}
    for option in (name for name, given in asked.items() if given):
        _refuse_what_can_not_be_compared(option, folders, queries)
    if calibration is not None:
        refuse_what_can_not_be_written(calibration)
        _refuse_without("--calibration", _TO_FIT | _TO_DRAW)
    if fit:
        _refuse_without("--fit", _TO_FIT)
    if any(asked.values()):
        _compare(folders, read_settings(), fit=fit, plot=calibration, as_json=as_json)
    else:
        _measure(folders, read_settings(), queries=queries, as_json=as_json)


def _refuse_what_can_not_be_compared(option: str, folders: Sequence[Path], queries: Path | None) -> None:
    if queries is not None:
        raise typer.BadParameter(
            "It asks the questions that each FOLDER holds itself: leave --queries away.", param_hint=option
        )
    if len(folders) < 2:
        raise typer.BadParameter(
            "What some sets teach is checked on another: name two folders or more.", param_hint=option
        )
    if len({folder.name for folder in folders}) < len(folders):
        raise typer.BadParameter(
            "Sets are told apart by the names of their folders: no two may be called the same.", param_hint=option
        )


def _refuse_without(option: str, packages: Mapping[str, str]) -> None:
    """Refuse before the long work what could not be finished; imported only to see whether that is possible."""
    for module, name in packages.items():
        try:
            import_module(module)
        except ImportError as missing:
            raise typer.BadParameter(
                f"It needs {name}, which is not installed: pip install -e '.[dev]'", param_hint=option
            ) from missing


def _measure(folders: Sequence[Path], settings: Settings, *, queries: Path | None, as_json: bool) -> None:
    from knowledge.evaluate import evaluate_folder

    for folder in folders:
        figures = evaluate_folder(
            folder, questions=queries, language=settings.language, encoder=settings.encoder_choice
        ).as_dict()
        if as_json:
            console.print_json({"set": folder.name, **figures} if len(folders) > 1 else figures)
        else:
            console.print_figures(folder.name, figures)


def _compare(folders: Sequence[Path], settings: Settings, *, fit: bool, plot: Path | None, as_json: bool) -> None:
    """Print what the sets teach and how it holds, then draw it where that is asked for."""
    from knowledge.evaluate import calibrate_sets, fit_sets, read_sets

    sets, found = read_sets(folders, language=settings.language, encoder=settings.encoder_choice), dict[str, Any]()
    if fit:
        weights = fit_sets(sets)
        found |= console_eval.fit_as_dict(weights.weights, in_use=weights.in_use, held_out=weights.held_out)
    calibration = calibrate_sets(sets)
    found["chances"] = calibration.chances
    if plot:
        found |= console_eval.checks_as_dict(calibration)
    if as_json:
        console.print_json(found)
    else:
        console_eval.print_compared(found)
    if plot:
        draw(calibration, plot)
