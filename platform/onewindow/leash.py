"""Processes that end with their parent, even with one killed by SIGKILL. Linux only; other systems go without.

`python leash.py PARENT_PID SIGNAL PROGRAM ARGUMENT…` becomes PROGRAM and gets SIGNAL when the parent is gone. It is run
as a file, without the house's packages, and costs some 20 ms.
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int, number: int) -> None:
    """Have the kernel send this process signal `number` when its parent ends; exit at once when it already has.

    The order survives exec, but not a change of user.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            raise SystemExit(0)


if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]), int(sys.argv[2]))
    os.execvp(sys.argv[3], sys.argv[3:])  # noqa: S606 - the whole purpose; no shell is wanted
