"""Who they are to the child, who the child is, and what to call the person who is asking."""

from __future__ import annotations

from intake.questions.catalogue.conditions import born_by_today, child_born_by_today
from intake.questions.vocabulary import N_, Birthday, Check, Line, Number, OneOf, Option, Part, Question, Say, always

RELATIONSHIP = Question(
    key="relationship",
    ask=Say(adult=N_("How do you know the child?")),
    hint=Say(adult=N_("If it is only about how you were treated, choose the last one.")),
    why=Say(adult=N_("So we follow the right rules for you.")),
    answer=OneOf(
        (
            Option("parent", Say(adult=N_("Parent"))),
            Option("step_parent", Say(adult=N_("Step-parent"))),
            Option("grandparent", Say(adult=N_("Grandparent"))),
            Option("sibling", Say(adult=N_("Brother or sister"))),
            Option("other_relative", Say(adult=N_("Other relative"))),
            Option("special_guardian", Say(adult=N_("Special guardian"))),
            Option("foster_carer", Say(adult=N_("Foster carer"))),
            Option("adopter", Say(adult=N_("Adopter"))),
            Option("advocate", Say(adult=N_("Advocate or solicitor"))),
            Option("professional", Say(adult=N_("Professional, such as a teacher or nurse"))),
            Option("friend", Say(adult=N_("Friend or neighbour"))),
            Option("self", Say(adult=N_("It is about how I was treated"))),
        )
    ),
    required=always,
    missing=Say(adult=N_("Select how you know the child")),
)

ABOUT_CHILD = Question(
    key="about_child",
    ask=Say(adult=N_("Who is the child?"), handler="What is the child’s name and date of birth?"),
    hint=Say(adult=N_("If there is more than one child, add each name.")),
    why=Say(adult=N_("So we find the right record.")),
    parts=(
        Part(
            "child_name",
            Say(adult=N_("Child’s name")),
            Line(),
            required=always,
            missing=Say(adult=N_("Enter the child’s first name or initials")),
        ),
        Part(
            "child_dob",
            Say(adult=N_("Date of birth or age (optional)")),
            Birthday(or_age=True),
            wrong=Say(adult=N_("Date of birth must be a real date, or an age in numbers")),
        ),
        Part("child_lives", Say(adult=N_("Who they live with (optional)")), Line()),
    ),
    checks=(
        Check(child_born_by_today, at="child_dob", wrong=Say(adult=N_("Date of birth must be today or in the past"))),
    ),
    names_people=True,
)

CHILD_KNOWS = Question(
    key="child_knows",
    ask=Say(
        adult=N_("Does the child know you are telling us?"),
        handler="Does the child know? Are they happy for you to do this?",
    ),
    hint=Say(adult=N_("We may ask the child what they want, in a kind way.")),
    why=Say(adult=N_("The complaint should be what the child would want.")),
    answer=OneOf(
        (
            Option("agrees", Say(adult=N_("Yes, and they agree"))),
            Option("knows_no_view", Say(adult=N_("Yes, but they have not said"))),
            Option("does_not_agree", Say(adult=N_("Yes, and they do not agree"))),
            Option("does_not_know", Say(adult=N_("No"))),
            Option("too_young", Say(adult=N_("They are too young to say"))),
            Option("not_safe_to_ask", Say(adult=N_("It is not safe to ask them"))),
        )
    ),
)

PARENTAL_RESPONSIBILITY = Question(
    key="parental_responsibility",
    ask=Say(
        adult=N_("Do you have parental responsibility?"),
        handler="Do you have parental responsibility for the child?",
    ),
    hint=Say(adult=N_("It means legal rights and duties. Most mothers and many fathers have it.")),
    why=Say(adult=N_("You can still send this if you do not. We may ask the child what they want.")),
    answer=OneOf(
        (
            Option("yes", Say(adult=N_("Yes"))),
            Option("shared", Say(adult=N_("Yes, shared with the council"))),
            Option("no", Say(adult=N_("No"))),
            Option("not_sure", Say(adult=N_("I am not sure"))),
        )
    ),
)

NAME = Question(
    key="name",
    ask=Say(child=N_("What should we call you?"), adult=N_("What is your name?"), handler="What name shall I use?"),
    hint=Say(child=N_("You can use any name you like."), adult=N_("Give your full name if you can.")),
    why=Say(
        child=N_("You do not have to tell us. It helps us find your worker."),
        adult=N_("You can stay anonymous, but there may be less we can do."),
    ),
    parts=(
        Part("preferred", Say(N_("What we call you"), N_("Name")), Line(100, autofill="nickname")),
        Part(
            "full",
            Say(N_("Your full name (helps us find your worker)"), N_("Full name if different")),
            Line(100, autofill="name"),
        ),
    ),
    names_people=True,
)

AGE = Question(
    key="age",
    ask=Say(child=N_("How old are you?"), handler="How old are you? What is your date of birth?"),
    hint=Say(child=N_("You do not have to say."), handler="Say that they do not have to tell you."),
    why=Say(child=N_("It helps us talk to you in the right way.")),
    parts=(
        Part(
            "age",
            Say(child=N_("Age"), handler="Age"),
            Number(0, 120),
            wrong=Say(child=N_("Write your age in numbers, like 12"), handler="Enter the age in numbers"),
        ),
        Part(
            "dob",
            Say(child=N_("Birthday (helps us find you)"), handler="Date of birth"),
            Birthday(autofill="bday"),
            wrong=Say(
                child=N_("Your birthday must be a real date, with day, month and year"),
                handler="Enter a real date of birth",
            ),
        ),
    ),
    checks=(
        Check(
            born_by_today,
            at="dob",
            wrong=Say(
                child=N_("Your birthday must be today or before today"),
                handler="Date of birth must be today or in the past",
            ),
        ),
    ),
    names_people=True,
)

HELPED_BY = Question(
    key="helped_by",
    ask=Say(child=N_("Is someone helping you with this?"), handler="Is anyone with you, or helping you?"),
    hint=Say(child=N_("It is OK to get help.")),
    why=Say(child=N_("So we know these are your words.")),
    answer=OneOf(
        (
            Option("no", Say(child=N_("No, only me"), handler="Alone")),
            Option("friend", Say(child=N_("A friend"), handler="Friend")),
            Option("carer", Say(child=N_("A carer"), handler="Carer")),
            Option("worker", Say(child=N_("A worker"), handler="Worker")),
            Option("advocate", Say(child=N_("An advocate"), handler="Advocate")),
            Option("family", Say(child=N_("Family"), handler="Family")),
        )
    ),
)
