"""The no-pitch reader: what somebody wishes of people who want something of them, in English and Chinese.

A mistaken "ok" costs a person's peace and the brand's name, a mistaken "unknown" costs one look at
the page. So "ok" needs a plain invitation (see `crawlers.extract.invitations`) and no sentence beside
it that takes it back; what is about the matter and of no known form is "unknown".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawlers.extract.invitations import is_plain
from crawlers.extract.routes import closes_a_channel, is_about_privacy, is_route, keeps_companies_away
from crawlers.records.contact import ContactRule

MAX_QUOTE = 200
#: The strictest sentence of a text speaks for it; a doubt outweighs an invitation.
STRICTNESS = (ContactRule.OK, ContactRule.UNKNOWN, ContactRule.FORM_ONLY, ContactRule.NO_PITCH,
              ContactRule.DO_NOT_CONTACT)
#: Simplified characters of this subject and the traditional ones that stand for them below.
_TRADITIONAL = str.maketrans(
    "业约请谢绝广联络系来赞试体验厂团购欢关动扰单写无开营发邮问询谈仅过暂应评测务网个为会时没么吗对别给让们说转项类产误"
    "实诚价报经纪条还这里达办数乐愿删处后复讯电话号随样软销须视约满给贴链换间厌烦骗听闭额场专职业带货种录备记页顶",
    "業約請謝絕廣聯絡繫來贊試體驗廠團購歡關動擾單寫無開營發郵問詢談僅過暫應評測務網個為會時沒麼嗎對別給讓們說轉項類產誤"
    "實誠價報經紀條還這裡達辦數樂願刪處後復訊電話號隨樣軟銷須視約滿給貼鏈換間厭煩騙聽閉額場專職業帶貨種錄備記頁頂")
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.](?=\w)[^.!?。！？\n]+)*[.!?。！？]*")

#: A line break within a sentence: after a colon or comma, or before a small letter, a joining word or a Chinese sign.
_GOES_ON = re.compile(r"(?<=[:：,，、;；])[ ]*\n|(?<![.!?。！？\n])\n(?=\s*(?:[a-z(（\u4e00-\u9fff]"
                      r"|(?:But|Only|Unless|Except|If|However|Though|Until|ONLY|NOT|BUT|UNLESS|EXCEPT)\b))")
#: How a sentence begins that takes back or narrows the one before.
#: A heading or a note by which what follows or went before holds no more.
_HEADED = re.compile(r"\b(?:no|not|never|wrong|false|myths?|fake|lies|joke)\b[^.!?]*$|n't [^.!?]*$"
                     r"|[不沒没假非][^。！？]*$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:no|not|never|nor|hardly|rarely|delet\w+|ignor\w+|mock|mean|wait|jok\w+)\b"
                   r"|n't\b|[不沒没無无勿別别拒恕]"
                   r"|archive|outdated|out of date|no longer|closed|retired|years ago|on hold|paused"
                   r"|封存|停更|過期|过期|作廢|作废"
                   r"|已停|不再",
                   re.IGNORECASE)
_TURN = re.compile(
    r"\W*(?:but|however|only|unless|except|though|although|yet|until|just (?:kidding|joking)|kidding|joking|that said"
    r"|then again|or not"
    r"|no|not|never|nope|none|wrong|lol|ha|haha|well|provided|as long as|if|said|these are|this was|conditions?"
    r"|that was|they|april fool"
    r"|sometimes|depending|maybe|不|但|然|除|開玩|开玩|才怪|騙|骗|前提|只|僅|仅|限|條件|条件|假的|以上|才|沒|没|這是|这是|可惜|若|如|唯|惟)",
    re.IGNORECASE)

# ---- English ----
_TOPIC = (
    r"(?:pitch(?:es|ing)?|PR|press releases?|collab\w*|partner(?:ships?|ing|s)?|sponsor\w*|advert\w*|ads?|(?:paid"
    r"|guest) posts?"
    r"|review (?:requests?|copies|copy)|products? (?:reviews?|samples?|for review"
    r"|to review)|free products?|samples?|freebies|promot\w+|solicit\w*"
    r"|unsolicited|marketing|marketers?|outreach|link (?:exchanges?|requests?|insertions?)|backlinks?|brands?"
    r"|campaigns?"
    r"|business (?:inquir\w+|enquir\w+|offers?|proposals?)|commercial|gifted|affiliate\w*|ambassador\w*|endorse\w*"
    r"|cold (?:e-?mails?|calls?)|spam|agenc(?:y|ies)|companies|product placement)"
)
_REACH = r"(?:e-?mail|mail|write|contact|message|dm|reach|drop|get in touch|send|call)"
_NOT = (r"(?:do not|don'?t|does not|doesn'?t|did not|will not|won'?t|never|cannot|can'?t|not|no longer|isn'?t|aren'?t"
        r"|nor|neither)")
_DEED = (
    r"(?:accept\w*|tak(?:e|ing)|read|answer\w*|repl(?:y|ies|ying)|respond\w*|do|doing|publish\w*|run|running|open"
    r"|look(?:ing)?"
    r"|interested|available|want\w*|welcome\w*|consider\w*|offer\w*|work(?:ing)?|write|writing|review\w*|promot\w+|sell"
    r"|host\w*|feature|send(?:ing)?|e-?mail|contact|pitch|use|for|cooperate|need|like|wish|monetis\w+|monetiz\w+"
    r"|partner"
    r"|collaborate|advertise|carry|subscribe|PR[- ]friendly)"
)
_DOUBLE = re.compile(
    r"\bnot only\b|\bnot just\b|\bno longer (?:say|refus|declin)\w*|\b(?:don'?t|not|never|no) (?:\w+ )?(?:mind|hesitate"
    r"|refuse|decline|object|averse|opposed|against|shy)\b|\bno (?:\w+ )?(?:is|are|was) too\b|\bnothing (?:against"
    r"|more)\b"
    r"|\bno problem\b|\bno objection", re.IGNORECASE)
_ALOOF = re.compile(
    rf"\b(?:do not|don'?t|please don'?t|never|must not|may not)\s+(?:\w+ )?{_REACH}\s+(?:to )?(?:me|us|here|this)\b"
    r"|\bdo not contact\b|\bleave (?:me|us) alone\b|\b(?:do not|don'?t|no) (?:wish|want) to be (?:contacted|e-?mailed"
    r"|approached)\b"
    r"|\b(?:would|'d) rather not be (?:contacted|e-?mailed|approached)\b"
    r"|\bno (?:contact|e-?mails?|messages?)(?:,? (?:please|at all))?\s*[.!]*$|\bi am not reachable\b", re.IGNORECASE)
_ABOUT = re.compile(
    rf"\b(?:with|about|for|regarding|to (?:offer|sell|pitch|ask|propose))\b.*\b{_TOPIC}\b"
    r"|\bunsolicited\b|\bfor (?:commercial|business)", re.IGNORECASE)
_REFUSALS = re.compile(
    rf"\bno\b (?:[\w'/&-]+[ ,]+){{0,5}}{_TOPIC}\b"
    rf"|\b{_NOT}\b[^,;:]{{0,40}}?\b{_DEED}\b.*\b{_TOPIC}\b"
    rf"|\b{_TOPIC}\b.*\b{_NOT}\b.{{0,30}}\b(?:accepted|read|answered|welcome|wanted|considered|published|reviewed"
    rf"|possible"
    r"|offered|available|taken|respond\w*|repl\w+|work\w*|do|does|run|open|allowed)\b"
    rf"|\b(?:accept|take|do|run|want|publish)s?(?:ing)? no\b.*\b{_TOPIC}\b"
    rf"|\b{_TOPIC}\b.*\b(?:delet\w+|ignor\w+|binned|unread|unwelcome|block\w*|report\w*|trash|bin|junk|closed|refus\w+"
    r"|declin\w+|discard\w*|unanswered|thrown)\b"
    rf"|\b(?:delet\w+|ignor\w+|declin\w+|refus\w+|block\w*|turn(?:ed|ing)? down|say no to|said no to|closed (?:to"
    rf"|for)|stop(?:ped)?"
    rf"|quit|free of|tired of|sick of|opt(?:ed)? out of)\b.*\b{_TOPIC}\b"
    rf"|\b{_NOT}\b (?:\w+ ){{0,3}}(?:PR|brand)[- ]friendly|\b{_TOPIC}[- ]free\b|\bwithout\b.*\b{_TOPIC}\b"
    rf"|\b{_TOPIC}\b.*\banswer(?:'s| is) (?:\w+ )?no\b|\breserve the right to publish\b|\bbreak from\b.*\b{_TOPIC}\b"
    rf"|\b(?:ask|beg) (?:\w+ )?(?:companies|businesses|brands|agencies|marketers) to spare\b"
    rf"|/dev/null", re.IGNORECASE)
#: Refusals that need no other word of the matter.
_FLAT = re.compile(
    r"\bno need to (?:offer|pitch)\b|\bI (?:always |only ever |only )?(?:buy|pay for|bought)"
    r" (?:all|everything|whatever)"
    r"(?: of the \w+| the \w+)? I (?:review|test|show|write about|use here)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"\b{_TOPIC}\b|\b(?:media|press) kit\b|\bproposals\b|\bbookings?\b"
    r"|\bwork(?:ing)? (?:with|together)\b|\bhire me\b|\bcooperat\w+", re.IGNORECASE)
_DOUBT = re.compile(
    r"\bno\b|\bnot\b|n['’]t\b|\bnever\b|\bneither\b|\bnor\b|\bnone\b|\bnobody\b|\bnothing\b|\bwithout\b|\bhardly\b"
    r"|\brarely\b"
    r"|\bseldom\b|\bbarely\b|\bstop\b|\bunless\b|\bexcept\w*|\bif\b|\bbut\b|\bhowever\b|\balthough\b|\bthough\b"
    r"|\bonly\b|\buntil\b"
    r"|\btill\b|\bdepend\w*|\bsometimes\b|\boccasional\w*|\bmostly\b|\busually\b|\bmaybe\b|\bperhaps\b|\bmight\b"
    r"|\bmay\b|\bselect\w*"
    r"|\bcase by case\b|\bcase-by-case\b|\bused to\b|\bformer\w*|\bwas\b|\bwere\b|\bhad\b|\bwould\b|\bcould\b"
    r"|\bshould\b|\bonce\b|\bin the past\b"
    r"|\bpause\w*|\bhiatus\b|\bbreak\b|\bon hold\b|\bcurrently\b|\bmoment\b|\bright now\b|\bafter\b|\bbefore\b"
    r"|\bbooked\b|\bsoon\b"
    r"|\bhe\b|\bshe\b|\bthey\b|\bhis\b|\bher\b|\btheir\b|\bfriends?\b|\bsomeone\b|\bsomebody\b|\beveryone\b"
    r"|\banyone\b|\bother\w*|\bpeople\b"
    r"|\belse\w*|\binstead\b|\bmost\b|\bsome\b|\bmany\b|\bsays?\b|\bsaid\b|\bquot\w*|\btold\b|\bsure,|\bof course\b"
    r"|\byeah\b|\bright,|\blol\b"
    r"|\bhaha\w*|\bjok\w+|\blaugh\w*|\bas if\b|\bmanage\w*|\bagen\w+|\bimagine\b|\bsuppos\w+|\bdream\w*|\bhate\b"
    r"|\btired\b|\bsick\b|\bdelet\w+"
    r"|\bignor\w+|\brefus\w+|\bdeclin\w+|\bclosed\b|\bstill\b|\bexcuse\w*|\bnon\b|\bnon-|\banti\b|\bfee\b"
    r"|\bunfortunately\b|\bsorry\b"
    r"|\bwhy\b|\bhow\b|\bwhat\b|\bwhether\b|\bmy ass\b|\bspam\w*|\bfree\b|\bunpaid\b|\bwish\b|\brather\b|\bspare\b"
    r"|\bkeep\b"
    r"|\?|[“”«»\"]|'s policy|/s\b|\.\.\.|…|[;:]-?\)|🙄|😂|🤣|🙃|😏|😜|😉|<3", re.IGNORECASE)
_FOR = (r"(?:pitch(?:es)?|PR inquir\w+|PR enquir\w+|collab\w*|partnerships?|partnering|sponsor\w*|advertis\w*"
        r"|review requests?"
        r"|product reviews?|brands?|campaigns?|business (?:inquir\w+|enquir\w+|proposals?|offers?)"
        r"|work(?:ing)? (?:with (?:me|us)|together)"
        r"|press releases?|samples?|PR)")
_INVITATIONS = re.compile(
    rf"\bPR[- ]friendly\b|\bbrand[- ]friendly\b"
    rf"|\bfor\b[^,:;]{{0,60}}\b{_FOR}\b.*\b{_REACH}\b"
    rf"|\b{_REACH}\b.*\b(?:for|about|regarding|with|to discuss)\b.*\b{_FOR}\b"
    rf"|\b(?:open to|welcom(?:e|es|ing)|happy to (?:\w+ ){{0,3}}|love to (?:\w+ ){{0,3}}|glad to (?:\w+ ){{0,3}}"
    rf"|available for|accept(?:s|ing)?"
    rf"|interested in|looking for|enjoy) ?(?:[\w'-]+[ ,/]+){{0,5}}{_FOR}\b"
    rf"|\b{_FOR}\b[^,;:]{{0,40}}\b(?:are|is) (?:always |very |most )?welcome\b"
    rf"|\bif you\b.*\b(?:{_FOR}|collaborate|advertise|sponsor|partner|work)\b.*\b{_REACH}\b", re.IGNORECASE)

# ---- Chinese (after simplified characters were turned into traditional ones) ----
#: 請勿打擾 and shorter is meant for everybody.
_BARE = 4
_ZH = re.compile(r"[\u4e00-\u9fff]")
_ZH_TOPIC = re.compile(
    "業配|合作|邀約|廣告|贊助|讚助|公關|試用|體驗文|體驗邀|代言|推廣|行銷|營銷|商業|商務|廠商|品牌|邀稿|約稿|工商|置入|團購|互惠|開箱邀|投稿"
    "|推銷|商品文|軟文|帶貨|種草|接案|商案|稿約|換鏈|友鏈|聯名|業務|接稿|軟植|寫文邀|推文邀|葉配|商演")
_ZH_ALOOF = re.compile(
    "(?:請勿|切勿|勿|不要|請不要|別|請別|不得|謝絕|拒絕|婉拒|恕不接受|不接受|禁止)(?:再|任何|一切|以任何方式|私下|隨意|直接)*"
    "(?:與|跟|和|透過)?(?:本人|我|站長|版主|我們)?(?:聯絡|聯繫|來信|寄信|私訊|打擾|寫信|致電|來電|加好友|發信)|勿擾|不想被(?:聯絡|聯繫|打擾)")
_ZH_DOUBLE = re.compile(
    "不(?:會|是|曾|再)?(?:拒絕|婉拒|排斥|反對|介意|討厭|嫌)|(?:不|沒)(?:有)?(?:不|拒)|並非不|不是不|不只|不僅|不論|無論|不管|不限|不定期|不吝|別客氣|不要客氣|莫客氣"
    "|不妨|不用客氣|不必客氣|無限|非誠勿擾|沒有問題|沒問題|來者不拒|不一定")
_ZH_REFUSAL = re.compile(
    "不(?:再|會|予|想|願|太|打算|願意)?(?:接受|接洽|接|收|做|寫|提供|打|回覆|回應|回|考慮|需要|想|歡迎|開放|承接|參與|受理|發|登|刊|放|推|賣|談|合作|業配|工商|代言|置入|理會|處理"
    "|要(?:再)?(?:寄|來|傳|問|找|洽|談|邀|推|發))|(?:沒有?|未)(?:在)?(?:接|開放|收|做|提供|任何)|暫停|恕不|恕無法|無法(?:接|配合|合作|承接|提供)|謝絕|婉拒|拒絕|拒收|拒接|拒"
    "|請勿|切勿|勿|禁止|停止|請別|無(?:任何)?(?:業配|廣告|合作|商業|贊助|工商|置入|廠商)|零(?:業配|廣告|贊助)|一律(?:刪|不|封|退|當)|已(?:停止|關閉|額滿|滿)|刪除|封鎖|垃圾桶|垃圾信"
    "|別(?:再)?(?:找|來|寄|問|傳|跟我|發)|不用(?:再)?(?:問|寄|來|找|提|邀)|推掉|敬謝不敏|心領|說(?:聲)?抱歉|請左轉|免(?:談|洽|問|寄)|不碰|沒興趣|毫無興趣|滾")
_ZH_INVITATION = re.compile(
    r"(?:歡迎|開放|樂意|樂於|願意|接受|承接|期待)[^，,]{0,14}(?:業配|合作|邀約|廣告|贊助|代言|試用|邀稿|約稿|工商|商案|品牌|廠商|團購|聯名|體驗)"
    r"|(?:業配|合作|邀約|廣告|贊助|商業|商務|品牌|廠商|代言|試用|邀稿|約稿|工商|業務|體驗|聯名|團購|公關).{0,24}"
    r"(?:來信|寄信|寄至|寄到|寄|[Ee]-?[Mm]ail|[Mm]ail|信箱|聯絡|聯繫|洽|私訊|寫信|發信|郵件|郵箱)"
    r"|(?:來信|寄信|[Ee]-?[Mm]ail|聯絡我|聯繫我|私訊|寫信).{0,12}(?:洽談|談|討論|邀約).{0,8}(?:業配|合作|邀約|廣告|贊助|代言|工商|團購)?")
_ZH_DOUBT = re.compile(
    r"不|沒|無|非|勿|別|拒|謝絕|恕|免|停|暫|未|除|若|如|假設|但|可是|然而|只|僅|限|需先|須|需經|審|另議|視|看情況|看心情|曾|以前|過去|原本|本來|之後|等|再|明年|目前|現在"
    r"|朋友|他|她|某|有些|別人|網友|有人|人家|部分|聽說|據說|據稱|問|嗎|呢|誰|哪|怎|才怪|呵|笑|哈|XD|開玩笑|夢|幻想|經紀|公司代|可能|也許|或許|偶爾|少|難|恐|煩|厭|怕|討厭|騙|刪|封鎖"
    r"|垃圾|已滿|額滿|關閉|結束"
    r"|[?？「」『』“”\"…~～]|顆顆|ㄏ|最好是|真是|最愛|太棒|當然|原則|酌|選擇|挑")
#: A part of a sentence that asks in, beside one that refuses something else.
_ZH_ASKS = re.compile(
    "(?:其他|其它|其餘).*(?:可以|歡迎|來信|來談|聊)|(?:合作|邀約|業配|贊助|商案).*(?:請附|歡迎|請來信|來信|可以談)"
    "|^接(?:業配|合作|推廣|商案|廣告)")
_CLAUSE = re.compile("[,，;；]")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a text comes to, and the sentence that says so."""

    rule: ContactRule
    quote: str


def wish(text: str) -> Wish | None:
    """Return what a text says about pitches and offers; None when it says nothing.

    >>> wish("I fold paper. For collaborations please write to ann@blog.example.").rule.value
    'ok'
    >>> wish("No unsolicited pitches, please.").rule.value, wish("不接受業配，謝謝。").rule.value
    ('no_pitch', 'no_pitch')
    >>> wish("PR friendly? Depends.").rule.value, wish("I fold paper.") is None
    ('unknown', True)
    """
    found = []
    said = sentences(text)
    for before, sentence, following in zip(["", *said], said, [*said[1:], ""], strict=False):
        rule = sentence_rule(sentence)
        if rule is ContactRule.OK and (_TURN.match(following) or _PAST.search(following) or _HEADED.search(before)):
            rule, sentence = ContactRule.UNKNOWN, f"{sentence} {following}"  # noqa: PLW2901  both are quoted
        if rule is not None:
            found.append(Wish(rule, sentence[:MAX_QUOTE]))
    return _weighed(found, said) if found else None


def _weighed(found: Sequence[Wish], said: Sequence[str]) -> Wish:
    """Return the strictest wish; where only letters are refused and a form or an agent is named, that way."""
    strictest = max(found, key=lambda one: STRICTNESS.index(one.rule))
    refusals = [one for one in found if one.rule is ContactRule.NO_PITCH]
    if strictest.rule is not ContactRule.NO_PITCH or not all(closes_a_channel(one.quote) for one in refusals):
        return strictest
    way = next((one for one in said if is_route(one.translate(_TRADITIONAL), chinese=bool(_ZH.search(one)))
                and not any(one.startswith(refusal.quote) for refusal in refusals)), None)
    return strictest if way is None else Wish(ContactRule.FORM_ONLY, way[:MAX_QUOTE])


def sentences(text: str) -> list[str]:
    r"""Return the sentences of a text, with what ends them; a line that goes on in the next is one with it.

    >>> sentences("PR friendly? Not me. 不接業配。謝謝")
    ['PR friendly?', 'Not me.', '不接業配。', '謝謝']
    >>> sentences("I welcome pitches\nbut not today\nHome")
    ['I welcome pitches but not today', 'Home']
    """
    joined = _GOES_ON.sub(" ", text)
    return [stripped for each in _SENTENCE.findall(joined) if (stripped := " ".join(each.split()))]


def sentence_rule(sentence: str) -> ContactRule | None:
    """Return what one sentence comes to; None when it is not about being approached."""
    if _ZH.search(sentence):
        return _chinese(sentence.translate(_TRADITIONAL))
    return _english(sentence.replace("’", "'").replace("‘", "'"))


def _english(text: str) -> ContactRule | None:
    if (away := _kept_away(text)) is not None:
        return away
    if _FLAT.search(text):
        return ContactRule.NO_PITCH
    if not _SUBJECT.search(text) or is_about_privacy(text):
        return None
    if _DOUBLE.search(text):
        return ContactRule.UNKNOWN
    if _REFUSALS.search(text):
        return ContactRule.UNKNOWN if text.rstrip().endswith("?") else ContactRule.NO_PITCH
    if is_route(text, chinese=False):
        return ContactRule.FORM_ONLY
    return _invited(text)


def _kept_away(text: str) -> ContactRule | None:
    """Return what it comes to when people, or companies, are told not to write."""
    if keeps_companies_away(text, chinese=False):
        return ContactRule.DO_NOT_CONTACT
    if not _ALOOF.search(text):
        return None
    open_door = _ABOUT.search(text) or re.search(r"\b(?:unless|except|without|only)\b", text, re.IGNORECASE)
    return ContactRule.NO_PITCH if open_door else ContactRule.DO_NOT_CONTACT


def _invited(text: str) -> ContactRule | None:
    if is_plain(text, chinese=False):
        return ContactRule.OK
    doubtful = _INVITATIONS.search(text) or _DOUBT.search(text)
    return ContactRule.UNKNOWN if doubtful and re.search(rf"\b{_FOR}\b", text, re.IGNORECASE) else None


def _chinese(text: str) -> ContactRule | None:
    about = _ZH_TOPIC.search(text) is not None
    if _ZH_DOUBLE.search(text):
        return ContactRule.UNKNOWN if about or _ZH_ALOOF.search(text) else None
    if keeps_companies_away(text, chinese=True):
        return ContactRule.DO_NOT_CONTACT
    if _ZH_ALOOF.search(text):
        some = about or (text.count("勿擾") and len(_ZH.findall(text)) > _BARE)  # "health food: keep away"
        return ContactRule.NO_PITCH if some else ContactRule.DO_NOT_CONTACT
    if not about or is_about_privacy(text):
        return None
    return _offered(text)


def _offered(text: str) -> ContactRule | None:
    """Return what a Chinese sentence about offers comes to."""
    if _ZH_REFUSAL.search(text):
        return _refused(text)
    if is_route(text, chinese=True):
        return ContactRule.FORM_ONLY
    if is_plain(text, chinese=True):
        return ContactRule.OK
    return ContactRule.UNKNOWN if _ZH_INVITATION.search(text) or _ZH_DOUBT.search(text) else None


def _refused(text: str) -> ContactRule:
    """Return what a Chinese sentence with a refusal comes to: beside another way or an open door it is no plain no."""
    parts = _CLAUSE.split(text)
    open_ = [part for part in parts if not _ZH_REFUSAL.search(part)]
    if any(is_route(part, chinese=True) for part in open_) and all(
            closes_a_channel(part) or part in open_ for part in parts):
        return ContactRule.FORM_ONLY
    asks = text.rstrip().endswith(("?", "？")) or any(_ZH_ASKS.search(part) for part in open_)
    return ContactRule.UNKNOWN if asks else ContactRule.NO_PITCH
