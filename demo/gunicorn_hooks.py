"""gunicorn settings that need code."""

from __future__ import annotations

import os
import shutil
import signal
from typing import Any

from demo.serve import die_with_parent


def post_fork(server: Any, worker: Any) -> None:
    """Let a worker die with its master."""
    die_with_parent(signal.SIGKILL)


def on_exit(server: Any) -> None:
    """Remove the run folder also when the supervisor was killed and could not."""
    shutil.rmtree(os.environ["SECIMS_DEMO_RUN"], ignore_errors=True)
