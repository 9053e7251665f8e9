"""A council's two colours and its logo: what they need to be readable, and how they turn for a dark page.

Contrast is that of WCAG 2.2, 1.4.3: 1 is none, 21 is black on white.
"""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from intake.council.model import Look

OF_TEXT = 4.5  # more than the 3 that a line needs (1.4.11), also where the line stands on a panel
ON_LIGHT = {"white": "#ffffff", "the page": "#fffdf5", "the blue page": "#e8f2fb", "a panel": "#efeafb"}
ON_DARK = {"the page": "#14162b", "a field": "#1d2040", "a panel": "#262a4d", "done": "#17392f", "a note": "#3d3313"}
_WHERE = {"main": tuple(ON_LIGHT), "second": ("white", "the page", "the blue page")}  # second is never text in a panel

LARGEST_LOGO = 4_000  # bytes
_DRAWN_WITH = frozenset(
    {"svg", "g", "title", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
)
_SVG = "{http://www.w3.org/2000/svg}"
_A_SHADE, _A_STEP = 0.08, 0.02  # of lightness, from 0 for black to 1 for white


def contrast(one: str, other: str) -> float:
    """How far two colours such as #3a2e8f stand apart."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faults_of_colours(look: Look) -> Iterator[str]:
    """What is wrong with the colours: the key, what was found, and what was expected."""
    for key, surfaces in _WHERE.items():
        colour = getattr(look, key)
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            yield f"{key}: {colour!r}: expected a colour such as #3a2e8f, in small letters"
            continue
        for surface in surfaces:
            found = contrast(colour, ON_LIGHT[surface])
            if found < OF_TEXT:
                yield f"{key}: {colour} has a contrast of {_cut(found)} with {surface}: expected {OF_TEXT} or more"


def faults_of_logo(svg: str) -> Iterator[str]:
    """What is wrong with a logo. It is a small drawing, and nothing that does anything or asks for anything."""
    if len(svg.encode()) > LARGEST_LOGO:
        yield f"logo: {len(svg.encode())} bytes: expected {LARGEST_LOGO} or less"
        return
    if "<!" in svg.replace("<!--", ""):
        yield "logo: has a document type: expected none"
        return
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - without a document type, from a file of the program
    except ElementTree.ParseError as error:
        yield f"logo: expected an SVG file: {error}"
        return
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        yield "logo: expected an <svg> with a viewBox"
    for element in root.iter():
        name = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else "a comment"
        if name not in _DRAWN_WITH:
            yield f"logo: <{name}>: expected only {', '.join(sorted(_DRAWN_WITH))}"
        for key, value in element.attrib.items():
            if key.startswith("on") or key.endswith("href") or key == "style" or "url(" in value:
                yield f"logo: <{name} {key.rpartition('}')[2]}>: expected shapes and colours alone"


def deeper(colour: str) -> str:
    """The colour under a finger: darker, so that it stands out from what is light all the more."""
    hue, lightness, saturation = _hls(colour)
    return _hex(hue, max(lightness - _A_SHADE, 0), saturation)


def brighter(colour: str) -> str:
    """The same for a colour on what is dark."""
    hue, lightness, saturation = _hls(colour)
    return _hex(hue, min(lightness + _A_SHADE, 1), saturation)


def on_dark(colour: str) -> str:
    """This hue as light as it must be to be read on everything dark, and to have dark words on it."""
    hue, lightness, saturation = _hls(colour)
    while min(contrast(_hex(hue, lightness, saturation), surface) for surface in ON_DARK.values()) < OF_TEXT:
        lightness = min(lightness + _A_STEP, 1)
    return _hex(hue, lightness, saturation)


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(part / 255 for part in bytes.fromhex(colour.removeprefix("#")))


def _hls(colour: str) -> tuple[float, float, float]:
    red, green, blue = _rgb(colour)
    return colorsys.rgb_to_hls(red, green, blue)


def _hex(hue: float, lightness: float, saturation: float) -> str:
    return "#" + bytes(round(part * 255) for part in colorsys.hls_to_rgb(hue, lightness, saturation)).hex()


def _cut(found: float) -> float:
    """To one place, never rounded up to what would have been enough."""
    return math.floor(found * 10) / 10
