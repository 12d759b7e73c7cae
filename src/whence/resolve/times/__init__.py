"""TIMEX3 expressions to values, counted from the report's own dateline.

resolve        all of it, in order

spans          the reader's expressions corrected, and plain ones that it missed
boundaries     where an expression begins and ends
patterns       what patterns are sure of
false_times    what looks like a time and is not one
ranges         times with two ends
listed         days that are listed together, and share a month or a year
posts          posts in a report, which are dated by their signature

reference_day  what an expression is counted from: the dateline, or the dates of a history
tense          whether it is past or to come
values         an expression and its context to a TIMEX3 value, by the rules of
              days, periods and durations, which share value_rule_helpers
modifiers      which part of a time is meant, or how near to it
word_lists     the words of the calendar: months, units, seasons, numbers
calendar       arithmetic on dates of any precision
"""

from whence.resolve.times.resolve import resolve_times

__all__ = ["resolve_times"]
