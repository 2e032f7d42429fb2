"""Titles, role nouns and other nouns that say what sort of speaker a phrase names."""

from attrib.text.word_sets import word_set

MALE_TITLES = word_set("mr sir lord king prince father brother baron duke earl viscount sheikh pope")
FEMALE_TITLES = word_set("mrs ms miss dame lady baroness queen princess sister duchess countess madam")
# Titles that stay part of the name when it is given in full; the others are courtesy ("Mr") or office ("President").
NAME_TITLES = word_set("sir dame lord lady baroness baron pope king queen prince princess duke duchess earl viscount")
COURTESY_TITLES = word_set("mr mrs ms miss mx messrs dr prof professor rev reverend hon fr")
OFFICE_TITLES = word_set(
    "president senator sen rep representative congressman congresswoman gov governor lt gen general col colonel maj",
    "major capt captain sgt sergeant cmdr commander adm admiral cpl pvt judge justice chancellor secretary minister",
    "premier archbishop bishop cardinal rabbi imam sheikh inspector superintendent constable supt insp det detective",
    "mayor cllr councillor ambassador attorney speaker treasurer chairman chairwoman",
)
TITLES = MALE_TITLES | FEMALE_TITLES | NAME_TITLES | COURTESY_TITLES | OFFICE_TITLES
POSTNOMINALS = word_set("mp msp mep qc kc cbe obe mbe jr sr ii iii iv phd md esq am ms bt")

# Nouns that name one person by what they do or are; their plurals name groups.
ROLES = word_set(
    "spokesman spokeswoman spokesperson speaker representative president vice-president vice-chairman minister",
    "premier chancellor secretary chairman chairwoman chairperson chair co-chairman co-chair chief head boss director",
    "manager executive officer founder co-founder owner leader deputy ceo cfo coo mp msp mep am peer senator",
    "congressman lawmaker congresswoman councillor candidate nominee frontbencher backbencher governor mayor",
    "commissioner ambassador envoy diplomat official adviser advisor aide ally strategist analyst economist expert",
    "consultant researcher scientist professor lecturer historian author writer novelist poet journalist reporter",
    "correspondent editor columnist critic commentator broadcaster presenter producer film-maker filmmaker actor",
    "actress singer musician rapper guitarist star drummer composer artist designer comedian model judge justice",
    "magistrate lawyer solicitor barrister attorney prosecutor sheriff detective inspector superintendent constable",
    "commander general colonel captain sergeant admiral soldier officer coach trainer player striker midfielder",
    "defender goalkeeper keeper winger forward fly-half prop lock centre hooker flanker skipper champion runner",
    "sprinter athlete swimmer winner agent promoter teacher headmaster principal doctor nurse surgeon student pupil",
    "farmer worker activist campaigner organiser organizer pastor priest bishop archbishop rabbi imam cleric pope",
    "king queen prince princess widow wife husband father mother son daughter brother sister uncle aunt cousin friend",
    "neighbour neighbor colleague resident voter supporter witness victim survivor source insider investor trader",
    "broker banker developer engineer programmer architect entrepreneur businessman businesswoman billionaire tycoon",
    "treasurer registrar ombudsman whip teenager veteran man woman boy girl person republican democrat socialist",
    "conservative liberal tory individual respondent partner member auditor director-general figure mastermind",
    "creator number-one one inventor pioneer chief-of-staff counsel pollster blogger host anchor newcomer",
    "player-coach webmaster surveyor sufferer patient customer client user owner-manager negotiator mediator holder",
    "dealer staffer participant accountant narrator advocate demonstrator protester organiser observer",
    "pilot driver racer rider jockey boxer wrestler golfer cyclist batsman bowler referee umpire pitcher quarterback",
)
ROLES_MALE = word_set("spokesman chairman businessman man boy king prince husband father son brother uncle actor")
ROLES_FEMALE = word_set(
    "spokeswoman chairwoman businesswoman congresswoman woman girl queen princess wife mother daughter sister aunt",
    "actress",
)
# Roles whose holder speaks for somebody: a phrase that ends in one without a name is an individual left unnamed.
SPOKES = word_set("spokesman spokeswoman spokesperson representative source official insider aide")

# Roles of elected people, told by the place they sit for as well as by their party.
SEATS = word_set(
    "mp msp mep am senator congressman congresswoman councillor lawmaker governor candidate representative republican",
    "democrat",
)

# Nouns that name one body and take "it": they point back at an organization already named, or name it themselves.
BODIES = word_set(
    "company firm group corporation business giant maker carmaker drugmaker airline carrier bank lender insurer",
    "retailer chain supermarket brewer label studio broadcaster channel network station newspaper paper magazine",
    "publisher website site portal organisation organization charity union association federation body council",
    "committee commission panel board agency authority bureau institute institution university school college",
    "hospital church party government administration cabinet ministry department office court tribunal parliament",
    "senate congress house army military police force navy embassy club team side squad league watchdog regulator",
    "bourse exchange fund trust foundation society campaign coalition alliance consortium service operator developer",
    "manufacturer producer supplier unit subsidiary arm division movement think-tank consultancy inquiry country",
    "nation state city town community public media press industry opposition majority inquest jury conference centre",
    "center brand partnership weekly daily",
)
# Nouns that name a text and so stand for whoever wrote it.
WRITINGS = word_set(
    "report study survey poll research statement letter lawsuit suit document paper book article editorial memo",
    "filing complaint review bill law act figures data statistics findings results ruling judgment verdict newsletter",
    "release email e-mail message post tweet advert ad advertisement website leaflet manifesto guidelines indictment",
    "petition transcript column story headline record records analysis evidence affidavit note dossier file papers",
    "documents reports studies surveys polls letters accounts order warrant plan proposal agreement resolution",
    "amendment speech remarks comments testimony memoir memoirs autobiography essay blog",
)
# Plural nouns for people that are no role's plural.
PEOPLE = word_set(
    "people men women children mps msps meps tories police authorities families parents relatives fans passengers",
    "officials critics many some others most few several both all none those staff troops forces pundits experts",
    "observers millennials politicians ministers campaigners opponents backers businesses companies firms groups",
    "organisations organizations agencies unions bodies countries nations states governments parties clubs teams",
    "makers retailers banks airlines giants americans britons voters republicans democrats conservatives liberals",
    "everyone everybody nobody anyone somebody someone youth elderly aides negotiators sources investigators teams",
    "leaders delegates colonels departments charities communities cities councils universities schools counterparts",
    "viewers readers listeners shareholders associates",
)
# Words before a role noun that make it another post: the shadow chancellor is not the chancellor.
OTHER_POSTS = word_set("shadow former ex deputy vice acting assistant then incoming outgoing co")
# Words that name the field of an office, not the body it belongs to: "Home Secretary", "economy minister".
FIELDS = word_set(
    "prime home foreign shadow chief health education defence defense finance economy economic trade transport energy",
    "environment culture media sport sports work pensions labor interior justice agriculture affairs treasury deputy",
    "vice senior junior former ex acting executive managing general first second attorney lifelong learning press",
    "official international national local political business technology security policy campaign marketing sales",
    "research state european regional council board club team party company group housing immigration children's",
    "liberal lead head olympic world number television tv film pop rock leading top us co-chief consumer science arts",
    "industry public",
)
_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "people": "person"}


def singular(word: str) -> str:
    """The singular of an English noun in lower case, by its ending; the word itself where no plural ending shows."""
    for plural, one in _IRREGULAR.items():
        if word.endswith(plural):
            return word[: -len(plural)] + one
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_role(word: str) -> bool:
    """Whether a lower-case word names one person by role, compound ("ex-minister", "fund-manager") or not."""
    return word in ROLES or ("-" in word and word.rsplit("-", 1)[1] in ROLES)


def is_people(word: str) -> bool:
    """Whether a lower-case noun names several people or bodies."""
    if word in PEOPLE:
        return True
    one = singular(word)
    return one != word and (is_role(one) or one in BODIES)
