"""Who may import whom: data flows one way, and stages do not know each other."""

import ast

import pytest

from gradedrift import paths

LIBRARY = paths.ROOT / "lib/gradedrift"
BASE = {"errors", "grades", "paths"}
STORE = BASE | {"schemas", "tables"}
ALLOWED = {
    "__init__": set(),
    "errors": set(),
    "grades": set(),
    "paths": set(),
    "extract": {"errors", "grades"},
    "schemas": {"grades"},
    "tables": BASE | {"schemas"},
    "releases": STORE | {"extract"},
    "figures": STORE | {"extract", "releases", "authorities"},
    "views": set(),
    "overlaps": set(),
    "verify": set(),
    "scales": STORE,
    "corrections": STORE,
    "authorities": STORE | {"corrections"},
    "clean": STORE,
    "drift": {"grades"},
    "mobility": {"errors"},
    "symmetry": {"mobility"},
    "percentages": set(),
    "regimes": {"grades"},
    "single_inspection": {"drift", "grades", "regimes"},
    "selection": {"grades", "overlaps", "regimes"},
    "thresholds": {"grades"},
    "scenarios": STORE | {"kernels", "notebooks", "percentages", "single_inspection"},
    "challenges": STORE,
    "reconcile": {"authorities", "corrections", "grades", "percentages"},
    "facts": {"errors", "grades"},
    "bounds": {"errors", "facts", "grades"},
    "trajectories": {"bounds", "errors", "facts", "grades"},
    "assumptions": STORE,
    "findings": STORE | {"assumptions"},
    "provenance": STORE | {"openings"},
    "package": STORE,
    "trace": STORE | {"extract", "facts", "findings", "releases"},
    "show": STORE | {"authorities", "findings"},
    "explore": {"bounds", "extract", "facts", "findings", "trajectories", "views"},
    "charts": {"findings", "grades", "paths"},
    "dependencies": {"paths"},
    "offline": set(),
    "kernels": set(),
    "notebooks": {"dependencies", "errors", "paths"},
    "reproduce": {"errors", "notebooks", "paths"},
    "headlines": STORE | {"findings"},
    "openings": {"errors", "paths"},
    "drafts": {"extract"},
    "documents": STORE | {"findings", "headlines", "openings", "package"},
    "site": STORE | {"findings", "notebooks", "openings", "releases", "views"},
}
ALLOWED["new_release"] = set(ALLOWED)  # it joins the stages, as a notebook does
ALLOWED["__main__"] = set(ALLOWED)


def imports(path):
    """The modules that a file imports: ours by their first name, others by their top package."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[:2] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "gradedrift":
                yield from (["gradedrift", alias.name] for alias in node.names)
            else:
                yield node.module.split(".")[:2]


def module(path) -> str:
    """Our module, or our package, that a file belongs to."""
    return path.relative_to(LIBRARY).parts[0].removesuffix(".py")


MODULES = sorted(LIBRARY.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_a_module_imports_only_what_comes_before_it(path):
    ours = {name[1] for name in imports(path) if name[0] == "gradedrift" and len(name) > 1}
    assert ours - {module(path)} <= ALLOWED[module(path)]


@pytest.mark.parametrize(
    "package, only",
    [
        ("matplotlib", {"charts"}),
        ("seaborn", {"charts"}),
        ("pandera", {"schemas", "tables"}),
        ("papermill", {"notebooks"}),
        ("rapidfuzz", {"authorities"}),
        ("nbconvert", {"site"}),
        ("bs4", {"site"}),
        ("jinja2", {"site"}),
    ],
)
def test_who_uses_a_package(package, only):
    users = {module(path) for path in MODULES if any(name[0] == package for name in imports(path))}
    assert users == only


def test_every_module_has_a_place():
    assert {module(path) for path in MODULES} == set(ALLOWED)
