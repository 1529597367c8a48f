"""Command line: `python -m demo build` and `python -m demo serve --port N`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> int:
    """Run one of the two commands; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="build the data if it is missing or out of date")
    serve = commands.add_parser("serve", help="serve the demo on 127.0.0.1 until stopped")
    serve.add_argument("--port", type=int, default=0, help="0 takes a free one")
    serve.add_argument("--iso", type=Path, help="a folder of ISO documents for both catalogues")
    serve.add_argument("--records", type=int, default=0, help="copies until there are that many records")
    arguments = parser.parse_args()
    from demo.build import build

    build()
    if arguments.command == "serve":
        from demo.serve import Filling
        from demo.serve import serve as run

        return run(arguments.port, Filling(arguments.iso, arguments.records))
    return 0


if __name__ == "__main__":
    sys.exit(main())
