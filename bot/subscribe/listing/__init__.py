"""The list of a channel's subscriptions: read in pages, drawn, and changed in place."""
