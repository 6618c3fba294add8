"""What people type after `/kb subscribe` and its kin, read as plain types, and said back."""
