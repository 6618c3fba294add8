"""The outbox: the only code that posts what nobody waits for."""
