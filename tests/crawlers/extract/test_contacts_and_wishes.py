"""What people wish of those who write to them is read without a single mistaken yes."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.extract.contact import addresses, contacts, is_contact_page
from crawlers.extract.registry import extract
from crawlers.extract.wishes import wish
from crawlers.records import Account, Contact, ContactKind, ContactRule, Page

OK = """\
For collaborations please email me with your idea, your timeline and your budget.
My media kit and rates are available on request: ann@blog.example
合作邀約請來信：ann@blog.example，信件主旨請註明品牌名稱
商务合作请发邮件，备注品牌和产品，我看到会回
This blog is PR friendly.
For collaborations please write to ann@blog.example.
I am open to collaborations with brands.
PR friendly!
Open to collaborations and sponsorships: hello@blog.example
Business inquiries: please email ann@blog.example
For all business inquiries please contact ann@blog.example.
工作邀約請洽 ann@blog.example
合作洽談：ann@blog.example
廠商合作請私訊粉絲專頁
歡迎各類合作邀約
For sponsorship and advertising, email hello@blog.example.
Email me for collaborations: ann@blog.example
If you would like to collaborate, please email me at ann@blog.example.
Pitches are welcome.
I welcome review requests.
歡迎合作，請來信 ann@blog.example
合作邀約請來信：ann@blog.example
如有合作邀約請來信 ann@blog.example，謝謝！
欢迎品牌合作，请发邮件至 ann@blog.example
業配、廣告請洽 ann@blog.example
若有合作需求，歡迎寫信給我
商务合作请联系 ann@blog.example
非常歡迎廠商邀約
""".splitlines()
FORM_ONLY = """\
Pitches only through the contact form, please.
For collaborations use the form below.
For collaborations talk to my agency, email them.
Please use the submissions portal for product reviews.
DMs about collabs are ignored. Use the form in the menu.
Commercial enquiries go through my manager. Please don't write to me directly about sponsorships.
合作請來信我經紀人
業配請洽經紀公司，私訊不回
品牌請填寫合作登記表，其他渠道一概不處理
合作邀約請填寫表單
商业合作请填表单
""".splitlines()
NO_PITCH = """\
I buy everything I review.
I no longer accept products for review.
Sponsors, please: the answer's no.
I am taking a break from brand deals this year.
不用問我要不要試用
合作邀約都推掉了
No unsolicited pitches.
No PR, please.
I do not accept sponsored posts.
We accept no advertising of any kind.
I don't do product reviews.
Not accepting sponsored posts at this time.
Press releases will be deleted unread.
Unsolicited pitches are not welcome here.
Please do not email me about guest posts.
Do not contact me with marketing offers.
This site is ad-free and carries no sponsored content.
I no longer work with brands.
Not PR friendly.
Feel free to email me your pitches; I will feel free to delete them.
I am closed to collaborations.
Please send your press release to /dev/null.
Please stop sending me samples.
I turn down all sponsorship.
不接受業配
謝絕廣告
本站不接業配、不收廠商贊助
恕不接受任何合作邀約
业配、广告、合作邀约一律谢绝
不接受任何商业合作
請勿來信洽談業配
暫停合作邀約
我沒有在接業配
廠商邀約一律不回
拒絕工商，謝謝
無業配、無廣告
本部落格不放廣告也不寫體驗文
""".splitlines()
DO_NOT_CONTACT = """\
We kindly ask businesses not to write to the family.
Stop emailing me.
Their use for marketing is expressly forbidden.
任何廠商請勿聯絡
Please do not contact me.
Leave me alone.
I do not wish to be contacted.
No emails, please.
請勿聯絡我
請不要私訊
谢绝联系
勿擾
""".splitlines()
UNKNOWN = """\
PR friendly? Not me.
Are you PR friendly?
I was PR friendly once.
I only accept collaborations with vegan brands.
Unless you make paper, collaborations are hard to sell to me.
My friend Bea says "for collaborations write to me".
Most bloggers are happy to work with brands.
Sure, send me your pitch, I need a laugh.
I would love to work with brands that read my blog.
I used to welcome collaborations.
Collaborations depend on my mood.
I don't mind collaborations.
I'm not against sponsorship.
No brand is too small for me.
I may be open to collaborations later this year.
I love getting pitches from people who can't spell my name.
People ask whether they can email me for collaborations.
I am open to collaborations after my hiatus.
Yeah right, I am open to collaborations 🙄
她說合作請來信
歡迎合作？想得美
以前接受業配，現在呢
我不排斥合作
合作視情況而定
除非是紙類品牌，否則合作很難
只接受親子品牌合作
非誠勿擾，合作請來信
朋友歡迎合作
「合作邀約請來信」這種話我看多了
歡迎合作才怪
不是不接受業配
有人問我接業配嗎
""".splitlines()
CASES = [(rule, line) for rule, lines in (
    ("ok", OK), ("form_only", FORM_ONLY), ("no_pitch", NO_PITCH), ("do_not_contact", DO_NOT_CONTACT),
    ("unknown", UNKNOWN)) for line in lines]
#: Invitations of something else, of somebody else, at another time, or not meant: no list of words catches all.
ALMOST = """\
I am open to collaborations with paper brands.
I welcome collaborations with charities.
Happy to work with brands in exchange for a fee.
For PR inquiries, contact the Paper Museum.
I am open to collaborations, provided you have read my blog.
Pitches are welcome as long as they are about paper.
Email me for advertising rates and I'll send you a picture of my cat.
Brands love to send me pitches.
I accept collaborations from readers.
If you want to collaborate, contact someone who cares.
I enjoy reading bad pitches aloud.
We welcome advertising. This page is an archive.
PR friendly (this page is from 2012).
PR-friendly blogs are a plague.
I wrote a post about being PR friendly.
How to become PR friendly.
Ten PR friendly bloggers.
A sponsor I accepted in 2010 regretted it.
I accept sponsored posts like I accept root canals.
Send me your pitch and I will publish it for public shaming.
Please email me your press releases so I can mock them.
Collaborations are welcome when hell freezes over.
Email me about sponsorship at your own risk.
For collaborations contact nobody.
Accepting pitches is beneath me.
I welcome pitches about as much as root canal work.
Open to collaborations! (Closed since March.)
I'm open to collaborations in theory.
Once upon a time I was open to collaborations.
I am happy to collaborate with other crafters.
Guest posts by fellow bloggers are welcome.
For collaborations between artists write to me.
I accept collaborations strictly with local shops.
Write to me about brands you hate.
Email me for brand names of the papers I use.
My sister runs the PR here; for pitches email her.
Companies who email me for collaborations get blocked.
We accept pitches from journalists.
For advertising contact our sales team at the network.
Bloggers for hire accept sponsorship.
My newsletter accepts sponsors; the blog is different.
歡迎合作的廠商都被我嚇跑了
歡迎你來業配我的貓
合作邀約請來信給隔壁老王
誠徵願意接受業配的部落客
歡迎讀者合作編織
歡迎公益合作
歡迎同好合作交換紙張
接受業配的都是壞人
業配文請來信檢舉
看到業配請聯絡我
如有廣告嫌疑請來信告知
商業使用請來信取得授權
合作請找我媽
以身試法才接受業配
合作請來信，開玩笑的啦
業配請洽隔壁棚
歡迎合作邀約（2015年公告）
廠商請來信道歉
合作邀約歡迎來信，愛回就回
如遇冒用本站名義合作請來信
合作過的廠商請聯絡我領獎品
我的貓接受贊助罐頭
請各大品牌來信停止寄送廣告
想合作請來信？先看完這篇
引用或轉載合作請聯絡我
""".splitlines()
ALMOST_TOO = """\
PR friendly: no.
PR friendly - not anymore
Collaborations: closed
Is this blog PR friendly? See my policy.
Ann says: PR friendly!
"PR friendly"
I am PR friendly. April fools!
[PR friendly]
PR friendly, NOT
For collaborations, please contact me. I will not answer.
For collaborations, please contact me. I never answer.
For collaborations please contact me (unless you are a casino).
Email me about pitches. Then watch me delete them.
My policy until 2015: PR friendly.
Pitches are welcome! Kidding.
Pitches are very welcome; lies are too.
I accept pitches. Wait, no I don't.
I accept PR. I mean public relations jokes.
I accept advertising. Ha.
合作請來信。我不會回。
合作請來信（拒絕直銷）
歡迎合作，請來信。保健品勿擾。
歡迎業配 XD
歡迎合作邀約（誤）
歡迎合作邀約？
徵合作：已截止
別說歡迎合作邀約
合作邀約請來信，限台北
合作邀請請洽經紀人 ann@blog.example
歡迎業配。個人網站公告，本公告已停用。
网友问：欢迎合作吗
不欢迎商业合作
商业合作：暂不接受
商业合作请联系（广告勿扰）
推广勿扰
广告商请勿联系
誠徵合作夥伴
""".splitlines()
#: Texts in which one sentence alone would be a yes.
TAKEN_BACK = """\
I don't do sponsored posts|For collaborations use the form.
謝絕無酬試用，正式付費合作請附上預算
不接代PO，其他像團購可以來信談
I welcome collaborations. But only vegan ones.
For collaborations, email me at ann@blog.example. Just kidding.
This blog is PR friendly. Not really.
I am open to collaborations.|Unless you sell glue.
I welcome collaborations|but not today
I welcome pitches. I do not accept sponsored posts.
歡迎合作，請來信。但不接保健食品。
合作邀約請來信|不過我很少回
歡迎品牌合作。才怪。
PR friendly.|Please leave me alone.
Email me for collaborations. Sponsored posts? No thanks.
""".splitlines()
#: Not about being approached at all.
SILENT = """\
We do not sell your data or pass it on to advertisers.
本站不會把您的個人資料提供給廠商
I fold paper in a small town by the sea.
All collaborations are disclosed.
Write to me any time, I love letters.
我喜歡紙藝和貓
這裡記錄我的生活
""".splitlines()


@pytest.mark.parametrize(("rule", "line"), CASES, ids=[line for _, line in CASES])
def test_each_phrasing_is_read_as_it_is_meant(rule, line):
    found = wish(line)
    assert found is not None
    assert found.rule.value == rule
    assert found.quote


def test_there_are_enough_phrasings_in_both_languages():
    chinese = [line for _, line in CASES if any(char > "\u4e00" for char in line)]
    assert len(CASES) >= 90
    assert len(chinese) >= 40


@pytest.mark.parametrize("text", [line.replace("|", "\n") for line in TAKEN_BACK])
def test_a_yes_that_is_taken_back_is_no_yes(text):
    found = wish(text)
    assert found is not None
    assert found.rule is not ContactRule.OK


@pytest.mark.parametrize("line", [*ALMOST, *ALMOST_TOO])
def test_what_is_more_than_a_plain_invitation_is_no_yes(line):
    found = wish(line)
    assert found is None or found.rule is not ContactRule.OK


@pytest.mark.parametrize("line", SILENT)
def test_what_is_not_about_being_approached_says_nothing(line):
    assert wish(line) is None


@pytest.mark.parametrize("line", OK)
@pytest.mark.parametrize("frame", ["I do not say: {}", "She wrote: \"{}\"", "{} Unless you are a company.", "{} 才怪", "Do not believe this: {}"])
def test_a_yes_in_a_frame_of_doubt_is_no_yes(line, frame):
    found = wish(frame.format(line))
    assert found is None or found.rule is not ContactRule.OK


#: Written by somebody who had not seen the rules: text, language, rule, note.
BLIND = [(row["rule"], row["text"]) for row in csv.DictReader(
    (Path(__file__).parents[2] / "golden" / "no_pitch_blind.csv").read_text("utf-8").splitlines())]


@pytest.mark.parametrize(("rule", "text"), [row for row in BLIND if row[0] != "ok"], ids=lambda text: text[:60])
def test_no_passage_written_blind_that_is_no_invitation_is_read_as_one(rule, text):
    found = wish(text)
    assert found is None or found.rule is not ContactRule.OK


def test_blind_passages_are_read_as_well_as_agreed():
    read = [(rule, found.rule.value if (found := wish(text)) else "unknown") for rule, text in BLIND]
    assert len(read) >= 60
    assert sum(rule == told for rule, told in read) >= 61
    assert not [rule for rule, told in read if rule == "do_not_contact" and told in ("ok", "form_only")]


def page(body: str, url: str = "https://ann.example/about") -> Page:
    return Page(url, f"<html><body>{body}</body></html>", datetime(2024, 5, 1, tzinfo=UTC))


def found(body: str, kind: ContactKind, url: str = "https://ann.example/about") -> list[str | None]:
    return [each.value for each in contacts(page(body, url)) if each.kind is kind]


@pytest.mark.parametrize(("text", "mails"), [
    ("ann@blog.example", ["ann@blog.example"]),
    ("Ann.Lee+pr@Blog.Example.", ["Ann.Lee+pr@blog.example"]),
    ("ann at blog dot example", ["ann@blog.example"]),
    ("ann [at] blog [dot] example", ["ann@blog.example"]),
    ("ann(at)blog.example", ["ann@blog.example"]),
    ("信箱 ann＠blog.example", []),
    ("I work at home dot com era", []),
    ("you@blog.example name@domain.com noreply@blog.example", []),
    ("ann.NOSPAM@blog.example", []),
    ("logo@2x.png", []),
    ("look at me. dots are fun", []),
    ("@ann on toot.example", []),
])
def test_addresses_are_read_as_written_and_never_guessed(text, mails):
    assert addresses(text) == mails


def test_an_entity_written_and_a_linked_address_are_read():
    body = '<p>&#97;nn&#64;blog.example</p><a href="mailto:pr%40blog.example?subject=Hi">write</a>'
    assert found(body, ContactKind.MAIL) == ["pr@blog.example", "ann@blog.example"]


def test_forms_are_read_but_not_comment_search_or_newsletter_forms():
    body = '<form class="contact"><textarea></textarea></form>'
    assert found(body, ContactKind.FORM) == ["https://ann.example/about"]
    for form in ('<form id="commentform"><textarea></textarea></form>', '<form role="search"><input></form>'):
        assert found(form, ContactKind.FORM) == []
    assert found('<a href="https://forms.gle/Ab1">x</a>', ContactKind.FORM) == ["https://forms.gle/Ab1"]


def test_profiles_are_read_but_not_share_buttons():
    body = ('<a href="https://instagram.com/annfolds">a</a><a href="https://twitter.com/intent/tweet?u=1">b</a>'
            '<a rel="me" href="https://toot.example/@ann">c</a><a href="https://other.example/">d</a>')
    assert found(body, ContactKind.PROFILE) == ["https://instagram.com/annfolds", "https://toot.example/@ann"]


def test_what_visitors_and_others_say_is_no_contact():
    body = ('<p>About me.</p><blockquote>PR friendly, write to bo@else.example</blockquote><div id="comments">'
            '<ol class="comment-list"><li class="comment">For collaborations write to cy@else.example</li></ol></div>')
    assert contacts(page(body)) == []


def test_a_line_break_of_the_source_does_not_split_a_sentence():
    (said,) = contacts(page("<p>I welcome collaborations\n   Never from brands.</p>"))
    assert said.rule is not ContactRule.OK


@pytest.mark.parametrize(("url", "body", "is_one"), [
    ("https://ann.example/about-me.html", "", True),
    ("https://ann.example/p/pr-policy.html", "", True),
    ("https://ann.example/%E9%97%9C%E6%96%BC%E6%88%91", "", True),
    ("https://ann.example/page-2", "<h1>合作邀約</h1>", True),
    ("https://ann.example/", "<h1>About</h1>", False),
    ("https://ann.example/2024/05/about-glue", "<h1>About glue and how I use it</h1>", False),
    ("https://ann.example/2024/05/01/about", "", False),
])
def test_pages_about_their_owner_are_known(url, body, is_one):
    assert is_contact_page(page(f"<p>x</p>{body}", url)) is is_one


def test_a_feed_is_no_such_page():
    assert not is_contact_page(Page("https://ann.example/about", "<rss/>", datetime(2024, 5, 1, tzinfo=UTC), "application/rss+xml"))


def test_a_profile_speaks_for_its_account_alone():
    account = Account(id="https://toot.example/@ann", bio="不接業配 ann@blog.example")
    other = Account(id="https://toot.example/@bo", bio="歡迎合作，請來信")
    read = contacts(page("", "https://toot.example/@ann"), [account, other])
    assert [(each.kind, each.account) for each in read] == [(ContactKind.MAIL, account.id), (ContactKind.WISH, account.id)]
    assert read[1].rule is ContactRule.NO_PITCH


def test_the_registry_gives_contacts_with_the_rest():
    body = "<h1>About</h1><p>No unsolicited pitches. Write to ann@blog.example.</p>"
    read = [each for each in extract(page(body)) if isinstance(each, Contact)]
    assert [each.kind for each in read] == [ContactKind.MAIL, ContactKind.WISH]
    assert read[1].quote == "No unsolicited pitches."
    assert read[1].site == "ann.example"
