"""What can be done from the command line: `flask COMMAND`."""

from intake.web.commands import (
    catalogue,
    council,
    deliveries,
    delivering,
    keys,
    queue,
    referrals,
    rules,
    serving,
    translate,
)

COMMANDS = (
    *rules.COMMANDS,
    *queue.COMMANDS,
    *referrals.COMMANDS,
    *delivering.COMMANDS,
    *deliveries.COMMANDS,
    *council.COMMANDS,
    *catalogue.COMMANDS,
    *keys.COMMANDS,
    *translate.COMMANDS,
    *serving.COMMANDS,
)
