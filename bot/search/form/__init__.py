"""The form in which a search is filled in; see `fields.py` for what stands in it."""
