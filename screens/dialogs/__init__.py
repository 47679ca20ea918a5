"""Boxes over the screen: each a screen that is asked a question and answers with a typed result."""
