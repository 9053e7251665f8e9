"""What it is about, in taps first and in their own words after."""

from __future__ import annotations

from intake.questions.catalogue.conditions import has_said_nothing
from intake.questions.vocabulary import N_, ManyOf, Option, Part, Question, Say, Tick, Words, same

FEELING = Question(
    key="feeling",
    ask=Say(child=N_("How do you feel about it?"), handler="How are you feeling about this?"),
    hint=Say(child=N_("Choose as many as you like. You can skip this."), handler="Offer the words. Do not press."),
    why=Say(child=N_("Your feelings matter. It helps us talk to you kindly.")),
    answer=ManyOf(
        (
            Option("sad", same(N_("Sad"))),
            Option("angry", same(N_("Angry"))),
            Option("worried", same(N_("Worried"))),
            Option("scared", same(N_("Scared"))),
            Option("let_down", same(N_("Let down"))),
            Option("ignored", Say(N_("No one listens"), N_("Not listened to"))),
            Option("mixed_up", Say(N_("Mixed up"), N_("Confused"))),
            Option("fed_up", same(N_("Fed up"))),
            Option("ok", Say(N_("I am OK"), N_("OK"))),
            Option("hopeful", same(N_("Hopeful"))),
            Option("not_sure", Say(N_("I do not know"), N_("Not sure"))),
        )
    ),
)

TOPIC = Question(
    key="topic",
    ask=Say(
        child=N_("What is it about?"),
        adult=N_("What is your complaint about?"),
        handler="Which of these is it about?",
    ),
    hint=Say(
        child=N_("Choose as many as you like."),
        adult=N_("Select all that apply."),
        handler="Tick as the caller talks.",
    ),
    why=Say(
        child=N_("So it goes to the right person."),
        adult=N_("So the right team answers it in the right way."),
    ),
    answer=ManyOf(
        (
            Option("not_listened", Say(N_("No one listens to me"), N_("Views not listened to"))),
            Option(
                "cannot_reach", Say(N_("I cannot get hold of my worker"), N_("Poor contact or no reply from a worker"))
            ),
            Option("worker_manner", Say(N_("How a worker treats me"), N_("How a worker behaved"))),
            Option("promise", Say(N_("You did not do what you said"), N_("Something agreed was not done"))),
            Option("refused", Say(N_("You said no to help"), N_("Help or a service was refused"))),
            Option("waiting", Say(N_("I am waiting too long"), N_("Delay or a long wait"))),
            Option("move", Say(N_("Moving home"), N_("A move or change of home"))),
            Option("home", Say(N_("The place I live"), N_("Care or conditions where the child lives"))),
            Option("family_time", Say(N_("Seeing my family"), N_("Seeing family (contact)"))),
            Option("money", Say(N_("Money or things I need"), N_("Money, allowances or funding"))),
            Option("plan", Say(N_("My plan or what is written about me"), N_("An assessment, plan or report"))),
            Option("unfair", Say(N_("I am treated unfairly"), N_("Unfair treatment or discrimination"))),
            Option("private", Say(N_("My private things were shared"), N_("Privacy or data"))),
            Option("leaving", Say(N_("Leaving care or moving on"), N_("Leaving care support"))),
            Option("hurt", Say(N_("Someone hurt me"), N_("A child was harmed"))),
            Option("meeting", Say(N_("A big meeting about my safety"), N_("A child protection conference"))),
            Option("school", Say(N_("School or college"), N_("School, SEND or transport"))),
            Option("other", same(N_("Something else"))),
        ),
        first_for={"care_leaver": ("leaving", "money", "home")},
    ),
    parts=(Part("topic_other", same(N_("Tell us more")), Words(2_000)),),
)

WHAT_HAPPENED = Question(
    key="what_happened",
    ask=Say(
        child=N_("What happened?"),
        adult=N_("What happened?"),
        handler="Tell me what happened. I will type your words and read them back.",
    ),
    hint=Say(
        child=N_("Write a little or a lot. Spelling does not matter. You can use any language."),
        adult=N_("Say what went wrong and who was there. Any language is fine."),
    ),
    why=Say(
        child=N_("So we know what to put right."),
        adult=N_("So the manager can look into it without asking you to repeat it."),
    ),
    answer=Words(10_000),
    parts=(
        Part(
            "talk_instead",
            Say(
                N_("I would rather talk to someone"),
                N_("I would rather talk to someone"),
                N_("Caller wants a person to call back"),
            ),
            Tick(),
        ),
    ),
    required=has_said_nothing,
    missing=Say(
        child=N_("Write what happened, or choose ‘I would rather talk to someone’"),
        adult=N_("Enter what happened, or choose ‘I would rather talk to someone’"),
        handler="Enter what happened, or tick that the caller wants a call back",
    ),
)

IMPACT = Question(
    key="impact",
    ask=Say(adult=N_("How has this affected the child, or you?")),
    hint=Say(adult=N_("A sentence is enough.")),
    why=Say(adult=N_("It helps us decide what would put it right.")),
    answer=Words(4_000),
)
