"""Who, and what they inherit: tree, scopes, overlays, packs. Pure."""
