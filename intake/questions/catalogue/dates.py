"""The years that dates may lie in, and what is said of a date that cannot be."""

from __future__ import annotations

from intake.questions.vocabulary import N_, Number, Say

A_YEAR = Number(1900, 2099)

NOT_A_DAY = Say(child=N_("Check the day. It must be a number, like 6"), adult=N_("Day must be a number, like 6"))
NOT_A_YEAR = Say(child=N_("Check the year. It needs 4 numbers"), adult=N_("Year must include 4 numbers"))
NEEDS_ITS_MONTH = Say(child=N_("Write the month too, or take out the day"), adult=N_("Enter the month as well"))
NEEDS_ITS_YEAR = Say(child=N_("Write the year too"), adult=N_("Enter the year as well"))
NOT_IN_THAT_MONTH = Say(
    child=N_("Check the day. That month does not have it"),
    adult=N_("The day must be one that the month has"),
)
AFTER_TODAY = Say(
    child=N_("The date must be today or before today"),
    adult=N_("The date must be today or in the past"),
)
BEFORE_TODAY = Say(child=N_("The date must be today or later"), adult=N_("The date must be today or in the future"))
