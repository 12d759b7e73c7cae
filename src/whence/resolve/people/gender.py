"""Whether a person is spoken of as a man or as a woman, as far as words tell."""

from __future__ import annotations

from typing import Literal

from whence.resolve.people.words import (
    FEMALE_ROLES,
    FEMALE_TITLES,
    MALE_ROLES,
    MALE_TITLES,
)

Gender = Literal["male", "female"]

#: Common first names in news in English, from many countries. Names that both have are left out.
_MALE = frozenset(
    """aaron abdel abdul abdullah abraham adam adolf adrian ahmad ahmed akbar alan albert alberto
        alejandro alessandro alexander alexei alexey alfred ali alistair allan allen alvin amir
        anatoly anders andreas andrew andrey andrzej andy angus anthony antonio anwar ariel arjun
        arnold arthur arturo asif asim aung austin barack barry bart bashar ben benjamin bernard
        bernie bill billy bob bobby boris brad bradley brandon brendan brett brian bruce bryan
        burhan carl carlos cesar charles charlie chester chris christian christopher chuck clarence
        claude clint colin conor craig cyril dale dan daniel darren dave david dean denis dennis
        derek diego dieter dimitri dirk dmitry dominic don donald doug douglas duncan dwight earl
        eddie edgar eduardo edward edwin elias elijah emmanuel enrique eric erik ernest ethan
        eugene evan evgeny fabio faisal felipe felix fernando fidel francis francisco francois
        frank franz fred frederick gabriel gareth gary gavin gene geoff geoffrey george gerald
        gerard gerhard gilbert giovanni glen glenn gordon graham greg gregory guillermo gustavo guy
        hamid hamza hans harold harry harvey hassan hector heinrich helmut henri henry herbert
        herman hiroshi hosni howard hugh hugo hussein ian ibrahim igor imran isaac ismail ivan jack
        jacob jacques jaime jake jamal james jared jason javier jay jean-claude jeff jeffrey jeremy
        jerome jerry jesus jim jimmy joachim joaquin joe joel john johnny jon jonas jonathan jorge
        jose joseph josh joshua juan julian julio justin karl keith ken kenneth kevin khaled khalid
        klaus kofi kurt kyle lars larry laurence lawrence leo leon leonard leonardo lewis liam
        lionel lloyd louis luca lucas luigi luis luke mahmoud malcolm manuel marc marcel marco
        marcos marcus mario mark markus martin marvin massimo matt matteo matthew maurice mauricio
        max mehmet michael michel miguel mike mikhail milan mitch mitt mohamed mohammad mohammed
        morris moses muhammad mustafa nabil nathan nathaniel neil nelson nicholas nick nicolas
        nigel nikolai noah norman oleg oliver omar oscar osama otto owen pablo patrick paul paulo
        pavel pedro percy pervez pete peter petro phil philip philippe phillip pierre pieter piotr
        rafael raj rajesh ralph ramon randy raul ray raymond recep reginald rex ricardo richard
        rick ricky rob robert roberto rodney rodrigo roger roland roman ron ronald rory ross roy
        rudolf rudy rupert russell ryan sadiq saeed salman salvador salvatore samuel santiago scott
        sean sebastian serge sergei sergey sergio seth shinzo shane shaun simon stanley stefan
        stephen steve steven stewart stuart sven ted terrence terry theodore theresa-may thomas tim
        timothy todd tom tommy tony travis trevor tyler umar viktor vincent vladimir volodymyr
        walter warren wayne wesley wilfred wilhelm will william winston wladimir wolfgang xavier
        yasser yitzhak youssef yuri yusuf zachary recep kim-jong narendra emmanuel joe benjamin
        ehud ariel osric piet dag lech donald""".split()
)
_FEMALE = frozenset(
    """abigail ada adele adriana agnes aisha alexandra alice alicia alison allison amanda amelia
        amina amy ana anastasia andrea angela angelina anita ann anna anne annette annie antonia
        april ashley astrid audrey barbara beatrice becky benazir bernadette beth betsy betty
        beverly brenda bridget brigitte brittany brooke camilla carly carmen carol carolina
        caroline carolyn carrie catherine cathy cecilia charlotte cheryl christina christine cindy
        claire clara claudia colleen condoleezza connie constance cristina crystal cynthia daniela
        danielle dawn deborah debbie debra delia denise diana diane dianne dilma donna doris
        dorothy edith eileen elaine eleanor elena eliza elizabeth ella ellen elsa emily emma erica
        erika erin estelle esther eva evelyn farah fatima fatma felicia fiona florence frances
        francesca frida gabriela gabrielle geraldine gina giorgia gladys glenda gloria golda grace
        greta gretchen gwen hannah harriet heather heidi helen helena helga hilary hillary hope
        huma ida ilse indira ines ingrid irene irina iris isabel isabella ivana ivanka jacinda
        jacqueline jane janet janice jasmine jeanne jenna jennifer jenny jessica jill joan joanna
        joanne josephine joy joyce juanita judith judy julia juliana julie june karen karin kate
        katherine kathleen kathryn kathy katie kayla kellyanne kelly kimberly kirsten kristen
        kristin kristina laura lauren leah leila lena leslie lillian linda lisa liz lois loretta
        lori lorraine louise lucia lucy luisa lydia lynn mabel madeleine madison malala manuela
        margaret margarita maria mariana marie marilyn marine marissa marjorie marlene marta martha
        mary maryam matilda maureen maxine megan melania melanie melinda melissa mercedes michelle
        mildred mireille miriam molly mona monica muriel myrtle nadia nancy naomi natalia natalie
        natasha nicola nicole nina noor nora norma olga olivia pamela patricia paula pauline peggy
        penelope petra phyllis priscilla priti priya rachel ramona rania rebecca regina renee
        rhonda rita roberta rosa rose rosemary roxanne ruth sabrina sally samantha sandra sara
        sarah sharon sheila shelley sheryl shirley silvia simone sofia solveig sonia sophia sophie
        stacey stella stephanie sue susan susanna suzanne svetlana sylvia tamara tanya tara tatiana
        teresa tess theresa tiffany tina tracy ursula valentina valerie vanessa vera veronica
        victoria violet virginia wanda wendy winnie yasmin yulia yvette yvonne zainab zoe""".split()
)


def of_name(first: str) -> Gender | None:
    """The gender of a first name; None for one that both have or that is not known."""
    name = first.lower().strip(".")
    if name in _MALE:
        return None if name in _FEMALE else "male"
    return "female" if name in _FEMALE else None


def of_words(words: str) -> Gender | None:
    """The gender that a title or a role tells ("Mrs.", "spokesman"); the last one decides."""
    for word in reversed(words.lower().replace(".", " ").split()):
        if word in MALE_TITLES or word in MALE_ROLES:
            return "male"
        if word in FEMALE_TITLES or word in FEMALE_ROLES:
            return "female"
    return None
