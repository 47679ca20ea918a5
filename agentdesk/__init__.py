"""agentdesk: a full-screen terminal desk for call centres, without its screens."""

__version__ = "0.1.0"
