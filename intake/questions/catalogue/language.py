"""What is said of languages, and the few words that join days, hours and names in each."""

from __future__ import annotations

from intake.questions.vocabulary import N_, Say, same

# ── The page on which a language is chosen ───────────────────────────────────────────────────────────────────────────

LANGUAGE = same(N_("Language"))
LANGUAGE_TITLE = same(N_("Choose your language"))
LANGUAGE_KEEPS = same(N_("Your answers stay as they are."))
LANGUAGE_INTERPRETER = same(N_("You can write in your own language. An interpreter is free."))
# Said of a language in that language.
LANGUAGE_AWAITS = same(N_("No one who grew up with this language has checked these words yet."))

# ── When somebody is there ───────────────────────────────────────────────────────────────────────────────────────────

# The end of "Someone answers …": times first, days second.
HOURS = same(N_("%(opens)s to %(closes)s, %(days)s"))
HOURS_ALWAYS = same(N_("any time, day or night"))
HOURS_NIGHTS = Say(
    child=N_("nights, weekends and days when banks are shut"),
    adult=N_("nights, weekends and bank holidays"),
)
# The end of "It is read …".
READ_HOURS = same(N_("from %(opens)s to %(closes)s, %(days)s"))
READ_ALWAYS = same(N_("day and night"))
READ_NIGHTS = Say(
    child=N_("at night, at weekends and on days when banks are shut"),
    adult=N_("at night, at weekends and on bank holidays"),
)
# Whole sentences, but for the full stop.
CALL_HOURS = same(N_("You can call from %(opens)s to %(closes)s, %(days)s"))
CALL_ALWAYS = same(N_("You can call any time, day or night"))
CALL_NIGHTS = Say(
    child=N_("You can call at night, at weekends and on days when banks are shut"),
    adult=N_("You can call at night, at weekends and on bank holidays"),
)

DAYS = same(N_("%(first_day)s to %(last_day)s"))  # such as Monday to Friday
EVERY_DAY = Say(child=N_("each day"), adult=N_("every day"))

# ── Several things in a row ──────────────────────────────────────────────────────────────────────────────────────────

LISTED = same(N_("%(before)s, %(last)s"))  # such as "my mum, my brother"
