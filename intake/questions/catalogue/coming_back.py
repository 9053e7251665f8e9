"""Coming back with the code: opening the door, what to do there, and why stop."""

from __future__ import annotations

from intake.questions.vocabulary import N_, OneOf, Option, Question, Say, Words, always, same

ENTER_CODE = Question(
    key="enter_code",
    ask=Say(
        child=N_("What is your code?"),
        adult=N_("What is your code?"),
        handler="What is your code, in words or in numbers?",
    ),
    hint=Say(
        child=N_("It is 4 words, or 4 groups of numbers."),
        adult=N_("4 words, or 4 groups of numbers. You can paste it."),
    ),
    why=same(N_("So only you can see it.")),
    answer=Words(200),
    required=always,
    missing=Say(child=N_("Write your code"), adult=N_("Enter your code")),
)

RETURN_ACTION = Question(
    key="return_action",
    ask=Say(
        child=N_("What do you want to do?"),
        adult=N_("What do you want to do?"),
        handler="What would you like to do?",
    ),
    why=same(N_("So you get to the right place.")),
    answer=OneOf(
        (
            Option("see", Say(N_("See what is happening"), N_("See how it is going"))),
            Option("add", Say(N_("Add something"), N_("Add information"))),
            Option("advocate", same(N_("Ask for an advocate"))),
            Option("contact", Say(N_("Change how you reach me"), N_("Change contact details"))),
            Option("unhappy", Say(N_("I am not happy with the answer"), N_("Ask for the next stage"))),
            Option("stop", Say(N_("Stop my complaint"), N_("Withdraw"))),
        )
    ),
    required=always,
    missing=Say(child=N_("Choose what you want to do"), adult=N_("Select what you want to do")),
)

STOP_REASON = Question(
    key="stop_reason",
    ask=Say(
        child=N_("What made you want to stop?"),
        adult=N_("What made you decide to withdraw?"),
        handler="Can I ask what made you decide to stop?",
    ),
    hint=Say(
        child=N_("You can skip this. You can start again later."),
        adult=N_("You can skip this. You can complain again later."),
    ),
    why=Say(child=N_("So we can do better. We may still need to keep someone safe."), adult=N_("So we can do better.")),
    answer=OneOf(
        (
            Option("sorted", Say(N_("It is sorted"), N_("It has been resolved"))),
            Option("too_hard", Say(N_("It is too hard"), N_("Too difficult"))),
            Option("scared", Say(N_("I am scared"), N_("Worried about what may happen"))),
            Option("told_to", Say(N_("Someone told me to stop"), N_("Was asked to stop"))),
            Option("took_long", same(N_("It took too long"))),
            Option("other", Say(N_("Something else"), N_("Another reason"))),
        )
    ),
)
