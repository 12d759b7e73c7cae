"""whence in spaCy pipelines, and calls in the shapes of textacy: the extra `whence[spacy]`.

    import spacy

    nlp = spacy.blank("en")                  # or any pipeline; nothing of it is needed
    nlp.add_pipe("whence")                   # found by its entry point, without `import whence`
    doc = nlp("“We are leaving,” Ada Venn said.")
    for one in doc._.attributions:
        print(one.speaker, one.cue, one.content)

A doc that went through the component has

    doc._.whence             the `whence.Document`; None where the doc gave no report
    doc._.attributions       a list of `Attribution`, in text order
    doc._.claims             a list of `Claim`, in text order
    doc._.whence_rejected    why it gave no report, a `whence.Rejected`; else None
    doc.spans["whence"]      who, by which cue, says what: labels SOURCE, CUE and CONTENT
    doc.spans["whence_claims"], "whence_figures", "whence_times", "whence_places"

Spans are spaCy's: whole tokens, all that the words touch. Next to them are the exact words, as
half-open offsets in code points of `doc.text` (`source_chars`, `words`), for where a tokenizer cuts
elsewhere. Times are in ISO 8601 or as TIMEX3 has them, scores between 0 and 1.

Metadata of a report is given before it is read, as a dict with any of `published`, `title`,
`publisher` and `url`: `doc._.report = {"published": "2025-03-04"}` on what `nlp.make_doc` returned,
or with `with_metadata` for a stream. `published` in the component's config is for docs that have
none.

A doc that whence does not read (another language, too long) is left without results, with a
UserWarning and `doc._.whence_rejected`; one without any words silently. Nothing is raised for it,
so a stream goes on. An invalid `report` (an unknown name, a `published` that is not a date) is a
ValueError, which goes to the pipeline's error handler. `SettingsError` and `BundleError` are
raised. Importing this raises `MissingExtra` without spaCy.

`direct_quotations` returns what textacy's function of that name does.
"""

from whence.errors import MissingExtra

try:
    import spacy as _spacy  # noqa: F401  its absence is reported in one place
except ImportError as _error:
    raise MissingExtra.of("pipelines of spaCy", "spaCy", "spacy") from _error

from whence.compat.component import Whence, with_metadata
from whence.compat.quotations import DQTriple, direct_quotations
from whence.compat.span_groups import COLOURS, displacy_options
from whence.compat.views import Attribution, Claim, Figure, Hedge, attributions, claims

told = with_metadata  #: its first name, for pipelines that have it

__all__ = [
    "COLOURS",
    "Attribution",
    "Claim",
    "DQTriple",
    "Figure",
    "Hedge",
    "Whence",
    "attributions",
    "claims",
    "direct_quotations",
    "displacy_options",
    "told",
    "with_metadata",
]
