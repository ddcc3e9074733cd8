"""Languages and countries as people name them, and the codes they are kept under: BCP 47 tags, ISO 3166 letters."""

import re
import unicodedata
from difflib import get_close_matches

_TAG = re.compile(r"([a-z]{2,3})((?:[-_][a-z0-9]{2,8})*)")
#: Length of a two-letter code; of those every one is known, of the longer ones any is taken.
_LETTERS = 2
_SUBTAG_SCRIPT = 4
#: ISO 639-1.
_LANGUAGE_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
#: ISO 3166-1.
_COUNTRY_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
_LANGUAGE_NAMES = """
en english, englisch, anglais, inglés, 英文, 英語, 英语
zh chinese, mandarin, 中文, 華語, 华语, 國語, 汉语, 漢語
zh-Hant traditional chinese, chinese traditional, taiwanese mandarin, 繁體中文, 繁中, 正體中文, 繁體
zh-Hans simplified chinese, chinese simplified, 简体中文, 簡體中文, 簡中, 简中
ja japanese, 日文, 日語, 日本語
ko korean, 韓文, 韓語, 한국어
de german, deutsch, 德文, 德語
fr french, français, 法文, 法語
es spanish, español, castellano, 西班牙文, 西班牙語
pt portuguese, português, 葡萄牙文
it italian, italiano, 義大利文
nl dutch, nederlands
sv swedish, svenska
no norwegian, norsk
da danish, dansk
fi finnish, suomi
pl polish, polski
cs czech, čeština
ru russian, русский, 俄文
uk ukrainian, українська
tr turkish, türkçe
ar arabic, العربية
he hebrew, עברית
hi hindi, हिन्दी
id indonesian, bahasa, bahasa indonesia, 印尼文
ms malay, 馬來文
vi vietnamese, tiếng việt, 越南文
th thai, ไทย, 泰文
el greek, ελληνικά
hu hungarian, magyar
ro romanian, română
"""
_COUNTRY_NAMES = """
TW taiwan, 台灣, 臺灣, 台湾
HK hong kong, hongkong, 香港
MO macau, macao, 澳門
CN china, mainland china, 中國, 中国
JP japan, 日本
KR korea, south korea, republic of korea, 韓國, 南韓
SG singapore, 新加坡
MY malaysia, 馬來西亞
TH thailand, 泰國
VN vietnam, viet nam, 越南
ID indonesia, 印尼
PH philippines, 菲律賓
IN india, 印度
US united states, united states of america, america, usa, 美國
CA canada, 加拿大
MX mexico, 墨西哥
BR brazil, brasil, 巴西
AR argentina
CL chile
GB uk, united kingdom, great britain, britain, england, 英國
IE ireland, 愛爾蘭
DE germany, deutschland, 德國
AT austria, österreich, 奧地利
CH switzerland, schweiz, 瑞士
FR france, 法國
ES spain, españa, 西班牙
PT portugal, 葡萄牙
IT italy, italia, 義大利
NL netherlands, the netherlands, holland, 荷蘭
BE belgium, 比利時
SE sweden, 瑞典
NO norway, 挪威
DK denmark, 丹麥
FI finland, 芬蘭
PL poland, 波蘭
CZ czechia, czech republic, 捷克
GR greece, 希臘
TR turkey, türkiye
IL israel
ZA south africa, 南非
AU australia, 澳洲
NZ new zealand, 紐西蘭
RU russia
UA ukraine
"""


def language_tag(text: str) -> str | None:
    """Return the tag of a language named by its tag or by its name; None for what is no language.

    >>> language_tag("Chinese"), language_tag("繁體中文"), language_tag("zh_TW"), language_tag("englsih")
    ('zh', 'zh-Hant', 'zh-Hant', None)
    """
    named = _folded(text)
    if named in _TAGS:
        return _TAGS[named]
    found = _TAG.fullmatch(named)
    if found is None or (len(found[1]) == _LETTERS and found[1] not in _LANGUAGES):
        return None
    rest = re.split(r"[-_]", found[2])[1:]
    if found[1] == "zh" and {"tw", "hk", "mo", "hant"} & set(rest):
        return "zh-Hant"
    if found[1] == "zh" and {"cn", "sg", "hans"} & set(rest):
        return "zh-Hans"
    return "-".join([found[1], *(part.title() if len(part) == _SUBTAG_SCRIPT else part.upper() for part in rest)])


def country_code(text: str) -> str | None:
    """Return the two letters of a country named by them or by its name; None for what is no country.

    >>> country_code("Taiwan"), country_code("tw"), country_code("UK"), country_code("台灣"), country_code("Atlantis")
    ('TW', 'TW', 'GB', 'TW', None)
    """
    named = _folded(text)
    return _CODES.get(named, named.upper() if named.upper() in _COUNTRIES else None)


def language_hint(text: str) -> str:
    """Return what to write instead of what is no language.

    >>> language_hint("englsih"), language_hint("?")
    ("did you mean 'english', written en?", 'write a tag such as en, zh, zh-Hant or de')
    """
    return _hint(text, _TAGS) or "write a tag such as en, zh, zh-Hant or de"


def country_hint(text: str) -> str:
    """Return what to write instead of what is no country.

    >>> country_hint("Taiwann"), country_hint("?")
    ("did you mean 'taiwan', written TW?", "write the country's two letters, such as TW, GB or US")
    """
    return _hint(text, _CODES) or "write the country's two letters, such as TW, GB or US"


def _hint(text: str, known: dict[str, str]) -> str | None:
    near = get_close_matches(_folded(text), known, n=1, cutoff=0.7)
    return f"did you mean '{near[0]}', written {known[near[0]]}?" if near else None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _names(table: str) -> dict[str, str]:
    """Return code by name, of lines such as "JP japan, 日本"."""
    lines = (line.partition(" ") for line in table.strip().splitlines())
    return {_folded(name): code for code, _, names in lines for name in names.split(",")}


_LANGUAGES, _COUNTRIES = frozenset(_LANGUAGE_CODES.split()), frozenset(_COUNTRY_CODES.split())
_TAGS, _CODES = _names(_LANGUAGE_NAMES), _names(_COUNTRY_NAMES)
