"""Tests, nbval's kernels among them, write into a folder of their own: never over the committed outputs."""

import os
import tempfile

from gradedrift.paths import STAGE

_stage = None


def pytest_configure(config):
    global _stage
    if STAGE not in os.environ:
        _stage = tempfile.TemporaryDirectory(prefix="gradedrift-tests-")
        os.environ[STAGE] = _stage.name


def pytest_unconfigure(config):
    if _stage:
        os.environ.pop(STAGE)
        _stage.cleanup()
