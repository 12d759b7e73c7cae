"""TIMEX3 expressions to values, reckoned from the report's own dateline.

spans      the reader's expressions put right, and plain ones that it missed
edges      where an expression begins and ends
plain      what patterns are sure of
context    what an expression is reckoned from: the dateline, tense, whether the text is a history
values     an expression and its context to a TIMEX3 value, by the rules of
           days, periods and durations, which share reckoning
words      the words of the calendar: months, units, seasons, numbers
calendar   arithmetic on dates of any precision
"""

from whence.resolve.times.resolve import resolve_times

__all__ = ["resolve_times"]
