"""`python leash.py PARENT_PID PROGRAM ARGUMENT…`: become PROGRAM, and be told to stop when the parent is gone.

Run as a file by `supervise`, before anything else of the house is imported. Linux keeps the parent-death signal across
exec, so even a supervisor killed by SIGKILL leaves nothing behind. Other systems go without.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, argv: list[str]) -> None:
    """Ask for SIGTERM at the parent's death and exec; exit at once when the parent died meanwhile."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:
            raise SystemExit(0)
    os.execvp(argv[0], argv)  # noqa: S606 - the whole purpose; no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
