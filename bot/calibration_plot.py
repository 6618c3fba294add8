"""The drawing of a calibration: whether scores are chances, and how often the surest answers of a set are right."""

from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from knowledge.calibrations import Calibration, Check
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INCHES, _DOTS_AN_INCH = (10, 4.6), 100
_KINDS = (".png", ".svg")


class CannotDraw(KnowledgeError):
    """A file that no drawing can be written to."""


def refuse_what_can_not_be_written(path: Path) -> None:
    """`CannotDraw` when this file could not be written later on; nothing is left behind by trying."""
    if path.suffix.lower() not in _KINDS:
        raise CannotDraw(f"I can't draw into {path}: name a file that ends with {' or '.join(_KINDS)}.")
    try:
        if path.exists():
            path.open("ab").close()
        else:
            TemporaryFile(dir=path.parent).close()
    except OSError as error:
        raise CannotDraw(f"I can't write {path}: {error.strerror}. Name a file in a folder that is there.") from error


def draw(found: Calibration, path: Path) -> None:
    """Write the picture as PNG or SVG, whatever the file's name ends with; `CannotDraw` when it can't be."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=_INCHES, dpi=_DOTS_AN_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    typed = {name: next(iter(groups.values())) for name, groups in found.own.items()}  # as typed comes first
    _label(
        left, "score of the first article", "share of them that were right", "The nearer to the diagonal, the better"
    )
    left.plot([0, 1], [0, 1], "--", color="#94a3b8", linewidth=1)
    _label(
        right,
        "share of the questions, the highest scores first",
        "share of them that were right",
        "The higher, the better",
    )
    for name, check in typed.items():
        _draw_set(left, right, name, check)
    right.legend(loc="best", fontsize=8)
    try:
        figure.savefig(path)
    except (OSError, ValueError) as error:
        raise CannotDraw(f"I can't write {path}: {error}") from error


def _label(axes: "Axes", x: str, y: str, title: str) -> None:
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.set_title(title, fontsize=10)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    axes.grid(alpha=0.25)


def _draw_set(left: "Axes", right: "Axes", name: str, check: Check) -> None:
    """A set in one colour: left its bins, right how often so large a share of its questions was answered rightly."""
    (line,) = left.plot(
        [each.predicted for each in check.bins], [each.right for each in check.bins], "o-", markersize=4, linewidth=1
    )
    covered, precise = zip(*check.curve, strict=True) if check.curve else ((), ())
    right.plot(covered, precise, color=line.get_color(), label=name)
