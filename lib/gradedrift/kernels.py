"""Kernels that have their libraries imported when they start, for a notebook that runs many times.

Most of what a short notebook takes is the start of a Python that imports ipykernel, pandas and scipy. Here one
process imports them and each kernel is a fork of it, as Python's `multiprocessing` offers under the name forkserver.
Jupyter leaves how a kernel is started to a *kernel provisioner*; this one is registered in pyproject.toml.
"""

import os
import sys
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

# What any notebook of the study imports, and not the study's own modules: a kernel notes itself which of them it reads.
LIBRARIES = ["ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger", "pandas", "pandera.pandas"]
LIBRARIES += ["pandera.backends.pandas.builtin_checks", "scipy.optimize", "scipy.stats"]
# Elsewhere than on Linux the systems' own libraries may not outlive a fork.
PROVISIONER = "gradedrift-forked" if sys.platform == "linux" else "local-provisioner"

_forkserver = get_context("forkserver")
_forkserver.set_forkserver_preload(LIBRARIES)


class _Kernel(_forkserver.Process):
    """A process with the names that a provisioner knows from `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        return self.exitcode

    def wait(self) -> int | None:
        self.join()
        return self.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


class Forked(LocalProvisioner):
    """Starts an ipykernel as a fork of a process that has imported `LIBRARIES`; all else is as on any machine."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> dict[str, Any]:
        words = cmd[cmd.index("ipykernel_launcher") + 1 :]
        self.process = _Kernel(target=_be_kernel, args=(words, options["env"]))
        self.process.start()
        self.pid = self.process.pid
        return self.connection_info


def _be_kernel(words: list[str], environment: dict[str, str]) -> None:
    """What `python -m ipykernel_launcher WORDS` does: serve until told to end, or until who asked for it is gone."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()  # a Ctrl-C in the terminal is for those who started it
    os.environ.clear()
    os.environ.update(environment)
    end_with_parent()
    IPKernelApp.launch_instance(words, parent_handle=1)  # 1: not to be watched, as the process forked from is no parent


def end_with_parent() -> None:
    """End this process, made by `multiprocessing`, as soon as the one that asked for it is gone, however it went."""

    def end() -> None:
        parent_process().join()
        os._exit(1)

    Thread(target=end, daemon=True).start()
