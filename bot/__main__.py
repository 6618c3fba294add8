"""`python -m bot`."""

import sys

try:
    from bot.cli import main
except KeyboardInterrupt:
    # As a shell says that Ctrl-C ended a command.
    sys.exit(130)

if __name__ == "__main__":
    main()
