"""What the rule books say, as pure functions over frozen values: no clock, no I/O, no database."""
