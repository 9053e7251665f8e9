"""The style sheet turns with the script and moves nothing; drawings are small, and nothing but drawings."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest
from flask import Flask, render_template_string

from intake.council.load import load
from intake.council.look import ON_DARK, ON_LIGHT, contrast
from intake.questions.catalogue.what_happened import FEELING
from intake.questions.vocabulary import ManyOf
from intake.web.form.appearance import _DRAWINGS
from intake.web.form.sheet import made

STATIC = Path(__file__).parents[2] / "static"
SITE = (STATIC / "site.css").read_text(encoding="utf-8")
DRAWINGS = sorted(set(_DRAWINGS.values()))
FEELINGS = [option.code for option in FEELING.answer.options] if isinstance(FEELING.answer, ManyOf) else []
LARGEST_SHEET = 4_500


def declarations(css: str) -> list[tuple[str, str]]:
    """Every property with its value."""
    inside = re.findall(r"\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    pairs = [each.split(":", 1) for block in inside for each in block.split(";") if ":" in each]
    return [(name.strip(), value.strip()) for name, value in pairs]


PHYSICAL = re.compile(r"(?:^|-)(?:left|right|top|bottom|width|height)(?:$|-(?!adjust))")
NOT_SIZES = {"line-height", "stroke-width", "outline-width", "text-underline-offset"}
SIDES = re.compile(r"\b(?:left|right)\b")


def physical(css: str) -> list[str]:
    """What stays where it is when the script runs the other way."""
    found = []
    for name, value in declarations(css):
        four = re.fullmatch(r"\S+ (\S+) \S+ (\S+)", value)
        uneven = name in ("margin", "padding", "inset", "border-width") and four and four[1] != four[2]
        to_a_side = name in ("float", "clear", "text-align") and SIDES.search(value)
        if (PHYSICAL.search(name) and name not in NOT_SIZES) or uneven or to_a_side:
            found.append(f"{name}: {value}")
    return found


@pytest.mark.parametrize("name", ["site.css", "desk.css"])
def test_every_property_turns_with_the_script(name: str) -> None:
    assert physical((STATIC / name).read_text(encoding="utf-8")) == []


def test_a_property_that_does_not_turn_is_found() -> None:
    css = (
        "a { margin-left: 1px; width: 2px; max-height: 3px; text-align: right; padding: 1px 2px 1px 3px; float: left }"
    )
    assert len(physical(css)) == 6
    assert physical("a { line-height: 2; padding: 1px 2px; inset-inline-start: 0; text-align: start }") == []


def test_nothing_moves() -> None:
    moving = {
        name for name, _ in declarations(SITE) if re.match(r"transition|animation|scroll-behavior|transform", name)
    }
    assert moving == set()


def test_every_mode_that_somebody_may_need_is_thought_of() -> None:
    for mode in ("prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active", "print"):
        assert f"@media {mode}" in SITE or f"({mode})" in SITE


@pytest.mark.parametrize("council", ["northshire", "eastborough"])
def test_the_style_sheet_is_small(council: str) -> None:
    text = made(str(STATIC), load(council).look).text
    assert len(brotli.compress(text.encode(), quality=11)) <= LARGEST_SHEET


# ── Colours ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def tokens(selector: str) -> dict[str, str]:
    """The colours under this selector."""
    blocks = re.findall(rf"^ *{re.escape(selector)} \{{([^}}]*)\}}", SITE, re.MULTILINE)
    return {name: _long(value) for name, value in re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", " ".join(blocks))}


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * part for part in colour[1:])


LIGHT = tokens(":root")
DARK = tokens(".dark")
BLUE = {**LIGHT, **tokens(".blue")}
TEXT = ("ink", "muted", "link", "visited", "leave")


@pytest.mark.parametrize("page", [LIGHT, DARK, BLUE], ids=["light", "dark", "blue"])
def test_words_can_be_read_wherever_they_stand(page: dict[str, str]) -> None:
    weak = {
        (words, surface): contrast(page[words], page[surface])
        for words in TEXT
        for surface in ("paper", "field")
        if contrast(page[words], page[surface]) < 4.5
    }
    panels = {
        surface: contrast(page["ink"], page[surface])
        for surface in ("lilac", "mint", "sand")
        if contrast(page["ink"], page[surface]) < 7
    }
    assert (weak, panels) == ({}, {})
    assert contrast(page["on-leave"], page["leave"]) >= 4.5
    assert contrast(page["line"], page["field"]) >= 3
    assert contrast(page["line"], page["paper"]) >= 3


def test_a_councils_colours_are_held_against_the_same_surfaces() -> None:
    assert {
        "white": LIGHT["field"],
        "the page": LIGHT["paper"],
        "the blue page": BLUE["paper"],
        "a panel": LIGHT["lilac"],
    } == ON_LIGHT
    assert list(ON_DARK.values()) == [DARK[name] for name in ("paper", "field", "lilac", "mint", "sand")]
    assert min(LIGHT["lilac"], LIGHT["mint"], key=lambda each: contrast(each, "#000000")) == LIGHT["lilac"]


def test_a_dark_page_is_the_same_by_choice_and_by_device() -> None:
    assert tokens(":root:not(.cream):not(.blue)") == DARK


# ── Drawings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn(app: Flask, kind: str, name: str) -> str:
    """The drawing or face of this name, as it stands in a page."""
    source = {
        "drawing": f'{{% import "components/drawing.html" as drawings %}}{{{{ drawings.{name}() }}}}',
        "sign": f'{{% include "components/{name}.html" %}}',
        "face": f'{{% from "components/face.html" import face %}}{{{{ face("{name}") }}}}',
    }
    with app.test_request_context():
        return render_template_string(source[kind]).strip()


EVERY_DRAWING = [*(("drawing", name) for name in DRAWINGS), ("sign", "tick"), *(("face", name) for name in FEELINGS)]


@pytest.mark.parametrize(("kind", "name"), EVERY_DRAWING, ids=[name for _, name in EVERY_DRAWING])
def test_a_drawing_is_small_and_silent(app: Flask, kind: str, name: str) -> None:
    svg = drawn(app, kind, name)
    assert len(svg.encode()) < (2_000 if kind == "drawing" else 500)
    assert svg.startswith("<svg ") and svg.endswith("</svg>") and svg.count("<svg") == 1
    assert 'aria-hidden="true" focusable="false"' in svg
    assert set(re.findall(r"<(\w+)", svg)) <= {"svg", "path", "circle"}
    assert not re.search(r"style|script|title|text|href|on\w+=|#[0-9a-f]{3}", svg)


def test_every_feeling_has_a_face_of_its_own(app: Flask) -> None:
    assert len(FEELINGS) == 11
    assert len({drawn(app, "face", name) for name in FEELINGS}) == 11
