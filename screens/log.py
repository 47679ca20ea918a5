"""The log of what nobody foresaw: a file beside the store, never the screen."""

import logging
from pathlib import Path

FILE = "agentdesk.log"


def record(data_dir: Path, error: Exception) -> None:
    """Write an error with its traceback. Opened at need: a good day has no log."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - loads a dozen modules

    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = RotatingFileHandler(data_dir / FILE, maxBytes=1 << 20, backupCount=2, encoding="utf-8")
    file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    try:
        file.handle(
            logging.LogRecord(
                "agentdesk",
                logging.ERROR,
                "",
                0,
                str(type(error).__name__),
                None,
                (type(error), error, error.__traceback__),
            )
        )
    finally:
        file.close()
