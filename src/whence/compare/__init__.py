"""Reports to findings: copies, reports of the same event, and figures that disagree.

fingerprint        what a report is compared by, with observations, credits, boilerplate
frequencies        how rare a word is in news at large
blocking           which reports are worth comparing at all
pair_scores        two reports that a block brought together: their scores
match              how likely it is that two reports are of one event, with evidence
cluster            matches to events
copies             reports that reprint one text
sources            which sources are one, and how many are independent
totals             which counts are totals of the event, and which are parts
histories          an event's counts over time: versions, revisions, conflicts
policy             best, low and high of the versions
retrospective      counts that a report gives of another event
event_place        the country and the place of the event
event_day          the day of the happening's own clause
events, summaries  the summary of an event from its reports
disputes           where they disagree
drift              what counts lost between reports
statements, same_claims  claims that say the same
update             a store's findings brought up to date

All of this depends on the reports alone, never on the order in which they came: two ledgers with
the same reports hold the same findings.
"""
