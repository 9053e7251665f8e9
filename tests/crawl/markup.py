"""What the Nu HTML checker says of saved pages: one process for all of them."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.crawl.states import State
from tests.node import command, module

LONGEST_SECONDS = 300


def violations_of_markup(states: Sequence[State]) -> list[str]:
    """Each error and each warning, with the state that it is in."""
    with tempfile.TemporaryDirectory() as folder:
        for number, state in enumerate(states):
            Path(folder, f"{number}.html").write_text(state.html, encoding="utf-8")
        done = subprocess.run(
            [
                *(command("java", "default-jre-headless"), "-Xss8m"),
                *("-jar", str(module("vnu-jar", "build", "dist", "vnu.jar"))),
                # not what language it takes the page for: people write in any
                *("--format", "json", "--exit-zero-always", "--no-langdetect", folder),
            ],
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=True,
        )
    found = json.loads(done.stderr)["messages"]
    return [f"{states[int(Path(each['url']).stem)]}: {each['type']}: {each['message']}" for each in found]
