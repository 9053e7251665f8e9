"""What will happen next, in words: for each route, flag and signpost that a person may be told of.

The words hold before sending, on the page after it and when somebody comes back, so none of them says that a thing
has been done. None refuses: each says what a person will do. A handler reads the adult's words to the caller unless
there are others. Sources: regulations 8, 9, 12, 14 and 16 to 18 of the Children Act 1989 Representations Procedure
(England) Regulations 2006; section 26A of the Children Act 1989; section 26B of the Local Government Act 1974.

Flags that have no words here are for staff alone. One of them must never get any: `possible_pressure` could be read
by the very person who presses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from intake.questions.vocabulary import N_, Say
from intake.rules.codes import Flag, Route, Signpost

ROUTES: Mapping[Route, Say] = {
    Route.STATUTORY: Say(
        child=N_(
            "A person in our complaints team reads this. They find out what happened, and we answer you. "
            "If it takes us longer, we will tell you."
        ),
        adult=N_(
            "A person in our complaints team will read this, and we will answer you. "
            "If it is complex it can take longer, and we will tell you."
        ),
    ),
    Route.STATUTORY_SI: Say(
        adult=N_(
            "Our complaints manager first looks at how you are linked to the child. "
            "They decide if we answer this as a complaint about the child. "
            "They will tell you what they decide and why."
        ),
    ),
    Route.CM_DECIDES: Say(
        child=N_(
            "We are not sure yet which way is best for this. A person will read it, decide and tell you. "
            "You do not need to tell us again."
        ),
        adult=N_(
            "We are not sure yet which way is best for this. A person will read it, decide and tell you. "
            "You do not need to tell us again."
        ),
    ),
    Route.SPLIT: Say(
        child=N_(
            "There is more than one thing here. They may need different people to look at them. "
            "A person works that out and tells you. You do not need to tell us again."
        ),
        adult=N_(
            "There is more than one part to this, and each may have its own process. "
            "A person will work out which part goes where and tell you. You do not need to tell us again."
        ),
    ),
    Route.CORPORATE: Say(
        child=N_(
            "We have another way to look at this kind of thing. A person here will start that and answer you. "
            "You do not need to do more."
        ),
        adult=N_("We use our general complaints process for this. You do not need to do anything more."),
    ),
    Route.CP_CONFERENCE: Say(
        child=N_(
            "Big meetings about your safety have their own way to put things right. "
            "The plan stays the same for now. A person here will read this and tell you what comes next."
        ),
        adult=N_(
            "Complaints about a child protection conference have their own process. The plan stays in place for now. "
            "A person here will read this and tell you what happens next."
        ),
    ),
    Route.PROFESSIONAL_ESCALATION: Say(
        adult=N_(
            "Professionals who disagree with us have their own way to take it further. "
            "A person here will read this and tell you the next step."
        ),
    ),
    Route.SAFEGUARDING_THEN_CM: Say(
        child=N_(
            "Keeping people safe comes first. Then a person decides what we do about the rest, and tells you. "
            "You do not need to tell us again."
        ),
        adult=N_(
            "Keeping people safe comes first. Then our complaints manager decides what to do about the rest, and "
            "tells you. You do not need to tell us again."
        ),
    ),
    Route.SIGNPOST: Say(
        child=N_(
            "This may be for another group or team to answer. We will help you find the right one. "
            "We keep what you told us, and a person here will read it."
        ),
        adult=N_(
            "This may be for another organisation or process to answer. There may be a time limit. "
            "We keep what you told us, and a person here will read it."
        ),
    ),
    Route.COMPLIMENT_COMMENT: Say(
        child=N_("A person in our team reads this. What you tell us helps us do better."),
        adult=N_("A person in our team will read this. What you tell us helps us do better."),
    ),
    Route.WITHDRAW: Say(
        child=N_(
            "You want to stop. A person will check that with you first. You can start again later. "
            "If someone may get hurt, we still have to act."
        ),
        adult=N_(
            "You want to stop. A person will check that with you and confirm it. You can start again later. "
            "If a child may be at risk, we still have to act on that."
        ),
    ),
}

# In the order in which they are read.
FLAGS: Mapping[Flag, Say] = {
    Flag.SAFEGUARDING_IMMEDIATE: Say(
        child=N_(
            "If you are in danger now, call 999. It is free. We will tell the people whose job is to keep children "
            "safe. They may get in touch with you in a way that is safe. What you told us still goes on."
        ),
        adult=N_(
            "If someone is in danger now, call 999. We will tell the people whose job is to keep children safe. "
            "They may contact you in the way you said is safe. What you told us still goes on."
        ),
        handler=(
            "If someone is in danger now, stay on the line. We will tell the people whose job is to keep children "
            "safe. They may contact you in the way you said is safe. What you told us still goes on."
        ),
    ),
    Flag.SAFEGUARDING_REFERRAL: Say(
        child=N_(
            "Someone may not be safe. We will tell the people whose job is to keep children safe. "
            "What you told us still goes on."
        ),
        adult=N_(
            "A child may not be safe. We will tell the people whose job is to keep children safe. "
            "What you told us still goes on."
        ),
    ),
    Flag.URGENT_HOMELESS: Say(
        child=N_(
            "Nowhere to sleep tonight? Call us now on %(day)s in the day or %(edt)s at night. "
            "We will tell the duty team too. What you told us still goes on."
        ),
        adult=N_(
            "If there is nowhere to sleep tonight, call us now on %(day)s in the day or %(edt)s at night. "
            "We will tell the duty team too. What you told us still goes on."
        ),
        handler="If there is nowhere to sleep tonight, stay on the line. We will put you through to the duty team.",
    ),
    Flag.CASE_CONCERN_SAME_DAY: Say(
        child=N_(
            "Some of this needs sorting out today. We will tell the duty team. "
            "If it cannot wait, call %(day)s in the day or %(edt)s at night. What you told us still goes on."
        ),
        adult=N_(
            "Some of this needs sorting out today. We will tell the duty team. "
            "If it cannot wait, call %(day)s in the day or %(edt)s at night. What you told us still goes on."
        ),
    ),
    Flag.SUFFICIENT_INTEREST_DECISION: Say(
        adult=N_(
            "Our complaints manager will look at how you are linked to the child. They decide how we can answer you. "
            "They will tell you what they decide and why."
        ),
    ),
    Flag.CONTACT_YOUNG_PERSON_FIRST: Say(
        adult=N_(
            "First we will ask the young person if they want you to speak for them. "
            "Whatever they say, they can still complain themselves."
        ),
    ),
    Flag.REPRESENTATIVE_CONSENT_CHECK: Say(
        adult=N_("You speak for somebody else. We will check that they agree. Their complaint does not stop for that."),
    ),
    Flag.NON_INSTRUCTED: Say(
        adult=N_("An advocate can help a child who cannot say what they want. We will look at that for this child."),
    ),
    Flag.CHILD_VIEWS_NEEDED: Say(
        adult=N_("We may ask the child what they think. Before we do, we think about what is safe for them."),
    ),
    Flag.INFO_SHARING_LIMITED: Say(
        adult=N_(
            "We may not be able to tell you everything about the child. If we leave something out, we will say so."
        ),
    ),
    Flag.LATE_DISCRETION: Say(
        child=N_(
            "This looks like more than a year ago. You can still tell us. A person reads it first and decides. "
            "They will tell you yes or no, and why. If they say no, an advocate can help you."
        ),
        adult=N_(
            "This looks like more than a year ago. You can still complain about it. "
            "A person will read why it was hard to tell us sooner, and decide. They will tell you why. "
            "If you do not agree, you can ask the Ombudsman."
        ),
    ),
    Flag.PART_LATE: Say(
        child=N_(
            "Some of this was more than a year ago. We will look at the newer part. "
            "A person decides about the older part and tells you why."
        ),
        adult=N_(
            "Part of this was more than a year ago. We will look at the recent part. "
            "A person will decide about the older part and tell you why."
        ),
    ),
    Flag.DATE_CHECK: Say(
        child=N_("The day you gave has not come yet. That is OK. We may ask you about it."),
        adult=N_("The date you gave has not come yet. You can complain about a plan. We may ask you about the date."),
    ),
    Flag.PROCEEDINGS_CHECK: Say(
        child=N_(
            "A judge, the police or another group may be looking at this. Some of it may have to wait for them. "
            "If so, we will tell you why, and how to send it again."
        ),
        adult=N_(
            "A court, the police or another body may be looking at this. Some of it may have to wait for them. "
            "If so, we will write to tell you why, and how to send it again."
        ),
        handler=(
            "A court, the police or another body may be looking at this. Some of it may have to wait for them. "
            "If so, we will tell you why, and how to bring it back."
        ),
    ),
    Flag.RESUBMIT_RIGHT: Say(
        child=N_("This may have to wait for a judge or the police. You can tell us again when they are done."),
        adult=N_("If this has to wait for a court or the police, you can bring it back when they have finished."),
    ),
    Flag.POSSIBLE_REPEAT: Say(
        child=N_(
            "You may have told us about this before. A person will look for what is new. "
            "They will tell you what comes next."
        ),
        adult=N_(
            "You may have told us about this before. A person will check if it is the same, or if something is new. "
            "They will tell you what happens next."
        ),
    ),
    Flag.STAGE1_OVERDUE: Say(
        child=N_("It looks like our answer is late. A person will check. You can ask us for the next step."),
        adult=N_("It looks as if our answer is late. A person will check. You can ask us for the next stage."),
    ),
    Flag.STAGE2_REQUEST_LATE: Say(
        child=N_("It is a while since our answer. You can still ask. A person will decide and tell you why."),
        adult=N_("It is a while since our answer. You can still ask. A person will decide and tell you why."),
    ),
    Flag.STAGE3_REQUEST_LATE: Say(
        child=N_("It is a while since our answer. You can still ask. A person will decide and tell you why."),
        adult=N_("It is a while since our answer. You can still ask. A person will decide and tell you why."),
    ),
    Flag.OTHER_COUNCIL_TRANSFER: Say(
        child=N_(
            "This may be for another council to answer. We keep what you told us, and a person here will read it. "
            "We only send it on if you say yes."
        ),
        adult=N_(
            "This may be for another council to answer. We keep what you told us, and a person here will read it. "
            "We only pass it on if you say yes."
        ),
    ),
    Flag.EXTERNAL_DEADLINE: Say(
        child=N_("There may be a time limit for this. Do not wait for our answer. An advocate can help you."),
        adult=N_("There may be a short time limit for this outside our process. Do not wait for our answer."),
    ),
    Flag.FREEZE_REQUEST: Say(
        child=N_(
            "You want a change to wait. We will ask the people who decide about it. "
            "They may say no, and then we tell you why."
        ),
        adult=N_(
            "You want a change to wait until we have looked at this. We will ask the people who decide about it, and "
            "tell you their answer and why."
        ),
    ),
    Flag.CLOCK_MAY_BE_SUSPENDED: Say(
        child=N_("You want an advocate. We may wait for them, if you want us to. Then our answer takes longer."),
        adult=N_("We may wait for the advocate, if that is what the young person wants. Then our answer takes longer."),
    ),
    Flag.INTERPRETER: Say(
        child=N_("We will ask for an interpreter, or for sign language, so we can talk. It is free."),
        adult=N_("We will ask for an interpreter, or for sign language, when we talk with you. It is free."),
    ),
    Flag.REASONABLE_ADJUSTMENT: Say(
        child=N_("We think about what helps you, at each step."),
        adult=N_("We think about what helps you to take part, at each step."),
    ),
    Flag.SAFE_CONTACT: Say(
        child=N_("We take care how we get in touch. First we look at what you said is safe."),
        adult=N_("We take care how we get in touch. First we look at what you said is safe."),
    ),
    Flag.ORAL_CONFIRM_RECORD: Say(
        child=N_(
            "We wrote down what you said. You can check it and tell us what is wrong. We start on it before that."
        ),
        adult=N_(
            "We wrote down what you said. We will send it in the way you said is safe, so that you can correct it. "
            "We do not wait for that before we start."
        ),
    ),
    Flag.ANONYMOUS: Say(
        child=N_("You did not give a name. That is OK. We still read this, and we act to keep children safe."),
        adult=N_(
            "You did not give a name, and you do not have to. We will still read this, and act to keep children safe."
        ),
    ),
    Flag.NO_REPLY_POSSIBLE: Say(
        child=N_("We have no way to reach you, so we can not answer you. We still read this and act on it."),
        adult=N_("We have no way to reach you, so we cannot answer you. We will still read this and act on it."),
    ),
    Flag.REPLY_WANTED: Say(
        child=N_("Keep your code. With it you can see how far this is."),
        adult=N_("Keep your code. With it you can see how far this is."),
        handler="If we gave you a code, keep it. With it you can see how far this is.",
    ),
}

# In the order in which they are read: what is near a time limit first.
SIGNPOSTS: Mapping[Signpost, Say] = {
    Signpost.LEGAL_ADVICE_URGENT: Say(
        child=N_("Ask now for help from someone who knows the law. An advocate can help you find them."),
        adult=N_("Get legal advice now. The time limit can be very short."),
    ),
    Signpost.COURT_LEGAL_ADVICE: Say(
        child=N_("Only a judge can change what a judge said. An advocate can help you find someone who knows the law."),
        adult=N_(
            "Only a court can change what a court decided, or make an order about seeing a child. "
            "Get legal advice soon, as time limits can be short."
        ),
    ),
    Signpost.CONFERENCE_CHAIR: Say(
        child=N_("Tell the person who runs the big meeting soon. An advocate can help you do that."),
        adult=N_("Tell the chair of the conference soon. Papers about the meeting say who they are."),
    ),
    Signpost.SEND_TRIBUNAL: Say(
        child=N_("A judge can look at a plan for help at school. There is a time limit, so ask soon."),
        adult=N_("The SEND Tribunal decides appeals about education, health and care plans. Its time limit is short."),
    ),
    Signpost.SENDIASS: Say(
        child=N_("There is a free team that helps you and your family with SEND. Your school knows how to find it."),
        adult=N_("The SEND advice and support service for your area is free for families. Your school knows it."),
    ),
    Signpost.TRANSPORT_APPEAL: Say(
        child=N_("Was it no to a school place or bus? You can ask for another look at it."),
        adult=N_("You can appeal about a school place or school transport. The decision letter says how and by when."),
    ),
    Signpost.IRM: Say(
        adult=N_(
            "The Independent Review Mechanism can look again at who may foster or adopt. "
            "Its time limit is short, so ask soon."
        ),
    ),
    Signpost.OTHER_COUNCIL: Say(
        child=N_("You can tell the other council as well. Their website says how."),
        adult=N_("You can complain to the other council as well. Its website says how."),
    ),
    Signpost.SCHOOL_COMPLAINT: Say(
        child=N_("Schools have their own way to sort things out. Ask a teacher or the head teacher how."),
        adult=N_("Each school has its own complaints process. Ask the school for it."),
    ),
    Signpost.PROVIDER_COMPLAINT: Say(
        child=N_("The people who run the home must listen to you too. You can ask them how."),
        adult=N_("Whoever runs the home has their own complaints process too. We still look at our own part."),
    ),
    Signpost.OFSTED: Say(
        child=N_("Ofsted checks the homes where children live. You can tell Ofsted what is wrong."),
        adult=N_("Ofsted inspects children’s homes. You can tell Ofsted about this as well."),
    ),
    Signpost.FOSTERING_AGENCY: Say(
        adult=N_("Your fostering agency has its own complaints process too. We still look at our own part."),
    ),
    Signpost.CORPORATE_COMPLAINT: Say(
        child=N_("Another team may answer one part of this. We will tell you which part."),
        adult=N_("One part of this may go through our general complaints process. We will tell you which part."),
    ),
    Signpost.ADULT_SOCIAL_CARE_COMPLAINT: Say(
        adult=N_("Care for adults has its own complaints process. We can tell you how to reach that team."),
    ),
    Signpost.CAFCASS: Say(
        child=N_("Cafcass tells judges what children want. They have their own way to look at what went wrong."),
        adult=N_("Cafcass has its own complaints process. Complain to Cafcass about what its staff did."),
    ),
    Signpost.POLICE_COMPLAINTS: Say(
        child=N_("The police have their own team for this. An advocate can help you tell them."),
        adult=N_(
            "Complaints about the police go to that police force, or to the Independent Office for Police Conduct."
        ),
    ),
    Signpost.NHS_COMPLAINTS: Say(
        child=N_("Doctors and nurses have their own team for this. You can ask for it where you see them."),
        adult=N_("Health services have their own complaints process. The patient advice service can help you."),
    ),
    Signpost.DATA_PROTECTION_OFFICER: Say(
        child=N_("One person at the council checks how we look after private things. You can ask for them."),
        adult=N_("You can ask our data protection officer to look at how we used or kept personal information."),
    ),
    Signpost.ICO: Say(
        child=N_("There is a group outside the council that checks this too. An advocate can help you ask them."),
        adult=N_("The Information Commissioner’s Office also looks at complaints about personal information."),
    ),
    Signpost.SOCIAL_WORK_ENGLAND: Say(
        child=N_("Another group checks if social workers are fit to do their job. An advocate can help you ask them."),
        adult=N_("Social Work England looks at whether a social worker is fit to practise. That is apart from this."),
    ),
    Signpost.INSURANCE_LEGAL: Say(
        child=N_("To ask for money for being hurt, there is another way. A person here will tell you how."),
        adult=N_("A claim for money for harm or loss has its own process. The rest of your complaint still goes on."),
    ),
    Signpost.MONITORING_OFFICER: Say(
        child=N_("The people that voters choose have rules to keep. One person at the council checks that they do."),
        adult=N_("The council’s monitoring officer looks at complaints about councillors."),
    ),
    Signpost.HR_GRIEVANCE: Say(
        adult=N_("As a member of staff you can use the grievance process. Your manager or staff team can say how."),
    ),
    Signpost.WHISTLEBLOWING: Say(
        adult=N_("The whistleblowing policy protects staff who speak up. You can use it as well."),
    ),
    Signpost.LGSCO: Say(
        child=N_("The Ombudsman checks if councils are fair. It is free. You can call them on %(ombudsman_phone)s."),
        adult=N_(
            "You can ask the Local Government and Social Care Ombudsman. It is free: call %(ombudsman_phone)s. "
            "The limit is usually one year from when you found out. If our process took long, tell them that."
        ),
    ),
}

_BEFORE_THE_ROUTE = frozenset(
    {
        Flag.SAFEGUARDING_IMMEDIATE,
        Flag.SAFEGUARDING_REFERRAL,
        Flag.URGENT_HOMELESS,
        Flag.CASE_CONCERN_SAME_DAY,
    }
)

# What is left unsaid where the other code has said it.
_SAID_BY: Mapping[Flag, Route | Flag] = {
    Flag.SAFEGUARDING_REFERRAL: Flag.SAFEGUARDING_IMMEDIATE,
    Flag.CASE_CONCERN_SAME_DAY: Flag.URGENT_HOMELESS,
    Flag.SUFFICIENT_INTEREST_DECISION: Route.STATUTORY_SI,
    Flag.REPRESENTATIVE_CONSENT_CHECK: Flag.CONTACT_YOUNG_PERSON_FIRST,
    Flag.RESUBMIT_RIGHT: Flag.PROCEEDINGS_CHECK,
    Flag.ANONYMOUS: Flag.NO_REPLY_POSSIBLE,
}

# Routes that say what we ourselves will do about it: unsaid where it may be for another council.
_OUR_OWN = frozenset({Route.STATUTORY, Route.STATUTORY_SI, Route.CORPORATE})


def what_happens(route: str | None, flags: Collection[str], signposts: Collection[str]) -> tuple[Say, ...]:
    """What to tell a person about their assessment, in reading order: danger, the way it goes, the rest, who else.

    `route` is None for what has no route, such as asking for an advocate. A code that is for staff alone says nothing;
    use `Say.said`, since some codes only come to adults.
    """
    told = [flag for flag in FLAGS if flag in flags and not _is_said(flag, route, flags)]
    first = [FLAGS[flag] for flag in told if flag in _BEFORE_THE_ROUTE]
    then = [FLAGS[flag] for flag in told if flag not in _BEFORE_THE_ROUTE]
    elsewhere = route in _OUR_OWN and Flag.OTHER_COUNCIL_TRANSFER in flags
    ways = [ROUTES[Route(route)]] if route is not None and not elsewhere else []
    return (*first, *ways, *then, *(words for signpost, words in SIGNPOSTS.items() if signpost in signposts))


def _is_said(flag: Flag, route: str | None, flags: Collection[str]) -> bool:
    other = _SAID_BY.get(flag)
    return other is not None and (other == route or other in flags)
