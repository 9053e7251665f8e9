"""The rules for content look at everything: no sentence for the public, printed or marked for translation, escapes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.council.load import load
from intake.questions.catalogue import PAGES, QUESTIONS, copy
from intake.questions.vocabulary import ManyOf, OneOf, Page, Question, Say, Voice
from intake.web.form.wording import worded
from intake.web.speaker import Speakers
from tests.questions.test_content import EVERYTHING, NEVER, NEVER_TO_A_CHILD, found
from tests.questions.test_outcomes import SPOKEN

INTAKE = Path(__file__).parents[2] / "intake"
GOLDEN = Path(__file__).parents[1] / "golden"
MARKS = {"N_": 1, "NN_": 2}  # how many messages each takes

PUBLIC = (Voice.CHILD, Voice.ADULT)


# ── Nothing escapes ──────────────────────────────────────────────────────────────────────────────────────────────────


def marked(source: str) -> Iterator[str]:
    """Every message of this module that is marked for translation."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield from (ast.literal_eval(message) for message in node.args[: MARKS[node.func.id]])


MARKED = {
    message: path.relative_to(INTAKE)
    for path in sorted(INTAKE.rglob("*.py"))
    for message in marked(path.read_text(encoding="utf-8"))
}


def test_every_message_is_held_against_the_rules() -> None:
    looked_at = {spoken.words for spoken in EVERYTHING} | {words for _, words in SPOKEN.values()}
    assert len(MARKED) > 1_000
    assert {message: str(path) for message, path in MARKED.items() if message not in looked_at} == {}


def printed(voice: Voice) -> list[tuple[int, str]]:
    """The words of a questionnaire with the numbers of their lines, without codes, slugs and controls."""
    lines = (GOLDEN / f"{voice}.en.txt").read_text(encoding="utf-8").splitlines()
    plain = [re.sub(r" \[\w+\]|\(\w+\)$|^== /q/[a-z-]+|^\w+(?=:)|^ +(missing|wrong)(?=:)", "", line) for line in lines]
    return [(n, words) for n, words in enumerate(plain, start=1) if words.strip()]


@pytest.mark.parametrize("voice", Voice)
def test_no_banned_word_is_printed(voice: Voice) -> None:
    banned = f"{NEVER}|{NEVER_TO_A_CHILD}" if voice is Voice.CHILD else NEVER
    lines = printed(voice)
    assert len(lines) > 200
    assert [(n, words) for n, words in lines if found(banned, words)] == []


# ── What goes with a question ────────────────────────────────────────────────────────────────────────────────────────

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


def words_of(say: Say | None, voice: Voice) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", ((say and say.said(voice)) or "").casefold()))


@every_question
@pytest.mark.parametrize("voice", PUBLIC)
def test_an_error_repeats_words_of_its_question(question: Question, voice: Voice) -> None:
    options = question.answer.options if isinstance(question.answer, OneOf | ManyOf) else ()
    labels = [*(option.label for option in options), *(part.label for part in question.parts)]
    asked = [question.ask, question.hint, *labels]
    own = set().union(*(words_of(say, voice) for say in asked)) - {"you", "the"}
    missing = [words_of(say, voice) for say in (question.missing, *(part.missing for part in question.parts)) if say]
    assert [words for words in missing if words and words.isdisjoint(own)] == []


CHILD_SPEAKS = Speakers(load("northshire")).of(Voice.CHILD, "en")
FOR_CHILDREN = [page for page in PAGES if all(question.ask.said(Voice.CHILD) for question in page.questions)]


@pytest.mark.parametrize("page", FOR_CHILDREN, ids=lambda page: page.slug)
def test_a_long_word_has_its_meaning_on_the_same_page(page: Page) -> None:
    shown = worded(page, "child", CHILD_SPEAKS)
    said = [page.title.said(Voice.CHILD) or ""]
    for question in page.questions:
        said += [words.child for words in question.said if words.child]
    for word, meaning in copy.MEANINGS.items():
        assert (meaning.child in shown.meanings) == bool(found(word, " ".join(said))), word


def test_the_four_long_words_each_have_a_meaning_of_one_line() -> None:
    assert set(copy.MEANINGS) == {"advocate", "interpreter", "guardian", "ombudsman"}
    for word, meaning in copy.MEANINGS.items():
        words = meaning.child or ""
        assert found(word, words)
        assert len(words.split()) <= 15
