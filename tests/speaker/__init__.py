"""Learning whose words a wording is: `python -m tests.speaker` writes the weights; `--crossed` tries them."""
