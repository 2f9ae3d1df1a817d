"""The commands that answer over the whole fact base: money, offtake, exposure, time."""
