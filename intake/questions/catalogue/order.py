"""The form from top to bottom.

The start page and the page before the questions are views of their own: who_are_you, shared and kind are answered
before the first page here. A young person's pages and an adult's stand in one list, because they share most of it;
where the same question stands twice, the conditions of its pages exclude each other.
"""

from __future__ import annotations

from intake.questions.catalogue import copy
from intake.questions.catalogue.advocate import ADVOCATE, ADVOCATE_OWN, ADVOCATE_SHARE
from intake.questions.catalogue.conditions import (
    complained_before,
    complains,
    faces_a_change,
    has_an_idea,
    is_about_themself,
    is_adult,
    is_another_council,
    is_care_leaver,
    is_young,
    may_be_in_court,
    may_have_parental_responsibility,
    names_no_topic,
    needs_a_date,
    needs_an_answer,
    only_wants_an_advocate,
    over_a_year_ago,
    speaks_for_a_child,
    thanks,
    told_the_council,
    wants_contact,
    wants_to_hear_back,
    writes_in_another_script,
)
from intake.questions.catalogue.contact import CONTACT_DETAIL, REPLY_HOW, SAFE_CONTACT, WHO_MAY_KNOW
from intake.questions.catalogue.danger import SAFE_NOW
from intake.questions.catalogue.needs import HELP_NEEDED, LANGUAGE
from intake.questions.catalogue.thanks_and_ideas import GOOD_SHARE, GOOD_WHAT, IDEA_WHAT
from intake.questions.catalogue.timing import CHANGE_SOON, SORTED_TODAY, WHEN_DATE, WHEN_HAPPENED, WHY_LATE
from intake.questions.catalogue.told import COURT, EARLIER_ANSWER, FIRST_TOLD, SAME_MATTER, TOLD_SOMEONE
from intake.questions.catalogue.what_happened import FEELING, IMPACT, TOPIC, WHAT_HAPPENED
from intake.questions.catalogue.what_would_help import WANT
from intake.questions.catalogue.where import PASS_ON, SERVICE, WHICH_COUNCIL, WORKER
from intake.questions.catalogue.who import (
    ABOUT_CHILD,
    AGE,
    CHILD_KNOWS,
    HELPED_BY,
    NAME,
    PARENTAL_RESPONSIBILITY,
    RELATIONSHIP,
)
from intake.questions.vocabulary import (
    N_,
    Page,
    Say,
    Section,
    always,
    answered,
    both,
    either,
    never,
    same,
    unless,
)

young_complains = both(is_young, complains)
adult_complains = both(is_adult, complains)
young_wants_an_advocate = both(is_young, only_wants_an_advocate)
is_asked_how_to_reply = either(young_complains, wants_to_hear_back)

THANKS_AND_IDEAS = (
    Page("good", same(N_("Something good")), (GOOD_WHAT, GOOD_SHARE), when=thanks),
    Page("your-name", same(N_("Your name")), (NAME,), when=both(thanks, answered("good_share", "with_name"))),
    Page("idea", same(N_("Your idea")), (IDEA_WHAT,), when=has_an_idea),
)

FIRST = (
    Page("now", same(N_("Right now")), (SAFE_NOW,), Section.HAPPENED, when=needs_an_answer, must_show=always),
    Page(
        "you",
        Say(adult=N_("You and the child")),
        (RELATIONSHIP,),
        Section.HAPPENED,
        when=both(is_adult, needs_an_answer),
        must_show=always,
        intro=(copy.FAMILY_ADVICE,),
    ),
    Page(
        "the-child",
        Say(adult=N_("The child")),
        (ABOUT_CHILD, CHILD_KNOWS, PARENTAL_RESPONSIBILITY),
        Section.HAPPENED,
        when=both(speaks_for_a_child, complains, may_have_parental_responsibility),
        must_show=always,
        intro=(copy.WITH_OR_WITHOUT,),
    ),
    Page(
        "about-the-child",
        Say(adult=N_("The child")),
        (ABOUT_CHILD, CHILD_KNOWS),
        Section.HAPPENED,
        when=both(
            speaks_for_a_child,
            either(only_wants_an_advocate, both(complains, unless(may_have_parental_responsibility))),
        ),
        must_show=always,
    ),
)

WHAT_HAPPENED_PAGES = (
    Page(
        "how",
        Say(child=N_("How you feel"), handler="How the caller feels"),
        (FEELING,),
        Section.HAPPENED,
        when=young_complains,
    ),
    Page("about", same(N_("What it is about")), (TOPIC,), Section.HAPPENED, when=complains, may_stop=True),
    Page(
        "what",
        same(N_("What happened")),
        (WHAT_HAPPENED,),
        Section.HAPPENED,
        when=young_complains,
        must_show=names_no_topic,
        may_stop=True,
    ),
    Page(
        "what-happened",
        same(N_("What happened")),
        (WHAT_HAPPENED, IMPACT),
        Section.HAPPENED,
        when=adult_complains,
        must_show=names_no_topic,
        may_stop=True,
    ),
    Page("when", same(N_("When it happened")), (WHEN_HAPPENED,), Section.HAPPENED, when=complains, may_stop=True),
    Page(
        "about-when",
        same(N_("About when")),
        (WHEN_DATE,),
        Section.HAPPENED,
        when=both(complains, needs_a_date),
        may_stop=True,
    ),
    Page(
        "before-now",
        same(N_("Before now")),
        (WHY_LATE,),
        Section.HAPPENED,
        when=both(complains, over_a_year_ago),
        may_stop=True,
        intro=copy.LATE,
    ),
)

# An adult is asked these on the way; a child finds them on the check page, and then one question to a page.
WHERE_IT_STANDS = (
    Page(
        "where",
        same(N_("Which council and team")),
        (WHICH_COUNCIL, SERVICE, WORKER),
        Section.HAPPENED,
        when=adult_complains,
        may_stop=True,
    ),
    Page("area", same(N_("Which council")), (WHICH_COUNCIL,), Section.HAPPENED, when=young_complains, asked=never),
    Page(
        "pass-on",
        same(N_("The other council")),
        (PASS_ON,),
        Section.HAPPENED,
        when=both(complains, is_another_council),
        may_stop=True,
    ),
    Page("team", same(N_("Which team")), (SERVICE, WORKER), Section.HAPPENED, when=young_complains, asked=never),
    Page(
        "so-far",
        same(N_("What was done so far")),
        (TOLD_SOMEONE, COURT),
        Section.HAPPENED,
        when=adult_complains,
        may_stop=True,
    ),
    Page("told", same(N_("Who you told")), (TOLD_SOMEONE,), Section.HAPPENED, when=young_complains, asked=never),
    Page(
        "last-time",
        same(N_("Last time")),
        (EARLIER_ANSWER, SAME_MATTER),
        Section.HAPPENED,
        when=both(complains, complained_before),
        may_stop=True,
    ),
    Page(
        "first-time",
        same(N_("The first time")),
        (FIRST_TOLD,),
        Section.HAPPENED,
        when=both(complains, told_the_council),
        may_stop=True,
    ),
    Page(
        "also",
        same(N_("Who else is looking")),
        (COURT,),
        Section.HAPPENED,
        when=young_complains,
        asked=may_be_in_court,
        may_stop=True,
    ),
)

WHAT_THEY_WANT = (
    Page(
        "soon",
        same(N_("What is about to change")),
        (CHANGE_SOON,),
        Section.WANT,
        when=young_complains,
        asked=either(is_care_leaver, faces_a_change),
        may_stop=True,
    ),
    Page("better", same(N_("What would help")), (WANT,), Section.WANT, when=complains, may_stop=True),
    Page(
        "change",
        same(N_("What is about to change")),
        (CHANGE_SOON,),
        Section.WANT,
        when=adult_complains,
        asked=faces_a_change,
        may_stop=True,
    ),
    Page("today", same(N_("Today")), (SORTED_TODAY,), Section.WANT, when=complains, asked=never),
)

# Somebody who was treated badly themself has no child to be offered one.
SOMEONE_ON_THEIR_SIDE = (
    Page(
        "side",
        Say(N_("Someone on your side"), N_("Someone for the child")),
        (ADVOCATE,),
        Section.WANT,
        when=both(complains, unless(is_about_themself)),
        must_show=is_young,
        intro=(copy.ADVOCATE_FOR_THE_CHILD,),
    ),
    Page(
        "share",
        same(N_("What we can share")),
        (ADVOCATE_SHARE,),
        Section.WANT,
        when=both(young_complains, answered("advocate", "yes")),
        must_show=always,
    ),
    Page(
        "who-helps",
        Say(N_("Who helps you"), N_("Who helps the child")),
        (ADVOCATE_OWN,),
        Section.WANT,
        when=both(complains, answered("advocate", "have_one")),
        must_show=is_young,
    ),
)

HOW_TO_REACH_THEM = (
    Page(
        "reply",
        same(N_("How we reply")),
        (REPLY_HOW,),
        Section.REACH,
        when=is_asked_how_to_reply,
        must_show=always,
    ),
    Page(
        "share-and-reply",
        same(N_("What we can share")),
        (ADVOCATE_SHARE, REPLY_HOW),
        Section.REACH,
        when=young_wants_an_advocate,
        must_show=always,
    ),
    Page(
        "reach",
        same(N_("Where to reach you")),
        (CONTACT_DETAIL, SAFE_CONTACT),
        Section.REACH,
        when=both(is_asked_how_to_reply, wants_contact),
        must_show=always,
    ),
    Page(
        "reach-and-name",
        same(N_("Where to reach you")),
        (CONTACT_DETAIL, SAFE_CONTACT, NAME, AGE),
        Section.REACH,
        when=both(young_wants_an_advocate, wants_contact),
        must_show=always,
    ),
    Page(
        "name",
        same(N_("What to call you")),
        (NAME, AGE),
        Section.REACH,
        when=either(young_complains, both(young_wants_an_advocate, unless(wants_contact))),
        may_stop=True,
    ),
    Page("not-tell", same(N_("Who not to tell")), (WHO_MAY_KNOW,), Section.REACH, when=young_complains, may_stop=True),
    Page(
        "details",
        same(N_("Your details")),
        (NAME, REPLY_HOW, CONTACT_DETAIL, SAFE_CONTACT),
        Section.REACH,
        when=both(is_adult, needs_an_answer),
        must_show=always,
    ),
    Page(
        "language",
        same(N_("Language")),
        (LANGUAGE,),
        Section.REACH,
        when=needs_an_answer,
        asked=writes_in_another_script,
    ),
    Page("easier", same(N_("What helps you")), (HELP_NEEDED,), Section.REACH, when=needs_an_answer, asked=never),
    Page(
        "with-you",
        Say(child=N_("Who is with you"), handler="Who is with the caller"),
        (HELPED_BY,),
        Section.REACH,
        when=both(is_young, needs_an_answer),
        asked=never,
    ),
)

PAGES: tuple[Page, ...] = (
    *THANKS_AND_IDEAS,
    *FIRST,
    *WHAT_HAPPENED_PAGES,
    *WHERE_IT_STANDS,
    *WHAT_THEY_WANT,
    *SOMEONE_ON_THEIR_SIDE,
    *HOW_TO_REACH_THEM,
)
