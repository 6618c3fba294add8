"""Memory: what a process holds just now, as Linux tells it."""

from pathlib import Path

THIS_PROCESS = "self"


def resident_mb(process: int | str) -> float:
    """What a process, by its id or `THIS_PROCESS`, holds in memory, in MB; 0 where there is none, or no Linux."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024
