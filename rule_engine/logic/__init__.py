"""From JSON to something that runs: reading (guard and parse), compiling, names, explaining."""
