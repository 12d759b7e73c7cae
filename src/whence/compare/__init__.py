"""Reports to findings: copies, happenings that several tell of, figures that disagree.

fingerprint      what a report is compared by; with counts, credits and furniture for its parts
frequencies how rare a word is in news at large
block       which reports are worth comparing at all
pairs       two reports that a block brought together: what of it is kept
match       two reports and how much speaks for one happening, with what a person can check
cluster     matches to events
copies      reports that reprint one text
corroborate who is one source, and how many independent ones stand behind something
tellings    which counts are told of the happening as a whole
figures     an event's counts over time: versions, revisions, conflicts
policy      best, low and high of the versions
lookback    counts that a report gives of another happening
events      what the reports of one event tell, all together
disputes    where they disagree
drift       what counts lost between reports
statements, same    claims that say the same
update      a store's findings brought up to date

Everything here hangs on the reports alone, never on the order in which they came: two ledgers with
the same reports hold the same findings.
"""
