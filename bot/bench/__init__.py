"""Benches: long runs that measure the bot as a whole, or try to break it. Each is a command of its own."""
