"""Somebody on the child’s side: the offer, what to share with them, and the one they have."""

from __future__ import annotations

from intake.questions.vocabulary import N_, Line, ManyOf, OneOf, Option, Part, Question, Say, Tick, same

ADVOCATE = Question(
    key="advocate",
    ask=Say(
        child=N_("Do you want an advocate?"),
        adult=N_("Would the child like an advocate?"),
        handler="You can have an advocate, who is free and on your side. Would you like one?",
    ),
    hint=Say(
        child=N_("They are on your side. They help you say what you want. It is free."),
        adult=N_("An advocate helps a child or care leaver have their say. It is free."),
    ),
    why=Say(
        child=N_("You have a right to one. You can ask later too."),
        adult=N_("The law gives children and care leavers a right to an advocate when they complain."),
    ),
    answer=OneOf(
        (
            Option("yes", Say(N_("Yes, I want one"), N_("Yes"))),
            Option("tell_more", same(N_("Tell me more"))),
            Option("not_now", same(N_("Not now"))),
            Option("have_one", Say(N_("I have one"), N_("They have one"))),
        )
    ),
)

# The wording of the consent below: a referral keeps which one it was given to. New words, new day.
CONSENT_VERSION = "2026-11-22"

ADVOCATE_SHARE = Question(
    key="advocate_share",
    ask=Say(
        child=N_("What can we tell your advocate?"),
        adult=N_("What can we share with the advocate?"),
        handler="What can we pass to the advocate?",
    ),
    hint=Say(child=N_("Tick what is OK."), adult=N_("Select all that apply.")),
    why=Say(child=N_("You choose what we share."), adult=N_("We only pass on what is agreed.")),
    answer=ManyOf(
        (
            Option("contact", Say(N_("My name, age and how to reach me"), N_("Name, age and contact details"))),
            Option("story", Say(N_("What I told you here"), N_("The complaint"))),
            Option("needs", Say(N_("The help I need to talk"), N_("Communication needs"))),
            Option("nothing", Say(N_("Nothing. I will get in touch with them"), N_("Nothing, they will make contact"))),
        )
    ),
)

ADVOCATE_OWN = Question(
    key="advocate_own",
    ask=Say(
        child=N_("Who is your advocate?"),
        adult=N_("Who is the advocate?"),
        handler="What is your advocate’s name, and can we contact them?",
    ),
    hint=Say(child=N_("A first name is fine."), adult=N_("Give what you know.")),
    why=Say(
        child=N_("So we can tell them things if you say yes."), adult=N_("So we can include them if that is agreed.")
    ),
    parts=(
        Part("advocate_name", Say(N_("Their name"), N_("Name")), Line()),
        Part("advocate_org", Say(N_("Who they work for"), N_("Organisation")), Line()),
        Part("can_contact", Say(N_("You can talk to them about this"), N_("You can contact them about this")), Tick()),
    ),
    names_people=True,
)
