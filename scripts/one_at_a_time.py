"""Run a command while no other holds the same lock; if one does, wait until it has ended.

    python3 scripts/one_at_a_time.py .build/lock COMMAND...

The command takes the place of this process and has the lock open, as do the processes that it starts:
the system gives the lock back when the last of them ends, however that comes about.
"""

import fcntl
import os
import sys


def main(lock, *command):
    os.makedirs(os.path.dirname(lock), exist_ok=True)
    held = os.open(lock, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("another make is at work in this folder: waiting until it has ended", file=sys.stderr, flush=True)
        fcntl.flock(held, fcntl.LOCK_EX)
    os.set_inheritable(held, True)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
