"""Pages that are only read: what an advocate is, how a complaint is answered, and who can use the form."""

from __future__ import annotations

from intake.questions.catalogue import copy
from intake.questions.vocabulary import N_, Say, same

ADVOCATE_PAGE = (
    *copy.ADVOCATE,
    copy.ADVOCATE_UP_TO_25,
    copy.ADVOCATE_CALL,
    copy.ADVOCATE_CALL_NATIONAL,
)

HOW_WE_ANSWER = (
    Say(
        child=N_("First, a person in our team looks at it. It is not the person it is about."),
        adult=N_("Stage 1: a person in our team looks into it. It is not the person it is about."),
    ),
    Say(
        child=N_("We try to answer in 10 working days. It may take 20. If so, we tell you why."),
        adult=N_(
            "We aim to answer within 10 working days. It can take 20 if it is complex, or if an advocate is needed."
        ),
    ),
    Say(
        child=N_("Weekends and days when banks are shut do not count."),
        adult=N_("Weekends and bank holidays do not count."),
    ),
    Say(
        child=N_("Not happy with the answer? You can ask for someone new to look."),
        adult=N_("Stage 2: if you are unhappy with the answer, you can ask for an independent investigation."),
    ),
    Say(
        child=N_("They have 25 working days. It may take 65."),
        adult=N_("You get an answer within 25 working days of asking, or 65 if it is complex."),
    ),
    Say(
        child=N_("Still not happy? You can ask for a group of new people to look."),
        adult=N_("Stage 3: if you are unhappy with that, you can ask for a review panel of three independent people."),
    ),
    Say(
        child=N_("They meet in 30 working days. You can be there, and an advocate too."),
        adult=N_("They meet within 30 working days of your asking. You can be there, with somebody to help you."),
    ),
    Say(
        child=N_("You can go to the Ombudsman at any time. The Ombudsman checks that councils are fair."),
        adult=N_("You can go to the Ombudsman at any time. It often asks us to answer first."),
    ),
    Say(child=N_("Call the Ombudsman on %(ombudsman_phone)s."), adult=N_("Its number is %(ombudsman_phone)s.")),
    Say(
        child=N_("You can have an advocate from start to end."),
        adult=N_("A child or care leaver can have an advocate at every stage."),
    ),
)

FOR_EVERYONE = (
    same(N_("You can use it on a phone, a tablet or a computer. You do not need a mouse.")),
    same(N_("You can make the words bigger. Nothing moves off the page.")),
    same(N_("You can stop and come back. There is no time limit on a page.")),
    same(N_("Is it hard to use? Call us on %(team_phone)s. We fill it in with you.")),
    same(N_("You can ask for an interpreter. It is free. The form is in English for now.")),
    Say(
        adult=N_("We test every page against the newest web guidelines, WCAG at level AA, with an automatic check."),
    ),
    Say(adult=N_("That finds no faults. It cannot find all there are.")),
    Say(adult=N_("People who use a screen reader every day have not tested it yet.")),
    Say(
        child=N_("Does something not work? Tell us. We want to mend it."),
        adult=N_("If something does not work for you, tell us at %(team_email)s. We want to mend it."),
    ),
    Say(
        adult=N_("If we do not answer that well, you can ask the Equality Advisory and Support Service for help."),
    ),
)
