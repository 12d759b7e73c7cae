"""Reports to findings: copies, happenings that several tell of, figures that disagree.

sketch      what a report is compared by
frequencies how rare a word is in news at large
block       which reports are worth comparing at all
match       two reports and how much speaks for one happening, with what a person can check
cluster     matches to events
copies      reports that reprint one text
corroborate how many independent sources stand behind something
figures     an event's counts over time: versions, revisions, conflicts
policy      best, low and high of the versions

Everything here hangs on the reports alone, never on the order in which they came: two ledgers with
the same reports hold the same findings.
"""
