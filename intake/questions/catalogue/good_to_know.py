"""What an advocate is, how a complaint is answered, and the other ways to tell: pages that are only read."""

from __future__ import annotations

from intake.questions.catalogue import copy
from intake.questions.catalogue.calls import (
    RING_ADVOCATE,
    RING_FAMILY_RIGHTS,
    RING_NATIONAL_ADVOCATE,
    RING_OMBUDSMAN,
    RING_US,
)
from intake.questions.passages import Passage
from intake.questions.vocabulary import N_, Say, same

THIS_PAGE_FOR = Say(child=N_("This page in words for adults"), adult=N_("This page in words for children"))
MORE_TO_READ = same(N_("More to read"))

ADVOCATE_PAGE = (
    Passage(None, copy.ADVOCATE[:1]),
    Passage(same(N_("What they do")), copy.ADVOCATE[1:3]),
    Passage(
        same(N_("Who can have one")),
        (
            Say(
                child=N_("Do we help you, or are you in care? You can have one at any age."),
                adult=N_("Every child who gets help from us, or is in care, can have one. Care leavers can too."),
            ),
            copy.ADVOCATE_UP_TO_25,
            Say(
                child=N_("Are you older? You can still ask us for one."),
                adult=N_("A child can ask at any age, and without a parent’s yes."),
            ),
            Say(adult=N_("Parents do not have that right. There is free advice for them.")),
        ),
        (RING_FAMILY_RIGHTS,),
    ),
    Passage(same(N_("What they can and cannot do")), copy.ADVOCATE[3:], is_grave=True),
    Passage(
        same(N_("When you ask for one")),
        (
            Say(
                child=N_("You choose what we tell them. We tell them nothing without your yes."),
                adult=N_("The child chooses what we tell them. We tell them nothing without the child’s yes."),
            ),
            Say(
                child=N_("We tell you the day by which they should get in touch."),
                adult=N_("If you ask here for a child, our team offers the child one. The child can say no."),
            ),
            Say(
                child=N_("They can help you from start to end."),
                adult=N_("A child or care leaver can have an advocate at every stage."),
            ),
            Say(
                child=N_("You can ask for an interpreter too."),
                adult=N_("They can ask for an interpreter too. It is free."),
            ),
        ),
        is_grave=True,
    ),
    Passage(
        same(N_("How to get one")),
        (
            Say(child=N_("You can ask for one before you start. Or call them yourself.")),
            copy.ADVOCATE_CALL,
            copy.ADVOCATE_CALL_NATIONAL,
        ),
        (RING_ADVOCATE, RING_NATIONAL_ADVOCATE),
    ),
)

HOW_WE_ANSWER = (
    Passage(
        None,
        (
            Say(
                child=N_("Is someone in danger? That always comes first. Then we look at the rest."),
                adult=N_("If a child may be in danger, we act on that first. Your complaint still goes on."),
            ),
            same(N_("When you have sent it, we show you the days.")),
            Say(
                child=N_("Weekends and days when banks are shut do not count."),
                adult=N_("Weekends and bank holidays do not count."),
            ),
        ),
    ),
    Passage(
        Say(child=N_("First, we look at it"), adult=N_("Stage 1: the team answers")),
        (
            Say(
                child=N_("First, a person in our team looks at it. It is not the person it is about."),
                adult=N_("A person in our team looks into it. It is not the person it is about."),
            ),
            Say(
                child=N_(
                    "We try to answer in %(stage1_days)s working days. It may take %(stage1_most)s. "
                    "If so, we tell you why."
                ),
                adult=N_(
                    "We aim to answer within %(stage1_days)s working days. "
                    "It can take %(stage1_most)s if it is complex, or if an advocate is needed."
                ),
            ),
            Say(
                child=N_("No answer by then? You can ask for the next step."),
                adult=N_("If there is no answer by then, you can ask for stage 2."),
            ),
            Say(
                child=N_("Is a big change coming, like a move? You can ask us to wait with it."),
                adult=N_("You can ask us to hold a decision, such as a move, until we have answered."),
            ),
            Say(
                child=N_("We think about that and tell you. We cannot always say yes."),
                adult=N_("We think about that and tell you what we decide. We cannot always say yes."),
            ),
        ),
    ),
    Passage(
        Say(child=N_("If you are not happy with that"), adult=N_("Stage 2: an independent investigation")),
        (
            Say(
                child=N_("Not happy with the answer? You can ask for someone new to look."),
                adult=N_("If you are unhappy with the answer, you can ask for an independent investigation."),
            ),
            Say(
                child=N_(
                    "Try to ask in %(stage2_ask_days)s working days. If it is later, still ask. A person decides."
                ),
                adult=N_(
                    "Ask within %(stage2_ask_days)s working days of the answer if you can. "
                    "If it is later, still ask. A person decides."
                ),
            ),
            Say(
                child=N_("Someone who does not work for us takes part. They make sure it is fair."),
                adult=N_("Somebody who does not work for the council takes part, to see that it is fair."),
            ),
            Say(
                child=N_("They have %(stage2_days)s working days. It may take %(stage2_most)s."),
                adult=N_(
                    "You get an answer within %(stage2_days)s working days of asking, "
                    "or %(stage2_most)s if it is complex."
                ),
            ),
        ),
    ),
    Passage(
        Say(child=N_("If you are still not happy"), adult=N_("Stage 3: a review panel")),
        (
            Say(
                child=N_("Still not happy? You can ask for a group of new people to look."),
                adult=N_("If you are unhappy with that, you can ask for a review panel of three independent people."),
            ),
            Say(
                child=N_("Try to ask in %(stage3_ask_days)s working days."),
                adult=N_("Ask within %(stage3_ask_days)s working days of that answer if you can."),
            ),
            Say(
                child=N_("They meet in %(stage3_days)s working days. You can be there, and an advocate too."),
                adult=N_(
                    "They meet within %(stage3_days)s working days of your asking. "
                    "You can be there, with somebody to help you."
                ),
            ),
            Say(
                child=N_("They write down what they think. Then we tell you what we will do."),
                adult=N_(
                    "They write their report within %(panel_report_days)s working days. "
                    "We answer within %(panel_response_days)s working days of getting it."
                ),
            ),
        ),
    ),
    Passage(
        same(N_("The Ombudsman")),
        (
            Say(
                child=N_("You can go to the Ombudsman at any time. The Ombudsman checks that councils are fair."),
                adult=N_("You can go to the Ombudsman at any time. It often asks us to answer first."),
            ),
            Say(
                child=N_("It is free. Try not to wait for more than a year."),
                adult=N_("It is free. It usually wants to hear within a year of when you found out."),
            ),
        ),
        (RING_OMBUDSMAN,),
    ),
    Passage(
        same(N_("Who can use these steps")),
        (
            Say(
                child=N_("You can, if you are a child or used to be in care. There is no lowest age."),
                adult=N_(
                    "Children and care leavers can, at any age. So can parents, special guardians and foster carers."
                ),
            ),
            Say(adult=N_("So can anyone else who has parental responsibility for the child.")),
            Say(
                child=N_("Anyone else can tell us too. A person decides who looks at it."),
                adult=N_(
                    "If you are somebody else, send it too. "
                    "The complaints manager decides if these steps fit, and tells you why."
                ),
            ),
            Say(
                child=N_("Was it long ago? You can still send it. A person decides."),
                adult=N_("If it was more than a year ago, send it too. A person decides if we can still look into it."),
            ),
            Say(
                child=N_("Is a judge looking at it? We may have to wait with that part."),
                adult=N_("If a court or the police are looking at it, we may have to wait with that part."),
            ),
            Say(
                child=N_("Some things go to other people, like school. We tell you who they are."),
                adult=N_(
                    "Some things go another way, such as what a judge decided, or a school. "
                    "We read it all the same, and tell you where to go."
                ),
            ),
        ),
    ),
    Passage(
        same(N_("Help, and stopping")),
        (
            Say(
                child=N_("You can have an advocate from start to end."),
                adult=N_("A child or care leaver can have an advocate at every stage."),
            ),
            Say(
                child=N_("You can tell us to stop at any time. If someone may get hurt, we cannot stop that part."),
                adult=N_("You can tell us to stop at any time. What we do to protect a child goes on."),
            ),
        ),
        (RING_US, RING_ADVOCATE),
    ),
)

OTHER_WAYS_PAGE = (
    Passage(None, copy.OTHER_WAYS[:2], (RING_US,)),
    Passage(same(N_("With an advocate")), copy.OTHER_WAYS[2:], (RING_ADVOCATE,)),
)
LOST_CODE_PAGE = (Passage(None, copy.LOST_CODE, (RING_US,)),)
