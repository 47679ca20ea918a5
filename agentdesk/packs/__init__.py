"""Call-script packs: TOML files in, validated values out; what is wrong with one is a value too."""

from agentdesk.packs.faults import Fault, PackError
from agentdesk.packs.files import root
from agentdesk.packs.initials import initials
from agentdesk.packs.learning import Taught
from agentdesk.packs.library import Library
from agentdesk.packs.loading import check, load

__all__ = ["Fault", "Library", "PackError", "Taught", "check", "initials", "load", "root"]
