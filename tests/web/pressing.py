"""Somebody without JavaScript who fills in the form of a page and presses a button: what stands there is posted."""

from __future__ import annotations

from bs4 import Tag

from tests.person import Person

Typed = dict[str, list[str]]
WORDS = 'They said they\'d come.\n\n<b>Nobody</b> did & "went". ትግርኛ'
A_LINE = 'Ana "<i>" O\'Neill & 07700 900123'


def form_of(person: Person) -> Tag:
    """The form that the bar's buttons belong to."""
    form = person.html.select_one("form#answers")
    assert form is not None, f"{person.path}: no form to press a button of"
    return form


def typed_on(person: Person, *, hidden: bool = False) -> Typed:
    """What is typed and chosen in the form, by names; with what is hidden in it, only if asked for."""
    typed: Typed = {}
    for control in form_of(person).select("input[name], textarea[name]"):
        if control.get("type") in {"radio", "checkbox"} and not control.has_attr("checked"):
            continue
        value = control.text.removeprefix("\n") if control.name == "textarea" else str(control.get("value", ""))
        if control.get("type") != "hidden" or hidden:
            typed.setdefault(str(control["name"]), []).append(value.replace("\r\n", "\n"))
    return {name: values for name, values in typed.items() if any(values)}


def fill_in(person: Person) -> Typed:
    """Something in each control: words in boxes and lines, the last of each choice, and all that can be ticked."""
    for control in form_of(person).select("input[name]:not([type=hidden]), textarea[name]"):
        if control.name == "textarea":
            control.string = f"\n{WORDS}"
        elif control.get("type") == "checkbox":
            control["checked"] = ""
        elif control.get("type") == "radio":
            for other in form_of(person).select(f'input[name="{control["name"]}"]'):
                del other["checked"]
            control["checked"] = ""
        else:
            control["value"] = A_LINE
    return typed_on(person)


def press(person: Person, button: str, *, is_stale: bool = False) -> Person:
    """Presses what this selector finds, as a browser posts it; `is_stale`: from a page of a session that is over."""
    found = person.html.select_one(button)
    assert found is not None, f"{person.path}: no {button}"
    form = form_of(person)
    assert found.get("form") == "answers" or found in form.find_all("button"), f"{button} belongs to no form"
    data = {
        **typed_on(person, hidden=True),
        **({str(found["name"]): [str(found["value"])]} if "name" in found.attrs else {}),
    }
    data = {name: [value.replace("\n", "\r\n") for value in values] for name, values in data.items()}
    if is_stale:
        data["csrf_token"] = ["old"]
    path = str(found.get("formaction") or form.get("action") or person.path)
    headers = {} if is_stale else {"Origin": "http://localhost"}
    return person._arrive(person.client.post(path, data=data, headers=headers))
