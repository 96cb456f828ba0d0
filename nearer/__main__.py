"""Run the command line: `python -m nearer`."""

from __future__ import annotations

import sys

from nearer.cli import main

if __name__ == "__main__":
    sys.exit(main())
