"""What the browser may fill in: a person's own details on their own device, and nothing anywhere else."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.person import Answers, Person
from tests.web.everybody import EVERYBODY

OWN = {"preferred": "nickname", "full": "name", "phone": "tel", "email": "email", "address": "street-address"}


def filled_in(app: Flask, answers: Answers) -> dict[str, str]:
    """The word for the browser at every line and box that this person meets, help and the code among them."""
    found: dict[str, str] = {}
    person = Person(app.test_client()).begin(answers)

    def note() -> None:
        for control in person.html.select("main input:not([type]), main textarea"):
            found[str(control["name"])] = str(control.get("autocomplete"))

    while person.path != "/check":
        note()
        person.answer(answers)
    for path in ("/help", "/code", "/q/age", "/q/name"):
        person.open(path)
        note()
    return found


@pytest.mark.parametrize("who", ["child", "parent", "foster carer"])
def test_on_a_device_of_ones_own_it_is_the_persons_own_details_alone(who: str, app: Flask) -> None:
    found = filled_in(app, EVERYBODY[who])
    assert {name: word for name, word in found.items() if word != "off"}.items() <= {
        **OWN, "quick_phone": "tel", "dob": "bday"
    }.items()  # fmt: skip
    assert OWN.items() <= found.items()
    assert found["what_happened"] == found["enter_code"] == found["quick_name"] == "off"
    assert who != "child" or found["dob"] == "bday"


@pytest.mark.parametrize("who", ["child", "parent"])
def test_on_a_device_for_many_it_is_nothing(who: str, app: Flask) -> None:
    found = filled_in(app, {**EVERYBODY[who], "shared": "yes"})
    assert OWN.keys() <= found.keys()
    assert set(found.values()) == {"off"}


def test_on_a_device_for_many_the_form_is_not_restored_either(app: Flask) -> None:
    forms = []
    for more in ({}, {"shared": "yes"}):
        person = Person(app.test_client()).begin({**EVERYBODY["child"], **more})
        form = person.html.select_one("form#answers")
        assert form is not None
        forms.append(form.get("autocomplete"))
    assert forms == [None, "off"]
