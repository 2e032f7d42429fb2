"""Mutation testing of the rules: small changes of constants and conditions, and which of them no test notices.

Own code rather than a tool: mutmut 3 changes only what stands inside functions, and most of our rules are constants
outside them; cosmic-ray writes each mutant over the source and starts a new pytest for it, which costs the seconds that
importing torch takes, four to eight. Here one process imports what is heavy and forks for each mutant, which costs one
to three seconds; the mutant lives in the memory of the fork, and no file is touched.
"""
