from __future__ import annotations

import pytest

from intake.casework.naming import may_be
from intake.casework.roles import Staff


def somebody(name: str, known_as: str = "") -> Staff:
    return Staff("1", "s", name, known_as, "s@northshire.example", frozenset())


@pytest.mark.parametrize(
    ("named", "name"),
    [
        pytest.param("Sarah Jones", "Sarah Jones", id="the same"),
        pytest.param("sarah jones", "Sarah JONES", id="in other letters"),
        pytest.param("Sarah", "Sarah Jones", id="a first name"),
        pytest.param("Jones", "Sarah Jones", id="a family name"),
        pytest.param("Ms Jones", "Sarah Jones", id="with a title"),
        pytest.param("my social worker Sarah", "Sarah Jones", id="with what she is"),
        pytest.param("S Jones", "Sarah Jones", id="an initial"),
        pytest.param("S. Jones", "Sarah Jones", id="an initial with a stop"),
        pytest.param("Sarah J", "Sarah Jones", id="the other initial"),
        pytest.param("SJ Jones", "Sarah Jane Jones, SJ Jones", id="initials she is known by"),
        pytest.param("Sarah Jane Jones", "Sarah Jones", id="a name more"),
        pytest.param("Sarah Jones", "S Jones", id="an initial at our side"),
        pytest.param("Jones, Sarah", "Sarah Jones", id="the family name first"),
        pytest.param("Jones Sarah", "Sarah Jones", id="the other way round"),
        pytest.param("Dr. Zoë Müller", "Zoe Muller", id="accents typed"),
        pytest.param("Zoe Muller", "Zoë Müller", id="accents in ours"),
        pytest.param("Lukasz", "Łukasz Nowak", id="a letter that is no accent"),
        pytest.param("OBrien", "Sean O’Brien", id="without the apostrophe"),
        pytest.param("O Brien", "Sean O'Brien", id="a space for the apostrophe"),
        pytest.param("Smith", "Ann Smith-Jones", id="half of a double name"),
        pytest.param("Ann Smith Jones", "Ann Smith-Jones", id="a space for the hyphen"),
        pytest.param("Sarah and Tom", "Tom Field", id="the second of two"),
        pytest.param("Tom Hill / Sarah Jones", "Sarah Jones", id="two with a stroke"),
        pytest.param("the tall one called Sarah from the leaving care team", "Sarah Jones", id="in a phrase"),
        pytest.param("s.jones@northshire.example", "Sarah Jones", id="an email address"),
        pytest.param("Sarah from Leaving Care", "Sarah Jones", id="with her team"),
        pytest.param("Sarah from the Leaving Care Team", "Sarah Jones", id="with her whole team"),
        pytest.param("Jones in fostering", "Sarah Jones", id="with where she works"),
        pytest.param("Miss Jones from Eastfield", "Sarah Jones", id="with her town"),
        pytest.param("Manager Sarah at Northshire", "Sarah Jones", id="with her job and her council"),
        pytest.param("Sarah duty", "Sarah Jones", id="with her duty"),
        pytest.param("Mrs Jones complaints", "Sarah Jones", id="with her work"),
        pytest.param("Sarah again", "Sarah Jones", id="once more"),
        pytest.param("It was Sarah", "Sarah Jones", id="in a sentence"),
        pytest.param("Sarah who is my worker", "Sarah Jones", id="with who she is"),
        pytest.param("Ms Lord", "Mary Lord", id="a name that is a title"),
        pytest.param("Lord", "Mary Lord", id="a name that is a title, alone"),
        pytest.param("Mary", "Dr Mary Lord", id="a title in ours"),
        pytest.param("An", "An Le", id="a name that is a small word"),
        pytest.param("An who is my worker", "An Le", id="a name that is a small word, in a sentence"),
        pytest.param("Smithjones", "Ann Smith-Jones", id="without the hyphen"),
        pytest.param("Ms Smith-Jones", "Ann Smithjones", id="a hyphen that is not in ours"),
        pytest.param("サラ", "サラ ジョーンズ", id="another script"),
    ],
)
def test_a_name_that_may_be_this_person_is_found(named: str, name: str) -> None:
    assert may_be(named, somebody(name))


@pytest.mark.parametrize(
    ("named", "name"),
    [
        pytest.param("", "Sarah Jones", id="nothing"),
        pytest.param(" . ", "Sarah Jones", id="no letter"),
        pytest.param("Mrs", "Sarah Jones", id="a title alone"),
        pytest.param("my social worker", "Sarah Jones", id="no name"),
        pytest.param("Tom", "Sarah Jones", id="another name"),
        pytest.param("Sarah Hill", "Sarah Jones", id="the same first name, another family name"),
        pytest.param("Tom Jones", "Sarah Jones", id="the same family name, another first name"),
        pytest.param("T Jones", "Sarah Jones", id="another initial"),
        pytest.param("Sara Hill", "Sarah Jones", id="only alike"),
        pytest.param("Sarah", "", id="nobody"),
        pytest.param("Lord Hill", "Mary Lord", id="a title that is another's name"),
        pytest.param("an older lady", "An Le", id="a small word that is no name"),
        pytest.param("my social worker", "Sarah Jones (social worker)", id="what they all are"),
        pytest.param("Dr Hill", "Dr Mary Lord", id="the same title"),
    ],
)
def test_a_name_of_somebody_else_is_not(named: str, name: str) -> None:
    assert not may_be(named, somebody(name))


def test_whoever_is_known_by_another_name_is_found_by_it() -> None:
    person = somebody("Elizabeth Windward", "Lizzie, Bess Hill")
    assert may_be("Lizzie", person)
    assert may_be("Bess Hill", person)
    assert not may_be("Lizzie Hill", somebody("Elizabeth Windward", "Bess"))
