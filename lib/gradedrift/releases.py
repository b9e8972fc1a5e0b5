"""The register of sources, and the only reader of the records in `data/raw`.

Each record is registered by its SHA-256, and by a fingerprint of each line that serves only to name
the line when the record is no longer the registered one.
"""

from difflib import SequenceMatcher
from hashlib import sha256

import pandas as pd

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.extract import decode
from gradedrift.paths import record_path
from gradedrift.schemas import RecordLines, Releases

REGISTER = paths.REFERENCE / "releases.csv"
LINES = paths.REFERENCE / "record_lines.csv"


def register() -> pd.DataFrame:
    """The releases of the study, one row each; columns as in `schemas.Releases`."""
    return tables.read_csv(REGISTER, Releases)


def read_record(release_id: str) -> str:
    """The text of a record. `SourceError` if it is missing, not text, or not as it was registered."""
    source = record_path(release_id)
    data = _bytes(release_id)
    text = decode(data, source)
    registered = register().set_index("release_id")["record_sha256"]
    if release_id not in registered.index:
        raise SourceError(source, None, f"{release_id!r} is not in {paths.relative(REGISTER)}")
    if sha256(data).hexdigest() != registered[release_id]:
        line, cause = _first_change(release_id, text)
        hint = f"restore it, or accept the change with `python -m gradedrift seal {release_id}`"
        raise SourceError(source, line, f"{cause}; {hint}")
    return text


def add(row: dict[str, str], text: str) -> None:
    """Register a new release with its record; `row` has the columns of `schemas.Releases` but the hash.

    `SourceError` for a release or a record that is there already, and for a row that breaks the schema: nothing
    is then written.
    """
    release_id, known = row["release_id"], register()
    path = paths.RAW / f"{release_id}.txt"
    if release_id in set(known["release_id"]) or path.exists():
        raise SourceError(record_path(release_id), None, "is there already: choose another name for the release")
    new = pd.DataFrame([{**row, "record_sha256": sha256(text.encode()).hexdigest()}])
    checked = tables.checked(pd.concat([known, new[list(known)]]), Releases, paths.relative(REGISTER))
    paths.replace_with(path, text.encode())
    tables.write_csv(REGISTER, checked)
    seal(release_id)


def seal(release_id: str) -> None:
    """Register a record as it is now. `SourceError` if it is unreadable, `KeyError` if unknown."""
    data = _bytes(release_id)
    text = decode(data, record_path(release_id))
    releases = register().set_index("release_id")
    if release_id not in releases.index:
        raise SourceError(record_path(release_id), None, f"{release_id!r} is not in {paths.relative(REGISTER)}")
    releases.loc[release_id, "record_sha256"] = sha256(data).hexdigest()
    lines = tables.read_csv(LINES, RecordLines)
    new = pd.DataFrame({"fingerprint": _fingerprints(text)})
    new = new.assign(release_id=release_id, line=new.index + 1)[["release_id", "line", "fingerprint"]]
    kept = dict(iter(lines.groupby("release_id"))) | {release_id: new}
    ordered = pd.concat([kept[name] for name in releases.index if name in kept])
    # The fingerprints first: a register without them would refuse the record without naming a line.
    tables.write_csv(LINES, tables.checked(ordered, RecordLines, paths.relative(LINES)))
    tables.write_csv(REGISTER, tables.checked(releases.reset_index(), Releases, paths.relative(REGISTER)))


def _bytes(release_id: str) -> bytes:
    try:
        return (paths.RAW / f"{release_id}.txt").read_bytes()
    except FileNotFoundError:
        raise SourceError(record_path(release_id), None, "the record is missing") from None
    except OSError as problem:
        raise SourceError(record_path(release_id), None, f"cannot be read: {problem.strerror}") from None


def _fingerprints(text: str) -> list[str]:
    """The first 12 hexadecimal digits of each line's SHA-256."""
    return [sha256(line.encode()).hexdigest()[:12] for line in text.split("\n")]


def _first_change(release_id: str, text: str) -> tuple[int | None, str]:
    """The first line that is not as registered, and what happened to it."""
    lines = tables.read_csv(LINES, RecordLines)
    registered = lines.loc[lines["release_id"] == release_id, "fingerprint"].tolist()
    changes = SequenceMatcher(None, registered, _fingerprints(text), autojunk=False).get_opcodes()
    for kind, start, end, now, _ in changes:
        if kind == "delete":
            return now + 1, f"the registered record has {end - start} more line{'s' * (end - start > 1)} here"
        if kind != "equal":
            return now + 1, f"this line {'was added to' if kind == 'insert' else 'differs from'} the registered record"
    return None, "the record is not as it was registered, though its lines are"
