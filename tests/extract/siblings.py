"""Sentences by kind of rule, each with what a careful reader takes from it.

Written for this project. A row is a sentence and what must hold of the attributions read in it:
`(source, content)` with `source` the words that name who speaks ("" for nobody) and `content`
words that the content holds; then, by name, what else: `lacks` words that the same content does
not hold, `act`, `stance`, `asserted`, `told_by` the source of the attribution around it. `None` for
`(source, content)` says that nothing is said in the sentence.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Row(NamedTuple):
    """One sentence and one attribution that is in it."""

    text: str
    source: str | None
    content: str = ""
    more: dict[str, Any] = {}  # noqa: RUF012  never changed


def _row(text: str, source: str | None, content: str = "", **more: Any) -> Row:
    return Row(text, source, content, more)


def _many(template: str, *rows: tuple[str, ...], **more: Any) -> list[Row]:
    """Rows of one form: (sentence, source, content)."""
    del template
    return [_row(text, source, content, **more) for text, source, content in rows]


KINDS: dict[str, list[Row]] = {
    "denied doing": _many(
        "NP denied V-ing NP",
        ("The army denied shelling the school.", "army", "shelling the school"),
        ("Keller denied taking money from the firm.", "Keller", "taking money from the firm"),
        ("The bank has denied hiding losses.", "bank", "hiding losses"),
        ("Two drivers denied having drunk.", "drivers", "having drunk"),
        ("Ms Roth denied knowing the man.", "Roth", "knowing the man"),
        ("The company denies polluting the river.", "company", "polluting the river"),
        ("Osmia denied sending troops to the border.", "Osmia", "sending troops"),
        ("He denied any wrongdoing.", "He", "any wrongdoing"),
        ("The minister denied the charge.", "minister", "the charge"),
        ("Both clubs denied the report.", "clubs", "the report"),
        ("The union denied that it had been paid.", "union", "it had been paid"),
        ("Pell denied it.", "Pell", "it"),
        ("Holt denied lying to the court.", "Holt", "lying to the court"),
        ("The mayor repeatedly denied meeting the developer.", "mayor", "meeting the developer"),
        ("Her lawyer denied the allegations.", "lawyer", "the allegations"),
        ("The agency denied there was a leak.", "agency", "there was a leak"),
        ("Tarrow Steel denied breaking the rules.", "Tarrow Steel", "breaking the rules"),
        ("Venn, 40, denied starting the fire.", "Venn", "starting the fire"),
        ("The rebels denied killing the priest.", "rebels", "killing the priest"),
        ("A spokesman denied that talks had failed.", "spokesman", "talks had failed"),
        act="deny",
    ),
    "is no denial": [
        _row(text, None)
        for text in (
            "The judge denied bail.",
            "Osmia denied the inspectors access to the port.",
            "The court denied his request for a new trial.",
            "He was denied a visa.",
            "The board denied her application.",
            "The guards denied him entry.",
            "The panel denied the appeal on Monday.",
            "The town was denied service for a week.",
        )
    ],
    "demands": _many(
        "NP demanded NP, NP and NP",
        ("The villagers demanded clean water, a new road and their land.", "villagers", "their land"),
        ("The union demanded higher pay.", "union", "higher pay"),
        ("Nurses demanded safer wards and more staff.", "Nurses", "more staff"),
        ("The rebels demanded the release of their leader.", "rebels", "the release of their leader"),
        ("Holt demanded an apology.", "Holt", "an apology"),
        ("The opposition demands an inquiry.", "opposition", "an inquiry"),
        ("Students demanded lower fees, free meals and a say.", "Students", "a say"),
        ("The mayor demanded that the road be reopened.", "mayor", "the road be reopened"),
        ("Fishermen demanded new quotas.", "Fishermen", "new quotas"),
        ("Families demanded answers from the ministry.", "Families", "answers"),
        act="order",
    ),
    "not asserted": [
        _row(text, source, content, asserted=False)
        for text, source, content in (
            ("Norvia has not confirmed that its drone hit the school.", "Norvia", "drone hit"),
            ("The ministry neither confirmed nor denied that troops had left.", "ministry", "troops"),
            ("A spokesman declined to say whether the mayor had resigned.", "spokesman", "resigned"),
            ("He asked whether 30 people had died.", "He", "30 people had died"),
            ("Police would not say how the man died.", "Police", "how the man died"),
            ("Roth did not say when the bridge would open.", "Roth", "when the bridge would open"),
            ("The firm refused to say how many jobs would go.", "firm", "how many jobs"),
            ("Nobody said that the bridge was safe.", "Nobody", "the bridge was safe"),
            ("The company has yet to say whether it will appeal.", "company", "it will appeal"),
            ("The general never said that the war was won.", "general", "the war was won"),
            ("Keller could not confirm that anyone had been hurt.", "Keller", "anyone had been hurt"),
            ("The court did not explain why the case had been dropped.", "court", "dropped"),
            ("Pell failed to mention that he owned the land.", "Pell", "he owned the land"),
            ("If she says that the money is gone, the bank will fail.", "she", "the money is gone"),
            ("The minister might say that the plan was his.", "minister", "the plan was his"),
            ("The report does not claim that the dam was unsafe.", "report", "the dam was unsafe"),
            ("No official has said that the water is safe.", "official", "the water is safe"),
            ("Reporters asked if the general would resign.", "Reporters", "the general would resign"),
            ("The union wondered whether the plant would close.", "union", "the plant would close"),
            ("Holt didn't say that prices would fall.", "Holt", "prices would fall"),
        )
    ],
    "asserted": [
        _row(text, source, content, asserted=True)
        for text, source, content in (
            ("The army said it had not attacked the village.", "army", "it had not attacked"),
            ("Roth not only said that taxes would rise but named the date.", "Roth", "taxes would rise"),
            ("Keller denied that he had lied.", "Keller", "he had lied"),
            ("The mayor explained why the road was shut.", "mayor", "the road was shut"),
            ("No one was hurt, police said.", "police", "No one was hurt"),
            ("Holt said he did not know.", "Holt", "he did not know"),
            ("The union said it might strike.", "union", "it might strike"),
            ("Pell said that if it rained the match would be off.", "Pell", "the match would be off"),
            ("The ministry confirmed that nobody had died.", "ministry", "nobody had died"),
            ('"I did not do it," said Venn.', "Venn", "I did not do it"),
        )
    ],
    "deeds and attitudes": [
        _row(text, None, "", stance=True)
        for text in (
            "The president signed the bill into law.",
            "The bill was backed by the unions.",
            "The union condemned the raid.",
            "The king signed the treaty in a tent.",
            "Holt supports the plan.",
            "Farmers oppose the dam.",
            "The party endorsed Keller.",
            "The mayor praised the firefighters.",
            "Parents fear the road.",
            "The club wants a new ground.",
            "The court banned the march.",
            "The minister welcomed the ruling.",
            "Voters rejected the plan.",
            "The council approved the budget.",
            "Police have not yet identified any suspects.",
            "The bank plans to open two branches.",
            "The general hopes to retire.",
            "Doctors applauded the decision.",
            "The senate passed the law on Monday.",
            "The ministry sponsored the concert.",
        )
    ],
    "relative clause": _many(
        "NP, who NP V V-ed ..., V",
        ("Keller, who police say fled the scene, is in custody.", "police", "fled the scene"),
        ("The quarry, which villagers claim ruined their wells, is shut.", "villagers", "ruined their wells"),
        ("The man, who prosecutors say shot two people, was held.", "prosecutors", "shot two people"),
        ("The drug, which doctors say saves lives, is dear.", "doctors", "saves lives"),
        ("Holt, who the court heard sold the car, wept.", "court", "sold the car"),
        ("A ship that officials said carried weapons sank.", "officials", "carried weapons"),
        ("The blaze, which investigators said began in a kitchen, killed two.", "investigators", "began in a kitchen"),
        ("The law, which critics say harms the poor, passed.", "critics", "harms the poor"),
        ("A woman who witnesses said threw a stone was arrested.", "witnesses", "threw a stone"),
        ("The bank, which regulators say broke the rules, was fined.", "regulators", "broke the rules"),
    ),
    "passive": _many(
        "NP was told by NP that",
        ("Keller was told by police that the road was shut.", "police", "the road was shut"),
        ("Marek was accused by the union of selling jobs.", "union", "selling jobs"),
        ("Roth was urged by the union to resign.", "union", "resign"),
        ("Residents were warned by the council to boil water.", "council", "boil water"),
        ("The firm was accused by Norvia of spying.", "Norvia", "spying"),
        ("Venn was asked by the judge whether she understood.", "judge", "she understood"),
        ("Parents were told by the school that lessons would stop.", "school", "lessons would stop"),
        ("The pilot was ordered by the tower to wait.", "tower", "wait"),
        ("The town was informed by the army that mines remained.", "army", "mines remained"),
        ("Holt was criticised by the opposition for lying.", "opposition", "lying"),
    ),
    "nobody is named": [
        _row(text, "", content)
        for text, content in (
            ("Police were told that a man had been shot.", "a man had been shot"),
            ("It is said that the old king is ill.", "the old king is ill"),
            ('The minister was asked, "Do you feel guilt?"', "Do you feel guilt"),
            ("It was reported that the bridge had fallen.", "the bridge had fallen"),
            ("The crew were warned that a storm was near.", "a storm was near"),
            ("He was told that his house had burned.", "his house had burned"),
        )
    ],
    "quoted by another": _many(
        "NP quoted NP as saying",
        ("Ana Ruiz quoted the general as saying that the war was lost.", "the general", "the war was lost"),
        ("The minister was quoted by the Courier as saying that taxes would rise.", "minister", "taxes would rise"),
        ('"It is over," the agency quoted Pellam as saying.', "Pellam", "It is over"),
        ('Mirjam Voss quoted the abbot as saying: "The walls are cracked."', "the abbot", "The walls are cracked"),
        ("State radio quoted the governor as saying that the rebels had fled.", "the governor", "the rebels had fled"),
        ("The Herald quoted an aide as saying the talks had failed.", "an aide", "the talks had failed"),
        ("The bishop was quoted as saying that 60 families had left.", "bishop", "60 families had left"),
        ("Local media quoted police as saying four people were held.", "police", "four people were held"),
        ("The paper cited a source as saying that the deal was dead.", "a source", "the deal was dead"),
        ("The coach was quoted by Sport Daily as saying he would stay.", "coach", "he would stay"),
    ),
    "told inside said": [
        _row(text, inner, content, told_by=outer)
        for text, outer, inner, content in (
            ("Roth said Keller told her: “I will kill you.”", "Roth", "Keller", "I will kill you"),
            ('According to three guests, the owner told the waiters: "Lock the doors."', "three guests", "owner", "Lock the doors"),
            ("Holt said the doctor told him: “Go home.”", "Holt", "doctor", "Go home"),
            ("The girl said her father shouted: “Run!”", "girl", "father", "Run"),
            ("Pell testified that Venn told him: “Burn it.”", "Pell", "Venn", "Burn it"),
            ("The lawyer said her client believed the money was clean.", "lawyer", "client", "the money was clean"),
            ("The mayor said the ministry had promised that help would come.", "mayor", "ministry", "help would come"),
            ("Police said the driver told them he had slept.", "Police", "driver", "he had slept"),
        )
    ],
    "quotative inversion": _many(
        "“...,” V NP",
        ('"We have no money," sighed Meg Pryce, looking at the bills.', "Meg Pryce", "We have no money"),
        ('"It is not!" snapped Meg Tull, pointing at the cliff.', "Meg Tull", "It is not"),
        ('"Nobody told us anything," chimed in her neighbour, Tove Lask.', "Tove Lask", "Nobody told us"),
        ('"They are gone," whispered the nurse.', "nurse", "They are gone"),
        ('"Why now?" wondered Jan Keld.', "Jan Keld", "Why now"),
        ('"Go home!" roared a man in the crowd.', "a man", "Go home"),
        ('"I was wrong," Keller conceded.', "Keller", "I was wrong"),
        ('"It hurts," sobbed Ada Prill.', "Ada Prill", "It hurts"),
        ('"We won," beamed coach Rolf Sande.', "Rolf Sande", "We won"),
        ('"Never again," Ilan Pask muttered.', "Ilan Pask", "Never again"),
        ('"The town is finished," lamented Mr Parr.', "Parr", "The town is finished"),
        ('"Proud of you all!" Idris Gower posted on Instagram.', "Idris Gower", "Proud of you all"),
    ),
    "before a colon": _many(
        "NP was calmer: “...”",
        ('His brother Lars was calmer: "We want to talk."', "Lars", "We want to talk"),
        ('Holt shook his head: "It is over."', "Holt", "It is over"),
        ('Ada Venn was blunt: "They lied."', "Ada Venn", "They lied"),
        ('Roth turned to the crowd: "Go home."', "Roth", "Go home"),
        ('Keller had one wish: "I want to see my son."', "Keller", "I want to see my son"),
        ('Pia Rossmo was furious: "Nobody asked us."', "Pia Rossmo", "Nobody asked us"),
    ),
    "according to": _many(
        "NP, according to NP, V",
        ("The driver, according to two passengers, had been asleep.", "two passengers", "had been asleep"),
        ("According to the fire brigade, the blaze began in a kitchen.", "fire brigade", "the blaze began in a kitchen"),
        ("Nine people died, according to the ministry.", "ministry", "Nine people died"),
        ("The bridge, according to an engineer, was cracked.", "an engineer", "was cracked"),
        ("The bank lost 40 million crowns, according to its report.", "report", "The bank lost 40 million"),
        ("According to Keller, the car was sold in May.", "Keller", "the car was sold"),
        ("The ship had no lights on, according to coast guard commander Rolf Sande.", "Rolf Sande", "The ship had no lights"),
        ("The plant, which according to its owner employs 300 people, will close.", "owner", "employs 300 people"),
    ),
    "shared subject": _many(
        "NP V1 and V2",
        ("Brell Foods denied any wrongdoing and said it would appeal.", "Brell Foods", "it would appeal"),
        ("Roth said the plan was sound, but added it would cost more.", "Roth", "it would cost more"),
        ("The union rejected the offer and said it would strike.", "union", "it would strike"),
        ("Keller rose and told the court that he was sorry.", "Keller", "he was sorry"),
        ("The mayor apologised and promised that the road would reopen.", "mayor", "the road would reopen"),
        ("Police sealed the street and said a bomb had been found.", "Police", "a bomb had been found"),
        ("Holt left the hall and claimed he had been insulted.", "Holt", "he had been insulted"),
        ("The ministry said nine had died and warned that more would follow.", "ministry", "more would follow"),
    ),
    "edges": [
        _row(text, source, content, lacks=lacks)
        for text, source, content, lacks in (
            ("The mayor said the baths would close, while the union said they would stay.", "mayor", "the baths would close", "stay"),
            ('Keld said the ruling was "wrong", but the judge did not reply.', "Keld", "the ruling was", "did not reply"),
            ('"It was loud," said Ada Prill, who has lived there since 1990.', "Ada Prill", "It was loud", "lived"),
            ("Keller, who police say fled the scene, is in custody.", "police", "fled the scene", "custody"),
            ("The cause was unclear, the police said, and an inquiry was opened.", "police", "The cause was unclear", "inquiry"),
            ("Roth said on Monday that the plan was dead.", "Roth", "the plan was dead", "Monday"),
            ("The road is shut, and the mayor says it will stay so.", "mayor", "it will stay so", "The road is shut"),
        )
    ],
    "layout": [
        _row("VOSS: At dawn.\n\nHERALD: And your brother?\n\nVOSS: He stayed at home.", "VOSS", "He stayed at home"),
        _row("NORA GOWER, CAPTAIN: The roof came down.\n\nIVO PARR, NEIGHBOR: We heard them.", "NORA GOWER", "The roof came down"),
        _row("Q: Where were you?\n\nA: At home all night.", "", "At home all night"),
        _row("The road is shut.\n\nThe detour takes three hours.\n\n— Mara Holten (@maraholten) March 4, 2025", "Mara Holten", "The detour takes three hours"),
        _row("It burned.\n\nStay away from the port. — Ostrava Police (@ostravapd) May 2, 2025", "Ostrava Police", "Stay away from the port"),
        _row("Tunnel was unsafe, says inquiry\n\nIt published its findings on Monday.", "inquiry", "Tunnel was unsafe"),
        _row("Kovel blast: nine dead, says mayor\n\nA blast shook Kovel.", "mayor", "nine dead"),
        _row("Mine was not inspected for years, documents show\n\nThe mine was shut.", "documents", "Mine was not inspected"),
        _row("In the words of Petra Sund, “the town is finished”.", "Petra Sund", "the town is finished"),
        _row("“It was chaos.” Those were the words of Nell Ormond, a nurse.", "Nell Ormond", "It was chaos"),
        _row("“The harvest is lost”: that is how Ivo Parr, a farmer, put it.", "Ivo Parr", "The harvest is lost"),
        _row("Price: 14 crowns.\n\nVenue: Town hall.\n\nDate: 4 March.", None),
    ],
}  # fmt: skip
