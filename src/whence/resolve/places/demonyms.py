"""What peoples are called, by the ISO 3166-1 alpha-2 code of their country."""

from __future__ import annotations

_DEMONYMS = """
AF afghan; AL albanian; DZ algerian; AD andorran; AO angolan; AR argentine argentinian; AM
armenian; AU australian aussie; AT austrian; AZ azerbaijani azeri; BS bahamian; BH bahraini; BD
bangladeshi; BB barbadian; BY belarusian belarussian; BE belgian; BZ belizean; BJ beninese; BT
bhutanese; BO bolivian; BA bosnian; BW botswanan; BR brazilian; GB british briton english scottish
welsh scot; BN bruneian; BG bulgarian; BF burkinabe; MM burmese myanmarese; BI burundian; KH
cambodian; CM cameroonian; CA canadian; CV cape-verdean; TD chadian; CL chilean; CN chinese; CO
colombian; CD congolese; CR costa-rican; HR croatian croat; CU cuban; CY cypriot; CZ czech; DK
danish dane; DJ djiboutian; DO dominican; NL dutch; TL east-timorese timorese; EC ecuadorian
ecuadorean; EG egyptian; AE emirati; ER eritrean; EE estonian; ET ethiopian; FJ fijian; PH
filipino philippine; FI finnish finn; FR french frenchman; GA gabonese; GM gambian; GE georgian;
DE german; GH ghanaian; GR greek; GD grenadian; GT guatemalan; GN guinean; GY guyanese; HT
haitian; HN honduran; HU hungarian; IS icelandic icelander; IN indian; ID indonesian; IR iranian;
IQ iraqi; IE irish irishman; IL israeli; IT italian; CI ivorian; JM jamaican; JP japanese; JO
jordanian; KZ kazakh kazakhstani; KE kenyan; KW kuwaiti; KG kyrgyz; LA lao laotian; LV latvian; LB
lebanese; LR liberian; LY libyan; LT lithuanian; LU luxembourgish; MK macedonian; MG malagasy; MW
malawian; MY malaysian; MV maldivian; ML malian; MT maltese; MR mauritanian; MU mauritian; MX
mexican; MD moldovan; MN mongolian; ME montenegrin; MA moroccan; MZ mozambican; NA namibian; NP
nepalese nepali; NZ new-zealander kiwi; NI nicaraguan; NG nigerian; NE nigerien; KP north-korean;
NO norwegian; OM omani; PK pakistani; PS palestinian gazan; PA panamanian; PY paraguayan; PE
peruvian; PL polish pole; PT portuguese; PR puerto-rican; QA qatari; RO romanian; RU russian
chechen; RW rwandan; SV salvadoran salvadorean; WS samoan; SA saudi saudi-arabian; SN senegalese;
RS serbian serb; SC seychellois; SL sierra-leonean; SG singaporean; SK slovak slovakian; SI
slovenian slovene; SO somali; ZA south-african; KR south-korean korean; SS south-sudanese; ES
spanish spaniard catalan; LK sri-lankan; SD sudanese; SR surinamese; SE swedish swede; CH swiss;
SY syrian; TW taiwanese; TJ tajik; TZ tanzanian; TH thai; TG togolese; TT trinidadian; TN
tunisian; TR turkish turk; TM turkmen; UG ugandan; UA ukrainian; US american; UY uruguayan; UZ
uzbek; VE venezuelan; VN vietnamese; YE yemeni; ZM zambian; ZW zimbabwean; XK kosovar kosovan; HK
hong-konger
"""

#: Demonym in lower case, its words joined by one space -> country.
COUNTRY_OF_DEMONYM: dict[str, str] = {
    word.replace("-", " "): line.split()[0]
    for line in _DEMONYMS.replace("\n", " ").split(";")
    for word in line.split()[1:]
}

#: How American states are shortened in copy -> their ISO 3166-2 code.
STATES: dict[str, str] = {
    short.lower(): f"US-{code}"
    for short, code in (
        pair.split("=")
        for pair in (
            "Ala=AL Alaska=AK Ariz=AZ Ark=AR Calif=CA Cal=CA Colo=CO Conn=CT Del=DE D.C=DC "
            "DC=DC Fla=FL Ga=GA Hawaii=HI Idaho=ID Ill=IL Ind=IN Iowa=IA Kan=KS Kans=KS Ky=KY "
            "La=LA Maine=ME Md=MD Mass=MA Mich=MI Minn=MN Miss=MS Mo=MO Mont=MT Neb=NE "
            "Nebr=NE Nev=NV N.H=NH N.J=NJ N.M=NM N.Y=NY N.C=NC N.D=ND Ohio=OH Okla=OK Ore=OR "
            "Oreg=OR Pa=PA R.I=RI S.C=SC S.D=SD Tenn=TN Tex=TX Texas=TX Utah=UT Vt=VT Va=VA "
            "Wash=WA W.Va=WV Wis=WI Wisc=WI Wyo=WY "
        ).split()
    )
}
STATES |= {
    code.lower(): f"US-{code}"
    for code in (
        "AL AK AZ AR CA CO CT DE FL GA HI IA ID IL KS KY LA MA MD ME MI MN MO MS MT NC ND "
        "NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY "
    ).split()
    if code not in ("IN", "OR", "ME", "OK", "HI", "OH", "LA", "PA", "MA")
}
#: And Canadian provinces.
STATES |= {
    short.lower(): f"CA-{code}"
    for short, code in (
        pair.split("=")
        for pair in (
            "Alta=AB B.C=BC Man=MB N.B=NB N.L=NL Nfld=NL N.S=NS N.W.T=NT Ont=ON P.E.I=PE Que=QC "
            "Sask=SK"
        ).split()
    )
}
