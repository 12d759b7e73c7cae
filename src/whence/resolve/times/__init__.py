"""TIMEX3 expressions to values, reckoned from the report's own dateline.

spans      the reader's expressions, their edges and types put right
words      the words of the calendar: months, units, seasons, numbers
calendar   arithmetic on dates of any precision
context    what an expression is reckoned from: the dateline, tense, the dates before
values     an expression and its context to a TIMEX3 value
"""

from whence.resolve.times.resolve import resolve_times

__all__ = ["resolve_times"]
