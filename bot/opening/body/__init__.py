"""An article's body as pages of blocks: all of it, however long."""
