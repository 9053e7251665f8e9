"""`flask translate`: a language is a folder, and every fault of a catalogue is named before anybody can meet it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po
from click.testing import CliRunner, Result
from flask import Flask

from intake.council.load import load
from intake.questions.catalogue import copy
from intake.questions.vocabulary import Voice
from intake.web.commands.translate import translate
from intake.web.commands.translation_faults import english_in, faults_of
from intake.web.form import language as language_page
from intake.web.speaker import Speakers
from intake.web.translation import AWAITS_REVIEW, REVIEWED, path_of, read, read_catalogue
from tests.person import Person
from tests.tongues import accented, offering, speaks


def run(*words: object) -> Result:
    return CliRunner().invoke(translate, [str(word) for word in words])


def written(catalogue: Catalog, path: Path) -> Path:
    with path.open("wb") as file:
        write_po(file, catalogue)
    return path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of catalogues with nothing but the messages of the code."""
    folder = tmp_path_factory.mktemp("translations")
    assert run("update", "--folder", folder).exit_code == 0
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """The same, for one test to write in."""
    (tmp_path / "messages.pot").write_bytes((template / "messages.pot").read_bytes())
    return tmp_path


def translate_all(path: Path, how: Callable[[str], str] = accented) -> None:
    """Translates every message that is not yet."""
    catalogue = read_catalogue(path)
    for message in catalogue:
        if message.id and not message.string:
            message.string = how(str(message.id))
        elif message.id and message.pluralizable and not all(message.string):
            message.string = tuple(how(message.id[1]) for _ in range(catalogue.num_plurals))
    written(catalogue, path)


# ── A language is a folder, and a line in the council's file ─────────────────────────────────────────────────────────


def test_a_language_is_added_translated_checked_and_spoken(folder: Path, app: Flask, person: Person) -> None:
    assert run("add", "cy", "--folder", folder).exit_code == 0
    path = path_of("cy", folder)
    assert path.is_file()
    assert "not translated" in run("check", "--folder", folder).stderr
    translate_all(path)
    assert run("check", "--folder", folder).output == ""

    council = offering(load("northshire"), "cy")
    speak = Speakers(council, partial(read, folder=folder)).of(Voice.ADULT, "cy")
    assert speak(copy.HELP_NOW) == accented("Help now")
    assert speak.awaits_review

    speaks(app, read("cy", folder))
    person.open("/language").post({"language": "cy", "from": "/help"})
    assert person.path == "/help"
    assert person.html.html is not None and person.html.html["lang"] == "cy"
    assert language_page.blueprint.name in app.blueprints


def test_only_a_language_can_be_added_and_only_once(folder: Path) -> None:
    assert "expected the code of a language" in run("add", "x1", "--folder", folder).output
    assert run("add", "fa_AF", "--folder", folder).exit_code == 0
    assert "is there already" in run("add", "fa_AF", "--folder", folder).output


def test_bringing_a_catalogue_up_to_date_loses_neither_words_nor_what_stands_at_its_head(folder: Path) -> None:
    run("add", "ar", "--folder", folder)
    path = path_of("ar", folder)
    catalogue = read_catalogue(path)
    rule = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"
    written(catalogue, path)
    head, _, rest = path.read_text().partition('"Plural-Forms:')
    path.write_text(f'# {REVIEWED}, by somebody\n{head}"Plural-Forms: {rule};\\n"\n' + rest.split('\\n"\n', 1)[1])
    catalogue = read_catalogue(path)
    catalogue["Help now"].string = "المساعدة الآن"
    catalogue.add("No longer said", "لم يعد يقال")
    catalogue.obsolete["Said once"] = Message("Said once", "قيل مرة")
    written(catalogue, path)

    assert run("update", "--folder", folder).exit_code == 0
    updated = read_catalogue(path)
    assert updated["Help now"].string == "المساعدة الآن"
    assert f"{REVIEWED}, by somebody" in updated.header_comment
    assert updated.plural_forms.rstrip(";") == rule
    assert not updated.obsolete and "No longer said" not in updated
    assert not any(message.fuzzy for message in updated if message.id)


# ── Every fault is named ─────────────────────────────────────────────────────────────────────────────────────────────

CALL, DAYS, LONG = "Call %(team)s", "%(n)s day", "It is read every day of the week."


@pytest.fixture
def whole() -> Catalog:
    """A catalogue without a fault."""
    catalogue = Catalog("ar", header_comment=f"# {AWAITS_REVIEW}", fuzzy=False)
    catalogue.add("Yes", "نعم")
    catalogue.add(CALL, "اتصل بـ %(team)s")
    catalogue.add((DAYS, "%(n)s days"), ("%(n)s يوم", "يوم واحد", "يومان", "%(n)s أيام", "%(n)s يومًا", "%(n)s يوم"))
    catalogue.add(LONG, "يُقرأ كل يوم.")
    return catalogue


def faults(catalogue: Catalog, tmp_path: Path) -> list[str]:
    """What is wrong with it once it was written and read again, held against the English of a whole one."""
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    english = {"Yes": ("Yes",), CALL: (CALL,), DAYS: (DAYS, "%(n)s days"), LONG: (LONG,)}
    return list(faults_of(read_catalogue(written(catalogue, folder / "messages.po")), english))


def test_a_whole_catalogue_has_no_fault(whole: Catalog, tmp_path: Path) -> None:
    """Also where the Arabic for one day and for two names no number."""
    assert faults(whole, tmp_path) == []


def _missing(whole: Catalog) -> None:
    whole["Yes"].string = ""


def _not_there(whole: Catalog) -> None:
    whole.delete("Yes")


def _unsure(whole: Catalog) -> None:
    whole["Yes"].flags.add("fuzzy")


def _obsolete(whole: Catalog) -> None:
    whole.obsolete["Gone"] = Message("Gone", "ذهب")


def _stale(whole: Catalog) -> None:
    whole.add("Gone", "ذهب")


def _lost(whole: Catalog) -> None:
    whole[CALL].string = "اتصل"


def _added(whole: Catalog) -> None:
    whole["Yes"].string = "نعم %(team)s"


def _misspelt(whole: Catalog) -> None:
    whole[CALL].string = "اتصل بـ %(teem)s"


def _lost_in_one_form(whole: Catalog) -> None:
    whole[DAYS].string = (*whole[DAYS].string[:3], "أيام", *whole[DAYS].string[4:])


def _two_forms(whole: Catalog) -> None:
    whole[DAYS].string = ("%(n)s يوم", "%(n)s أيام")


def _empty_form(whole: Catalog) -> None:
    whole[DAYS].string = (*whole[DAYS].string[:5], "")


def _no_longer_counted(whole: Catalog) -> None:
    whole.delete(DAYS)
    whole.add(DAYS, "%(n)s يوم")


def _too_long(whole: Catalog) -> None:
    whole[LONG].string = "ا" * 83


def _no_review_line(whole: Catalog) -> None:
    whole.header_comment = "# Arabic."


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        pytest.param(_missing, ["not translated: Yes"], id="a message without a translation"),
        pytest.param(_not_there, ["not translated: Yes"], id="a message that is not there"),
        pytest.param(_unsure, ["unsure: Yes"], id="a fuzzy message"),
        pytest.param(_obsolete, ["no longer said: Gone"], id="an obsolete message"),
        pytest.param(_stale, ["no longer said: Gone"], id="a message that the code does not have"),
        pytest.param(_lost, [f"expected %(team)s: {CALL}"], id="a lost placeholder"),
        pytest.param(_added, ["expected no placeholder: Yes"], id="a placeholder too many"),
        pytest.param(_misspelt, [f"expected %(team)s: {CALL}"], id="another placeholder"),
        pytest.param(_lost_in_one_form, [f"expected %(n)s: {DAYS}"], id="a lost placeholder in the form for few"),
        pytest.param(_two_forms, [f"expected 6 forms, each in words: {DAYS}"], id="two forms of six"),
        pytest.param(_empty_form, [f"expected 6 forms, each in words: {DAYS}"], id="an empty form"),
        pytest.param(
            _no_longer_counted, [f"no longer said: {DAYS}", f"expected 6 forms, each in words: {DAYS}"], id="no plural"
        ),
        pytest.param(_too_long, [f"83 letters, expected at most 2.5 times the English: {LONG}"], id="far too long"),
        pytest.param(
            _no_review_line, [f"expected a line at its head: # {AWAITS_REVIEW}, or # {REVIEWED}"], id="no review line"
        ),
    ],
)
def test_each_fault_is_named(
    spoil: Callable[[Catalog], None], named: list[str], whole: Catalog, tmp_path: Path
) -> None:
    spoil(whole)
    assert faults(whole, tmp_path) == named


def test_a_short_message_may_be_any_length(whole: Catalog, tmp_path: Path) -> None:
    whole["Yes"].string = "ن" * 100
    whole[LONG].string = "ا" * 82
    assert faults(whole, tmp_path) == []


def test_a_catalogue_that_does_not_say_what_the_code_says_fails_the_build(folder: Path) -> None:
    template = folder / "messages.pot"
    template.write_text(template.read_text().replace('msgid "Help now"', 'msgid "Help then"'))
    checked = run("check", "--folder", folder)
    assert checked.exit_code == 1
    assert "messages.pot is not what the code says" in checked.stderr


def test_every_message_of_the_code_is_collected(template: Path) -> None:
    english = english_in(read_catalogue(template / "messages.pot"))
    assert english["Help now"] == ("Help now",)
    assert len(english[str(copy.TOO_LONG.child)]) == 2
    assert not any("Redis" in message or "%(due)s" in message for message in english), "staff read English"
