"""What staff are asked when they decide. Free text is sealed; codes, days and references are not.

A check may look, beside the answers of its page, at what `decisions.case_of` says of the record: `record_received`,
`record_who`, `record_flags`, `record_own_right`, `record_needs_interest`, `record_child_named`, `clock_due`,
`clock_at_most`, `clock_started`, `clock_changed`, `held_on`, `waits_since`, `replied_on` and `withdrawal_asked_on`.
"""
