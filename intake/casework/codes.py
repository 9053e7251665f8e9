"""Every word that the desk stores or compares, beside those of the rules. Never changed and never reused."""

from enum import StrEnum


class EventKind(StrEnum):
    """What can happen to a record. The first are decided by people: `decisions` has the table."""

    ACKNOWLEDGED = "acknowledged"
    ROUTE_DECIDED = "route_decided"
    INTEREST_DECIDED = "interest_decided"
    LATE_DECIDED = "late_decided"
    HELD = "held"
    HOLD_ENDED = "hold_ended"
    LOOKED_AGAIN = "looked_again"
    REFUSED = "refused"
    PASSED_ON = "passed_on"
    SPLIT = "split"
    LINKED = "linked"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    WITHDRAWAL_CONFIRMED = "withdrawal_confirmed"
    WITHDRAWAL_UNDONE = "withdrawal_undone"
    REOPENED = "reopened"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REPLIED = "replied"
    CLOSED = "closed"
    ASSIGNED = "assigned"
    NOTED = "noted"
    SAFETY_ACTED = "safety_acted"
    CALLED_BACK = "called_back"
    MADE_COMPLAINT = "made_complaint"
    ADVOCATE_OFFERED = "advocate_offered"  # also by the form itself, when the person was asked there

    RECEIVED = "received"
    READ = "read"
    IDENTITY_OPENED = "identity_opened"
    EXPORTED = "exported"
    WRITTEN_COPY_MADE = "written_copy_made"
    CODE_MADE = "code_made"
    CALL_LEFT = "call_left"
    CONFLICT_FOUND = "conflict_found"
    CONFLICT_CONFIRMED = "conflict_confirmed"
    CONFLICT_LIFTED = "conflict_lifted"
    DELIVERY_RETRIED = "delivery_retried"
    REFERRAL_SENT = "referral_sent"
    REFERRAL_RECEIVED = "referral_received"
    REFERRAL_UNANSWERED = "referral_unanswered"
    REFERRAL_WITHDRAWN = "referral_withdrawn"
    ADVOCATE_APPOINTED = "advocate_appointed"
    ADVOCATE_CONTACTED = "advocate_contacted"


# What only looks at a record, and changes nothing in it.
LOOKS = frozenset({EventKind.READ, EventKind.IDENTITY_OPENED, EventKind.EXPORTED})


class Stage(StrEnum):
    """How far the procedure is."""

    INTAKE = "intake"
    EARLY_RESOLUTION = "early_resolution"
    STAGE_1 = "stage_1"
    STAGE_2 = "stage_2"
    STAGE_3 = "stage_3"
    LGSCO = "lgsco"
    CLOSED = "closed"


class Status(StrEnum):
    """What is happening to it there."""

    NEW = "new"
    AWAITING_SI_DECISION = "awaiting_si_decision"
    AWAITING_LATE_DECISION = "awaiting_late_decision"
    AWAITING_SCOPE_DECISION = "awaiting_scope_decision"
    ON_HOLD_PROCEEDINGS = "on_hold_proceedings"
    AWAITING_ADVOCATE = "awaiting_advocate"
    ACTIVE = "active"
    EXTENDED = "extended"
    REPLIED = "replied"
    ESCALATED = "escalated"
    WITHDRAWN = "withdrawn"
    REFUSED_BY_CM = "refused_by_cm"
    PASSED_ON = "passed_on"
    CLOSED = "closed"


class RefusalReason(StrEnum):
    """Why the complaints manager does not take something up. No others are ever given for use: old data may have
    `no_pr` and `not_in_best_interest_or_age`, which the law does not know.
    """

    CONCURRENT_PROCEEDINGS = "concurrent_proceedings"
    NO_SUFFICIENT_INTEREST = "no_sufficient_interest"
    OUT_OF_TIME = "out_of_time"
    OUTSIDE_REMIT = "outside_remit"
    REPEAT_COMPLAINT = "repeat_complaint"
    TRIBUNAL_OR_COURT_ROUTE = "tribunal_or_court_route"
    NO_CONSENT_ADULT = "no_consent_adult"
    NOT_CHILD_SPECIFIC = "not_child_specific"
    ANONYMOUS_CANNOT_PROGRESS = "anonymous_cannot_progress"
    PERSISTENT_POLICY = "persistent_policy"


class Finding(StrEnum):
    """What the answer found."""

    UPHELD = "upheld"
    PARTIALLY_UPHELD = "partially_upheld"
    NOT_UPHELD = "not_upheld"
    NO_FINDING = "no_finding"
    RESOLVED_BY_AGREEMENT = "resolved_by_agreement"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class OutcomeActual(StrEnum):
    """What came of it."""

    APOLOGY = "apology"
    APOLOGY_AND_EXPLANATION = "apology_and_explanation"
    EXPLANATION = "explanation"
    ASSESSMENT_DONE = "assessment_done"
    CHANGE_OF_WORKER = "change_of_worker"
    SERVICE_PROVIDED = "service_provided"
    REQUEST_FULFILLED = "request_fulfilled"
    FINANCIAL_REIMBURSEMENT = "financial_reimbursement"
    COMPENSATION_PAID = "compensation_paid"
    MEETING_HELD = "meeting_held"
    MANAGEMENT_ACTION_OPERATIONAL = "management_action_operational"
    MANAGEMENT_ACTION_STAFF = "management_action_staff"
    TRAINING_FOR_STAFF = "training_for_staff"
    ASSURANCE_NOT_AGAIN = "assurance_not_again"
    POLICY_CHANGED = "policy_changed"
    REFUSED_BY_CM = "refused_by_cm"
    WITHDRAWN = "withdrawn"
    ESCALATED = "escalated"
    RESOLVED_EARLY = "resolved_early"
    NOT_RECORDED = "not_recorded"


class Timeliness(StrEnum):
    """Whether an answer came in time: computed, never typed."""

    STAGE1_WITHIN_10 = "stage1_within_10"
    STAGE1_WITHIN_20 = "stage1_within_20"
    STAGE1_OVER_20 = "stage1_over_20"
    STAGE2_WITHIN_25 = "stage2_within_25"
    STAGE2_WITHIN_65 = "stage2_within_65"
    STAGE2_OVER_65 = "stage2_over_65"
    STAGE3_IN_TIME = "stage3_in_time"
    STAGE3_OVER = "stage3_over"


class Basis(StrEnum):
    """What started a clock."""

    RECEIPT = "receipt"
    SI_DECISION = "si_decision"
    LATE_ACCEPTED = "late_accepted"
    RESUBMITTED = "resubmitted"
    REQUEST = "request"
    AGREED_RECORD = "agreed_record"


class DeskDue(StrEnum):
    """A day that something is due, beside those of the rules."""

    ACKNOWLEDGE = "acknowledge"
    CALL_BACK = "call_back"
    REPLY_EXTENDED = "reply_extended"
    LOOK_AGAIN = "look_again"
    CORPORATE_REPLY = "corporate_reply"
    CORPORATE_LATEST = "corporate_latest"
    DUTY_TEAM_SAME_DAY = "duty_team_same_day"
    STAFF_SAFE_SAME_DAY = "staff_safe_same_day"


class Told(StrEnum):
    """Who was told about a danger."""

    DUTY_TEAM = "duty_team"
    OUT_OF_HOURS_TEAM = "out_of_hours_team"
    POLICE_OR_AMBULANCE = "police_or_ambulance"
    LADO = "lado"
    TEAM_RESPONSIBLE = "team_responsible"
    STAFF_MANAGER = "staff_manager"
    NOBODY_IN_DANGER = "nobody_in_danger"


class TaskKind(StrEnum):
    """What staff still have to do with a record."""

    TELL_DUTY_TEAM = "tell_duty_team"
    WORRY_TO_DUTY_TEAM = "worry_to_duty_team"
    SORT_TODAY = "sort_today"
    TELL_LADO = "tell_lado"
    KEEP_STAFF_SAFE = "keep_staff_safe"
    CALL_BACK = "call_back"
    ACKNOWLEDGE = "acknowledge"
    DECIDE_INTEREST = "decide_interest"
    DECIDE_LATE = "decide_late"
    DECIDE_ROUTE = "decide_route"
    CONFIRM_WITHDRAWAL = "confirm_withdrawal"
    OFFER_ADVOCATE = "offer_advocate"
    FOLLOW_UP_ADVOCATE = "follow_up_advocate"
    SEND_WRITTEN_COPY = "send_written_copy"
    TAKE_UP_HELD = "take_up_held"
    START_CLOCK = "start_clock"
    LOOK_AGAIN = "look_again"
    REPLY = "reply"
    CLOSE = "close"


class ReminderReason(StrEnum):
    """Why the team is reminded."""

    DANGER_WAITING = "danger_waiting"
    CALL_BACK_DUE = "call_back_due"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    DECISION_WAITING = "decision_waiting"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
