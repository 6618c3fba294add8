"""What Quickjump knows: articles, how they are found, and what is still to be told. Knows nothing of Slack."""
