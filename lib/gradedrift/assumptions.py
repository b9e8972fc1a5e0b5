"""What the study assumes: the register kept by hand, and which findings need what."""

import pandas as pd

from gradedrift import paths, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import Assumptions


def register() -> pd.DataFrame:
    """The assumptions, one row each; columns as in `schemas.Assumptions`."""
    return tables.read_csv(paths.REFERENCE / "assumptions.csv", Assumptions)


def used(register: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """The register with the findings that need each; columns as in `schemas.AssumptionsUsed`.

    `SourceError` names the line of a finding that needs an assumption which is not in the register.
    """
    needed = findings.assign(assumption_id=findings["assumptions"].str.split("|")).explode("assumption_id")
    needed = needed[needed["assumption_id"] != ""]
    for row in needed[~needed["assumption_id"].isin(register["assumption_id"])].itertuples():
        cause = f"{row.finding_id} needs {row.assumption_id!r}, which is not in data/reference/assumptions.csv"
        raise SourceError("data/processed/findings.csv", row.Index + 2, cause)  # after the header, from 1
    by_assumption = needed.groupby("assumption_id")["finding_id"].agg("|".join).to_dict()
    return register.assign(finding_ids=[by_assumption.get(name, "") for name in register["assumption_id"]])
