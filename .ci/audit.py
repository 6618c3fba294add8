"""Fails when a library that is installed here has a known vulnerability; says so when nobody could be asked.

Arguments are handed to pip-audit: `--vulnerability-service osv`, say.
"""

import json
import subprocess
import sys
from typing import Any

# How the traceback of a request ends that reached no service.
_UNREACHED = ("ConnectionError", "Timeout", "ServiceError", "ConnectionIssue", "HTTPError", "JSONDecodeError")


def main() -> int:
    """Run pip-audit; 1 when something must be done."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--skip-editable", "--progress-spinner", "off"]
    ran = subprocess.run([*command, "--format", "json", *sys.argv[1:]], capture_output=True, text=True, check=False)
    try:
        audited = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError):
        return _not_audited(ran.stderr)
    return _judged([library for library in audited if library["name"] != "quickjump"])


def _not_audited(complaint: str) -> int:
    last = (complaint.strip().splitlines() or ["nothing was said"])[-1]
    if any(sign in complaint for sign in _UNREACHED):
        print(f"No library was audited, since the service for advisories can't be reached: {last:.200}")
        return 0
    print(f"pip-audit failed: {last}", file=sys.stderr)
    return 1


def _judged(libraries: list[dict[str, Any]]) -> int:
    known = [(library, flaw) for library in libraries for flaw in library.get("vulns", ())]
    for library, flaw in known:
        fixed = ", ".join(flaw["fix_versions"]) or "no version yet"
        print(f"{library['name']} {library['version']} has {flaw['id']}, mended in {fixed}", file=sys.stderr)
    unknown = [library["name"] for library in libraries if "skip_reason" in library]
    if len(unknown) == len(libraries):
        print("No library was audited: the service for advisories knows none of them, so it may not be the real one.")
    else:
        without = f", but for {', '.join(unknown)}" if unknown else ""
        print(f"{len(libraries) - len(unknown)} libraries were audited{without}; known vulnerabilities: {len(known)}.")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
