"""Danger comes before everything else: is anyone in it, and how could they be found?"""

from __future__ import annotations

from intake.questions.catalogue.conditions import asks_for_help
from intake.questions.vocabulary import (
    N_,
    Check,
    Line,
    OneOf,
    Option,
    Part,
    Phone,
    Question,
    Say,
    always,
    answered,
    same,
)

SAFE_NOW = Question(
    key="safe_now",
    ask=Say(
        child=N_("Are you safe right now?"),
        adult=N_("Is a child, or anyone else, in danger right now?"),
        handler="Before we start, is anyone hurt or in danger right now?",
    ),
    hint=Say(
        child=N_("Press Leave now if someone comes."),
        adult=N_("This form is not read straight away."),
        handler="Ask this before anything else.",
    ),
    why=Say(
        child=N_("If you are in danger we want you to get help fast."),
        adult=N_("If someone is in danger, a complaint is too slow. Call 999."),
    ),
    answer=OneOf(
        (
            Option("safe", Say(N_("Yes, I am safe"), N_("No one is in danger"))),
            Option("not_sure", same(N_("I am not sure"))),
            Option("not_safe", Say(N_("No, I am not safe"), N_("Yes, someone is in danger now"))),
            Option(
                "other_child", Say(N_("I am worried about another child"), N_("No, but I am worried about a child"))
            ),
            Option("skip", Say(N_("I do not want to say"), N_("I would rather not say"))),
        )
    ),
    required=always,
    missing=Say(
        child=N_("Choose an answer. You can choose ‘I do not want to say’"),
        adult=N_("Select if anyone is in danger right now"),
    ),
)

QUICK_HELP = Question(
    key="quick_help",
    ask=Say(
        child=N_("Do you need help now?"),
        adult=N_("Who needs help, and where are they?"),
        handler="Who is in danger, where are they, and what number can we use?",
    ),
    hint=Say(
        child=N_("Fill in what you can. Then press Send now."),
        adult=N_("Give what you can. Then press Send now."),
    ),
    why=Say(
        child=N_("We can only come to you if we know where you are."),
        adult=N_("So the duty team can act without the rest of the form."),
    ),
    parts=(
        Part(
            "quick_name",
            Say(N_("Your name, or who needs help"), N_("Name of the child or person"), N_("Name")),
            Line(100),
        ),
        Part("quick_where", Say(N_("Where you or they are"), N_("Where they are now"), N_("Where now")), Line()),
        Part(
            "quick_phone",
            Say(N_("A number we can call"), N_("A number we can call"), N_("Phone")),
            Phone(autofill="tel"),
        ),
    ),
    checks=(
        Check(
            asks_for_help,
            at="quick_name",
            wrong=Say(
                child=N_("Write one thing so we can find you. Or call 999."),
                adult=N_("Enter a name, a place or a phone number"),
            ),
        ),
    ),
    names_people=True,
)

CALLBACK_IF_CUT_OFF = Question(
    key="callback_if_cut_off",
    ask=Say(handler="If we get cut off, which number can I ring back? Is it OK to say who we are?"),
    hint=Say(handler="Ask before anything else. Read the number back in pairs."),
    why=Say(handler="So a dropped call does not end the complaint or put the caller at risk."),
    answer=OneOf(
        (
            Option("yes_open", Say(handler="Yes, and OK to say who we are")),
            Option("yes_silent", Say(handler="Yes, but do not say who we are")),
            Option("no", Say(handler="No, caller will ring back")),
        )
    ),
    parts=(
        Part(
            "callback_phone",
            Say(handler="Number to ring"),
            Phone(),
            required=answered("callback_if_cut_off", "yes_open", "yes_silent"),
            missing=Say(handler="Enter the call-back number, or select No"),
            wrong=Say(handler="Enter the call-back number in digits, or select No"),
        ),
    ),
    names_people=True,
)
