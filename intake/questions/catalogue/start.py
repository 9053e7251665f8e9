"""The start page and the page before the questions: who they are, whose device it is, and what they came for."""

from __future__ import annotations

from intake.questions.vocabulary import N_, OneOf, Option, Part, Question, Say, Tick, always, same

WHO_ARE_YOU = Question(
    key="who_are_you",
    ask=Say(child=N_("Who are you?"), adult=N_("Who are you?"), handler="Who am I speaking to today?"),
    why=Say(child=N_("So we use the right words and ask less."), adult=N_("So we only ask what applies to you.")),
    answer=OneOf(
        (
            Option(
                "child",
                Say(N_("I am a child or young person"), N_("I am under 18"), N_("Child or young person, under 18")),
            ),
            Option("care_leaver", Say(N_("I used to be in care"), N_("I am a care leaver"), N_("Care leaver"))),
            Option(
                "adult",
                Say(
                    N_("I am an adult"),
                    N_("I am a parent, carer, relative or someone else"),
                    N_("Parent, carer or other adult"),
                ),
            ),
        )
    ),
    required=always,
    missing=Say(child=N_("Choose who you are"), adult=N_("Select who you are")),
)

SHARED_DEVICE = Question(
    key="shared_device",
    ask=Say(
        child=N_("Do other people use this phone or computer?"),
        adult=N_("Do other people use this device?"),
    ),
    hint=same(N_("Tick this and we hide more.")),
    why=same(N_("So no one sees your answers by mistake.")),
    parts=(Part("shared", Say(N_("Yes, other people use it"), N_("Yes, this is a shared device")), Tick()),),
)

KIND = Question(
    key="kind",
    ask=Say(
        child=N_("What do you want to tell us?"),
        adult=N_("What do you want to do?"),
        handler="What would you like to do today: complain, say thank you, or share an idea?",
    ),
    why=same(N_("So you get the right questions.")),
    answer=OneOf(
        (
            Option("complaint", Say(N_("Something is wrong"), N_("Make a complaint"))),
            Option("compliment", Say(N_("Something is good"), N_("Say thank you"))),
            Option("idea", Say(N_("I have an idea"), N_("Suggest an idea"))),
            Option("advocate_only", Say(N_("I want an advocate"), N_("Ask for an advocate"))),
        )
    ),
    required=always,
    missing=Say(child=N_("Choose what you want to tell us"), adult=N_("Select what you want to do")),
)
