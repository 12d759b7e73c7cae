"""People under several names, as people decided who is who."""

from __future__ import annotations

from whence.ledger.person_merging import Spoke, joined


def spoke(name: str, claims: int = 1, type: str = "person") -> Spoke:  # noqa: A002
    return Spoke(name, type, name.casefold(), None, 1, claims)


def names(*found: Spoke, **decided: bool) -> list[set[str]]:
    pairs = {
        tuple(sorted(pair.replace("_", " ").split(" is "))): one for pair, one in decided.items()
    }
    people = joined(found, None, {(a, b): one for (a, b), one in pairs.items()})
    return sorted(({*one.names} for one in people), key=sorted)


VENN = (spoke("Ada Venn", 5), spoke("Venn"), spoke("Tom Brill"))


def test_a_decision_overrides_the_names() -> None:
    assert names(*VENN) == [{"Ada Venn", "Venn"}, {"Tom Brill"}]
    assert names(*VENN, ada_venn_is_venn=False) == [{"Ada Venn"}, {"Tom Brill"}, {"Venn"}]
    assert names(*VENN, ada_venn_is_tom_brill=True) == [{"Ada Venn", "Venn", "Tom Brill"}]


def test_separated_people_are_not_merged_through_others() -> None:
    held = names(*VENN, ada_venn_is_tom_brill=True, tom_brill_is_venn=False)
    assert {"Ada Venn", "Venn"} in held
    assert {"Tom Brill"} in held


def test_merging_a_name_that_nobody_has_changes_nothing() -> None:
    assert names(*VENN, ada_venn_is_zed=True) == names(*VENN)


def test_a_person_and_a_body_may_be_one() -> None:
    firm = spoke("Venn and Sons", 2, "organization")
    assert {"Tom Brill", "Venn and Sons"} in names(*VENN, firm, tom_brill_is_venn_and_sons=True)


def test_no_order_changes_who_is_merged() -> None:
    trio = (spoke("Ada Venn"), spoke("Tom Brill"), spoke("Ola Reed"))
    pairs = {"ada_venn_is_tom_brill": True, "ola_reed_is_tom_brill": True}
    assert names(*trio, **pairs) == names(*trio[::-1], **dict(reversed(pairs.items())))
