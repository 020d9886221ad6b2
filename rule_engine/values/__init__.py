"""What values mean: blank, true, equal, ordered; numbers, texts, dates. All else builds on these."""
