"""When it happened, why only now, and what is about to change."""

from __future__ import annotations

from intake.questions.catalogue.conditions import (
    began_by_today,
    changes_from_today,
    day_has_its_month,
    day_is_in_its_month,
    month_has_its_year,
)
from intake.questions.catalogue.dates import (
    A_YEAR,
    AFTER_TODAY,
    BEFORE_TODAY,
    NEEDS_ITS_MONTH,
    NEEDS_ITS_YEAR,
    NOT_A_DAY,
    NOT_A_YEAR,
    NOT_IN_THAT_MONTH,
)
from intake.questions.vocabulary import (
    N_,
    Check,
    Day,
    Line,
    ManyOf,
    Month,
    Number,
    OneOf,
    Option,
    Part,
    Question,
    Say,
    Tick,
    Words,
    same,
)

WHEN_HAPPENED = Question(
    key="when_happened",
    ask=Say(
        child=N_("When did it happen?"),
        adult=N_("When did it happen?"),
        handler="When did this happen? A rough idea is fine.",
    ),
    hint=Say(child=N_("A guess is fine."), adult=N_("A guess is fine. If there were many times, choose the latest.")),
    why=Say(
        child=N_("Within a year is best. We can look at older things too."),
        adult=N_("The law sets a limit of 12 months. We can look at older complaints for a good reason."),
    ),
    answer=OneOf(
        (
            Option("now", same(N_("It is still going on"))),
            Option("days", Say(N_("In the last few days"), N_("In the last week"))),
            Option("month", same(N_("In the last month"))),
            Option("year", Say(N_("In the last year"), N_("In the last 12 months"))),
            Option("over_year", Say(N_("More than a year ago"), N_("More than 12 months ago"))),
            Option("not_sure", Say(N_("I do not know"), N_("I am not sure"))),
        )
    ),
)

WHEN_DATE = Question(
    key="when_date",
    ask=Say(child=N_("About when was it?"), adult=N_("About when was it?"), handler="About which month and year?"),
    hint=Say(
        child=N_("A month and a year is fine. Or use your own words."),
        adult=N_("A month and a year is enough. Or use your own words."),
    ),
    why=Say(child=N_("It helps us look in the right place."), adult=N_("So we can work out the 12 month limit.")),
    parts=(
        Part("day", same(N_("Day")), Number(1, 31), wrong=NOT_A_DAY),
        Part("month", same(N_("Month")), Month()),
        Part("year", same(N_("Year")), A_YEAR, wrong=NOT_A_YEAR),
        Part("when_words", Say(N_("Or in your own words"), N_("Or describe when")), Line()),
    ),
    checks=(
        Check(day_has_its_month, at="month", wrong=NEEDS_ITS_MONTH),
        Check(month_has_its_year, at="year", wrong=NEEDS_ITS_YEAR),
        Check(day_is_in_its_month, at="day", wrong=NOT_IN_THAT_MONTH),
        Check(began_by_today, at="year", wrong=AFTER_TODAY),
    ),
)

WHY_LATE = Question(
    key="why_late",
    ask=Say(
        child=N_("What made it hard to tell us before?"),
        adult=N_("What made it hard to complain sooner?"),
        handler="Can you tell me why it was hard to complain before now?",
    ),
    hint=Say(
        child=N_("There is no wrong answer. You can skip this."),
        adult=N_("Select all that apply. It helps the manager decide."),
    ),
    why=Say(
        child=N_("A person reads this and decides. We look at old things too."),
        adult=N_("The law lets us look at older complaints. A person decides, not a computer."),
    ),
    answer=ManyOf(
        (
            Option("scared", Say(N_("I was scared"), N_("Afraid of what would happen"))),
            Option("did_not_know", Say(N_("I did not know I could"), N_("Did not know it was possible"))),
            Option("not_well", Say(N_("I was too upset or ill"), N_("Illness or distress"))),
            Option("moved", Say(N_("I kept moving"), N_("Moves or no stable home"))),
            Option("too_young", Say(N_("I was too young"), N_("The child was too young"))),
            Option("told_not_to", Say(N_("Someone told me not to"), N_("Was told not to, or put off"))),
            Option(
                "told_nothing", Say(N_("I told someone and nothing happened"), N_("Told someone and nothing was done"))
            ),
            Option("found_out", Say(N_("I only found out now"), N_("Only found out recently"))),
            Option("court", Say(N_("A judge was looking at it"), N_("Court case was going on"))),
            Option("other", Say(N_("Something else"), N_("Another reason"))),
        )
    ),
    parts=(Part("late_text", same(N_("Tell us more")), Words(2_000)),),
)

CHANGE_SOON = Question(
    key="change_soon",
    ask=Say(
        child=N_("Is something about to change that you do not want?"),
        adult=N_("Is a change about to happen that you disagree with?"),
        handler="Is anything about to change soon, like a move? When?",
    ),
    hint=Say(child=N_("Like moving home or school."), adult=N_("For example a move, or support ending.")),
    why=Say(
        child=N_("We can ask for it to wait while we look. We cannot always do this."),
        adult=N_("You can ask us to pause it while we look. We will tell you yes or no, and why."),
    ),
    answer=OneOf(
        (
            Option("no", same(N_("No"))),
            Option("move", Say(N_("Yes, where I live"), N_("Yes, where the child lives"))),
            Option("school", Say(N_("Yes, my school"), N_("Yes, school or college"))),
            Option("family", Say(N_("Yes, seeing my family"), N_("Yes, time with family"))),
            Option("support", Say(N_("Yes, my help or money"), N_("Yes, support or money ending"))),
            Option("other", same(N_("Yes, something else"))),
        )
    ),
    parts=(
        Part(
            "pause",
            Say(
                N_("Ask for it to wait while you look"),
                N_("Ask for it to be paused while you look"),
                N_("Caller asks for the change to be paused"),
            ),
            Tick(),
        ),
        Part(
            "change_date",
            Say(N_("When is it?"), N_("When will it happen?")),
            Day(),
        ),
        Part("change_other", Say(N_("What is it?"), N_("What will change?")), Line()),
    ),
    checks=(Check(changes_from_today, at="change_date", wrong=BEFORE_TODAY),),
)

SORTED_TODAY = Question(
    key="sorted_today",
    ask=Say(
        child=N_("Does something need sorting out today?"),
        adult=N_("Must something be sorted out today?"),
        handler="Does anything need sorting out today?",
    ),
    why=Say(
        child=N_("So someone can look at it today."),
        adult=N_("So the right team can act today. Your complaint goes on as well."),
    ),
    answer=OneOf(
        (
            Option("yes", same(N_("Yes"))),
            Option("no", same(N_("No"))),
        )
    ),
)
