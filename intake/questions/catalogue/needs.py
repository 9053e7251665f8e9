"""What makes it easier to take part: the language, and any other help."""

from __future__ import annotations

from intake.questions.vocabulary import N_, Line, ManyOf, Option, Part, Question, Say, Words, same

LANGUAGE = Question(
    key="language",
    ask=Say(
        child=N_("What language is best for you?"),
        adult=N_("What language do you prefer?"),
        handler="Which language is best? Do you want an interpreter?",
    ),
    hint=Say(child=N_("An interpreter is free."), adult=N_("Interpreters are free.")),
    why=same(N_("So we can talk with you.")),
    answer=ManyOf(
        (
            Option("english", Say(N_("English is fine"), N_("English"))),
            Option(
                "interpreter", Say(N_("I want an interpreter"), N_("I need an interpreter"), N_("Interpreter needed"))
            ),
            Option("not_person", Say(N_("Do not use someone I know"), N_("Do not use someone from my community"))),
        )
    ),
    parts=(
        Part("lang", Say(N_("My language"), N_("Language")), Line()),
        Part("dialect", Say(N_("The way we say it at home"), N_("Dialect or region (optional)")), Line()),
        Part("gender", Say(N_("I want a woman, or a man"), N_("A woman or a man (optional)")), Line()),
    ),
)

HELP_NEEDED = Question(
    key="help_needed",
    ask=Say(
        child=N_("What helps you to talk or read?"),
        adult=N_("Do you need any help to take part?"),
        handler="What would make it easier for you to talk or read?",
    ),
    hint=Say(child=N_("Choose as many as you like."), adult=N_("Select all that apply.")),
    why=Say(child=N_("So it works for you."), adult=N_("So we can make reasonable adjustments for you.")),
    answer=ManyOf(
        (
            Option("easy_read", Say(N_("Easy words and pictures"), N_("Easy Read"))),
            Option("big_text", Say(N_("Big text"), N_("Large print"))),
            Option("bsl", Say(N_("Sign language (BSL)"), N_("BSL interpreter"))),
            Option("audio", Say(N_("Listening, not reading"), N_("Audio"))),
            Option("slow", Say(N_("More time"), N_("Extra time"))),
            Option("someone", Say(N_("Someone with me"), N_("A supporter present"))),
            Option("no_phone", same(N_("No phone calls"))),
            Option("other", same(N_("Something else"))),
        )
    ),
    parts=(Part("help_other", same(N_("Tell us more")), Words(2_000)),),
)
