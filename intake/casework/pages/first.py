"""What is asked about the first steps, and about what helps on the way."""

from __future__ import annotations

from dataclasses import replace

from intake.casework.codes import Told
from intake.casework.pages.asking import WAYS, codes, day, many, one, page, real, said, say, text, when
from intake.questions.catalogue.advocate import ADVOCATE_SHARE
from intake.questions.vocabulary import Case, Line, Part, Question
from intake.records.complainant import YOUNG
from intake.rules.codes import AdvocateAnswer

ACKNOWLEDGED = page(
    "acknowledged",
    "Acknowledge it",
    one("how", "How did you tell the person that you have it?", WAYS, "Select how you told them"),
    Question(
        "when",
        say("When, and who did it?"),
        parts=(
            day("on", "The day", "Enter the day on which they were told"),
            Part("done_by", say("Who did it, if it was not you"), Line(100)),
        ),
        checks=real("on"),
    ),
    intro=("Use only a way that the person called safe.",),
)
ASSIGNED = page(
    "assigned",
    "Give it to somebody",
    Question(
        "worker",
        say("Who works on it?"),
        parts=(Part("assigned_to", say("Their name, or nobody"), Line(64)),),
    ),
)
NOTED = page("noted", "Write a note", text("note", "What should others know?", "Write the note"))
SAFETY_ACTED = page(
    "safety_acted",
    "What was done about the danger",
    many("told", "Who was told?", codes(Told), "Select who was told"),
    Question(
        "when",
        say("When?"),
        parts=(
            day("on", "The day", "Enter the day on which they were told"),
            Part("time", say("The time"), Line(20)),
        ),
        checks=real("on"),
    ),
    text("done", "What was done?", "Write what was done"),
    intro=("This does not close the record, and its dates run on.",),
)
CALLED_BACK = page(
    "called_back",
    "You called them back",
    one(
        "reached",
        "Did you speak with them?",
        said(yes="Yes", no="No, there was no answer"),
        "Select if you spoke with them",
    ),
    when("When did you call?"),
    text("said", "What did they say?"),
    intro=("Call only the number they gave, in the way they called safe.",),
)
MADE_COMPLAINT = page(
    "made_complaint",
    "Make it a complaint",
    intro=("It keeps the day on which they first told us: its dates run from then.",),
)


def _asks_for_one_of_their_own(case: Case) -> bool:
    is_wanted = case.words("answer") == AdvocateAnswer.WANTS and case.words("to") == "young_person"
    return is_wanted and case.words("record_who") in YOUNG


ADVOCATE_OFFERED = page(
    "advocate_offered",
    "An advocate was offered",
    one(
        "to",
        "To whom?",
        said(young_person="To the child or young person", carer="To their carer, for a child who cannot say"),
        "Select to whom it was offered",
    ),
    one(
        "answer",
        "What did they say?",
        codes(answer for answer in AdvocateAnswer if answer is not AdvocateAnswer.NOT_ASKED),
        "Select what they said",
    ),
    replace(
        ADVOCATE_SHARE,
        ask=say("What may we pass to the advocate?"),
        hint=say("If this record is their own and they want one, it goes to the advocates at once. Nothing else does."),
        why=None,
        required=_asks_for_one_of_their_own,
        missing=say("Select what they agree to, or that it is nothing"),
    ),
    when("When was it offered?"),
)
