"""The rules stand on the standard library alone and never ask the clock."""

import ast
import sys
from pathlib import Path

import pytest

import intake.rules

MODULES = sorted(Path(next(iter(intake.rules.__path__))).glob("*.py"))


def imported(tree: ast.AST) -> set[str]:
    """The modules that a module imports, by their full names."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_of_the_rules_imports_only_the_standard_library_and_its_own_floor(module: Path) -> None:
    for name in imported(ast.parse(module.read_text(encoding="utf-8"))):
        assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("intake.rules."), name


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_of_the_rules_asks_neither_clock_nor_file_nor_environment(module: Path) -> None:
    called = {
        node.attr for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)
    }
    assert called.isdisjoint({"now", "utcnow", "environ", "getenv", "open", "read_text", "urlopen"})
