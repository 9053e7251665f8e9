"""Every word that is stored or compared, as a closed list each. The words are never changed and never reused."""

from enum import StrEnum


class Channel(StrEnum):
    """How a contact came to the council."""

    E_FORM = "e_form"
    E_FORM_YOUNG_PERSON = "e_form_young_person"
    TELEPHONE = "telephone"
    TELEPHONE_CONTACT_CENTRE = "telephone_contact_centre"
    EMAIL = "email"
    LETTER = "letter"
    PAPER_FORM = "paper_form"
    PAPER_FORM_YOUNG_PERSON = "paper_form_young_person"
    IN_PERSON = "in_person"
    TEXT_MESSAGE = "text_message"
    SOCIAL_MEDIA = "social_media"
    VIDEO_CALL = "video_call"
    VIA_ADVOCATE = "via_advocate"
    VIA_APP = "via_app"
    VIA_LGSCO = "via_lgsco"
    VIA_COUNCILLOR_MP = "via_councillor_mp"
    VIA_SOCIAL_WORKER = "via_social_worker"
    VIA_PROVIDER = "via_provider"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class Who(StrEnum):
    """The person complaining; never the one who types for them."""

    CHILD = "child"
    CARE_LEAVER = "care_leaver"
    ADULT_SERVICE_USER = "adult_service_user"
    PARENT = "parent"
    ADOPTER = "adopter"
    STEP_PARENT = "step_parent"
    PARTNER_OF_PARENT = "partner_of_parent"
    EX_PARTNER = "ex_partner"
    FOSTER_CARER = "foster_carer"
    FORMER_FOSTER_CARER = "former_foster_carer"
    PROSPECTIVE_FOSTER_CARER = "prospective_foster_carer"
    PRIVATE_FOSTER_CARER = "private_foster_carer"
    KINSHIP_CARER = "kinship_carer"
    SPECIAL_GUARDIAN = "special_guardian"
    SGO_APPLICANT = "sgo_applicant"
    GUARDIAN_WITH_PR = "guardian_with_pr"
    PROSPECTIVE_ADOPTER = "prospective_adopter"
    ADOPTED_PERSON = "adopted_person"
    BIRTH_PARENT_OF_ADOPTED = "birth_parent_of_adopted"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    OTHER_RELATIVE = "other_relative"
    ADVOCATE = "advocate"
    SOLICITOR = "solicitor"
    ADVOCATE_OR_REPRESENTATIVE = "advocate_or_representative"
    MP_OR_COUNCILLOR = "mp_or_councillor"
    PROFESSIONAL = "professional"
    HEAD_TEACHER = "head_teacher"
    HEALTH_STAFF = "health_staff"
    OTHER_AGENCY = "other_agency"
    STAFF = "staff"
    FRIEND_NEIGHBOUR = "friend_neighbour"
    MEMBER_OF_PUBLIC = "member_of_public"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class ChildStatus(StrEnum):
    """How the child or young person stands to the council."""

    LOOKED_AFTER = "looked_after"
    IN_NEED = "in_need"
    CLAIMS_IN_NEED = "claims_in_need"
    CHILD_PROTECTION_PLAN = "child_protection_plan"
    CARE_LEAVER = "care_leaver"
    SPECIAL_GUARDIANSHIP = "special_guardianship"
    MAY_BE_ADOPTED = "may_be_adopted"
    ADOPTED = "adopted"
    EARLY_HELP = "early_help"
    EHCP_ONLY = "ehcp_only"
    NO_SERVICE = "no_service"
    NOT_KNOWN = "not_known"
    NOT_APPLICABLE = "not_applicable"


class ParentalResponsibility(StrEnum):
    """Whether the person complaining has parental responsibility."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    NOT_APPLICABLE = "not_applicable"


class ActingFor(StrEnum):
    """Whose complaint it is. `child` is an adult's own complaint for a child; `other` is for another adult."""

    SELF = "self"
    CHILD = "child"
    CHILD_BY_INSTRUCTION = "child_by_instruction"
    YOUNG_ADULT = "young_adult"
    OTHER = "other"


class ChildConsent(StrEnum):
    """Whether the child or young person agrees."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    NOT_ABLE = "not_able"
    NOT_NEEDED = "not_needed"


class ResponsibleCouncil(StrEnum):
    """Which council is responsible."""

    THIS = "this"
    OTHER = "other"
    NOT_SURE = "not_sure"


class Subject(StrEnum):
    """What an issue is about. In the order of the table of subjects (P1)."""

    SW_ASSESSMENT = "sw_assessment"
    SW_SUPPORT_SERVICE = "sw_support_service"
    SW_STAFF_CONDUCT = "sw_staff_conduct"
    SW_COMMUNICATION = "sw_communication"
    REFERRAL_RESPONSE = "referral_response"
    CARE_PLACEMENT = "care_placement"
    CARE_CONTACT = "care_contact"
    CARE_PLAN_REVIEW = "care_plan_review"
    LEAVING_CARE_SUPPORT = "leaving_care_support"
    STAYING_PUT = "staying_put"
    HOMELESS_16_17 = "homeless_16_17"
    DISABLED_CHILD_SERVICE = "disabled_child_service"
    SHORT_BREAKS = "short_breaks"
    DIRECT_PAYMENTS = "direct_payments"
    PARENT_CARER_ASSESSMENT = "parent_carer_assessment"
    YOUNG_CARER = "young_carer"
    PRIVATE_FOSTERING = "private_fostering"
    KINSHIP_SUPPORT = "kinship_support"
    FOSTERING_SUPPORT_PAYMENT = "fostering_support_payment"
    FOSTERING_PLACEMENT_END = "fostering_placement_end"
    FOSTERING_ALLEGATION_PROCESS = "fostering_allegation_process"
    ADOPTION_MATCHING = "adoption_matching"
    ADOPTION_SUPPORT = "adoption_support"
    SGO_SUPPORT = "sgo_support"
    CARE_ORDER_APPLICATION = "care_order_application"
    FOSTERING_APPROVAL = "fostering_approval"
    ADOPTER_APPROVAL = "adopter_approval"
    S47_ENQUIRY = "s47_enquiry"
    AGE_ASSESSMENT = "age_assessment"
    EARLY_HELP = "early_help"
    PROFESSIONAL_DISAGREEMENT = "professional_disagreement"
    OTHER = "other"
    NOT_KNOWN = "not_known"
    YOT = "yot"
    COMPLAINT_HANDLING = "complaint_handling"
    LADO_PROCESS = "lado_process"
    SAR_FOI = "sar_foi"
    EHCP_SEN = "ehcp_sen"
    SCHOOL_TRANSPORT_ADMISSIONS = "school_transport_admissions"
    POLICY_GENERAL = "policy_general"
    CP_CONFERENCE_DECISION = "cp_conference_decision"
    CP_CONFERENCE_PROCESS = "cp_conference_process"
    COURT_DECISION = "court_decision"
    COURT_REPORT_S7_S37 = "court_report_s7_s37"
    CAFCASS = "cafcass"
    POLICE = "police"
    NHS = "nhs"
    OTHER_COUNCIL = "other_council"
    COUNCILLOR = "councillor"
    SCHOOL = "school"
    ADULT_SOCIAL_CARE = "adult_social_care"
    EMPLOYMENT_GRIEVANCE = "employment_grievance"
    DATA_BREACH = "data_breach"
    RECORD_INACCURATE = "record_inaccurate"
    STAFF_DISCIPLINE_REQUEST = "staff_discipline_request"
    INSURANCE_COMPENSATION = "insurance_compensation"
    CHILDRENS_HOME_PROVIDER = "childrens_home_provider"


class WhenKind(StrEnum):
    """How the time of an issue is known."""

    EXACT = "exact"
    MONTH = "month"
    YEAR = "year"
    SEASON = "season"
    AGE = "age"
    RANGE = "range"
    ONGOING = "ongoing"
    UNKNOWN = "unknown"


class Season(StrEnum):
    """A season of three months; winter runs from December into the next year."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class LateReason(StrEnum):
    """Why somebody did not complain sooner."""

    WAS_A_CHILD = "was_a_child"
    HEALTH_OR_TRAUMA = "health_or_trauma"
    DISABILITY_OR_COMMUNICATION = "disability_or_communication"
    SCARED_OF_CONSEQUENCES = "scared_of_consequences"
    DID_NOT_KNOW_COULD_COMPLAIN = "did_not_know_could_complain"
    ONLY_JUST_FOUND_OUT = "only_just_found_out"
    IN_COURT_OR_POLICE_CASE = "in_court_or_police_case"
    COMPLAINED_ELSEWHERE_FIRST = "complained_elsewhere_first"
    TOLD_SOMEONE_NO_ACTION = "told_someone_no_action"
    NO_ADVOCATE_OR_HELP = "no_advocate_or_help"
    LANGUAGE = "language"
    MOVED_OR_HOMELESS = "moved_or_homeless"
    IN_CUSTODY_OR_HOSPITAL = "in_custody_or_hospital"
    BEREAVEMENT = "bereavement"
    OTHER = "other"
    NONE_GIVEN = "none_given"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"


class Proceedings(StrEnum):
    """A court case or a similar matter."""

    NONE = "none"
    CARE = "care"
    PRIVATE_LAW = "private_law"
    CRIMINAL = "criminal"
    TRIBUNAL = "tribunal"
    DISCIPLINARY = "disciplinary"
    POLICE_INVESTIGATION = "police_investigation"
    CONCLUDED = "concluded"
    NOT_SURE = "not_sure"


class Request(StrEnum):
    """What the person wants to do. `compliment` also means a comment or an idea."""

    NEW = "new"
    STAGE2 = "stage2"
    STAGE3 = "stage3"
    WITHDRAW = "withdraw"
    STATUS = "status"
    COMPLIMENT = "compliment"


class Earlier(StrEnum):
    """Where an earlier complaint on the matter stands."""

    NONE = "none"
    TOLD_WORKER = "told_worker"
    STAGE1_OPEN = "stage1_open"
    STAGE1_OVERDUE = "stage1_overdue"
    STAGE1_ANSWERED = "stage1_answered"
    STAGE2_ANSWERED = "stage2_answered"
    STAGE3_PANEL_HELD = "stage3_panel_held"
    STAGE3_ANSWERED = "stage3_answered"
    CONCURRENT_HOLD = "concurrent_hold"
    WITHDRAWN = "withdrawn"
    LGSCO_DONE = "lgsco_done"


class SameMatter(StrEnum):
    """Whether this is the same as the earlier complaint. `same` has nothing new; `same_with_new` has."""

    SAME = "same"
    SAME_WITH_NEW = "same_with_new"
    NEW = "new"
    NOT_SURE = "not_sure"


class Safety(StrEnum):
    """What was said about danger or harm."""

    BEING_HURT_NOW = "being_hurt_now"
    IMMEDIATE_DANGER = "immediate_danger"
    SEXUAL_HARM_OR_EXPLOITATION = "sexual_harm_or_exploitation"
    TRAFFICKING = "trafficking"
    FORCED_MARRIAGE_OR_FGM = "forced_marriage_or_fgm"
    RADICALISATION = "radicalisation"
    DOMESTIC_ABUSE = "domestic_abuse"
    NEGLECT = "neglect"
    SELF_HARM_OR_SUICIDE = "self_harm_or_suicide"
    MISSING_OR_RAN_AWAY = "missing_or_ran_away"
    HOMELESS_TONIGHT = "homeless_tonight"
    NO_FOOD_OR_MONEY_TODAY = "no_food_or_money_today"
    UNSAFE_PLACEMENT = "unsafe_placement"
    ALLEGATION_AGAINST_PERSON_WORKING_WITH_CHILDREN = "allegation_against_person_working_with_children"
    WORRY_ABOUT_CHILD = "worry_about_child"
    PAST_HARM_DISCLOSED = "past_harm_disclosed"
    THREAT_TO_STAFF = "threat_to_staff"


class AllegationArea(StrEnum):
    """The council area where the person accused works."""

    THIS = "this"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class AdvocateAnswer(StrEnum):
    """The answer to the offer of an advocate."""

    WANTS = "wants"
    HAS = "has"
    NOT_NOW = "not_now"
    UNSURE = "unsure"
    DECLINED = "declined"
    NOT_ASKED = "not_asked"


class HelpedBy(StrEnum):
    """Who sits with the child or young person."""

    NO = "no"
    FRIEND = "friend"
    CARER = "carer"
    WORKER = "worker"
    ADVOCATE = "advocate"
    FAMILY = "family"
    OTHER = "other"
    NOT_ASKED = "not_asked"


class WithdrawReason(StrEnum):
    """Why somebody wants to stop."""

    SORTED = "sorted"
    TOO_HARD = "too_hard"
    SCARED = "scared"
    TOLD_TO = "told_to"
    TOOK_LONG = "took_long"
    OTHER = "other"
    NOT_GIVEN = "not_given"


class ReplyWay(StrEnum):
    """A way in which an answer can reach the person. `none` stands alone."""

    CODE = "code"
    TEXT = "text"
    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    PERSON = "person"
    NONE = "none"


class Adjustment(StrEnum):
    """A need to be met at every stage."""

    EASY_READ = "easy_read"
    LARGE_PRINT = "large_print"
    BSL = "bsl"
    AUDIO = "audio"
    READ_TO_ME = "read_to_me"
    EXTRA_TIME = "extra_time"
    SUPPORTER = "supporter"
    SOMEONE_TO_TYPE = "someone_to_type"
    NO_PHONE = "no_phone"
    OTHER = "other"


class ChangeKind(StrEnum):
    """What is about to change."""

    MOVE = "move"
    SCHOOL = "school"
    FAMILY = "family"
    SUPPORT = "support"
    OTHER = "other"


class Outcome(StrEnum):
    """What would put it right."""

    APOLOGY = "apology"
    EXPLANATION = "explanation"
    BE_LISTENED_TO = "be_listened_to"
    CHANGE_OF_WORKER = "change_of_worker"
    CHANGE_CONTACT = "change_contact"
    CHANGE_PLACEMENT = "change_placement"
    STOP_OR_DELAY_A_DECISION = "stop_or_delay_a_decision"
    SERVICE_PUT_RIGHT = "service_put_right"
    SERVICE_GIVEN = "service_given"
    ASSESSMENT_OR_REASSESSMENT = "assessment_or_reassessment"
    KEPT_INFORMED = "kept_informed"
    MEETING = "meeting"
    RECORDS_CORRECTED = "records_corrected"
    FINANCIAL_REIMBURSEMENT = "financial_reimbursement"
    PAYMENT = "payment"
    COMPENSATION = "compensation"
    DIRECT_PAYMENTS = "direct_payments"
    POLICY_REVIEW = "policy_review"
    STAFF_TRAINING = "staff_training"
    ASSURANCE_NOT_AGAIN = "assurance_not_again"
    REMOVE_CP_PLAN = "remove_cp_plan"
    DISCIPLINARY_ACTION = "disciplinary_action"
    CHANGE_OF_PRACTICE = "change_of_practice"
    NOT_SURE = "not_sure"
    OTHER = "other"


class OtherParty(StrEnum):
    """What is known about other adults."""

    PARENTS_APART = "parents_apart"
    OTHER_FAMILY_COMPLAINT = "other_family_complaint"


class Step(StrEnum):
    """What is being asked of the council, as far as the procedure goes."""

    NEW = "new"
    STAGE2 = "stage2"
    STAGE3 = "stage3"
    SAME_OR_NEW = "same_or_new"
    FINISHED = "finished"
    STATUS = "status"
    WITHDRAW = "withdraw"
    COMPLIMENT = "compliment"


class Standing(StrEnum):
    """In what right the person complains."""

    UNREACHABLE = "unreachable"
    AGREED = "agreed"
    AGREEMENT_UNCLEAR = "agreement_unclear"
    PROFESSIONAL = "professional"
    STAFF = "staff"
    PUBLIC = "public"
    OWN_RIGHT = "own_right"
    INTEREST = "interest"
    INTEREST_CM = "interest_cm"
    UNCLEAR = "unclear"


class Part(StrEnum):
    """Where one part of a complaint goes. `statutory_si` waits on a decision about sufficient interest."""

    STATUTORY = "statutory"
    STATUTORY_SI = "statutory_si"
    CM_DECIDES = "cm_decides"
    CORPORATE = "corporate"
    CP_CONFERENCE = "cp_conference"
    PROFESSIONAL_ESCALATION = "professional_escalation"
    SIGNPOST = "signpost"


class Mark(StrEnum):
    """What is special about a subject: a procedure in doubt, an outside time limit, information rights."""

    SCOPE = "scope"
    DEADLINE = "deadline"
    DATA = "data"


class Route(StrEnum):
    """Where the whole complaint is suggested to go. No route is a refusal."""

    STATUTORY = "statutory"
    STATUTORY_SI = "statutory_si"
    CM_DECIDES = "cm_decides"
    SPLIT = "split"
    CORPORATE = "corporate"
    CP_CONFERENCE = "cp_conference"
    PROFESSIONAL_ESCALATION = "professional_escalation"
    SAFEGUARDING_THEN_CM = "safeguarding_then_cm"
    SIGNPOST = "signpost"
    COMPLIMENT_COMMENT = "compliment_comment"
    WITHDRAW = "withdraw"


class TimeResult(StrEnum):
    """Whether one issue is within the year."""

    IN_TIME = "in_time"
    IN_TIME_PART_LATE = "in_time_part_late"
    CANNOT_TELL = "cannot_tell"
    LATE = "late"


class TimeLimit(StrEnum):
    """Whether the whole complaint is within the year."""

    IN_TIME = "in_time"
    IN_TIME_PART_LATE = "in_time_part_late"
    CANNOT_TELL = "cannot_tell"
    LATE = "late"
    ACCEPTED_EARLIER = "accepted_earlier"
    NOT_APPLICABLE = "not_applicable"


class AdvocateOffer(StrEnum):
    """Whether an advocate must be offered."""

    MUST = "must"
    MAY = "may"


class Clock(StrEnum):
    """A clock of the procedure under the Children Act."""

    STAGE1 = "stage1"
    STAGE2 = "stage2"
    STAGE3 = "stage3"


class Flag(StrEnum):
    """What somebody has to look at. Flags only add; none blocks anything."""

    ADVOCATE_MUST_OFFER = "advocate_must_offer"
    ADVOCATE_REFERRAL = "advocate_referral"
    ANONYMOUS = "anonymous"
    CASE_CONCERN_SAME_DAY = "case_concern_same_day"
    CHILD_VIEWS_NEEDED = "child_views_needed"
    CLOCK_MAY_BE_SUSPENDED = "clock_may_be_suspended"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    CONTACT_YOUNG_PERSON_FIRST = "contact_young_person_first"
    DATA_PROTECTION_ROUTE = "data_protection_route"
    DATE_CHECK = "date_check"
    DUPLICATE_FAMILY = "duplicate_family"
    EARLY_RESOLUTION_CANDIDATE = "early_resolution_candidate"
    EXTERNAL_DEADLINE = "external_deadline"
    FREEZE_REQUEST = "freeze_request"
    INFO_SHARING_LIMITED = "info_sharing_limited"
    INTERPRETER = "interpreter"
    LADO_REFERRAL = "lado_referral"
    LATE_DISCRETION = "late_discretion"
    LGSCO_INFO = "lgsco_info"
    NO_REPLY_POSSIBLE = "no_reply_possible"
    NON_INSTRUCTED = "non_instructed"
    ORAL_CONFIRM_RECORD = "oral_confirm_record"
    OTHER_COUNCIL_TRANSFER = "other_council_transfer"
    PART_LATE = "part_late"
    POSSIBLE_PRESSURE = "possible_pressure"
    POSSIBLE_REPEAT = "possible_repeat"
    PRIORITY_CHILD = "priority_child"
    PROCEEDINGS_CHECK = "proceedings_check"
    REASONABLE_ADJUSTMENT = "reasonable_adjustment"
    REPLY_WANTED = "reply_wanted"
    REPRESENTATIVE_CONSENT_CHECK = "representative_consent_check"
    RESUBMIT_RIGHT = "resubmit_right"
    SAFE_CONTACT = "safe_contact"
    SAFEGUARDING_IMMEDIATE = "safeguarding_immediate"
    SAFEGUARDING_REFERRAL = "safeguarding_referral"
    SCOPE_CHECK = "scope_check"
    SPLIT_ROUTES = "split_routes"
    STAFF_SAFETY_ALERT = "staff_safety_alert"
    STAGE1_OVERDUE = "stage1_overdue"
    STAGE2_REQUEST_LATE = "stage2_request_late"
    STAGE3_REQUEST_LATE = "stage3_request_late"
    SUFFICIENT_INTEREST_DECISION = "sufficient_interest_decision"
    TIME_UNCLEAR = "time_unclear"
    URGENT_HOMELESS = "urgent_homeless"
    WITHDRAW_CONFIRM = "withdraw_confirm"


class Signpost(StrEnum):
    """Whom else the person may turn to."""

    ADULT_SOCIAL_CARE_COMPLAINT = "adult_social_care_complaint"
    CAFCASS = "cafcass"
    CONFERENCE_CHAIR = "conference_chair"
    CORPORATE_COMPLAINT = "corporate_complaint"
    COURT_LEGAL_ADVICE = "court_legal_advice"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    FOSTERING_AGENCY = "fostering_agency"
    HR_GRIEVANCE = "hr_grievance"
    ICO = "ico"
    INSURANCE_LEGAL = "insurance_legal"
    IRM = "irm"
    LEGAL_ADVICE_URGENT = "legal_advice_urgent"
    LGSCO = "lgsco"
    MONITORING_OFFICER = "monitoring_officer"
    NHS_COMPLAINTS = "nhs_complaints"
    OFSTED = "ofsted"
    OTHER_COUNCIL = "other_council"
    POLICE_COMPLAINTS = "police_complaints"
    PROVIDER_COMPLAINT = "provider_complaint"
    SCHOOL_COMPLAINT = "school_complaint"
    SEND_TRIBUNAL = "send_tribunal"
    SENDIASS = "sendiass"
    SOCIAL_WORK_ENGLAND = "social_work_england"
    TRANSPORT_APPEAL = "transport_appeal"
    WHISTLEBLOWING = "whistleblowing"


class Due(StrEnum):
    """A day that something is due."""

    STAGE1_10WD = "stage1_10wd"
    STAGE1_20WD_MAX = "stage1_20wd_max"
    EARLY_RESOLUTION_5WD = "early_resolution_5wd"
    STAGE2_25WD = "stage2_25wd"
    STAGE2_65WD_MAX = "stage2_65wd_max"
    STAGE2_REQUEST_BY_20WD = "stage2_request_by_20wd"
    STAGE3_ACK_2WD = "stage3_ack_2wd"
    PANEL_BY_30WD = "panel_by_30wd"
    STAGE3_REQUEST_BY_20WD = "stage3_request_by_20wd"
    PANEL_NOTICE_10WD_BEFORE = "panel_notice_10wd_before"
    PANEL_REPORT_5WD = "panel_report_5wd"
    PANEL_RESPONSE_15WD = "panel_response_15wd"
    CORPORATE_ACK_5WD = "corporate_ack_5wd"
    CASE_CONCERN_SAME_DAY = "case_concern_same_day"
    LADO_1WD = "lado_1wd"
    RESUBMIT_BY = "resubmit_by"
    LGSCO_LAST_DAY = "lgsco_last_day"


class ClockChange(StrEnum):
    """What the complaints manager did to a clock."""

    EXTENDED = "extended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"


class ClockReason(StrEnum):
    """Why a clock was extended or suspended."""

    COMPLEX = "complex"
    ADVOCATE_NEEDED = "advocate_needed"
    KEY_PERSON_AWAY = "key_person_away"
    CONCURRENT_INVESTIGATION = "concurrent_investigation"
    COMPLAINANT_ASKED = "complainant_asked"
    SEVERAL_AGENCIES = "several_agencies"
