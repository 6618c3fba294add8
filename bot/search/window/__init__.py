"""The window in which a search that was filled in shows what it found."""
