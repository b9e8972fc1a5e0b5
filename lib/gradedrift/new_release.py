"""A release that the study does not have yet: register it, draft its record, and say what is left to do."""

from pathlib import Path

import pandas as pd

from gradedrift import authorities, clean, corrections, drafts, figures, paths, releases, tables
from gradedrift.errors import SourceError
from gradedrift.extract import decode, own_date
from gradedrift.figures import Extracted
from gradedrift.reconcile import Published, reconcile
from gradedrift.schemas import SCHEMAS
from gradedrift.verify import differences

UNSTATED = "to be stated"  # what only a person knows, until they enter it in the register
TITLE = 100  # characters of a title that is the text's first line


def register(path: Path, stated: dict[str, str | None], is_verbatim: bool) -> None:
    """Register the text at `path` as a new release, named by its stem, with the draft of a record.

    `stated` are columns of `schemas.Releases`; what is not stated is taken from the text, or `UNSTATED`.
    With `is_verbatim` the record is the text itself, which only an open licence allows. `SourceError` for a
    text that cannot be read, states nothing, or is registered already: nothing is then written.
    """
    source = paths.relative(path)
    read = figures.of_file(path)
    if read.figures.empty:
        raise SourceError(source, None, "states no figure that can be read")
    text = decode(path.read_bytes(), source)
    row = {"release_id": path.stem, **_read_from(text, read.figures)}
    row |= {column: value for column, value in stated.items() if value}
    for column, value in row.items():
        if not value:
            raise SourceError(source, None, f"says nothing of {column}: state it with --{column.replace('_', '-')}")
    releases.add(row, text if is_verbatim else drafts.draft(text, read.figures, read.ignored))


def _read_from(text: str, found: pd.DataFrame) -> dict[str, str]:
    """What a text says of itself: its first line, its own date, its regimes, the last day that its figures speak of."""
    regimes = sorted({name for joined in found["regime"] for name in joined.split("|") if name})
    latest = max(period.rpartition("/")[2] for period in found[["period", "to_period"]].stack())
    return {
        "title": next(line.strip() for line in text.split("\n") if line.strip())[:TITLE],
        "publisher": UNSTATED,
        "published_on": own_date(text) or latest,
        "regime": "|".join(regimes),
        "as_at": latest,
        "licence": UNSTATED,
        "where_published": UNSTATED,
    }


def left_to_do(path: Path) -> tuple[list[str], list[str]]:
    """What a registered release says, with what could not be read, and what is left to do before it is part of the study."""
    release_id = path.stem
    read = figures.of_file(path)
    named = (read.figures["unit"] == "grade") & (read.figures["authority"] != "")
    counts = f"{(~named).sum()} figures, {named.sum()} named grades, {len(read.ignored)} other numbers"
    verdicts, open_checks = _reconciled(release_id, read)
    said = [f"{paths.relative(path)}: {counts}, {len(read.unread)} unread", *verdicts]
    text = decode(path.read_bytes(), paths.relative(path))
    row = releases.register().set_index("release_id").loc[release_id]
    unstated = [column for column, value in row.items() if value == UNSTATED]
    stating = [f"data/reference/releases.csv: state {', '.join(unstated)} of {release_id}"] if unstated else []
    return [*said, *read.warnings], [*_record(release_id, read), *_gaps(release_id, text), *open_checks, *stating]


def _record(release_id: str, read: Extracted) -> list[str]:
    """What keeps the record on disk from standing for the text: figures that it lacks, numbers unread, its seal.

    It may state more than was read from the text: a person words it so that all is understood.
    """
    try:
        record = figures.of_file(paths.RAW / f"{release_id}.txt")
        lacking = [line for line in differences(read.figures, record.figures) if ": only in the original, " in line]
        left = [*lacking, *record.warnings[: len(record.unread)]]  # other warnings stop nothing
        releases.read_record(release_id)
    except SourceError as problem:
        return [str(problem)]
    return left


def _gaps(release_id: str, text: str) -> list[str]:
    """The lines of the record in which the draft's gaps still stand; a gap that the text itself has is none."""
    path = paths.RAW / f"{release_id}.txt"
    if drafts.GAP in text or not path.is_file():
        return []
    lines = enumerate(decode(path.read_bytes(), paths.relative(path)).split("\n"), start=1)
    return [
        f"{paths.relative(path)}:{number}: words are left out: write the sentence in words of your own"
        for number, line in lines
        if drafts.GAP in line
    ]


def _reconciled(release_id: str, read: Extracted) -> tuple[list[str], list[str]]:
    """How often the release agrees with itself and the others, and each conflict that is not in the ledger yet."""
    others = [name for name in releases.register()["release_id"] if name != release_id]
    stated = pd.concat([*(figures.of_record(name).figures for name in others), read.figures], ignore_index=True)
    errors, known, aliases = corrections.register(), authorities.register(), authorities.aliases()
    try:
        corrected = corrections.apply(stated, errors)
        named = authorities.named_grades(stated, errors, known, aliases)
        counts, moves = clean.grade_counts(corrected), clean.moves(stated)
        found = reconcile(Published(stated, named, counts, moves, known, aliases, errors))
    except SourceError as problem:
        return [], [f"reconciliation stops: {problem}"]
    ledger = tables.checked(found.ledger, SCHEMAS["reconciliation"], "reconciliation.csv")
    both = ledger["left_source"] + "|" + ledger["right_source"]
    ours = ledger[[any(id.startswith(f"{release_id}:") for id in ids.split("|")) for ids in both]]
    verdicts = [
        f"{verdict}: {count} of {len(ours)} comparisons" for verdict, count in ours["verdict"].value_counts().items()
    ]
    conflicts = ours[ours["verdict"] == "conflicts"]
    new = conflicts[
        ~conflicts["check_id"].isin(tables.read("reconciliation").query("verdict == 'conflicts'")["check_id"])
    ]
    if len(new) < len(conflicts):
        verdicts.append(f"conflicts that were known before: {len(conflicts) - len(new)}, so not left to do")
    return verdicts, [f"conflicts: {row.check_id}: {row.explanation}" for row in new.itertuples()]
