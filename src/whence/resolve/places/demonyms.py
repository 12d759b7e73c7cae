"""What peoples are called, by the ISO 3166-1 alpha-2 code of their country."""

from __future__ import annotations

from whence.lang.peoples import COUNTRY_OF_DEMONYM

__all__ = ["COUNTRY_OF_DEMONYM", "STATES"]

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
