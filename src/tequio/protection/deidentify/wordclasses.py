"""The classes a word can belong to, one bit each: a word is the sum of its classes."""

NAME = 1 << 0
ALSO_WORD = 1 << 1  # also an ordinary word
TITLE = 1 << 2  # stands before a name
KIN = 1 << 3
KIN_WEAK = 1 << 4  # kin only as somebody's
KIN_NEVER_ALONE = 1 << 5  # kin only with words that narrow it
KIN_ORDER = 1 << 6  # eldest, late, only
ROLE = 1 << 7  # known by what they do
TRADE = 1 << 8
NICKNAME = 1 << 9
HEAD = 1 << 10  # joins the word after it into a nickname
JOINT = 1 << 11
PLACE_CUE = 1 << 12
PLACE_WEAK = 1 << 13  # announces a place only before a likely name
STREET_HEAD = 1 << 14
STREET_PART = 1 << 15
SCHOOL_CUE = 1 << 16
BUSINESS_CUE = 1 << 17
TOWN = 1 << 18
CHAIN = 1 << 19  # chain of shops
TOPONYM = 1 << 20  # ordinary word that many places bear
HERO = 1 << 21  # what streets and schools are called
SANTO = 1 << 22  # san, santa
WEEKDAY = 1 << 23
MONTH = 1 << 24
PART_OF_DAY = 1 << 25
NUMBER = 1 << 26
ORDINAL = 1 << 27
LARGE = 1 << 28  # thousand, million
UNIT = 1 << 29
ARTICLE = 1 << 30
DEFINITE = 1 << 31
POSSESSIVE = 1 << 32
LOCATIVE = 1 << 33
FUNCTION = 1 << 34
PLAIN = 1 << 35  # adjective that makes no name
ORDINARY = 1 << 36  # speech that dictionaries lack
PLAIN_CAPITAL = 1 << 37  # bears a capital and names nobody
ACRONYM = 1 << 38
UNKNOWN = 1 << 39  # in no dictionary
VERB = 1 << 40
DEMONSTRATIVE = 1 << 41
GROUP_PLAIN = 1 << 42  # whom “los de la …” does not name
SINGULAR_S = 1 << 43  # ends in s and is no plural
COMMON = 1 << 44  # ordinary noun

CUE_BITS = PLACE_CUE | STREET_HEAD | SCHOOL_CUE | BUSINESS_CUE | STREET_PART
NAME_LIKE = NAME | TOWN | TOPONYM | HERO | SANTO | ALSO_WORD | UNKNOWN | NICKNAME
# Their lists say enough; the dictionary is asked about no word of these classes.
NAMED_OR_CLOSED = (
    NAME
    | TITLE
    | KIN
    | ROLE
    | PLACE_CUE
    | STREET_HEAD
    | SCHOOL_CUE
    | BUSINESS_CUE
    | TOWN
    | CHAIN
    | TOPONYM
    | NUMBER
    | WEEKDAY
    | ARTICLE
    | FUNCTION
    | PLAIN
    | ORDINARY
    | PLAIN_CAPITAL
    | ACRONYM
    | POSSESSIVE
    | LOCATIVE
    | NICKNAME
    | HERO
    | MONTH
    | UNIT
    | HEAD
)
