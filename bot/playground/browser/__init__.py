"""The fake Slack as a page in a browser: what it shows to somebody, and what they do there."""
