"""Whose service it is about: the council, the team, the worker."""

from __future__ import annotations

from intake.questions.vocabulary import N_, Line, OneOf, Option, Part, Question, Say, same

WHICH_COUNCIL = Question(
    key="which_council",
    ask=Say(
        child=N_("Which council looks after you?"),
        adult=N_("Which council is it about?"),
        handler="Which council is the social worker from?",
    ),
    hint=Say(
        child=N_("It may not be the place you live now."), adult=N_("It may not be the council where the child lives.")
    ),
    why=Say(
        child=N_("So it goes to the right council."),
        adult=N_("We can look into our own services, and help you find the right council."),
    ),
    answer=OneOf(
        (
            Option("this", same(N_("%(council)s"))),
            Option("another", same(N_("A different council"))),
            Option("not_sure", Say(N_("I do not know"), N_("I am not sure"))),
        )
    ),
)

PASS_ON = Question(
    key="pass_on",
    ask=Say(
        child=N_("Can we send this to that council for you?"),
        adult=N_("May we pass this to that council?"),
        handler="Shall we pass this to that council for you?",
    ),
    hint=same(N_("We keep it here as well.")),
    why=same(N_("So you do not have to write it again.")),
    answer=OneOf(
        (
            Option("yes", same(N_("Yes"))),
            Option("no", same(N_("No"))),
        )
    ),
)

SERVICE = Question(
    key="service",
    ask=Say(
        child=N_("Which team is it about?"),
        adult=N_("Which service is it about?"),
        handler="Which team or service is it about?",
    ),
    hint=Say(child=N_("If you do not know, skip this."), adult=N_("If you do not know, choose not sure.")),
    why=Say(child=N_("So it goes to the right team."), adult=N_("So the right manager gets it. We check it for you.")),
    answer=OneOf(
        (
            Option("in_care", Say(N_("Being in care"), N_("Children in care"))),
            Option("leaving_care", Say(N_("Leaving care"), N_("Care leavers"))),
            Option("living_at_home", Say(N_("Help at home from a social worker"), N_("Child in need"))),
            Option("protection", Say(N_("Keeping me safe"), N_("Child protection"))),
            Option("first_contact", Say(N_("When we first got in touch"), N_("First contact (MASH) or assessment"))),
            Option("disability", Say(N_("Help with a disability"), N_("Disabled children’s team"))),
            Option("fostering", Say(N_("Foster homes"), N_("Fostering"))),
            Option("childrens_home", Say(N_("A children’s home"), N_("Children’s home or supported housing"))),
            Option("adoption", Say(N_("Adoption or special guardian"), N_("Adoption or special guardianship"))),
            Option("early_help", Say(N_("Family help"), N_("Early help"))),
            Option("review", Say(N_("My review meetings"), N_("Independent reviewing service"))),
            Option("out_of_hours", Say(N_("Nights and weekends"), N_("Out of hours or contact centre"))),
            Option(
                "not_social_care",
                Say(N_("School, or getting to school"), N_("School, SEND, transport or admissions")),
            ),
            Option("not_sure", Say(N_("I do not know"), N_("Not sure"))),
        )
    ),
)

WORKER = Question(
    key="worker",
    ask=Say(
        child=N_("Is it about one person?"),
        adult=N_("Is it about a particular worker?"),
        handler="Is it about a particular worker? What is their name or job?",
    ),
    hint=Say(child=N_("A first name or a job is fine."), adult=N_("Name or job title, if you know it.")),
    why=Say(
        child=N_("So that person is not the one who looks into it."),
        adult=N_("So the person complained about does not answer the complaint."),
    ),
    parts=(
        Part("worker_name", Say(N_("Their name"), N_("Name")), Line()),
        Part("worker_job", Say(N_("Their job"), N_("Job title")), Line()),
    ),
    names_people=True,
)
