"""The one way in which bad input is reported."""


class SourceError(ValueError):
    """What is wrong with an input, as one line: the file, the line where there is one, the cause."""

    def __init__(self, path: str, line: int | None, cause: str):
        self.path, self.line, self.cause = path, line, cause
        super().__init__(f"{path}:{line}: {cause}" if line else f"{path}: {cause}")
