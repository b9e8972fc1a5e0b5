"""Tests, nbval's kernels among them, write into a folder of their own: never over the committed outputs."""

import os
import tempfile

import nbval.kernel
from jupyter_client.manager import KernelManager
from traitlets.config import Config

from gradedrift.paths import STAGE

_stage = None


def _manager(**options) -> KernelManager:
    """For nbval: its kernels, too, listen at files, not at ports that another program could take first."""
    folder = tempfile.mkdtemp(prefix="kernel-", dir=os.environ[STAGE])
    sockets = {"transport": "ipc", "connection_file": f"{folder}/kernel.json"}
    return KernelManager(**options, config=Config({"KernelManager": sockets}))


nbval.kernel.KernelManager = _manager


def pytest_configure(config):
    global _stage
    if STAGE not in os.environ:
        _stage = tempfile.TemporaryDirectory(prefix="gradedrift-tests-")
        os.environ[STAGE] = _stage.name


def pytest_unconfigure(config):
    if _stage:
        os.environ.pop(STAGE)
        _stage.cleanup()
