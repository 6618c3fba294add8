"""Where articles come from: the Source protocol, one file a kind, and sources.toml, which lists them."""
