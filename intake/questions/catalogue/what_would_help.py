"""What they want: asked near the start, so that nobody has to find out afterwards."""

from __future__ import annotations

from intake.questions.vocabulary import N_, ManyOf, Option, Part, Question, Say, Words, same

WANT = Question(
    key="want",
    ask=Say(
        child=N_("What would make it better?"),
        adult=N_("What would you like to happen?"),
        handler="What would you like us to do to put it right?",
    ),
    hint=Say(
        child=N_("Choose as many as you like. We may not do them all."),
        adult=N_("Select all that apply. We may not be able to do them all."),
    ),
    why=Say(
        child=N_("So we know what matters to you."), adult=N_("So we can answer the thing that matters most to you.")
    ),
    answer=ManyOf(
        (
            Option("explain", Say(N_("Tell me why"), N_("Explain what happened"))),
            Option("sorry", Say(N_("Say sorry"), N_("Apologise"))),
            Option("listen", Say(N_("Listen to me"), N_("Meet with me"))),
            Option("change_worker", Say(N_("A different worker"), N_("Change of worker"))),
            Option("do_it", Say(N_("Do what you said"), N_("Do what was agreed"))),
            Option("give_help", Say(N_("Give me the help I asked for"), N_("Provide the service asked for"))),
            Option("look_again", Say(N_("Look at it again"), N_("Review or reassess"))),
            Option("family_time", Say(N_("Change how I see my family"), N_("Change family time arrangements"))),
            Option("stop_move", Say(N_("Let me stay where I live"), N_("Stop or change a move"))),
            Option("keep_told", Say(N_("Keep me up to date"), N_("Keep me informed"))),
            Option("money", Say(N_("Money or things back"), N_("Refund, payment or personal budget"))),
            Option("fix_record", Say(N_("Fix what is written about me"), N_("Correct a record or plan"))),
            Option("stop_again", Say(N_("Stop it happening again"), N_("Stop it happening to others"))),
            Option("other", same(N_("Something else"))),
            Option("not_sure", Say(N_("I do not know yet"), N_("Not sure yet"))),
        )
    ),
    parts=(Part("want_other", same(N_("Tell us more")), Words(2_000)),),
)
