"""What can be done from the command line: `flask COMMAND`."""

from intake.web.commands import (
    audit,
    catalogue,
    council,
    deliveries,
    delivering,
    equality,
    keys,
    queue,
    referrals,
    retention,
    rules,
    serving,
    staff,
    translate,
)

COMMANDS = (
    *rules.COMMANDS,
    *queue.COMMANDS,
    *referrals.COMMANDS,
    *retention.COMMANDS,
    *delivering.COMMANDS,
    *deliveries.COMMANDS,
    *council.COMMANDS,
    *catalogue.COMMANDS,
    *keys.COMMANDS,
    *audit.COMMANDS,
    *equality.COMMANDS,
    *staff.COMMANDS,
    *translate.COMMANDS,
    *serving.COMMANDS,
)
