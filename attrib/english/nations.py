"""Words of countries and parties that say whom a speaker belongs to."""

from attrib.text.word_sets import word_set

_ADJECTIVES = """
Afghan Afghanistan; Albanian Albania; Algerian Algeria; American US; Argentine Argentina; Argentinian Argentina;
Armenian Armenia; Australian Australia; Austrian Austria; Azerbaijani Azerbaijan; Bahraini Bahrain; Bangladeshi
Bangladesh; Belarusian Belarus; Belgian Belgium; Bolivian Bolivia; Bosnian Bosnia; Brazilian Brazil; British
Britain; Bulgarian Bulgaria; Burmese Burma; Cambodian Cambodia; Canadian Canada; Chilean Chile; Chinese China;
Colombian Colombia; Congolese Congo; Croatian Croatia; Cuban Cuba; Cypriot Cyprus; Czech Czech_Republic; Danish
Denmark; Dutch Netherlands; Ecuadorian Ecuador; Egyptian Egypt; English England; Estonian Estonia; Ethiopian
Ethiopia; European Europe; Finnish Finland; French France; Georgian Georgia; German Germany; Ghanaian Ghana; Greek
Greece; Hungarian Hungary; Icelandic Iceland; Indian India; Indonesian Indonesia; Iranian Iran; Iraqi Iraq; Irish
Ireland; Israeli Israel; Italian Italy; Jamaican Jamaica; Japanese Japan; Jordanian Jordan; Kazakh Kazakhstan;
Kenyan Kenya; Korean Korea; Kosovan Kosovo; Kuwaiti Kuwait; Latvian Latvia; Lebanese Lebanon; Liberian Liberia;
Libyan Libya; Lithuanian Lithuania; Malaysian Malaysia; Maltese Malta; Mexican Mexico; Moldovan Moldova; Mongolian
Mongolia; Moroccan Morocco; Nepalese Nepal; Nigerian Nigeria; Norwegian Norway; Omani Oman; Pakistani Pakistan;
Palestinian Palestine; Paraguayan Paraguay; Peruvian Peru; Philippine Philippines; Filipino Philippines; Polish
Poland; Portuguese Portugal; Qatari Qatar; Romanian Romania; Russian Russia; Rwandan Rwanda; Saudi Saudi_Arabia;
Scottish Scotland; Senegalese Senegal; Serbian Serbia; Singaporean Singapore; Slovak Slovakia; Slovenian Slovenia;
Somali Somalia; Spanish Spain; Sudanese Sudan; Swedish Sweden; Swiss Switzerland; Syrian Syria; Taiwanese Taiwan;
Tanzanian Tanzania; Thai Thailand; Tunisian Tunisia; Turkish Turkey; Ugandan Uganda; Ukrainian Ukraine; Uruguayan
Uruguay; Uzbek Uzbekistan; Venezuelan Venezuela; Vietnamese Vietnam; Welsh Wales; Yemeni Yemen; Zambian Zambia;
Zimbabwean Zimbabwe; Briton Britain; Croat Croatia; Dutchman Netherlands; Englishman England; Englishwoman England;
Frenchman France; Frenchwoman France; Icelander Iceland; Irishman Ireland; Irishwoman Ireland; Scotsman Scotland; Serb
Serbia; Spaniard Spain; Swede Sweden; Welshman Wales
"""

COUNTRY_OF = {
    adjective.lower(): country.replace("_", " ")
    for adjective, country in (entry.split() for entry in _ADJECTIVES.replace("\n", " ").split(";"))
}
COUNTRIES = frozenset(COUNTRY_OF.values()) | word_set("UK U.K. U.S. USA America United_States United_Kingdom UAE")
# Words that stand before a person's name and say the party: "Tory Jane Doe", "Republican John Roe".
PARTY_ADJECTIVES = word_set(
    "tory labour conservative democrat democratic republican liberal lib-dem green independent socialist communist",
    "ukip snp lib dem dems democrats republicans tories liberals conservatives fellow former ex",
)
# Words that name a party, or its people, when they stand alone.
PARTY_NAMES = word_set("labour conservatives tories democrats republicans liberals greens gop ukip snp plaid fidesz")
_PARTY_OF = {
    "tory": "conservative",
    "tories": "conservative",
    "lib": "liberal",
    "dem": "democrat",
    "dems": "democrat",
    "gop": "republican",
}
_PARTY_WORDS = word_set("party the of government and")
_PARTIES = {
    "Conservative Party": "tory tories conservative conservatives conservative_party tory_party",
    "Labour": "labour labour_party",
    "Liberal Democrats": "lib-dem lib-dems lib_dem lib_dems liberal_democrat liberal_democrats",
    "Republicans": "r republican republicans republican_party gop",
    "Democrats": "d democrat democrats democratic democratic_party",
    "Independent": "i independent",
}
_PARTY_NAMED = {form.replace("_", " "): name for name, forms in _PARTIES.items() for form in forms.split()}


def party_name(word: str) -> str | None:
    """The party that its adjective, its members' noun or its letter behind a name means; None for any other word.

    "Tory" and "Conservative" are the Conservative Party, "R" and "Republican" the Republicans.
    """
    return _PARTY_NAMED.get(" ".join(word.lower().split()))


_OWN_NAMES = {
    "islamic emirate": "taliban",
    "islamic emirate of afghanistan": "taliban",
    "islamic republic": "iran",
    "islamic republic of iran": "iran",
}


def is_same_body(name: str, other: str) -> bool:
    """Whether two names are of one country, party or government, by what others or it itself call it."""
    first, second = (_OWN_NAMES.get(" ".join(item.lower().split()), item) for item in (name, other))
    return allegiance(first) == allegiance(second)


def allegiance(name: str) -> frozenset[str]:
    """The words in which two names of a country or party agree: "Tory" and "Conservative Party", "Iraqi" and "Iraq"."""
    words = [word.strip(".,").lower() for word in name.replace("'s", "").replace("’s", "").split()]
    plain = {COUNTRY_OF.get(word, _PARTY_OF.get(word, word)).lower() for word in words}
    return frozenset(word if word.endswith("ss") else word.removesuffix("s") for word in plain) - _PARTY_WORDS
