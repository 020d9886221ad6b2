"""Facts + rules + time -> decisions, each with its reason. Pure: no I/O, no clock, no globals."""
