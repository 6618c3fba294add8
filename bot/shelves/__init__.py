"""A category opened, as every capability shows it that leads to one: those below it, and its articles in pages."""
