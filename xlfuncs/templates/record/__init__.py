"""The laboratory's record: solutions, a log of reversal potentials, and what they say together."""
