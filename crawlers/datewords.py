"""Words in which pages write dates: months, units, yesterday, before noon, zones.

English, Chinese (both scripts), Japanese, Korean, German, French, Spanish, Portuguese, Italian,
Dutch, Finnish, Polish, Russian, and the Scandinavian months. Words are kept folded
(`folded_date`): lower case, without accents.
"""

import re
import unicodedata

_MONTHS = (
    "jan january januar janner jaenner janvier janv enero ene janeiro gennaio gen januari tammikuu tammikuuta tammi"
    " styczen stycznia sty январь января янв",
    "feb february februar feber fevrier fevr fev febrero fevereiro febbraio februari helmikuu helmikuuta helmi"
    " luty lutego lut февраль февраля фев февр",
    "mar march marz maerz mrz mars marzo marco maart mrt maaliskuu maaliskuuta maalis marts marzec marca март марта"
    " мар",
    "apr april avril avr abril abr aprile huhtikuu huhtikuuta huhti kwiecien kwietnia kwi апрель апреля апр",
    "may mai mayo maio maggio mag mei maj maja toukokuu toukokuuta touko май мая",
    "jun june juni juin junio junho giugno giu kesakuu kesakuuta kesa czerwiec czerwca cze июнь июня июн",
    "jul july juli juillet juil julio julho luglio lug heinakuu heinakuuta heina lipiec lipca lip июль июля июл",
    "aug august aout agosto ago augustus augusti elokuu elokuuta elo sierpien sierpnia sie август августа авг",
    "sep sept september septembre septiembre setiembre setembro set settembre sett syyskuu syyskuuta syys"
    " wrzesien wrzesnia wrz сентябрь сентября сен сент",
    "oct october oktober okt octobre octubre outubro out ottobre ott lokakuu lokakuuta loka"
    " pazdziernik pazdziernika paz октябрь октября окт",
    "nov november novembre noviembre novembro marraskuu marraskuuta marras listopad listopada lis ноябрь ноября ноя"
    " нояб",
    "dec december dezember dez decembre diciembre dic dezembro dicembre joulukuu joulukuuta joulu"
    " desember des grudzien grudnia gru декабрь декабря дек",
)
_WEEKDAYS = (
    "mon monday montag lundi lunes segunda lunedi maandag maanantai poniedzialek понедельник 月曜日 월요일 星期一"
    " 週一 周一 礼拜一 禮拜一",
    "tue tues tuesday dienstag mardi martes terca martedi dinsdag tiistai wtorek вторник 火曜日 화요일 星期二 週二"
    " 周二 礼拜二 禮拜二",
    "wed wednesday mittwoch mercredi miercoles quarta mercoledi woensdag keskiviikko sroda среда среду 水曜日"
    " 수요일 星期三 週三 周三"
    " 礼拜三 禮拜三",
    "thu thur thurs thursday donnerstag jeudi jueves quinta giovedi donderdag torstai czwartek четверг 木曜日"
    " 목요일 星期四 週四 周四"
    " 礼拜四 禮拜四",
    "fri friday freitag vendredi viernes sexta venerdi vrijdag perjantai piatek пятница пятницу 金曜日 금요일"
    " 星期五 週五 周五"
    " 礼拜五 禮拜五",
    "sat saturday samstag sonnabend samedi sabado sabato zaterdag lauantai sobota суббота субботу 土曜日 토요일"
    " 星期六 週六 周六"
    " 礼拜六 禮拜六",
    "sun sunday sonntag dimanche domingo domenica zondag sunnuntai niedziela воскресенье 日曜日 일요일 星期日"
    " 星期天 週日 周日"
    " 礼拜天 禮拜天",
)
_DAYS_BACK = {
    0: "today heute aujourd'hui aujourd’hui hoy hoje oggi vandaag tanaan dzisiaj dzis сегодня 今天 今日 오늘",
    1: "yesterday gestern hier ayer ontem ieri gisteren eilen wczoraj вчера 昨天 昨日 어제",
    2: "vorgestern avant-hier anteayer anteontem eergisteren toissapaivana przedwczoraj позавчера 前天 一昨日 그저께",
}
_UNITS = {
    1: "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondo secondi seconden"
       " sekunti sekuntia"
       " sekunda sekundy sekund секунда секунды секунд секунду 秒 秒鐘 秒钟 초",
    60: "m min mins minute minutes minuten minuto minutos minuti minuut minuutti minuuttia minuta minuty minut"
        " минута минуты"
        " минут минуту мин 分鐘 分钟 分 분",
    3600: "h hr hrs hour hours stunde stunden std heure heures hora horas ora ore uur tunti tuntia godzina godziny"
          " godzin"
          " godzine час часа часов 小時 小时 個小時 个小时 鐘頭 時間 시간",
    86400: "d day days tag tage tagen jour jours dia dias giorno giorni dag dagen paiva paivaa dzien dni день дня"
           " дней 天 日 일",
    604800: "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken viikko viikkoa"
            " tydzien tygodnie tygodni неделя недели недель неделю 週 周 星期 個星期 个星期 週間 주",
    2592000: "mo mon mos month months monat monate monaten mois mes meses mese mesi maand maanden kuukausi kuukautta"
             " miesiac miesiace miesiecy месяц месяца месяцев 個月 个月 か月 ヶ月 カ月 개월 달",
    31536000: "y yr yrs year years jahr jahre jahren an ans annee annees ano anos anno anni jaar vuosi vuotta rok"
              " lata lat"
              " год года лет 年 년",
}


def folded_date(text: str) -> str:
    """Return text as dates are compared: NFKC, lower case, accents off, blanks joined.

    >>> folded_date("17.  März 2024")
    '17. marz 2024'
    """
    text = " ".join(text.split()).lower()
    if text.isascii():
        return text
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).split())


#: Month number by folded word.
MONTHS = {folded_date(word): number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
#: Day of the week (Monday 0) by folded word.
WEEKDAYS = {folded_date(word): number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
#: How many days ago, by folded word.
DAYS_BACK = {folded_date(word): days for days, words in _DAYS_BACK.items() for word in words.split()}
#: Seconds in a unit, by folded word.
UNITS = {folded_date(word): seconds for seconds, words in _UNITS.items() for word in words.split()}
#: Words that say "one", "a few", "half a" before a unit.
AMOUNTS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "einem": 1.0, "einer": 1.0, "un": 1.0, "une": 1.0, "una": 1.0, "um": 1.0,
    "uma": 1.0, "een": 1.0, "two": 2.0, "three": 3.0, "few": 3.0, "half an": 0.5,
    "两": 2.0, "兩": 2.0, "幾": 3.0, "几": 3.0, "半": 0.5,
    "一": 1.0, "二": 2.0, "三": 3.0, "四": 4.0, "五": 5.0, "六": 6.0, "七": 7.0, "八": 8.0, "九": 9.0, "十": 10.0,
}
#: Hours by which zone letters are off UTC (RFC 822 section 5.1 and those seen in the wild).
ZONES = {
    "z": 0.0, "ut": 0.0, "utc": 0.0, "gmt": 0.0, "wet": 0.0, "bst": 1.0, "ist": 5.5, "cet": 1.0, "cest": 2.0,
    "mez": 1.0, "mesz": 2.0, "eet": 2.0, "eest": 3.0, "msk": 3.0, "est": -5.0, "edt": -4.0, "cst": -6.0,
    "cdt": -5.0, "mst": -7.0,
    "mdt": -6.0, "pst": -8.0, "pdt": -7.0, "jst": 9.0, "kst": 9.0, "hkt": 8.0, "sgt": 8.0, "aest": 10.0, "aedt": 11.0,
    "nzst": 12.0, "nzdt": 13.0, "west": 1.0,
}
#: Words before or after an hour that make it one of the afternoon (12 to 23).
AFTERNOON = frozenset({"pm", "p", "下午", "晚上", "午後", "오후", "傍晚", "夜", "晚間", "晚间"})
#: Words that make it one of the morning (0 to 11).
MORNING = frozenset({"am", "a", "上午", "早上", "凌晨", "午前", "오전", "清晨", "早晨"})
#: Around noon: 中午 12:30 stays, 中午 1:30 is 13:30.
NOON = frozenset({"中午"})
#: Words that follow or precede an amount and mean "ago".
AGO = re.compile(
    r"\b(?:ago|her|fa|geleden|sitten|temu|назад|atras|back|vor|il y a|hace)\b|^(?:ha|for)\b|之?前|전"
)
#: This very minute.
NOW = re.compile(
    r"^(?:(?:just|right) now|now|moments? ago|a moment ago|a few (?:seconds|moments) ago|gerade eben|soeben|a l'instant"
    r"|ahora mismo|adesso|zojuist|juuri nyt|przed chwila|только что|剛剛|刚刚|剛才|刚才|たった今|방금)\W*$"
)
