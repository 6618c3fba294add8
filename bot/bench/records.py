"""Records: the lines of a process's log, told apart."""

import json
from collections import Counter
from pathlib import Path
from typing import Any


def error_lines(log: Path) -> Counter[str]:
    """The messages of a log's ERROR lines with how often each came; what is no JSON line at all counts as one too."""
    found: Counter[str] = Counter()
    for line in log.read_text().splitlines():
        record = _record(line)
        if record is None:
            found[f"not JSON: {line[:200]}"] += 1
        elif record.get("level") in ("ERROR", "CRITICAL"):
            last = str(record.get("traceback", "")).strip().splitlines()[-1:]
            found[" | ".join([str(record.get("message")), *last])[:300]] += 1
    return found


def _record(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None
