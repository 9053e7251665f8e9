"""Who knows already: people they told, earlier answers, a judge or the police."""

from __future__ import annotations

from intake.questions.catalogue.conditions import first_month_has_its_year, first_told_by_today
from intake.questions.catalogue.dates import A_YEAR, AFTER_TODAY, NEEDS_ITS_YEAR, NOT_A_YEAR
from intake.questions.vocabulary import (
    N_,
    Check,
    Line,
    ManyOf,
    Month,
    OneOf,
    Option,
    Part,
    Question,
    Say,
    Words,
    same,
)

TOLD_SOMEONE = Question(
    key="told_someone",
    ask=Say(
        child=N_("Have you told anyone?"),
        adult=N_("Have you raised this with anyone?"),
        handler="Have you told anyone about this before?",
    ),
    hint=Say(child=N_("You do not have to tell them first."), adult=N_("You do not have to do this first.")),
    why=Say(child=N_("So you do not have to say it all again."), adult=N_("So you do not have to repeat yourself.")),
    answer=ManyOf(
        (
            Option("no", same(N_("No"))),
            Option("worker", Say(N_("My worker"), N_("Social worker or personal adviser"))),
            Option("manager", same(N_("A manager"))),
            Option("carer", Say(N_("My carer or staff where I live"), N_("Foster carer or home staff"))),
            Option("reviewer", Say(N_("The person who runs my reviews"), N_("Independent reviewing officer"))),
            Option("advocate", Say(N_("An advocate"), N_("Advocate"))),
            Option("school", same(N_("School"))),
            Option("family", Say(N_("Family or a friend"), N_("Family or friend"))),
            Option("complained", Say(N_("I complained to you before"), N_("I have complained to the council before"))),
            Option("other", same(N_("Someone else"))),
        )
    ),
    parts=(Part("told_other", same(N_("Tell us more")), Words(2_000)),),
)

EARLIER_ANSWER = Question(
    key="earlier_answer",
    ask=Say(
        child=N_("Did you get an answer?"),
        adult=N_("Have you had an answer?"),
        handler="Have you had an answer from us?",
    ),
    why=Say(child=N_("So you do not have to say it all again."), adult=N_("So we take it up where it stands.")),
    answer=OneOf(
        (
            Option("answered", same(N_("Yes"))),
            Option("not_yet", same(N_("No, not yet"))),
            Option("late", same(N_("No, and it is late"))),
        )
    ),
)

SAME_MATTER = Question(
    key="same_matter",
    ask=Say(
        child=N_("Is this the same thing, or something new?"),
        adult=N_("Is this about the same thing?"),
        handler="Is it the same thing, or something new?",
    ),
    why=Say(child=N_("So we look at the right thing."), adult=N_("So it goes to the right step, and nothing is lost.")),
    answer=OneOf(
        (
            Option("same", same(N_("The same"))),
            Option("same_with_new", same(N_("The same, and something new"))),
            Option("new", same(N_("Something new"))),
            Option("not_sure", Say(N_("I do not know"), N_("I am not sure"))),
        )
    ),
)

FIRST_TOLD = Question(
    key="first_told",
    ask=Say(
        child=N_("When did you first tell us?"),
        adult=N_("When did you first tell the council?"),
        handler="When did you first tell someone at the council?",
    ),
    hint=same(N_("A month and a year is fine.")),
    why=Say(
        child=N_("If you told us before, that day counts."),
        adult=N_("The day you first told us can count for the 12 months."),
    ),
    parts=(
        Part("first_month", same(N_("Month")), Month()),
        Part("first_year", same(N_("Year")), A_YEAR, wrong=NOT_A_YEAR),
        Part("first_words", Say(N_("Or in your own words"), N_("Or describe when")), Line()),
    ),
    checks=(
        Check(first_month_has_its_year, at="first_year", wrong=NEEDS_ITS_YEAR),
        Check(first_told_by_today, at="first_year", wrong=AFTER_TODAY),
    ),
)

COURT = Question(
    key="court",
    ask=Say(
        child=N_("Is a judge or the police looking at this now?"),
        adult=N_("Is any of this being looked at somewhere else now?"),
        handler="Is a court, the police or anyone else looking at this now?",
    ),
    hint=Say(child=N_("It is OK if you do not know."), adult=N_("This will not stop you sending it.")),
    why=Say(
        child=N_("We must not get in the way of a court."),
        adult=N_("A complaint cannot change a court decision. We may need to wait for part of it."),
    ),
    answer=ManyOf(
        (
            Option("none", same(N_("No"))),
            Option("family_court", Say(N_("Yes, a judge"), N_("Yes, family court"))),
            Option("police", Say(N_("Yes, the police"), N_("Yes, police or criminal court"))),
            Option("tribunal", Say(adult=N_("Yes, a tribunal, for example about SEND"))),
            Option("staff_process", Say(adult=N_("Yes, a staff or legal process"))),
            Option("ombudsman", Say(adult=N_("Yes, the Ombudsman"))),
            Option("not_sure", Say(N_("I do not know"), N_("I am not sure"))),
        )
    ),
)
