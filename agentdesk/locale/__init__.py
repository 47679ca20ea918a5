"""The message catalogues: every visible sentence of the desk, by key, in Chinese and English."""
