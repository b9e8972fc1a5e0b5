"""Tests, nbval's kernels among them, write into a folder of their own: never over the committed outputs."""

import os
import tempfile

_stage = None


def pytest_configure(config):
    global _stage
    if "GRADEDRIFT_STAGE" not in os.environ:
        _stage = tempfile.TemporaryDirectory(prefix="gradedrift-tests-")
        os.environ["GRADEDRIFT_STAGE"] = _stage.name


def pytest_unconfigure(config):
    if _stage:
        os.environ.pop("GRADEDRIFT_STAGE")
        _stage.cleanup()
