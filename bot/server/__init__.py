"""The processes: HTTP, Socket Mode, and the worker; and how they log."""
