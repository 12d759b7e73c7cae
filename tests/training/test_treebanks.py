"""A treebank's lines become running text with words, heads and chains of mentions on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.corpora import Example, treebanks

CONLLU = """\
# newdoc id = GUM_invented_ferry
# newpar
# sent_id = 1
# text = Ada Venn didn't wait.
1	Ada	Ada	PROPN	NNP	_	5	nsubj	_	Entity=(1-person-new-cf1-1-sgl-coref-Ada_Venn
2	Venn	Venn	PROPN	NNP	_	1	flat	_	Entity=1)
3-4	didn't	_	_	_	_	_	_	_	_
3	did	do	AUX	VBD	_	5	aux	_	_
4	n't	not	PART	RB	_	5	advmod	_	_
5	wait	wait	VERB	VB	_	0	root	_	SpaceAfter=No
6	.	.	PUNCT	.	_	5	punct	_	_

# sent_id = 2
# text = The ferry that she owned sank.
1	The	the	DET	DT	_	2	det	_	Entity=(2-object-new-cf2-2-coref
2	ferry	ferry	NOUN	NN	_	6	nsubj	_	_
3	that	that	PRON	WDT	_	5	obj	_	_
4	she	she	PRON	PRP	_	5	nsubj	_	Entity=(1-person-giv:act-cf1-1-ana)
5	owned	own	VERB	VBD	_	2	acl:relcl	_	Entity=2)
6	sank	sink	VERB	VBD	_	0	root	_	SpaceAfter=No
7	.	.	PUNCT	.	_	6	punct	_	_

# newpar
# sent_id = 3
# text = It burnt.
1	It	it	PRON	PRP	_	2	nsubj	_	Entity=(2-object-giv:act-cf1-1-ana)
2	burnt	burn	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = another
# sent_id = 4
1	Yes	yes	INTJ	UH	_	0	root:some	_	_
"""


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Example]:
    folder = tmp_path / "gum" / "train"
    folder.mkdir(parents=True)
    (folder / "invented.conllu").write_text(CONLLU, encoding="utf-8")
    monkeypatch.setattr(treebanks, "FOLDER", tmp_path)
    return treebanks.gum("train")


def test_text_is_as_it_was_printed(examples: list[Example]) -> None:
    ferry, other = examples
    assert ferry.text == "Ada Venn didn't wait. The ferry that she owned sank.\n\nIt burnt."
    assert other.text == "Yes"


def test_each_word_has_tag_relation_and_head(examples: list[Example]) -> None:
    text = examples[0].text
    heads = {text[a:b]: text[c:d] for a, b, (c, d) in examples[0].pointers["arc"]}
    assert heads["Ada"] == "wait"
    assert heads["n't"] == "wait"
    assert heads["owned"] == "ferry"
    assert heads["sank"] == "sank"  # a root depends on itself
    relations = {text[a:b]: relation for a, b, relation in examples[0].spans["relation"]}
    assert relations["owned"] == "acl:relcl"  # a subtype that is distinguished
    assert examples[1].spans["relation"][0][2] == "root"  # one that is not


def test_mentions_have_their_type_at_the_head_alone(examples: list[Example]) -> None:
    text = examples[0].text
    found = [(text[a:b], kind) for a, b, kind in examples[0].spans["mention"] if kind != "O"]
    assert found == [("Ada", "person"), ("ferry", "other"), ("she", "person"), ("It", "other")]


def test_antecedents_are_earlier_mentions_or_the_mention_itself(examples: list[Example]) -> None:
    text = examples[0].text
    found = {(text[a:b], text[c:d]) for a, b, (c, d) in examples[0].pointers["antecedent"]}
    assert found == {("Ada", "Ada"), ("ferry", "ferry"), ("she", "Ada"), ("It", "ferry")}
