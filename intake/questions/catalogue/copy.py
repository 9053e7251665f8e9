"""Every public sentence that is not a question, in the order in which somebody may meet it.

A line that is not said in a voice is left out in it. Where the words differ by what was sent or chosen, they stand in
a table under the stored code.
"""

from __future__ import annotations

from collections.abc import Mapping

from intake.questions.vocabulary import N_, NN_, Say, Section, same

# ── On every page ────────────────────────────────────────────────────────────────────────────────────────────────────

SERVICE = same(N_("What Do You Think"))
GO_TO_MAIN = same(N_("Go to the main part"))
HELP_NOW = same(N_("Help now"))
LEAVE_NOW = same(N_("Leave now"))
LEAVE_PRESSED = same(N_("Leave: %(n)s of 3"))
LEAVE_BY_KEYS = same(N_("With a keyboard, you can press Shift three times. That leaves as well."))

BACK = same(N_("Back"))
CONTINUE = same(N_("Continue"))
SKIP = same(N_("Skip"))
ENOUGH = same(N_("I have said enough"))
ADD = same(N_("Add"))
CHANGE = same(N_("Change"))
WHY_WE_ASK = same(N_("Why we ask"))
SHOW_MORE = same(N_("Show more"))

WHAT_IS_THIS = same(N_("What is this?"))
DAY = same(N_("Day"))
MONTH = same(N_("Month"))
YEAR = same(N_("Year"))
HIDE_THIS_PAGE = same(N_("Hide this page"))
MEANINGS: Mapping[str, Say] = {
    "advocate": same(N_("An advocate is someone on your side. They help you say what you want.")),
    "interpreter": same(N_("An interpreter puts your words into English for us.")),
    "guardian": same(N_("A special guardian is someone a judge chose to look after a child.")),
    "ombudsman": same(N_("The Ombudsman checks that councils are fair.")),
}

PART_LINE = same(N_("Part %(n)s of %(of)s: %(name)s"))
SECTIONS: Mapping[Section, Say] = {
    Section.HAPPENED: same(N_("What happened")),
    Section.WANT: same(N_("What you want")),
    Section.REACH: same(N_("How to reach you")),
    Section.CHECK: same(N_("Check")),
}

HELP_STRIP = Say(
    child=N_("Not safe? Press Help now, or call 999."),
    adult=N_("Is someone in danger? Press Help now, or call 999."),
)

FOOTER_CALL_US = same(N_("Call us: %(team_phone)s"))
FOOTER_CHILDLINE = same(N_("Childline: %(childline)s"))
FOOTER_OTHER_WAYS = same(N_("Other ways to tell us"))
FOOTER_PRIVATE = same(N_("What we keep private"))
FOOTER_TRACES = same(N_("Who can see that you were here"))
FOOTER_ANSWER = same(N_("How we answer"))
FOOTER_EVERYONE = same(N_("Can everyone use this form?"))
FOOTER_STOP = same(N_("Stop and come back"))

# ── When something is not as it should be ────────────────────────────────────────────────────────────────────────────

ERROR = same(N_("Error:"))
ONE_ERROR = Say(child=N_("One thing to fix"), adult=N_("There is a problem"))
MORE_ERRORS = Say(child=N_("A few things to fix"), adult=N_("There is a problem"))

UNKNOWN_CHOICE = Say(child=N_("Choose one of the answers here"), adult=N_("Select one of the answers here"))
CHOOSE_ALONE = Say(
    child=N_("One of these must be on its own. Take out the others, or take that one out."),
    adult=N_("One of these answers must be on its own. Clear it, or clear the others."),
)
TOO_LONG = Say(
    child=NN_(
        "That is too long. Use %(limit)s letter or less.", "That is too long. Use %(limit)s letters or less.", "limit"
    ),
    adult=NN_("This must be %(limit)s character or less", "This must be %(limit)s characters or less", "limit"),
)
CANNOT_KEEP = Say(
    child=N_("There is a sign in this that we cannot keep. Take it out or type it again."),
    adult=N_("This has a character that we cannot keep. Take it out or type it again."),
)
NOT_A_NUMBER = Say(child=N_("Write this in numbers, like 12"), adult=N_("Enter a number, like 12"))
NOT_A_MONTH = Say(
    child=N_("Check the month. Write it like June or 6"),
    adult=N_("Month must be a real month, like June or 6"),
)
NOT_A_DATE = Say(
    child=N_("Check the date. It needs a real day, month and year"),
    adult=N_("Enter a real date, with day, month and year"),
)
NOT_A_PHONE = Say(
    child=N_("Check the phone number. Write it in digits."),
    adult=N_("Enter the phone number in digits"),
)
NOT_AN_EMAIL = Say(
    child=N_("Check the email. It has one @, and no spaces or commas"),
    adult=N_("Enter an email address like name@example.com"),
)
PRESS_AGAIN = Say(
    child=N_("Your words are still here. Press the button again."),
    adult=N_("Your answers are still here. Press the button again."),
)

NOT_FOUND_TITLE = same(N_("This page is not here"))
NOT_FOUND = (
    same(N_("Check the link, or go back to the start.")),
    same(N_("If you have a code, you can use it here.")),
)
NOT_ALLOWED_TITLE = same(N_("That did not work"))
NOT_ALLOWED = (same(N_("Your words are saved up to your last Continue. Go back and try again.")),)
TOO_BIG_TITLE = same(N_("That is too much at once"))
TOO_BIG = (
    same(N_("Your words are saved up to your last Continue.")),
    same(N_("Go back, make the text shorter, and try again.")),
)
BROKEN_TITLE = same(N_("Something went wrong here"))
BROKEN = (
    same(N_("You did nothing wrong. Your words are saved up to your last Continue.")),
    same(N_("Try again in a bit, or call us on %(team_phone)s.")),
)
FAULT_NUMBER = same(N_("If you call us about this, say %(number)s."))
LOST_TITLE = same(N_("Your words are still here"))
LOST = (
    same(N_("We lost your place. That can happen when a page is open for a long time.")),
    same(N_("What you typed last is below. You can start again with it.")),
    same(N_("If you have a code, use it to get the rest back.")),
)
KEEP_WORDS = same(N_("Start again with these words"))
GO_TO_START = same(N_("Go to the start"))

# ── The start ────────────────────────────────────────────────────────────────────────────────────────────────────────

# Nobody has said yet who they are: these are said in the child's words to everybody.
START_TITLE = same(N_("Tell us what you think"))
START = (
    same(N_("Good or bad. You can stop at any time.")),
    same(N_("It can be about your care, your worker or where you live.")),
    same(N_("You can write in your own language. An interpreter is free.")),
)
HAVE_A_CODE = same(N_("I have a code"))

BEFORE_TITLE = same(N_("Before you start"))
BEFORE = (
    Say(
        child=N_("You will not be in trouble for telling us. You can skip most questions."),
        adult=N_("This takes about 10 minutes. You do not need an account. You can skip most questions."),
    ),
    Say(
        child=N_("The complaints team reads this. They are not your social worker."),
        adult=N_(
            "The complaints team reads this. "
            "If it is about a worker, that worker will usually see what it says so they can answer."
        ),
    ),
    Say(child=N_("You can have an advocate. That is someone on your side. It is free.")),
    Say(
        child=N_("We have to tell someone if you, or anyone, may get hurt. We try to tell you first."),
        adult=N_("If a child may be at risk, we must pass that on."),
    ),
    Say(adult=N_("Complaining will not change the help you or the child gets.")),
    Say(
        child=N_("You can stop and come back. We give you a secret code."),
        adult=N_("You can stop and come back with a code."),
    ),
    Say(
        child=N_("Leave now opens %(exit_name)s. It does not clear what you looked at on this phone."),
        adult=N_("Leave now opens %(exit_name)s. It does not clear your browser history."),
    ),
)

# ── Help ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

HELP_TITLE = same(N_("Get help now"))
HELP = (
    Say(
        child=N_("If you are in danger, call 999. It is free."),
        adult=N_("If someone is in danger, call 999. It is free."),
    ),
    same(N_("Can’t talk? Call 999 from a mobile. Stay quiet. When you are told to, press 55.")),
    same(N_("Do you use sign language? You can use 999 BSL.")),
    Say(
        child=N_("You can talk to Childline on %(childline)s. It is free. %(childline_hours)s."),
        adult=N_("If you are worried about a child, call %(day)s in the day or %(edt)s at night."),
    ),
    Say(
        child=N_("You can call us on %(day)s in the day or %(edt)s at night."),
        adult=N_("You can also call the NSPCC on %(nspcc)s."),
    ),
    Say(adult=N_("This form is not for emergencies. It is read %(hours)s.")),
)
CALL_999 = same(N_("Call 999"))
CALL_CHILDLINE = same(N_("Call Childline: %(childline)s"))
CALL_DAY = same(N_("Call us in the day: %(day)s"))
CALL_NIGHT = same(N_("Call us at night: %(edt)s"))
CALL_NSPCC = same(N_("Call the NSPCC: %(nspcc)s"))
SEND_NOW = same(N_("Send now"))
BEFORE_SEND_NOW = same(N_("We only see what you write here when you press Send now. Someone reads it %(duty_hours)s."))
CARRY_ON = same(N_("Carry on telling us"))

HELP_SENT = same(N_("You sent this at %(sent_at)s."))
HELP_SENT_UNKNOWN = Say(
    child=N_("We do not know who you are, so we cannot come to you. If you are in danger, call 999."),
    adult=N_("We do not know who or where this is, so we cannot go there. If someone is in danger, call 999."),
)
HELP_SENT_NEXT = Say(
    child=N_("Do not wait for us if you are in danger. Call 999."),
    adult=N_("Do not wait for us if someone is in danger. Call 999."),
)

# How far our message to the duty team is. A place that took it has not read it: nothing here says so.
ALERT: Mapping[str, tuple[Say, ...]] = {
    "reached": (
        same(N_("The duty team has had our message since %(alerted_at)s. They read these %(duty_hours)s.")),
        same(N_("We cannot see if someone has read it yet.")),
    ),
    "trying": (
        same(N_("We have not reached the duty team yet. We keep trying. They read these %(duty_hours)s.")),
        Say(
            child=N_("If you need help now, call %(day)s in the day or %(edt)s at night."),
            adult=N_("If someone needs help now, call %(day)s in the day or %(edt)s at night."),
        ),
    ),
    "failed": (
        same(N_("We could not reach the duty team.")),
        same(N_("Call them now on %(day)s in the day or %(edt)s at night.")),
        same(N_("We still have what you sent.")),
    ),
}
LOOK_AGAIN = same(N_("Look again"))

# ── An advocate ──────────────────────────────────────────────────────────────────────────────────────────────────────

ADVOCATE_TITLE = same(N_("What is an advocate?"))
ADVOCATE = (
    Say(
        child=N_("An advocate is on your side. They do not work for your social worker."),
        adult=N_("An advocate is on the child’s side. They do not work for the social worker."),
    ),
    Say(
        child=N_("They listen to you. They tell you what your rights are."),
        adult=N_("They listen to the child. They tell them what their rights are."),
    ),
    Say(
        child=N_("They can write to us with you, or for you. They can come to meetings with you."),
        adult=N_("They can write to us with the child, or for them. They can come to meetings."),
    ),
    same(N_("They are free. They keep things private, but not if someone may get hurt.")),
    Say(
        child=N_("They cannot make us say yes. You can say stop at any time."),
        adult=N_("They cannot make us say yes. The child can say stop at any time."),
    ),
)
ADVOCATE_UP_TO_25 = Say(child=N_("If you were in care, you can have one up to age 25."))
ADVOCATE_CALL = same(N_("You can call %(advocate_name)s on %(advocate_phone)s. They answer %(advocate_hours)s."))
ADVOCATE_CALL_NATIONAL = same(N_("Or call %(national_advocate)s on %(national_advocate_phone)s. It is free."))
ADVOCATE_FOR_THE_CHILD = Say(adult=N_("If you say yes, the team offers the child an advocate. The child can say no."))

# ── What leads on ────────────────────────────────────────────────────────────────────────────────────────────────────

LATE = (
    Say(
        child=N_(
            "You can still send this. It was a long time ago, so a person will look at it first. "
            "They tell you yes or no, and why."
        ),
        adult=N_(
            "You can still send this. It looks like more than a year ago. "
            "A person decides if we can look into it, and tells you why."
        ),
    ),
    Say(child=N_("If they say no, an advocate can help you.")),
    Say(
        child=N_("You can also ask the Ombudsman. They check that councils are fair. Call %(ombudsman_phone)s."),
        adult=N_("You can also ask the Ombudsman on %(ombudsman_phone)s."),
    ),
)
WITH_OR_WITHOUT = Say(adult=N_("You can send this with or without parental responsibility."))
FAMILY_ADVICE = Say(
    adult=N_("%(family_rights)s gives free advice to parents and relatives. Call %(family_rights_phone)s.")
)

# ── Check ────────────────────────────────────────────────────────────────────────────────────────────────────────────

CHECK_TITLE = Say(child=N_("Check what you told us"), adult=N_("Check your answers before you send them"))
NOT_SAID = same(N_("Not said"))
SHOW_MY_WORDS = same(N_("Show my words"))
ADD_MORE = same(N_("Add more if you want"))
SHARING_TITLE = same(N_("Who sees this"))
SHARED_WITH_NAMED = Say(
    child=N_("If it is about a person, they can see what it says. That is so they can answer."),
    adult=N_("If it is about a worker, that worker will usually see what it says."),
)
SHARING = (
    Say(
        child=N_("The complaints team reads this, and the people who need it to help."),
        adult=N_("The complaints team reads this, and the people who need it to answer."),
    ),
    SHARED_WITH_NAMED,
    Say(
        child=N_("We cannot keep it secret if someone may get hurt. We try to tell you first."),
        adult=N_("If a child may be at risk, we must pass that on."),
    ),
)
NEEDS_CODE = same(N_("We have no other way to reach you. You will need your code to come back here."))
ADD_A_WAY = Say(
    child=N_("Add a way to reach you, so your advocate can get in touch"),
    adult=N_("Add a way to reach you"),
)
SEND: Mapping[str, Say] = {
    "complaint": same(N_("Send it to the complaints team")),
    "compliment": same(N_("Send your thanks")),
    "idea": same(N_("Send your idea")),
    "advocate_only": same(N_("Ask for an advocate")),
}

# ── Sent ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

DONE_TITLE = Say(child=N_("We have got it"), adult=N_("We have received it"))
DONE_HEADING: Mapping[str, Say] = {
    "complaint": Say(child=N_("We have got it"), adult=N_("We have received your complaint")),
    "compliment": Say(child=N_("We have got your thanks"), adult=N_("We have received your thanks")),
    "idea": Say(child=N_("We have got your idea"), adult=N_("We have received your idea")),
    "advocate_only": Say(
        child=N_("You have asked for an advocate"), adult=N_("You have asked for an advocate for the child")
    ),
}
DONE_FOR_THEMSELF = same(N_("You have asked for an advocate"))
DONE_THANKS: Mapping[str, Say] = {
    "complaint": Say(child=N_("Thank you for telling us. That can be hard to do."), adult=N_("Thank you.")),
    "compliment": same(N_("Thank you for telling us.")),
    "idea": same(N_("Thank you for telling us.")),
    "advocate_only": Say(child=N_("It is good to have someone on your side."), adult=N_("Thank you.")),
}
DONE_REFERENCE = Say(child=N_("If you call us, say this: %(ref)s"), adult=N_("Your reference is %(ref)s."))
DONE_CODE = Say(
    child=N_("Write down your secret code. If someone has your code they can see this."),
    adult=N_("Keep your secret code safe. If someone has your code they can see this."),
)
NEXT_TITLE = Say(child=N_("What happens next?"), adult=N_("What happens next"))
TEAM_READS = same(N_("The team reads it %(hours)s."))
NEXT: Mapping[str, tuple[Say, ...]] = {
    "complaint": (
        Say(
            child=N_("A person reads it by %(ack_by)s."),
            adult=N_("A person reads it by %(ack_by)s. They tell you who will look into it."),
        ),
        Say(child=N_("The person it is about is not the one who looks at it.")),
        same(N_("We aim to answer by %(reply_by)s.")),
        Say(
            child=N_("It may take longer, until %(latest_by)s. We will tell you if so."),
            adult=N_("It may take until %(latest_by)s if it is complex. We will tell you why."),
        ),
    ),
    "compliment": (TEAM_READS,),
    "idea": (TEAM_READS,),
    "advocate_only": (
        Say(
            child=N_("The team reads it %(hours)s."),
            adult=N_("The team offers the child an advocate. The child can say no."),
        ),
        Say(adult=N_("The child can also call %(advocate_name)s on %(advocate_phone)s.")),
    ),
}
NOT_HAPPY = Say(
    child=N_("Not happy with the answer? You can ask for someone new to look."),
    adult=N_("If you are unhappy with the answer, you can ask for an independent investigation."),
)
NEXT_STAGE = Say(
    child=N_("You told us about this before. So someone new looks at it."),
    adult=N_("You have complained about this before. This looks like the next stage, so somebody new looks into it."),
)
NOT_HAPPY_AGAIN = Say(
    child=N_("Still not happy then? You can ask for a group of new people to look."),
    adult=N_("If you are unhappy with that answer, you can ask for a review panel."),
)
HOW_FAR = Say(
    child=N_("You told us about this before. A person finds out how far it is and tells you."),
    adult=N_("You have complained about this before. A person finds out how far it is and tells you."),
)
OMBUDSMAN = Say(
    child=N_("Not happy at the end? The Ombudsman checks that councils are fair. Call %(ombudsman_phone)s."),
    adult=N_("If you are unhappy at the end of this, you can ask the Ombudsman on %(ombudsman_phone)s."),
)
PASSED_ON: Mapping[str, Say] = {
    "yes": same(N_("You said yes. So a person here sends it on to the other council.")),
    "no": same(N_("You said no, so we do not send it to the other council.")),
}
PRAISE_SHARED: Mapping[str, Say] = {
    "with_name": same(N_("We tell them what you said, with your name.")),
    "no_name": same(N_("We tell them what you said, but not your name.")),
    "no": same(N_("You asked us not to tell them.")),
}
IDEA_HEARD = same(N_("You want to hear what we do with it. We tell you in the way you chose."))

ADVOCATE_STATUS_TITLE = Say(child=N_("Your advocate"), adult=N_("An advocate for the child"))
ADVOCATE_STATUS: Mapping[str, Say] = {
    "wants": Say(
        child=N_("They do not know how to reach you. Call %(advocate_name)s on %(advocate_phone)s."),
        adult=N_("You said yes to an advocate. The team offers one to the child. The child can say no."),
    ),
    "has": Say(
        child=N_("You have an advocate. They can help you with this."),
        adult=N_("You said that there is an advocate. They can help with this."),
    ),
    "unsure": Say(
        child=N_("Not sure yet? You can ask %(advocate_name)s. Call %(advocate_phone)s."),
        adult=N_("If you are not sure yet, you can ask %(advocate_name)s on %(advocate_phone)s."),
    ),
    "not_now": Say(
        child=N_("You can still have one. Call %(advocate_name)s on %(advocate_phone)s."),
        adult=N_("The child can still have one. Call %(advocate_name)s on %(advocate_phone)s."),
    ),
    "not_asked": Say(
        child=N_("You can have one. Call %(advocate_name)s on %(advocate_phone)s."),
        adult=N_("A child or care leaver can have one. Call %(advocate_name)s on %(advocate_phone)s."),
    ),
}
ADVOCATE_NOT_TOLD = Say(
    child=N_("We have not told anyone yet. To get one, call %(advocate_name)s on %(advocate_phone)s.")
)
# Where they asked for one themself: how far that is, as far as anybody has told us.
ADVOCATE_ASKED: Mapping[str, tuple[Say, ...]] = {
    "waiting": (same(N_("You asked for an advocate. We are asking %(advocate_name)s for one.")),),
    "sent": (same(N_("You asked for an advocate. We have asked %(advocate_name)s for one.")),),
    "received": (same(N_("You asked for an advocate. %(advocate_name)s told us that they got it.")),),
    "appointed": (same(N_("Your advocate is %(name)s, from %(advocate_name)s.")),),
    "contacted": (
        same(N_("Your advocate is %(name)s, from %(advocate_name)s.")),
        same(N_("They told us that they got in touch with you on %(touched_on)s.")),
        same(N_("Did you not hear from them? Call them on %(advocate_phone)s.")),
    ),
    "unanswered": (
        same(N_("You asked for an advocate. %(advocate_name)s did not answer us in time.")),
        same(N_("So we told our team. You do not have to wait for them.")),
        same(N_("You can call %(national_advocate)s on %(national_advocate_phone)s. It is free.")),
    ),
    "withdrawn": (same(N_("You told us that you do not want an advocate any more.")),),
}
ADVOCATE_BY = same(N_("They should get in touch by %(advocate_by)s. If they do not, call them on %(advocate_phone)s."))
ADVOCATE_TOLD = same(N_("We tell %(advocate_name)s that too."))
ADVOCATE_STOP = same(N_("I do not want an advocate any more"))
ADVOCATE_STOP_TITLE = same(N_("Stop asking for an advocate?"))
ADVOCATE_STOPPING = (
    same(N_("If we have asked %(advocate_name)s, we tell them to stop.")),
    same(N_("This changes nothing else.")),
    same(N_("You can still call them later, on %(advocate_phone)s.")),
)
ADVOCATE_STOP_YES = same(N_("Yes, stop asking"))
ADVOCATE_STOP_NO = same(N_("No, go back"))

REPLY_TITLE = same(N_("How we reply"))
REPLY: Mapping[str, Say] = {
    "code": same(N_("You come back here with your code to see how far it is.")),
    "text": same(N_("We text you.")),
    "call": same(N_("We call you.")),
    "email": same(N_("We email you.")),
    "letter": same(N_("We send you a letter.")),
    "person": Say(child=N_("We tell the person you trust."), adult=N_("We reply through the other person.")),
}
REPLY_NOT_TICKED: Mapping[str, Say] = {
    "text": same(N_("You did not say a text is safe. So we do not text you.")),
    "call": same(N_("You did not say a call is safe. So we do not call you.")),
    "letter": same(N_("You did not say a letter is safe. So we do not send one.")),
}
WANTS_NO_CALLS = same(N_("You asked for no phone calls. So we do not call you."))
CHOOSE_ANOTHER_WAY = same(N_("Choose another way at ‘How should we reply to you?’"))
CALL_WITH_SIGNS = Say(
    child=N_("We call you, with someone who signs."),
    adult=N_("We call you, with a British Sign Language interpreter."),
)
REPLY_NONE = same(N_("We have no way to reach you. Come back with your code, or call us on %(team_phone)s."))
REPLY_NONE_BUT_WRITING = same(
    N_("We have no way to reach you. Come back with your code, or email us at %(team_email)s.")
)
RATHER_TALK = same(N_("You would rather talk. You can call us on %(team_phone)s and say %(ref)s."))
NOT_TELL = same(N_("Who we should not tell: %(people)s. We will try hard to keep to that."))
ASK_FIRST = same(N_("You asked us to ask you first. We will try hard to keep to that."))
TO_ADD = Say(
    child=N_("Want to add or change something? Call us on %(team_phone)s. Say %(ref)s."),
    adult=N_("To add or change something, call us on %(team_phone)s and say %(ref)s."),
)
WORSE_TITLE = same(N_("If it gets worse"))
WORSE = (
    Say(child=N_("If you are in danger, call 999."), adult=N_("If someone is in danger, call 999.")),
    same(N_("You can call us on %(day)s in the day or %(edt)s at night.")),
    Say(child=N_("You can talk to Childline on %(childline)s.")),
)

# ── A few more questions ─────────────────────────────────────────────────────────────────────────────────────────────

EQUALITY_TITLE = same(N_("A few more questions"))
EQUALITY = (
    same(N_("What you sent is with us. You can leave now if you like.")),
    same(N_("These last questions help us be fair to everyone. You can skip them all.")),
    same(N_("We only count the answers. They are not kept with what you sent.")),
)
SKIP_ALL = same(N_("Skip all of these"))

# ── Stop and come back ───────────────────────────────────────────────────────────────────────────────────────────────

STOP_TITLE = same(N_("Stop and come back"))
YOUR_CODE = same(N_("Your secret code"))
CODE_IN_WORDS = same(N_("In words"))
CODE_IN_NUMBERS = same(N_("In numbers"))
STOP = (
    same(N_("Write down your code. You can use the words or the numbers.")),
    same(N_("Use it here, on any phone or computer, to carry on.")),
    same(N_("If someone has your code, they can see what you wrote.")),
    same(N_("We keep what you wrote until %(until)s. Then we wipe it. If you come back, it is kept longer.")),
    same(N_("We do not read it until you send it.")),
)
CODE_FIRST = same(N_("Other people use this phone or computer. So you need this code to come back."))
CARRY_ON_NOW = same(N_("Carry on now"))
STOP_NOW = same(N_("Stop for now"))

CODE_TITLE = same(N_("Your code"))
CODE_OPEN = same(N_("Open"))
CODE_WRONG = Say(
    child=N_("That code did not work. Check each word."),
    adult=N_("Check the code. It is 4 words or 4 groups of numbers"),
)
CODE_BLOCKED = Say(
    child=N_("Too many tries. Wait a few minutes, or call us on %(team_phone)s."),
    adult=N_("Too many tries. Wait a few minutes, or call us on %(team_phone)s"),
)
CODE_LOST = same(N_("I lost my code"))
LOST_CODE_TITLE = same(N_("I lost my code"))
LOST_CODE = (
    same(N_("We cannot look up your code. Only you have it.")),
    same(N_("If you sent what you wrote, we have it. Call us on %(team_phone)s to hear about it.")),
    same(
        NN_(
            "If you did not send it, you can start again. We wipe the old one after %(draft_days)s day.",
            "If you did not send it, you can start again. We wipe the old one after %(draft_days)s days.",
            "draft_days",
        )
    ),
)

RETURN_TITLE = same(N_("How far it is"))
STATES: Mapping[str, Say] = {
    "got_it": same(N_("We have got it")),
    "looking": same(N_("Someone is looking at it")),
    "asking": same(N_("We need to ask you something")),
    "ready": same(N_("The answer is ready")),
    "finished": same(N_("It is finished")),
}
STATES_NEXT: Mapping[str, Say] = {
    "got_it": same(N_("A person reads it by %(ack_by)s.")),
    "looking": same(N_("We aim to answer by %(reply_by)s. It may take until %(latest_by)s.")),
    "asking": same(N_("Call us on %(team_phone)s and say %(ref)s.")),
    "ready": same(N_("We send it in the way you chose. Or call us on %(team_phone)s and say %(ref)s.")),
    "finished": Say(
        child=N_("Not happy with the answer? Call us on %(team_phone)s. You can ask for someone new to look."),
        adult=N_("If you are unhappy with the answer, call us on %(team_phone)s to ask for the next stage."),
    ),
}
RECEIVED_ON = same(N_("You sent it on %(received_on)s."))
ANSWER_IS_LATE = same(N_("We are late. We are sorry. Call us on %(team_phone)s to ask for the next step."))

# ── Good to know ─────────────────────────────────────────────────────────────────────────────────────────────────────

PRIVATE_TITLE = same(N_("What we keep private"))
OTHER_WAYS_TITLE = same(N_("Other ways to tell us"))
OTHER_WAYS = (
    same(N_("You can call us on %(team_phone)s. Someone answers %(team_hours)s.")),
    same(N_("You can email us at %(team_email)s. We read it %(hours)s.")),
    Say(child=N_("An advocate can tell us for you. Call %(advocate_name)s on %(advocate_phone)s.")),
)
TRACES_TITLE = same(N_("Who can see that you were here"))
