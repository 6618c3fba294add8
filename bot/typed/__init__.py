"""Subscribe: what channels want to hear of, when and how, in the words that people type."""
