"""What can go wrong, as one hierarchy: a catalogue key and its params, never prose.

`agentdesk.locale` turns `key` into the message and, where there is one, `<key>.next` into what to do next.
"""


class DeskError(Exception):
    """Something the desk must tell its user. `key` is the message's catalogue key, `params` fill its slots."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        """The key alone: params may hold a customer's data, which belongs in no log."""
        return self.key


class Refused(DeskError):
    """What was asked for is not allowed or not well formed; shown beside the field or key that asked."""


class NotFound(DeskError):
    """What was asked for is not in the store."""


class SettingsError(DeskError):
    """A setting has an unknown name or a value that is none."""


class StoreUnavailable(DeskError):
    """The store cannot be opened, read or written; nothing of the failed unit was kept."""
