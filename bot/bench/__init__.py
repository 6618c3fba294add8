"""The bench: the bot put to the test from outside, with hostile input and under load."""
