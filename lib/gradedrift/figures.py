"""The figures of releases as a table: of a text, of a file, of all records."""

from dataclasses import asdict, fields
from pathlib import Path

import pandas as pd

from gradedrift import paths, releases
from gradedrift.errors import SourceError
from gradedrift.extract import Figure, decode, extract

COLUMNS = ["figure_id", "release_id", *(field.name for field in fields(Figure) if field.name != "column")]


def of_text(text: str, release_id: str, source: str) -> pd.DataFrame:
    """The figures of a release text, columns as in `schemas.Figures`, each named by its place.

    For a registered release the year of publication completes dates that are printed without one.
    `SourceError`, naming the file as `source`, for a text that is damaged.
    """
    published = releases.register().set_index("release_id")["published_on"]
    found = extract(text, source, year=published.get(release_id, "")[:4])
    rows = [
        {"figure_id": f"{release_id}:{figure.line}:{figure.column}", "release_id": release_id, **asdict(figure)}
        for figure in found
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS, "column"])[COLUMNS]


def of_file(path: Path) -> pd.DataFrame:
    """The figures of a release file, which its stem names. `SourceError` if it cannot be read."""
    source = paths.relative(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise SourceError(source, None, f"cannot be read: {problem.strerror}") from None
    return of_text(decode(data, source), path.stem, source)


def of_record(release_id: str) -> pd.DataFrame:
    """The figures of one record. `SourceError` if it is not as it was registered."""
    return of_text(releases.read_record(release_id), release_id, releases.record_path(release_id))


def of_records() -> pd.DataFrame:
    """The figures of all records, in the order of the register."""
    return pd.concat([of_record(name) for name in releases.register()["release_id"]], ignore_index=True)
