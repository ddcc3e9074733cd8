"""People who say of themselves that they are under age."""

import re

ADULT = 18
#: A younger writer is a misreading ("I'm 1 with nature").
_YOUNGEST = 8
_EDGE = r"(?:^|[|｜,;/•·、，。（(\n])"
#: Not how old somebody is, but how old they were.
_THEN = "(?!時|时|開始|开始|起|那|就|以前|之前|前|的我|的時候|的时候|生日)"
_AGES = (
    re.compile(r"\bI(?:'m| am|’m)(?: an?| only| just| almost| nearly| currently)? (\d{1,2})(?: ?(?:years? old|y/?o"
               r"|yrs? old)\b|(?=\s*(?:[.,!;|)/]|$|and\b)))", re.IGNORECASE),
    re.compile(rf"{_EDGE}\s*(?:age:? ?)?(\d{{1,2}}) ?(?:years? old|y/?o|yrs? old)\b", re.IGNORECASE),
    re.compile(rf"{_EDGE}\s*age:? ?(\d{{1,2}})\b", re.IGNORECASE),
    re.compile(rf"(?:我|本人|{_EDGE}\s*今年)(?:今年|現在|现在|才|只有|是)*\s*(\d{{1,2}})\s*[歲岁]{_THEN}"),
    re.compile(rf"{_EDGE}\s*(\d{{1,2}})\s*[歲岁](?=$|[|｜,;/•·、，。）)\s])"),
)
_GRADE = (r"(?:(?:[4-9]|1[01])th|fifth|sixth|seventh|eighth|ninth|tenth|eleventh)[- ]grade")
_LEVEL = r"(?:elementary|primary|middle|junior high|high|secondary) school|junior high"
_NO_TEACHER = r"(?! ?(?:teach|educat|librar|admin|coach|sports|years|days))"
_CLASS = "(?:(?:國|国|初)(?:中)?[一二三]|[國国初]中|高(?:中)?[一二]|高中|小(?:學|学)?[三四五六]|[國国]小|小學|小学)"
_SCHOOL = re.compile(
    rf"\bI(?:'m| am|’m) (?:currently |still )?in (?:the )?(?:{_GRADE}|{_LEVEL})\b{_NO_TEACHER}"
    rf"|\bI(?:'m| am|’m) an? (?:{_GRADE}r|(?:{_GRADE}|{_LEVEL}) (?:student|pupil|kid)|(?:middle|high)[- ]schooler)\b"
    rf"|{_EDGE}\s*(?:an? )?(?:{_GRADE}r|(?:{_GRADE}|{_LEVEL}) student|(?:middle|high)[- ]schooler)\b{_NO_TEACHER}"
    rf"|(?:我|本人|目前|現在|现在)(?:目前|還|还|就|才)?(?:是|讀|读|唸|念|就讀|就读)(?:一[個个名枚])?{_CLASS}(?:生|學生|学生|$|(?=[,，。、]))"
    rf"|{_EDGE}\s*(?:一[個个名枚])?{_CLASS}(?:生|學生|学生)(?=$|[\s|｜,，。、;/•·）)]|一枚)", re.IGNORECASE)


def stated_minor(about: str) -> str | None:
    """Return the words by which somebody says of themself that they are under 18; None when they do not.

    >>> stated_minor("I'm 15 and I fold paper"), stated_minor("我今年16歲")
    ("I'm 15", '我今年16歲')
    >>> stated_minor("8th grader from Leeds"), stated_minor("國二生一枚")
    ('8th grader', '國二生')
    >>> stated_minor("Mum of a 12 year old"), stated_minor("I have 15 years of experience"), stated_minor("I'm 18.")
    (None, None, None)
    """
    for pattern in _AGES:
        for found in pattern.finditer(about):
            if _YOUNGEST <= int(found[1]) < ADULT:
                return found[0].strip(" |,;/•·(、，（\n")
    found_school = _SCHOOL.search(about)
    return found_school[0].strip(" |｜,;/•·(、，。（\n") if found_school else None

