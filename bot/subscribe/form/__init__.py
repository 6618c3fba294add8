"""The form in which a subscription is made or changed: drawn, opened, and read."""
