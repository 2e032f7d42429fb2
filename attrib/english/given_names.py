"""Given names that English-language news uses for one gender far more often than the other.

The first lines of each list are from common knowledge of American, British and Irish names, those borne by both genders
left out. The last, in alphabetical order, are what news adds: names to which CoreNLP's chains in PolNeAR's training
articles give pronouns of one gender in nine of ten cases, twice at least; words that are no given names, or borne by
both genders, were taken out by hand. A hint where the text itself (a title, a "spokeswoman") gives none.
"""

from attrib.text.word_sets import word_set

MALE_NAMES = word_set(
    "james john robert michael william david richard charles joseph thomas christopher daniel paul mark donald george",
    "kenneth steven edward brian ronald anthony kevin jason matthew gary timothy larry jeffrey frank scott eric",
    "stephen andrew raymond gregory joshua jerry dennis walter patrick peter harold douglas henry carl arthur ryan",
    "roger joe juan jack albert jonathan justin gerald keith samuel willie ralph lawrence nicholas roy benjamin bruce",
    "brandon adam harry fred wayne billy steve louis jeremy aaron randy howard eugene carlos russell bobby victor",
    "martin ernest phillip philip todd jesse craig alan allan allen shawn sean clarence chris johnny earl jimmy",
    "antonio bryan tony luis mike stanley leonard nathan dale manuel rodney curtis norman vincent glenn jeff bradley",
    "jacob alfred ron simon neil nigel graham colin ian stuart gordon malcolm trevor derek barry geoffrey clive liam",
    "nick tom tim bill bob jim dan dave rob ben ed ted ken greg matt phil pete andy rick rich don gavin alex duncan",
    "angus hamish alistair rory declan conor oliver jose diego pierre hans klaus karl sergei vladimir ivan boris",
    "dmitry ahmed mohammed muhammad mohamed ali hassan omar ibrahim abdul bernie marco rupert hugh roland rod julian",
    "lance dominic dick oscar jamie damien edwin charlie ray will max sam luke jay clint quentin giles rowan edgar",
    "antonin barack beau christoph chuck corey dwight francesco freddy geoff gilbert gonzalo jake jared jeb jeffery",
    "jerome joel jon jorge josh khizr marc marvin mitt morton rafael reince rex rudy sheldon stan tad viktor",
    "zachary",
)
FEMALE_NAMES = word_set(
    "mary patricia linda barbara elizabeth jennifer maria susan margaret dorothy lisa nancy karen betty helen sandra",
    "donna carol ruth sharon michelle laura sarah kimberly deborah jessica shirley cynthia angela melissa brenda amy",
    "anna rebecca virginia kathleen pamela martha debra amanda stephanie carolyn christine marie janet catherine",
    "frances ann joyce diane alice julie heather teresa doris gloria evelyn cheryl mildred katherine joan  judith",
    "rose janice nicole judy christina kathy theresa beverly denise tammy irene jane lori rachel marilyn andrea",
    "kathryn louise sara anne jacqueline wanda bonnie julia ruby lois tina phyllis norma paula diana annie lillian",
    "emily peggy crystal gladys rita dawn connie florence edna tiffany carmen rosa cindy grace wendy victoria edith",
    "sherry sylvia josephine hillary hilary theresa nicola gillian fiona alison lesley lynne sheila maureen bridget",
    "claire clare emma lucy charlotte sophie hannah olivia chloe joanne joanna zoe kate katie kirsty shami meredith",
    "birgit brigitte angelina melania ivanka michelle condoleezza megan megyn elena olga natalia svetlana fatima",
    "aisha mariam nadia",
    "arianna audrey carly chelsea debbie ellen erica felicia gabrielle jillian louisa madeleine marla michele nina",
    "penny rhonda",
)
