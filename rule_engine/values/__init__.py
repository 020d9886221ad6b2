"""What values mean: blank, true, equal, ordered; numbers, texts, dates. Everything above builds on these few answers."""
