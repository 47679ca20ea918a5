"""The screens: Textual over the services. Nothing here opens a database, and nothing below knows of it."""
