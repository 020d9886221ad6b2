"""One revision a module; a revision is never edited after it was released."""
