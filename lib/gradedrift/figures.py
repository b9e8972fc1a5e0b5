"""The figures of releases as tables: of a text, of a file, of all records."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from gradedrift import authorities, paths, releases
from gradedrift.errors import SourceError
from gradedrift.extract import Figure, IgnoredNumber, decode, extract

COLUMNS = ["figure_id", "release_id", *(name for name in Figure._fields if name != "column")]
IGNORED_COLUMNS = ["release_id", *(name for name in IgnoredNumber._fields if name != "column")]


@dataclass(frozen=True)
class Extracted:
    """What was read from releases; columns as in `schemas.Figures` and `schemas.IgnoredNumbers`."""

    figures: pd.DataFrame
    ignored: pd.DataFrame
    unread: pd.DataFrame  # numbers that nothing explains, in the columns of `ignored`
    warnings: list[str]  # "file:line: cause", of what is unusual but readable


def of_text(text: str, release_id: str, source: str) -> Extracted:
    """What a release text states; each figure is named by its place.

    For a registered release the year of publication completes dates that are printed without one.
    `SourceError`, naming the file as `source`, for a text that is damaged.
    """
    published = releases.register().set_index("release_id")["published_on"]
    reading = extract(text, source, year=published.get(release_id, "")[:4], names=_known_names())
    return Extracted(
        _figures(release_id, reading.figures),
        _numbers(release_id, reading.ignored),
        _numbers(release_id, reading.unread),
        [f"{source}:{number.line}: {number.quote!r} is not understood" for number in reading.unread]
        + [f"{source}:{line}: {cause}" for line, cause in reading.warnings],
    )


def of_file(path: Path) -> Extracted:
    """What a release file states; its stem names the release. `SourceError` if it cannot be read."""
    source = paths.relative(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise SourceError(source, None, f"cannot be read: {problem.strerror}") from None
    return of_text(decode(data, source), path.stem, source)


def of_record(release_id: str) -> Extracted:
    """What one record states. `SourceError` if it is not as registered, or a number in it is not understood."""
    source = paths.record_path(release_id)
    extracted = of_text(releases.read_record(release_id), release_id, source)
    for number in extracted.unread.itertuples():
        raise SourceError(source, number.line, f"{number.quote!r} is not understood")
    return extracted


def of_records() -> Extracted:
    """What all records state, in the order of the register."""
    return joined([of_record(name) for name in releases.register()["release_id"]])


def joined(parts: list[Extracted]) -> Extracted:
    """Several readings as one."""
    figures, ignored, unread = (
        pd.concat([getattr(part, name) for part in parts], ignore_index=True)
        for name in ("figures", "ignored", "unread")
    )
    return Extracted(figures, ignored, unread, [line for part in parts for line in part.warnings])


@cache
def _known_names() -> tuple[str, ...]:
    """The names of authorities by which a text may speak of one."""
    return (*authorities.register()["authority"], *authorities.aliases()["alias"])


def _figures(release_id: str, found: list[Figure]) -> pd.DataFrame:
    ids: Counter[str] = Counter()
    rows = []
    for figure in found:
        place = f"{release_id}:{figure.line}:{figure.column}"
        ids[place] += 1
        figure_id = place if ids[place] == 1 else f"{place}:{ids[place]}"
        rows.append({"figure_id": figure_id, "release_id": release_id, **figure._asdict()})
    return pd.DataFrame(rows, columns=COLUMNS).astype({"value": float})


def _numbers(release_id: str, found: list[IgnoredNumber]) -> pd.DataFrame:
    return pd.DataFrame([{"release_id": release_id, **number._asdict()} for number in found], columns=IGNORED_COLUMNS)
