"""What can be done from the command line: `flask COMMAND`."""

from intake.web.commands import catalogue, keys, queue, serving

COMMANDS = (*queue.COMMANDS, *catalogue.COMMANDS, *keys.COMMANDS, *serving.COMMANDS)
