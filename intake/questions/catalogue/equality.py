"""Four questions after sending, to check that the service is fair: counted, and kept apart from everything else."""

from __future__ import annotations

from intake.questions.vocabulary import N_, OneOf, Option, Question, Say, same

EQ_AGE = Question(
    key="eq_age",
    ask=Say(
        child=N_("How old are you?"),
        adult=N_("Which age group are you in?"),
        handler="Which age group are you in? You can say you would rather not.",
    ),
    hint=Say(
        child=N_("These answers are not joined to your name."),
        adult=N_("These answers are kept apart from what you sent."),
    ),
    why=Say(
        child=N_("To check we are fair to everyone."),
        adult=N_("To check we are fair to everyone."),
    ),
    answer=OneOf(
        (
            Option("under_10", same(N_("9 or under"))),
            Option("10_12", same(N_("10 to 12"))),
            Option("13_15", same(N_("13 to 15"))),
            Option("16_17", same(N_("16 or 17"))),
            Option("18_20", same(N_("18 to 20"))),
            Option("21_25", same(N_("21 to 25"))),
            Option("26_59", same(N_("26 to 59"))),
            Option("60_64", same(N_("60 to 64"))),
            Option("65_plus", same(N_("65 or over"))),
            Option("pns", Say(N_("I do not want to say"), N_("Prefer not to say"))),
        )
    ),
)

EQ_SEX = Question(
    key="eq_sex",
    ask=Say(
        child=N_("Which word fits you?"),
        adult=N_("What is your sex?"),
        handler="What is your sex? You can say you would rather not.",
    ),
    why=same(N_("To check we are fair to everyone.")),
    answer=OneOf(
        (
            Option("female", Say(N_("A girl or woman"), N_("Female"))),
            Option("male", Say(N_("A boy or man"), N_("Male"))),
            Option("own", Say(N_("I use another word"), N_("In another way"))),
            Option("pns", Say(N_("I do not want to say"), N_("Prefer not to say"))),
        )
    ),
)

EQ_ETHNIC = Question(
    key="eq_ethnic",
    ask=Say(
        child=N_("What is your background?"),
        adult=N_("What is your ethnic group?"),
        handler="What is your ethnic group? You can say you would rather not.",
    ),
    why=same(N_("To check we are fair to everyone.")),
    answer=OneOf(
        (
            Option("asian", same(N_("Asian or Asian British"))),
            Option("black", same(N_("Black, Black British, Caribbean or African"))),
            Option("mixed", Say(N_("Mixed or many backgrounds"), N_("Mixed or multiple ethnic groups"))),
            Option("white", same(N_("White"))),
            Option("other", Say(N_("Another background"), N_("Another ethnic group"))),
            Option("own", Say(N_("I use my own word"), N_("I use my own word for it"))),
            Option("pns", Say(N_("I do not want to say"), N_("Prefer not to say"))),
        )
    ),
)

EQ_DISABILITY = Question(
    key="eq_disability",
    ask=Say(
        child=N_("Do you have a disability?"),
        adult=N_("Do you have a long-term health condition or disability?"),
        handler="Do you have a disability? You can say you would rather not.",
    ),
    why=same(N_("To check we are fair to everyone.")),
    answer=OneOf(
        (
            Option("yes", same(N_("Yes"))),
            Option("no", same(N_("No"))),
            Option("not_sure", Say(N_("I am not sure"), N_("Not sure"))),
            Option("pns", Say(N_("I do not want to say"), N_("Prefer not to say"))),
        )
    ),
)

EQUALITY = (EQ_AGE, EQ_SEX, EQ_ETHNIC, EQ_DISABILITY)
