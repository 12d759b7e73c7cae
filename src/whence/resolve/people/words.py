"""Pronouns, titles and roles: the words that tell who may be meant."""

from __future__ import annotations

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
MALE = frozenset("he him his himself".split())
FEMALE = frozenset("she her hers herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
NEUTER = frozenset("it its itself".split())
RELATIVE = frozenset("who whom whose which that".split())
SECOND_PERSON = frozenset("you your yours yourself one".split())
PRONOUNS = FIRST_PERSON | MALE | FEMALE | PLURAL | NEUTER | RELATIVE | SECOND_PERSON

MALE_TITLES = frozenset("mr sir lord king prince baron count duke father brother mister".split())
FEMALE_TITLES = frozenset(
    "mrs ms miss mme madam dame lady queen princess baroness countess duchess sister".split()
)
TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | frozenset(
        """dr prof professor president vice prime minister sen senator rep representative gov
            governor mayor judge justice chief gen general lt lieutenant col colonel maj major capt
            captain sgt sergeant cpl corporal brig brigadier adm admiral cmdr commander supt
            superintendent det detective inspector officer sheriff deputy secretary ambassador
            chancellor speaker rev reverend pastor bishop archbishop cardinal pope rabbi imam
            sheikh ayatollah coach hon congressman congresswoman councilman councilwoman alderman
            attorney pvt spc pfc agent premier foreign interior defence defense finance health
            state former acting then""".split()
    )
)

#: Heads of what a person is called by, man or woman.
ROLES = frozenset(
    """actor activist administrator adviser advisor agent aide ambassador analyst anchor
        archbishop assistant astronaut athlete attorney author banker bishop blogger boss
        campaigner candidate captain cardinal chair chairperson chancellor chef chief cleric coach
        co-founder columnist commander commentator commissioner composer congressman congresswoman
        consultant co-ordinator coordinator coroner correspondent councillor councilor counsel
        critic dean defendant defender delegate deputy designer detective developer diplomat
        director doctor economist editor employee engineer envoy executive expert farmer fighter
        filmmaker firefighter founder fugitive general governor guard gunman head historian host
        inspector investigator investor journalist judge justice king lawmaker lawyer leader
        lecturer legislator lieutenant lobbyist major manager mayor minister mp musician negotiator
        neighbor neighbour nominee nurse observer officer official operator organiser organizer
        owner paramedic parent partner pastor patient physician pilot player poet policeman
        policewoman politician pollster pope premier president priest prince princess principal
        prisoner producer professor prosecutor psychologist publisher queen rabbi rapper referee
        reporter representative republican democrat researcher resident retiree reverend scholar
        scientist secretary senator sergeant sheriff shopkeeper singer soldier solicitor speaker
        spokesman spokesperson spokeswoman star strategist student superintendent supervisor
        supporter surgeon survivor suspect teacher teenager treasurer trustee tycoon veteran
        veterinarian vice-president victim victor volunteer voter witness worker writer chairman
        chairwoman businessman businesswoman billionaire father mother son daughter brother sister
        wife husband uncle aunt cousin nephew niece grandfather grandmother widow widower fiancé
        fiancée girlfriend boyfriend friend colleague man woman boy girl driver passenger attacker
        shooter killer hostage mogul dictator prime-minister whistleblower""".split()
)
#: Offices and fame: whom a report calls so without a name is mostly whom it is about.
PROMINENT = frozenset(
    """actor actress ambassador archbishop author billionaire boss businessman businesswoman
        candidate ceo chairman chairwoman chancellor co-founder coach columnist commissioner
        congressman congresswoman democrat director entrepreneur executive founder frontman
        general governor lawmaker leader magnate mayor minister mogul musician nominee pollster
        pope premier president prime-minister rapper republican secretary senator singer star
        tycoon""".split()
)
MALE_ROLES = frozenset(
    """spokesman chairman congressman councilman alderman policeman businessman father son brother
        husband uncle nephew grandfather widower boyfriend man boy king prince actor gunman
        fisherman fireman priest""".split()
)
FEMALE_ROLES = frozenset(
    """spokeswoman chairwoman congresswoman councilwoman policewoman businesswoman mother daughter
        sister wife aunt niece grandmother widow girlfriend woman girl queen princess actress
        fiancée nun""".split()
)
#: Heads of what an organization is called by, without its name.
BODIES = frozenset(
    """administration agency airline alliance army assembly association authority bank board body
        bureau cabinet campaign centre center charity church club coalition college commission
        committee company conglomerate corporation council court department embassy federation firm
        force foundation fund government group hospital house institute institution justice league
        manufacturer maker military ministry mission movement navy network newspaper office
        operator opposition organisation organization panel parliament party police prosecution
        publisher regime regulator republic retailer school senate service society staff state team
        think-tank tribunal troupe union university watchdog website""".split()
)
#: Heads that say that several speak, or that nobody in particular does.
COLLECTIVES = frozenset(
    """officials sources people residents witnesses experts analysts critics supporters observers
        authorities police lawyers prosecutors investigators aides advisers advisors lawmakers
        republicans democrats voters reports media doctors scientists researchers activists
        protesters diplomats executives economists leaders members relatives friends neighbors
        neighbours survivors others many some several most both""".split()
)
#: What speaks without being anybody.
DOCUMENTS = frozenset(
    """report statement study survey poll document letter email memo tweet post article book bill
        law ruling filing lawsuit complaint indictment affidavit transcript paper website ad video
        message editorial headline sign account analysis review audit release summary records data
        figures testimony plan constitution resolution treaty agreement""".split()
)
DETERMINERS = frozenset("the this that these those its their his her our my your".split())
#: No part of what somebody is called by.
STOPS = frozenset(
    """of for to in on at by with from as and or but than who which that when while after before
        said says say told asked is was were are be been has had have""".split()
)
GENERIC_NAMES = frozenset(
    "united new north south east west the national international first".split()
)
NAME_ENDINGS = frozenset(("jr", "sr", "ii", "iii", "iv"))
PARTICLES = frozenset(
    "al el bin ibn de da di del della van von der la le abu ben dos du ter".split()
)
