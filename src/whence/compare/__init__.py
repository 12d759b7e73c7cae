"""Reports to findings: copies, reports of the same event, and figures that disagree.

fingerprint        what a report is compared by, with observations, credits, boilerplate
sentence_at, stems   the sentence around a count; a word without its ending
event_kinds        what kind of event a report is about
scopes, withdrawals  which people a count is of; counts that a report takes back
called_parts       what the people of a part are said to be
cues_above         whose verb of speech governs a count
money, prices      sums and shares, and what a sum is the price of
victims            who is said by name to have been killed, injured or detained
blame, perpetrators  who is said to have done it, and by whom
frequencies        how rare a word is in news at large
blocking           which reports are worth comparing at all
pair_scores        two reports that a block brought together: their scores
match              how likely it is that two reports are of one event, with evidence
unlike, spots      what sets two reports apart, and the very spot that ties them
cluster            matches to events
copies             reports that reprint one text
constraints        what people decided: reports that are of one event, and that are not
sources            how many independent sources there are
source_types, source_identity  of what kind a source is; which two sources are one
count_sources      who an attribution's words mean as the source of a count
totals             which counts are totals of the event, and which are parts
histories          an event's counts over time: versions, revisions, conflicts
count_relations    how two counts of one role relate, by their values alone
version_relations  how a count's versions relate: revisions, conflicts
rejected_counts    who says that another's number is wrong
counting_policy    best, low and high of the versions
retrospective      counts that a report gives of another event
event_place        the country and the place of the event
event_day, fresh_day  the day of the event's own clause; that of those whom a report counts
events, summaries  the summary of an event from its reports
disputes           where they disagree
drift              what counts lost between reports
statements, propositions, same_claims, claim_versions  claims that say the same
update             a store's findings brought up to date

All of this depends on the reports alone, never on the order in which they came: two ledgers with
the same reports have the same findings.
"""
