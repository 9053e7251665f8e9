"""Good news and ideas: short, and without a word about danger."""

from __future__ import annotations

from intake.questions.vocabulary import N_, Line, OneOf, Option, Part, Question, Say, Tick, Words, always, same

GOOD_WHAT = Question(
    key="good_what",
    ask=Say(child=N_("What was good?"), adult=N_("What went well?"), handler="What would you like to thank us for?"),
    hint=Say(child=N_("Write a little or a lot."), adult=N_("A sentence is enough.")),
    why=Say(child=N_("So we can do it more."), adult=N_("So we can thank the person and do more of it.")),
    answer=Words(10_000),
    parts=(Part("good_who", Say(N_("Who was it, if you know?"), N_("Name or team (optional)")), Line()),),
    required=always,
    missing=Say(child=N_("Write what was good"), adult=N_("Enter what went well")),
)

GOOD_SHARE = Question(
    key="good_share",
    ask=Say(
        child=N_("Can we tell them what you said?"),
        adult=N_("Can we share this with the worker?"),
        handler="Can I pass this on to the worker, with your name?",
    ),
    why=same(N_("You choose.")),
    answer=OneOf(
        (
            Option("with_name", Say(N_("Yes, and say my name"), N_("Yes, with my name"))),
            Option("no_name", Say(N_("Yes, but not my name"), N_("Yes, without my name"))),
            Option("no", same(N_("No"))),
        )
    ),
)

IDEA_WHAT = Question(
    key="idea_what",
    ask=Say(
        child=N_("What is your idea?"),
        adult=N_("What is your idea?"),
        handler="What would you like us to change or try?",
    ),
    hint=same(N_("It can be big or small.")),
    why=Say(child=N_("Your ideas can change things."), adult=N_("So the people who run the service can use it.")),
    answer=Words(10_000),
    parts=(Part("hear_back", same(N_("I want to hear what you do with it")), Tick()),),
    required=always,
    missing=Say(child=N_("Write your idea"), adult=N_("Enter your idea")),
)
