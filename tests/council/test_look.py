"""A council's colours are readable on every page, light and dark, or the service does not start and says why."""

from __future__ import annotations

import colorsys
from importlib.resources import files

import pytest

from intake.council.load import CouncilError, load, logo_of, parse, shipped
from intake.council.look import (
    LARGEST_LOGO,
    OF_TEXT,
    ON_DARK,
    ON_LIGHT,
    brighter,
    contrast,
    deeper,
    faults_of_logo,
    on_dark,
)

NORTHSHIRE = (files("intake.council") / "councils" / "northshire.toml").read_text(encoding="utf-8")


def with_look(look: str) -> str:
    return NORTHSHIRE.replace("\n[desk]\n", f"\n[look]\n{look}\n\n[desk]\n", 1)


# ── Contrast ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("#000000", "#ffffff", 21.0, id="black on white"),
        pytest.param("#ffffff", "#ffffff", 1.0, id="white on white"),
        pytest.param("#767676", "#ffffff", 4.54, id="the lightest grey for text on white"),
        pytest.param("#ffffff", "#777777", 4.48, id="a grey too light, the other way round"),
        pytest.param("#ff0000", "#ffffff", 4.0, id="red on white"),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("key", shipped())
def test_the_colours_of_a_shipped_council_are_readable(key: str) -> None:
    look = load(key).look
    for surface in ON_LIGHT.values():
        assert contrast(look.main, surface) >= OF_TEXT
        assert contrast(look.second, surface) >= 3


HUES = [
    "#" + bytes(round(part * 255) for part in colorsys.hls_to_rgb(hue / 24, lightness, saturation)).hex()
    for hue in range(24)
    for lightness, saturation in ((0.0, 0.0), (0.12, 1.0), (0.2, 0.6), (0.3, 0.2))
]


@pytest.mark.parametrize("colour", HUES)
def test_every_colour_turns_into_one_that_holds_on_what_is_dark(colour: str) -> None:
    for kind in (on_dark(colour), brighter(on_dark(colour))):
        assert min(contrast(kind, surface) for surface in ON_DARK.values()) >= OF_TEXT


@pytest.mark.parametrize("colour", HUES)
def test_a_pressed_button_is_no_harder_to_read(colour: str) -> None:
    assert contrast(deeper(colour), "#ffffff") >= contrast(colour, "#ffffff")


# ── What stops the start ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("look", "says"),
    [
        pytest.param(
            'main = "#f5b400"', "look.main: #f5b400 has a contrast of 1.8 with white: expected 4.5 or more", id="yellow"
        ),
        pytest.param(
            'main = "#767676"',
            "look.main: #767676 has a contrast of 4.4 with the page: expected 4.5 or more",
            id="enough on white and not on the page",
        ),
        pytest.param(
            'second = "#00a0b0"',
            "look.second: #00a0b0 has a contrast of 3.1 with white: expected 4.5 or more",
            id="enough for a line and not for the number in it",
        ),
        pytest.param(
            'main = "#3A2E8F"', "look.main: '#3A2E8F': expected a colour such as #3a2e8f", id="in capital letters"
        ),
        pytest.param('second = "teal"', "look.second: 'teal': expected a colour such as #3a2e8f", id="a name"),
        pytest.param('colour = "#3a2e8f"', "look.colour is not known", id="unknown"),
        pytest.param('logo = "nowhere.svg"', "look.logo: 'nowhere.svg': expected an SVG file", id="no such file"),
        pytest.param('logo = "../load.py"', "look.logo: '../load.py': expected an SVG file", id="another folder"),
    ],
)
def test_a_look_that_cannot_be_used_is_named(look: str, says: str) -> None:
    with pytest.raises(CouncilError) as error:
        parse("northshire", with_look(look))
    assert str(error.value).startswith(f"northshire.toml: {says}")


def test_a_council_without_a_look_has_the_usual_one() -> None:
    assert "[look]" not in NORTHSHIRE
    assert load("northshire").look == parse("northshire", with_look('main = "#3a2e8f"')).look


# ── Logos ────────────────────────────────────────────────────────────────────────────────────────────────────────────

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">{}</svg>'


@pytest.mark.parametrize(
    ("svg", "says"),
    [
        pytest.param(SVG.format("<script>1</script>"), "<script>", id="a script"),
        pytest.param(SVG.format('<path onload="go()"/>'), "<path onload>", id="something that happens"),
        pytest.param(SVG.format('<image href="https://a.example/x.png"/>'), "<image>", id="a picture from elsewhere"),
        pytest.param(SVG.format('<path fill="url(#a)"/>'), "<path fill>", id="an address"),
        pytest.param(SVG.format('<path style="fill:red"/>'), "<path style>", id="a style"),
        pytest.param(SVG.format("<style>*{}</style>"), "<style>", id="a style sheet"),
        pytest.param(f"<!DOCTYPE svg>{SVG.format('')}", "document type", id="a document type"),
        pytest.param("<svg>", "expected an SVG file", id="not closed"),
        pytest.param("<html/>", "an <svg> with a viewBox", id="something else"),
        pytest.param(SVG.format("<!-- " + "x" * LARGEST_LOGO + " -->"), "expected 4000 or less", id="too large"),
    ],
)
def test_a_logo_that_could_do_something_is_refused(svg: str, says: str) -> None:
    faults = list(faults_of_logo(svg))
    assert faults and all(fault.startswith("logo: ") for fault in faults)
    assert says in " ".join(faults)


def test_a_plain_drawing_is_a_logo() -> None:
    assert list(faults_of_logo(SVG.format('<g><title>Us</title><path fill="#123" d="M0 0h8v8z"/></g>'))) == []


def test_eastborough_has_a_look_of_its_own() -> None:
    look = load("eastborough").look
    assert look.main != load("northshire").look.main
    assert look.logo == "eastborough.svg"
    assert list(faults_of_logo(logo_of(look))) == []
