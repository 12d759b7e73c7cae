"""Who speaks without a name and is named right after.

*"A spokesman said ... the spokesman, Jon Keller" is one man*, and a headline's "Varnia's premier"
is the holder of that office in the text.
"""

from __future__ import annotations

from whence.resolve.people.described import same_post
from whence.resolve.people.entities import Entities, Member
from whence.resolve.people.pronouns import Scene

_SOON = 2  #: sentences within which a speaker without a name is named


def named_later(member: Member, entities: Entities, scene: Scene) -> Member | None:
    """The person with a name who a person without one is; None where none or several may be meant.

    What is known of where the nameless one was spoken of is handed over.
    """
    if member.names or member.plural or member.type != "person" or not member.calls:
        return None
    sentences, first = scene.sentences, member.first
    here = sentences.at(first)
    found = {
        id(other): other
        for other in entities.people()
        if other.first > first
        and any(
            (same_post(c, o) and ((c.owner and o.owner) or _is_of_no_other(other, scene)))
            # "14 dead, says interior minister" heads a report of Interior Minister Pell
            or (here == 0 and c == o and c.matter)
            for c in member.calls
            for o in other.calls
        )
        and (here == 0 or sentences.at(other.first) - here <= _SOON)
    }
    if len(found) != 1:
        return None
    (other,) = found.values()
    if member.gender and other.gender and member.gender != other.gender:
        return None
    for span, (form, score) in member.others.items():
        other.refer(span, form, score)
    member.others.clear()
    return other


def _is_of_no_other(member: Member, scene: Scene) -> bool:
    """Whether no body is named before somebody in the sentence, whose spokesman it would be."""
    here = scene.sentences.at(member.first)
    return not any(
        one.member.type == "organization" and scene.sentences.at(one.start) == here
        for one in scene.before(member.first)
    )
