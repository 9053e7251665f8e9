"""The folders are floors: whatever stands on one leans on those below it alone, and in no circle."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]

# What each floor may import of ours. Nothing else on its own floor or above.
GROUND = ("rules", "access", "settings")
FLOORS = (GROUND, ("council", "questions"), ("records",), ("casework",), ("storage",), ("delivery",), ("web",))

FRAMEWORKS = ("flask", "werkzeug", "jinja2", "wtforms", "markupsafe", "click", "waitress", "babel")
DATABASES = ("sqlalchemy", "alembic", "psycopg")

MAY_STAND_AT_THE_TOP = {
    *("intake", "templates", "static", "translations", "tests"),
    *("wsgi.py", "pyproject.toml", "README.md", "Makefile"),
}

Module = tuple[str, str]  # its dotted name and its source


# ── Who imports whom ─────────────────────────────────────────────────────────────────────────────────────────────────


def modules() -> list[Module]:
    """Every module of the product."""
    return [(_dotted(path), path.read_text(encoding="utf-8")) for path in sorted((TOP / "intake").rglob("*.py"))]


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")


def imports(source: str, known: Iterable[str]) -> Iterator[str]:
    """Every module that this source imports, wherever in it; of ours, the module and not the package it stands in."""
    ours = frozenset(known)
    for node in _import_statements(source):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        else:
            assert node.level == 0 and node.module, "imports are written in full"
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if inner in ours else node.module


@cache
def _import_statements(source: str) -> tuple[ast.Import | ast.ImportFrom, ...]:
    return tuple(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom))


def floor_of(dotted: str) -> int | None:
    """The floor on which a module of ours stands; None for one of somebody else's, or for the house itself."""
    first, _, rest = dotted.partition(".")
    room = rest.partition(".")[0]
    return next((n for n, rooms in enumerate(FLOORS) if room in rooms), None) if first == "intake" else None


def room_of(dotted: str) -> str:
    return ".".join(dotted.split(".")[:2])


def faults(house: Iterable[Module]) -> list[str]:
    """Every import that breaks a rule of the house."""
    house = list(house)
    known = [name for name, _ in house]
    return [
        f"{name} imports {imported}"
        for name, source in house
        for imported in imports(source, known)
        if not _allowed(name, imported)
    ]


def _allowed(name: str, imported: str) -> bool:
    own, its = floor_of(name), floor_of(imported)
    library = imported.split(".")[0]
    if room_of(name) == room_of(imported):
        return True
    if its is not None:
        return own is not None and its < own
    if room_of(name) in ("intake.rules", "intake.settings"):
        return library in sys.stdlib_module_names
    if room_of(name) == "intake.access":
        return library in sys.stdlib_module_names or library in ("cryptography", "argon2", "pyotp")
    if own is not None and own < len(FLOORS) - 1 and library.startswith(FRAMEWORKS):
        return False
    below_storage = own is not None and own < FLOORS.index(("storage",))
    return not (below_storage and library in DATABASES)


def circle(house: Iterable[Module]) -> list[str]:
    """Modules that import each other in a circle, from one of them back to itself; empty where there is none."""
    house = list(house)
    known = [name for name, _ in house]
    leads_to = {name: [each for each in imports(source, known) if each in known] for name, source in house}
    safe: set[str] = set()
    for name in known:
        found = _back_to_itself(name, leads_to, [], safe)
        if found:
            return found
    return []


def _back_to_itself(name: str, leads_to: Mapping[str, list[str]], way: list[str], safe: set[str]) -> list[str]:
    if name in way:
        return [*way[way.index(name) :], name]
    if name not in safe:
        for other in leads_to[name]:
            found = _back_to_itself(other, leads_to, [*way, name], safe)
            if found:
                return found
        safe.add(name)
    return []


def test_imports_point_down() -> None:
    assert faults(modules()) == []


def test_every_room_of_the_house_has_its_floor() -> None:
    assert {name for name, _ in modules() if name != "intake" and floor_of(name) is None} == set()


@pytest.mark.parametrize(
    ("name", "source"),
    [
        pytest.param("intake.rules.made_up", "from intake.questions.path import walk", id="rules on questions"),
        pytest.param("intake.rules.made_up", "from intake.access.code import Code", id="rules beside access"),
        pytest.param("intake.rules.made_up", "import holidays", id="rules on a library"),
        pytest.param("intake.settings", "import flask", id="settings on a library"),
        pytest.param("intake.access.made_up", "from intake.settings import Settings", id="access beside settings"),
        pytest.param("intake.access.made_up", "import authlib", id="access on another library"),
        pytest.param("intake.council.made_up", "from intake.questions.path import walk", id="council beside questions"),
        pytest.param("intake.questions.made_up", "import intake.council.load", id="questions beside council"),
        pytest.param("intake.questions.made_up", "from babel import Locale", id="questions on a language library"),
        pytest.param("intake.records.made_up", "from sqlalchemy import select", id="records on a database"),
        pytest.param("intake.records.made_up", "def late():\n    import alembic.op", id="an import in a function"),
        pytest.param("intake.records.made_up", "from intake.storage import drafts", id="records on storage"),
        pytest.param("intake.records.made_up", "from intake.casework import roles", id="records on casework"),
        pytest.param("intake.casework.made_up", "from intake.storage import staff", id="casework on storage"),
        pytest.param("intake.casework.made_up", "from sqlalchemy import select", id="casework on a database"),
        pytest.param("intake.storage.made_up", "from flask_wtf.csrf import generate_csrf", id="storage on the web"),
        pytest.param("intake.storage.made_up", "from wtforms import Form", id="storage on forms"),
        pytest.param("intake.delivery.made_up", "import flask", id="delivery on the web"),
        pytest.param("intake.storage.made_up", "from intake.web.service import service", id="storage on web"),
    ],
)
def test_an_import_that_points_up_or_aside_is_found(name: str, source: str) -> None:
    assert len(faults([*modules(), (name, source)])) == 1


def test_what_may_be_imported_is() -> None:
    allowed = {
        "intake.rules.made_up": "from datetime import date\nfrom intake.rules.codes import Who",
        "intake.access.made_up": "from cryptography.exceptions import InvalidTag\nimport argon2\nimport pyotp",
        "intake.records.made_up": "from intake.access.reference import PREFIX\nfrom intake.council.load import load",
        "intake.storage.made_up": "from sqlalchemy import select",
        "intake.web.made_up": "import flask_wtf\nfrom intake.storage import drafts\nimport intake.settings",
    }
    assert faults([*modules(), *allowed.items()]) == []


def test_no_modules_import_each_other() -> None:
    assert circle(modules()) == []


def test_a_circle_is_found() -> None:
    assert circle([("intake.a", "from intake import b"), ("intake.b", "import intake.c"), ("intake.c", "")]) == []
    assert circle(
        [
            ("intake.start", "import intake.a"),
            ("intake.a", "from intake import b"),
            ("intake.b", "import intake.c"),
            ("intake.c", "from intake.a import x"),
        ]
    ) == ["intake.a", "intake.b", "intake.c", "intake.a"]


# ── What stands where, and what it says ──────────────────────────────────────────────────────────────────────────────

PATH_OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:root|work|home|Users)/")
SPEAKS_OF_ITS_MAKING = re.compile(r"\bshared[/]|\bassis[t]ants?\b|\bL[L]Ms?\b", re.IGNORECASE)


def committed() -> Iterator[Path]:
    """Every file that belongs to the repository: all but what .gitignore names."""
    ignored = [line.strip("/") for line in (TOP / ".gitignore").read_text().split()] + [".git"]

    def within(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if any(fnmatch(path.name, pattern) for pattern in ignored):
                continue
            yield from within(path) if path.is_dir() else (path,)

    return within(TOP)


def told(text: str) -> list[str]:
    """What a text says that it should not: where it was made, and how."""
    return [found[0] for pattern in (PATH_OF_A_MACHINE, SPEAKS_OF_ITS_MAKING) for found in pattern.finditer(text)]


def test_the_top_of_the_repository_holds_only_what_was_agreed() -> None:
    at_the_top = {path.relative_to(TOP).parts[0] for path in committed()}
    assert {name for name in at_the_top if not name.startswith(".")} <= MAY_STAND_AT_THE_TOP
    assert {"intake", "tests", "pyproject.toml", "Makefile", "wsgi.py"} <= at_the_top


def test_what_makes_fields_of_questions_stays_within_its_page() -> None:
    """Past it, it would be a framework: see what the README decided."""
    assert len((TOP / "intake/web/page_form.py").read_text(encoding="utf-8").splitlines()) <= 150


def test_no_file_says_where_or_how_it_was_made() -> None:
    read = 0
    for path in committed():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert told(text) == [], path.relative_to(TOP)
        read += 1
    assert read > 100


@pytest.mark.parametrize(
    "text",
    [
        "cd /" + "root/venv",
        '"/' + 'work/main"',
        "see shared" + "/house.md",
        "an Assis" + "tant wrote",
        "the L" + "LM said",
    ],
)
def test_a_file_that_says_where_or_how_it_was_made_is_found(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize("text", ["/where", "a web session", "/home", "networking/", "shared device", "/usr/bin/env"])
def test_words_of_the_product_are_not_taken_for_that(text: str) -> None:
    assert told(text) == []
