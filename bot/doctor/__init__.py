"""The doctor: looks at all that the bot needs, and says of each thing how it is and what to do."""
