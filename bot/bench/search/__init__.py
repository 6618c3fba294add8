"""Search measured: beside what a user could pick instead, and over many more articles than anybody has at hand."""
