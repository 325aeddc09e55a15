"""Small groups stay hidden: how a number may be shown, who attacks it, and what holds.

Pure: numbers in, numbers out. `ladder` says what a shown number tells, `attack` what can be worked
out from all of them together, `protect` which numbers must be coarser so that nothing can.
"""
