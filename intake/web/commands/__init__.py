"""What can be done from the command line: `flask COMMAND`."""

from intake.web.commands import catalogue, keys, queue, rules, serving, translate

COMMANDS = (
    *rules.COMMANDS,
    *queue.COMMANDS,
    *catalogue.COMMANDS,
    *keys.COMMANDS,
    *translate.COMMANDS,
    *serving.COMMANDS,
)
