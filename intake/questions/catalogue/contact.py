"""How to answer them, what is safe, and who must not hear of it."""

from __future__ import annotations

from intake.questions.catalogue.conditions import wants_a_call_or_text
from intake.questions.vocabulary import (
    N_,
    Email,
    Line,
    ManyOf,
    Option,
    Part,
    Phone,
    Question,
    Say,
    Words,
    answered,
    same,
)

REPLY_HOW = Question(
    key="reply_how",
    ask=Say(
        child=N_("How should we reply to you?"),
        adult=N_("How should we reply to you?"),
        handler="How would you like us to reply?",
    ),
    hint=same(N_("Choose what is safe for you.")),
    why=Say(child=N_("So you get an answer."), adult=N_("So we can answer you.")),
    answer=ManyOf(
        (
            Option("code", Say(N_("I will come back here with my code"), N_("I will check back with my code"))),
            Option("text", Say(N_("Text me"), N_("Text message"))),
            Option("call", Say(N_("Call me"), N_("Phone call"))),
            Option("email", Say(N_("Email me"), N_("Email"))),
            Option("letter", Say(N_("Send a letter"), N_("Letter"))),
            Option("person", Say(N_("Tell someone I trust"), N_("Through someone else"))),
        ),
        first_for={"care_leaver": ("text", "email")},
    ),
)

CONTACT_DETAIL = Question(
    key="contact_detail",
    ask=Say(
        child=N_("Where can we reach you?"),
        adult=N_("What are your contact details?"),
        handler="Can I take the number, email or address?",
    ),
    hint=Say(child=N_("Only fill in what you chose."), adult=N_("Only fill in the ways you chose.")),
    why=Say(child=N_("We only use it to answer you."), adult=N_("We only use it to answer you.")),
    parts=(
        Part(
            "phone",
            Say(N_("Your number"), N_("Phone number")),
            Phone(autofill="tel"),
            required=wants_a_call_or_text,
            missing=Say(child=N_("Write your number so we can call or text you"), adult=N_("Enter your phone number")),
        ),
        Part(
            "email",
            Say(N_("Your email"), N_("Email address")),
            Email(),
            required=answered("reply_how", "email"),
            missing=Say(child=N_("Write your email so we can email you"), adult=N_("Enter your email address")),
        ),
        Part(
            "address",
            Say(N_("Your address"), N_("Address and postcode")),
            Words(2_000, autofill="street-address"),
            required=answered("reply_how", "letter"),
            missing=Say(
                child=N_("Write your address so we can send a letter"), adult=N_("Enter your address and postcode")
            ),
        ),
        Part(
            "person",
            Say(N_("The name and number of who you trust"), N_("Name and number of the other person")),
            Line(),
            required=answered("reply_how", "person"),
            missing=Say(
                child=N_("Write the name and number of who you trust"),
                adult=N_("Enter the name and number of the other person"),
            ),
        ),
    ),
    names_people=True,
)

SAFE_CONTACT = Question(
    key="safe_contact",
    ask=Say(
        child=N_("What is safe for us to do?"),
        adult=N_("What is safe for us to do?"),
        handler="Is it safe to call, text or leave a message? Can we say who we are?",
    ),
    hint=Say(
        child=N_("If you do not tick a box, we will not do it."), adult=N_("If a box is not ticked, we will not do it.")
    ),
    why=Say(child=N_("So no one finds out by mistake."), adult=N_("So contact does not put anyone at risk.")),
    answer=ManyOf(
        (
            Option("ok_call", Say(N_("You can call me"), N_("Safe to call"))),
            Option("ok_text", Say(N_("You can text me"), N_("Safe to text"))),
            Option("ok_message", Say(N_("You can leave a message"), N_("Safe to leave a message"))),
            Option(
                "ok_say_council",
                Say(N_("You can say you are from the council"), N_("Safe to say we are from the council")),
            ),
            Option("ok_post", Say(N_("You can send me a letter"), N_("Safe to send a letter"))),
        )
    ),
    parts=(
        Part("times", Say(N_("Good times for me"), N_("Good times")), Line()),
        Part("not_times", Say(N_("Bad times for me"), N_("Times to avoid")), Line()),
        Part("safe_word", Say(N_("A secret word, so I know it is you"), N_("A word to prove that it is us")), Line()),
    ),
    names_people=True,
)

WHO_MAY_KNOW = Question(
    key="who_may_know",
    ask=Say(
        child=N_("Is there anyone we should not tell?"),
        adult=N_("Is there anyone we should not tell?"),
        handler="Is there anyone you do not want us to tell?",
    ),
    hint=Say(child=N_("We will try hard to keep to this."), handler="Say that we will try hard to keep to this."),
    why=Say(
        child=N_("So you feel safe. If someone may get hurt we may have to tell. We try to tell you first."),
        adult=N_("So no one hears of it by mistake. If a child may be at risk, we may have to tell."),
    ),
    answer=ManyOf(
        (
            Option("ask_me", Say(N_("Ask me first"), N_("Ask first"))),
            Option("carer", Say(N_("My carer or staff where I live"), N_("Carer or home staff"))),
            Option("family", Say(N_("My family"), N_("Family"))),
            Option("worker", Say(N_("My worker"), N_("Worker"))),
            Option("school", Say(N_("My school"), N_("School"))),
            Option("other", same(N_("Someone else"))),
            Option("no", Say(N_("No, that is fine"), N_("No one"))),
        )
    ),
    parts=(Part("who_other", same(N_("Tell us more")), Words(2_000)),),
)
