"""Report to Reading: where attributions, names and times are.

neural          the Reader, over the encoder; its steps are, in order:
sections        long texts taken in sections
decode_spans    log-probabilities of tags to spans
link_to_cues    sources and contents to their cues
assemble        attributions put together from linked spans
decode_syntax   words with their syntax, and mentions of one entity
nested          the inside of a content, read again
name_types      types of names on which the tagger and the syntax differ
correct         what the rules below make of attributions, in their order

quotes          quotation marks paired
kinds           direct, indirect or mixed, and the edges of spans
acts            what a cue does: state, deny, ask, order
stance          words, a mind made known, or a deed
layout          transcripts, embedded posts, headlines, signed quotations
directives      orders and appeals that the tagger misses
continued       paragraphs that continue a quotation

parse_repairs   arcs of the parse that grammar rules out; of nouns, verbs, subjects, sentences:
noun_repairs, verb_repairs, subject_repairs, cross_sentence_arcs
parse_cycles    words that depend on each other in a circle

cue_grammar     what grammar says of a source and a content, where the tagger cannot be sure
frames          what the syntax around a cue says of them
missed_frames   attributions that the syntax alone shows, by
complements     what a verb of speech has for its content,
noun_frames     nouns of speech with a clause,
parenthetical   frames between commas, and
phrases         noun phrases, clauses and verbs as spans
subjects        who a verb of speech has for its subject
passives        who speaks in the passive
according       the source after "according to"
quoted          quotations whose frame the model missed
boundaries      where contents end
split_contents  contents on both sides of their frame, or in pieces
says_nothing    what the model found where nobody says anything
cut_contents    contents without what is another's
"""
