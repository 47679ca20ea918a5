"""Labelled call notes, and how well a matcher finds what is labelled in them."""
