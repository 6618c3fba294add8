"""Opening an article in a modal, for every capability that has one to open."""
