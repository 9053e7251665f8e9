"""What is said on the buttons that a script adds: to hear a page, to copy a code, to print."""

from intake.questions.vocabulary import N_, same

LISTEN = same(N_("Listen"))
STOP_LISTENING = same(N_("Stop"))
LISTEN_TO_THE_PAGE = same(N_("Listen to this page"))
COPY_CODE = same(N_("Copy"))
COPIED = same(N_("Copied"))
NOT_COPIED = same(N_("We could not copy it. Write it down."))
PRINT = same(N_("Print this page"))
