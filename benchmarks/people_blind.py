"""A second made-up crowd for resolution, written without sight of the rules: `crowd(seed, people)`.

Each case says who is behind each account as a fair-minded reader would who has nothing but these rows.
A person is a tuple (kind of case, number of the case, who in it), so scores can be told apart by kind.
Where such a reader could not tell, the case is left out rather than guessed. All names are made up.

What such a reader goes by: links that answer each other; a signature with the address of a blog on which that
very name writes alone; bios that name each other; the same hashed picture with the same rare name. And what
does not persuade: a name alone, a picture everybody has, a handle somebody else could take, an address that
many give (a shop, a school, a family, a platform), or a claim the other end does not know of.
"""

import hashlib
import random
from collections.abc import Callable
from dataclasses import replace

from crawlers.records import named
from influence.model.account import AccountRow

Person = tuple[str, int, str]
Claim = tuple[str, str, str | None]

_GIVEN = (
    "Marigold", "Perpetua", "Nell", "Jory", "Thessaly", "Anna", "Maria", "Tom", "Peter", "Lucy", "Ruth", "Dora",
    "Silvan", "Idris", "Bettina", "Clement", "Hazel", "Wilfred", "Olwen", "Casper", "Fenella", "Rufus", "Tamsin",
    "Ambrose", "Greta", "Lionel", "Pippa", "Stanley", "Verity", "Humphrey",
)
_FREQUENT = ("Miller", "Taylor", "Young", "Martin", "Wright", "Hill", "Green", "Baker")
_HEAD = (
    "Thrap", "Ost", "Quill", "Fenni", "Dun", "Marl", "Pock", "Wex", "Harb", "Lorr", "Tind", "Groom", "Sall", "Bick",
    "Crev", "Yarr", "Nurth", "Opp", "Vend", "Kibb",
)
_TAIL = (
    "ley", "more", "ington", "sby", "wick", "thwaite", "ock", "erell", "ander", "hurst", "combe", "low", "enby",
    "idge", "astle", "oway", "ingle", "under", "ett", "fold",
)
_FAMILY_NAME = ("陳", "林", "黃", "張", "李", "王", "吳", "蔡", "许", "刘", "赵", "周")
_GIVEN_ZH = ("怡安", "雅婷", "志明", "家豪", "淑芬", "佩珊", "冠宇", "思妤", "建国", "晓雯", "子涵", "文娟")
_MOOD_ZH = ("慢慢", "微醺", "巷口", "三樓", "失眠", "半糖", "河堤", "迷路", "雨天", "鈍刀", "打結", "隔壁", "山城")
_THING_ZH = ("裁縫", "針線盒", "布娃娃", "小鹿", "頂針", "毛線球", "紙型", "車縫人", "染布坊", "剪刀", "钮扣", "老猫")
#: The same person in Chinese and in Latin letters.
_TWO_SCRIPTS = (
    ("陳怡安", "Yi-An Chen"), ("林冠宇", "Kuan-Yu Lin"), ("張佩珊", "Pei-Shan Chang"), ("吳思妤", "Ssu-Yu Wu"),
    ("刘晓雯", "Xiaowen Liu"), ("赵建国", "Jianguo Zhao"), ("周文娟", "Wenjuan Zhou"), ("蔡淑芬", "Shu-Fen Tsai"),
)
_NOBODY = ("匿名", "訪客", "路人甲", "游客", "Anonymous", "Guest", "admin", "me", "A reader")
_WORD = (
    "selvedge", "bobbin", "thimble", "gusset", "placket", "ricrac", "tailortack", "muslin", "godet", "overlock",
    "basting", "bodkin", "toile", "notions", "interfacing", "hem", "pleat", "yoke", "dart", "raglan",
)
_BEAST = ("fox", "heron", "moth", "badger", "wren", "otter", "newt", "hare", "crane", "vole")
_ABOUT = (
    "Hems, tea, repeat.", "I sew things and unpick most of them.", "Patterns for people with hips.", "左撇子，愛剪布。",
    "白天打版，晚上寫字。", "两只猫一台老机器。", "Quilts, mostly crooked.", "做衣服的人。",
    "Slow mending from a small flat.",
)
_MICRO, _PHOTO, _VIDEO, _FORUM, _HUB, _FACES = (
    "murmel.example", "polaro.example", "reelbox.example", "stitchboard.example", "linknest.example", "faces.example",
)
#: Addresses that strangers give as their website.
_POPULAR = ("https://threadmarket.example/", f"https://{_MICRO}/", f"https://{_FORUM}/", "https://freeblogs.example/")


class _Crowd:
    """Accounts with the person behind each; every draw comes from one generator."""

    def __init__(self, seed: int, people: int) -> None:
        self.rng = random.Random(seed)
        self.places = max(20, people // 3)
        self.rows: dict[str, AccountRow] = {}
        self.truth: dict[str, object] = {}

    def add(self, row: AccountRow, person: Person) -> None:
        """Add an account with some noise that tells nothing about who it is."""
        if row.id in self.rows:
            raise ValueError(f"two accounts called {row.id}")
        rng = self.rng
        if rng.random() < 0.3:
            row = replace(row, audience=rng.choice((3, 40, 250, 1_200, 18_000)))
        if rng.random() < 0.04:
            extra: Claim = ("website", rng.choice(_POPULAR), row.id if row.id.startswith("https:") else None)
            row = replace(row, claims=_sorted([*row.claims, extra]))
        if row.handle is not None and row.bio is None and rng.random() < 0.25:
            row = replace(row, bio=rng.choice(_ABOUT))
        if row.avatar is None and rng.random() < 0.1:
            row = replace(row, avatar=f"https://{row.site}/img/default-avatar.png")
        self.rows[row.id] = row
        self.truth[row.id] = person

    def comment(self, name: str, person: Person, website: str | None = None, avatar: str | None = None) -> None:
        """Add a commenter of that name on some blog where nobody of that name has been yet."""
        shown = name
        if website is not None and name.isascii() and self.rng.random() < 0.1:
            shown = name.lower()
        while True:
            place = f"yarnshelf{self.rng.randrange(self.places)}.blogspot.com"
            if named(place, shown) not in self.rows:
                break
            self.places += 1
        self.add(AccountRow(
            id=named(place, shown), name=shown, site=place, websites=() if website is None else (website,),
            avatar=avatar, answers=self.rng.choice((1, 1, 2, 3, 9)),
        ), person)

    def profile(self, host: str, handle: str, name: str, person: Person, *, to: tuple[str, ...] = (), how: str = "",
                bio: str | None = None, avatar: str | None = None, answers: int = 0) -> str:
        """Add a profile on a platform and return its address; it links `to` as websites or, given `how`, as claims."""
        address = _profile(host, handle)
        self.add(AccountRow(
            id=address, name=name, handle=handle, site=host, websites=() if how else tuple(sorted(to)),
            claims=_sorted([(how, target, address) for target in to]) if how else (), bio=bio, avatar=avatar,
            answers=answers, published=() if answers or host == _HUB else ((host, self.rng.randint(1, 400)),),
        ), person)
        return address

    def author(self, site: str, name: str, person: Person, *, to: tuple[str, ...] = (), how: str = "rel=me",
               bio: str | None = None, avatar: str | None = None, posts: int = 0,
               websites: tuple[str, ...] = ()) -> None:
        """Add who writes on a blog, known by name only, with what the blog's first page links as `to`."""
        home = f"https://{site}/"
        self.add(AccountRow(
            id=named(site, name), name=name, site=site, homes=(home,), bio=bio, avatar=avatar, websites=websites,
            claims=_sorted([(how, target, home) for target in to]),
            published=((site, posts or self.rng.randint(4, 300)),),
        ), person)

    def front(self, site: str, title: str, person: Person, *, to: tuple[str, ...] = (), how: str = "rel=me") -> None:
        """Add the first page of a site as an account of its own."""
        home = f"https://{site}/"
        self.add(AccountRow(id=home, name=title, site=site, claims=_sorted([(how, at, home) for at in to])), person)

    def latin(self) -> str:
        """Return a name in Latin letters, one in four a frequent one."""
        given = self.rng.choice(_GIVEN)
        return f"{given} {self.rng.choice(_FREQUENT) if self.rng.random() < 0.25 else self.rare()}"

    def rare(self) -> str:
        """Return a surname few have, at times a double one."""
        surname = self.rng.choice(_HEAD) + self.rng.choice(_TAIL)
        return f"{surname}-{self.rng.choice(_HEAD)}{self.rng.choice(_TAIL)}" if self.rng.random() < 0.2 else surname

    def pen(self) -> str:
        """Return a name one chooses for oneself."""
        if self.rng.random() < 0.5:
            return self.rng.choice(_MOOD_ZH) + self.rng.choice(_THING_ZH)
        return f"{self.rng.choice(_WORD).title()} {self.rng.choice(_BEAST).title()}"

    def chinese(self) -> str:
        """Return a Chinese name that many have."""
        return self.rng.choice(_FAMILY_NAME) + self.rng.choice(_GIVEN_ZH)

    def name(self) -> str:
        """Return any name."""
        draw = self.rng.random()
        return self.latin() if draw < 0.5 else self.pen() if draw < 0.75 else self.chinese()

    def names(self, many: int) -> list[str]:
        """Return names of which no two begin alike, so that no reader takes one for another."""
        found: dict[str, str] = {}
        while len(found) < many:
            name = self.name()
            found.setdefault(name.split(maxsplit=1)[0], name)
        return list(found.values())

    def handle(self, number: int) -> str:
        """Return a handle nobody else has."""
        return f"{self.rng.choice(_WORD)}{self.rng.choice(_BEAST)}{number}"

    def site(self, number: int, word: str = "") -> str:
        """Return the site of a new blog."""
        stem = f"{word or self.rng.choice(_WORD)}diary{number}"
        return f"{stem}.blogspot.com" if self.rng.random() < 0.5 else f"{stem}.example"

    def picture(self, number: int, what: str = "") -> str:
        """Return the address of a picture under the hash of a mail address."""
        return f"https://{_FACES}/avatar/{hashlib.md5(f'{number}{what}'.encode(), usedforsecurity=False).hexdigest()}"


def _sorted(claims: list[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(set(claims), key=lambda claim: (claim[0], claim[1], claim[2] or "")))


def _profile(host: str, handle: str) -> str:
    return f"https://{host}/{handle}" if host in {_FORUM, _HUB} else f"https://{host}/@{handle}"


def _home(site: str) -> str:
    return f"https://{site}/"


def _hub(made: _Crowd, number: int) -> None:
    """A page of links names blog, microblog and pictures, and each of them names the page: one person."""
    name, handle, site, who = made.name(), made.handle(number), made.site(number), ("hub", number, "owner")
    hub = _profile(_HUB, handle)
    other = f"{handle}_{made.rng.choice(('sews', 'tw', 'daily'))}"
    to = (_home(site), _profile(_MICRO, handle), _profile(_PHOTO, other))
    made.profile(_HUB, handle, name, who, to=to, how="rel=me")
    made.author(site, name, who, to=(hub,))
    made.profile(_MICRO, handle, f"{name} 🧵" if made.rng.random() < 0.4 else name, who, to=(hub,))
    made.profile(_PHOTO, other, handle if made.rng.random() < 0.4 else name, who, to=(hub,), how="website")


def _hub_resold(made: _Crowd, number: int) -> None:
    """A blog still points to its old page of links, which by now lists the accounts of a shop."""
    name, handle, site = made.name(), made.handle(number), made.site(number)
    blogger, shop = ("hub_resold", number, "blogger"), ("hub_resold", number, "shop")
    sale = f"{handle}deals"
    made.author(site, name, blogger, to=(_profile(_HUB, handle),))
    made.front(site, f"{name}'s diary", blogger)
    made.profile(_HUB, handle, "Best Deals Daily 🔥", shop, to=(_profile(_MICRO, sale), _profile(_VIDEO, sale)),
                 how="rel=me", bio="Coupons and hot offers every day")
    for host in (_MICRO, _VIDEO):
        made.profile(host, sale, "Best Deals Daily", shop, to=(_profile(_HUB, handle),), how="rel=me")


def _moved(made: _Crowd, number: int) -> None:
    """An old blog says where it went and the new one where it came from."""
    name, who = made.name(), ("moved", number, "owner")
    old, new = f"oldstitch{number}.blogspot.com", f"newstitch{number}.example"
    made.author(old, name, who, to=(_home(new),), how=made.rng.choice(("sameAs", "rel=me")),
                bio=made.rng.choice((f"Moved! Find me at https://{new}/ from now on.", f"搬家了，新家在 https://{new}/")))
    shown = name if made.rng.random() < 0.7 else name.split(maxsplit=1)[0]
    made.author(new, shown, who, to=(_home(old),), how="sameAs",
                bio=made.rng.choice((f"Formerly at https://{old}/", f"舊文都在 https://{old}/")))


def _two_scripts(made: _Crowd, number: int) -> None:
    """One person signs in Chinese on the blog and in Latin letters elsewhere; the links go both ways."""
    chinese, latin = made.rng.choice(_TWO_SCRIPTS)
    handle, site, who = made.handle(number), made.site(number), ("two_scripts", number, "owner")
    made.author(site, chinese, who, to=(_profile(_MICRO, handle), _profile(_VIDEO, handle)))
    made.profile(_MICRO, handle, latin, who, to=(_home(site),), how="rel=me")
    made.profile(_VIDEO, handle, f"{chinese} {latin}", who, to=(_home(site),), how="sameAs")


def _two_scripts_strangers(made: _Crowd, number: int) -> None:
    """A frequent Chinese name and its spelling in Latin letters, with nothing between the two."""
    chinese, latin = made.rng.choice(_TWO_SCRIPTS)
    kind = "two_scripts_strangers"
    made.author(made.site(number), chinese, (kind, number, "zh"), bio="台南人，做包包。")
    made.profile(_MICRO, made.handle(number), latin, (kind, number, "en"), bio="Accountant. Opinions on rain.")
    if made.rng.random() < 0.5:
        made.comment(latin, (kind, number, "commenter"))


def _new_surname(made: _Crowd, number: int) -> None:
    """A surname changes on the blog, not on the older forum account; each still links to the other."""
    given, handle, site = made.rng.choice(_GIVEN), made.handle(number), made.site(number)
    before, after, who = f"{given} {made.rare()}", f"{given} {made.rare()}", ("new_surname", number, "owner")
    face = made.picture(number) if made.rng.random() < 0.6 else None
    made.author(site, after, who, to=(_profile(_FORUM, handle),), avatar=face)
    made.profile(_FORUM, handle, before, who, to=(_home(site),), avatar=face, answers=made.rng.randint(20, 900))
    if made.rng.random() < 0.5:
        made.comment(after, who, website=_home(site), avatar=face)


def _bios_meet(made: _Crowd, number: int) -> None:
    """No link at all, but each of two bios names the other account in words."""
    name, who = made.name(), ("bios_meet", number, "owner")
    here, there = made.handle(number), f"{made.rng.choice(_BEAST)}stitch{number}"
    say = made.rng.choice((
        ("Pictures over at {}", "Long threads live at {}"), ("照片放在 {}", "碎念都在 {}"), ("图在 {}", "文字在 {}"),
    ))
    made.profile(_MICRO, here, name, who, bio=say[0].format(_profile(_PHOTO, there)))
    made.profile(_PHOTO, there, made.pen() if made.rng.random() < 0.3 else name, who,
                 bio=say[1].format(_profile(_MICRO, here)))


def _bio_one_way(made: _Crowd, number: int) -> None:
    """A bio recommends somebody else's account, as friends do."""
    name, friend = made.handle(number), f"{made.rng.choice(_BEAST)}weaves{number}"
    made.profile(_PHOTO, friend, made.name(), ("bio_one_way", number, "praised"))
    made.profile(_MICRO, name, made.name(), ("bio_one_way", number, "fond"), bio=made.rng.choice((
        f"Go and look at {_profile(_PHOTO, friend)}, she is the best of us", f"推薦大家追蹤 {_profile(_PHOTO, friend)}",
    )))


def _regular(made: _Crowd, number: int) -> None:
    """Who writes a blog alone signs comments with its address, at times with the first name only."""
    name, site = made.latin() if made.rng.random() < 0.6 else made.pen(), made.site(number)
    who = ("regular", number, "owner")
    made.author(site, name, who)
    if made.rng.random() < 0.6:
        made.front(site, f"{name} writes", who)
    for turn in range(made.rng.randint(1, 4)):
        short = turn > 0 and name.isascii() and made.rng.random() < 0.4
        made.comment(name.split(maxsplit=1)[0] if short else name, who, website=_home(site))
    if made.rng.random() < 0.3:
        made.comment(name.split(maxsplit=1)[0], ("regular", number, "namesake"))


def _pen_and_passport(made: _Crowd, number: int) -> None:
    """A pen name on the blog and the name of the passport at work, each owning up to the other."""
    site, who = made.site(number), ("pen_and_passport", number, "owner")
    handle = f"{made.rng.choice(_HEAD).lower()}{number}"
    made.author(site, made.pen(), who, to=(_profile(_MICRO, handle),))
    made.profile(_MICRO, handle, made.latin() if made.rng.random() < 0.5 else made.chinese(), who, to=(_home(site),),
                 how="rel=me")


def _podcast(made: _Crowd, number: int) -> None:
    """Host and show belong together by links both ways; the guest who links to the show stays a guest."""
    (host, guest), site = made.names(2), f"needlecast{number}.example"
    owner, handle = ("podcast", number, "host"), made.handle(number)
    made.author(site, host, owner, to=(_profile(_VIDEO, handle),), how="sameAs")
    made.profile(_VIDEO, handle, f"Needlecast with {host}", owner, to=(_home(site),), how="rel=me")
    made.profile(_MICRO, f"{handle}g", guest, ("podcast", number, "guest"), to=(f"https://{site}/episode/7",),
                 how="website", bio="Heard on Needlecast, episode 7")
    made.author(site, guest, ("podcast", number, "guest"), posts=1, to=(), websites=(_profile(_MICRO, f"{handle}g"),))


def _magazine(made: _Crowd, number: int) -> None:
    """A magazine with a house account and authors, each of whom has a page there and an account elsewhere."""
    site, house, kind = f"bobbinpost{number}.example", f"bobbinpost{number}", "magazine"
    made.front(site, "The Bobbin Post", (kind, number, "house"), to=(_profile(_MICRO, house),))
    made.profile(_MICRO, house, "The Bobbin Post", (kind, number, "house"), to=(_home(site),), how="rel=me",
                 bio="Run by the whole desk.")
    for seat, name in enumerate(made.names(made.rng.randint(2, 4))):
        handle, who = f"{made.handle(number)}x{seat}", (kind, number, f"author {seat}")
        page = f"https://{site}/author/{seat}"
        made.add(AccountRow(
            id=page, name=name, site=site, homes=(_home(site),), published=((site, made.rng.randint(2, 80)),),
            claims=(("sameAs", _profile(_MICRO, handle), page),), bio=f"{name} writes for The Bobbin Post.",
        ), who)
        made.profile(_MICRO, handle, name, who, to=(page,) if made.rng.random() < 0.6 else (page, _home(site)))


def _collective(made: _Crowd, number: int) -> None:
    """Several people publish under one pen name and all link to its site, which names none of them as its own."""
    site, kind = f"auntpost{number}.example", "collective"
    pen = made.rng.choice(("Auntie Selvedge", "裁縫阿姨們", "缝纫机长"))
    made.author(site, pen, (kind, number, "pen"), bio=made.rng.choice((
        "Auntie is five people and a kettle.", "我們是五個人共用一個名字。", "几个人轮流写。",
    )))
    for seat, name in enumerate(made.names(made.rng.randint(2, 4))):
        made.profile(_MICRO, f"{made.handle(number)}y{seat}", name, (kind, number, f"member {seat}"),
                     to=(_home(site),), bio=made.rng.choice((f"one fifth of {pen}", f"{pen}成員之一", None)))


def _scraper(made: _Crowd, number: int) -> None:
    """A copy of a blog shows the author's name, words and links; the author's account knows the blog only."""
    name, handle, site, copy = made.name(), made.handle(number), made.site(number), f"topcraftnews{number}.example"
    author, face, about = ("scraper", number, "author"), made.picture(number), made.rng.choice(_ABOUT)
    made.author(site, name, author, to=(_profile(_MICRO, handle),), avatar=face, bio=about)
    made.profile(_MICRO, handle, name, author, to=(_home(site),), how="rel=me", avatar=face, bio=about)
    made.author(copy, name, ("scraper", number, "copy"), to=(_profile(_MICRO, handle),), bio=about,
                avatar=f"https://{copy}/img/author.jpg", posts=made.rng.randint(300, 900))


def _impersonator(made: _Crowd, number: int) -> None:
    """Somebody copies name, bio and website of a known blogger, whose blog names another account on that platform."""
    name, handle, site = made.name(), made.handle(number), made.site(number)
    real, fake, about = ("impersonator", number, "real"), ("impersonator", number, "fake"), made.rng.choice(_ABOUT)
    made.author(site, name, real, to=(_profile(_PHOTO, handle),))
    made.profile(_PHOTO, handle, name, real, to=(_home(site),), bio=about)
    made.profile(_PHOTO, f"{handle}_official", name, fake, to=(_home(site),), bio=about)


def _couple(made: _Crowd, number: int) -> None:
    """Two people write one blog, sign comments with its address, and have a joint account of pictures."""
    first, second = made.rng.sample(_GIVEN, 2)
    if made.rng.random() < 0.3:
        first, second = made.rng.sample(_GIVEN_ZH, 2)
    site, kind = f"twoatatable{number}.example", "couple"
    handle = made.handle(number)
    made.front(site, f"{first} & {second}", (kind, number, "both"), to=(_profile(_PHOTO, handle),))
    made.profile(_PHOTO, handle, f"{first} & {second}", (kind, number, "both"), to=(_home(site),), how="rel=me")
    for who in (first, second):
        made.author(site, who, (kind, number, who))
        for _ in range(made.rng.randint(1, 2)):
            made.comment(who, (kind, number, who), website=_home(site))


def _class(made: _Crowd, number: int) -> None:
    """Students give their teacher's page as website; the teacher's page links to the teacher's account only."""
    site, handle, kind = f"atelierclass{number}.example", made.handle(number), "class"
    name, *pupils = made.names(made.rng.randint(3, 6))
    teacher = (kind, number, "teacher")
    made.author(site, name, teacher, to=(_profile(_VIDEO, handle),))
    made.profile(_VIDEO, handle, name, teacher, to=(_home(site),), how="rel=me")
    for seat, pupil in enumerate(pupils):
        if made.rng.random() < 0.5:
            made.comment(pupil, (kind, number, f"pupil {seat}"), website=_home(site))
        else:
            made.profile(_FORUM, f"{made.handle(number)}p{seat}", pupil, (kind, number, f"pupil {seat}"),
                         to=(_home(site),), answers=4,
                         bio=made.rng.choice(("學徒一枚", "Learning at the atelier", None)))


def _staff(made: _Crowd, number: int) -> None:
    """Employees sign with the website of the firm; the firm's own account is none of them."""
    site, kind = f"kerfcut-{number}.example", "staff"
    house = f"kerfcut{number}"
    made.front(site, f"Kerfcut {number}", (kind, number, "firm"), to=(_profile(_MICRO, house),), how="sameAs")
    made.profile(_MICRO, house, f"Kerfcut {number}", (kind, number, "firm"), to=(_home(site),))
    for seat, given in enumerate(made.rng.sample(_GIVEN, made.rng.randint(2, 4))):
        made.comment(given if made.rng.random() < 0.5 else f"{given} from Kerfcut", (kind, number, f"clerk {seat}"),
                     website=_home(site))


def _kin(made: _Crowd, number: int) -> None:
    """Parent and child of one family name give the family's shop; none of them writes on it under a name."""
    site, kind = f"familyshop{number}.example", "kin"
    if made.rng.random() < 0.5:
        family = made.rng.choice(_FAMILY_NAME)
        members = [family + given for given in made.rng.sample(_GIVEN_ZH, 3)]
    else:
        surname = made.rare()
        members = [f"{given} {surname}" for given in made.rng.sample(_GIVEN, 3)]
    made.front(site, made.rng.choice(("Haberdashery since 1962", "布莊", "老裁缝铺")), (kind, number, "shop"))
    for seat, member in enumerate(members):
        made.comment(member, (kind, number, f"member {seat}"), website=_home(site))
        if made.rng.random() < 0.3:
            made.profile(_PHOTO, f"{made.handle(number)}k{seat}", member, (kind, number, f"member {seat}"),
                         to=(_home(site),))


def _fans(made: _Crowd, number: int) -> None:
    """A fan club or a bot that repeats a blog links to it; the blog does not know it."""
    name, handle, site = made.name(), made.handle(number), made.site(number)
    star = ("fans", number, "star")
    made.author(site, name, star, to=(_profile(_VIDEO, handle),))
    made.profile(_VIDEO, handle, name, star, to=(_home(site),), how="rel=me")
    suffix, shown, about = made.rng.choice((
        ("_fans", f"{name} Fans", "Unofficial."), ("_bot", name, "Repeats new posts. Not run by the author."),
        ("hou", f"{name}後援會", "非本人"), ("_zhan", f"{name}粉丝站", "非官方"),
    ))
    made.profile(_MICRO, f"{handle}{suffix}", shown, ("fans", number, "fan"), to=(_home(site),),
                 how=made.rng.choice(("", "website", "rel=me")), bio=about)


def _domain_resold(made: _Crowd, number: int) -> None:
    """Old comments carry the address of a blog whose domain somebody else writes on now."""
    before, after, site = made.latin(), f"{made.rng.choice(_GIVEN)} {made.rare()}", f"lapsed{number}.example"
    if before.split(maxsplit=1)[0] == after.split(maxsplit=1)[0]:
        after = made.pen()
    handle = made.handle(number)
    new = ("domain_resold", number, "new owner")
    for _ in range(made.rng.randint(1, 3)):
        made.comment(before, ("domain_resold", number, "old owner"), website=_home(site))
    made.author(site, after, new, to=(_profile(_MICRO, handle),), bio="Web design, hosting and more")
    made.profile(_MICRO, handle, after, new, to=(_home(site),), how="rel=me")


def _nobodies(made: _Crowd, number: int) -> None:
    """Names that are no names, on several sites, at times with a website that is none of theirs."""
    name = made.rng.choice(_NOBODY)
    for seat in range(made.rng.randint(2, 3)):
        made.comment(name, ("nobodies", number, f"somebody {seat}"),
                     website=made.rng.choice(_POPULAR) if made.rng.random() < 0.2 else None)


def _default_faces(made: _Crowd, number: int) -> None:
    """Frequent first names with the picture that everybody has who set none."""
    name, face = made.rng.choice((*_GIVEN, *_GIVEN_ZH)), f"https://{_FACES}/avatar/{'0' * 32}"
    for seat in range(made.rng.randint(2, 3)):
        made.comment(name, ("default_faces", number, f"face {seat}"), avatar=face)


def _handle_taken_again(made: _Crowd, number: int) -> None:
    """The same handle on two platforms, but other names, other towns, other trades."""
    handle, kind = made.handle(number), "handle_taken_again"
    about = made.rng.sample((
        "Trucker, Lorrow.", "Nurse and knitter from Pell.", "高雄，機車行。", "大二，電機系。",
        "Goalkeeper. Dad of three.",
    ), 2)
    names = [made.latin(), made.pen()]
    for host, name, bio, who in zip((_MICRO, _FORUM), names, about, ("one", "other"), strict=True):
        made.profile(host, handle, name, (kind, number, who), bio=bio, answers=12 if host == _FORUM else 0)


def _numbered_namesakes(made: _Crowd, number: int) -> None:
    """One platform, one name, handles that differ by a digit because the first was taken; two different blogs."""
    name, handle, kind = made.chinese(), made.handle(number), "numbered_namesakes"
    for seat in (1, 2):
        site, who = f"namesake{number}v{seat}.blogspot.com", (kind, number, f"namesake {seat}")
        own = handle if seat == 1 else f"{handle}_{seat}"
        made.author(site, name, who, to=(_profile(_MICRO, own),))
        made.profile(_MICRO, own, name, who, to=(_home(site),), how="rel=me")


def _front_page(made: _Crowd, number: int) -> None:
    """People of one first name who all give the first page of a platform or a shop as their website."""
    name, address = made.rng.choice((*_GIVEN, *_GIVEN_ZH)), made.rng.choice(_POPULAR)
    for seat in range(2):
        made.comment(name, ("front_page", number, f"giver {seat}"), website=address)


def _hashed_picture(made: _Crowd, number: int) -> None:
    """A rare name with the same picture under the hash of one mail address, on blogs that know no websites."""
    name = f"{made.rng.choice(_GIVEN)} {made.rare()}" if made.rng.random() < 0.6 else f"{made.pen()}{number}"
    face = made.picture(number, "mail")
    for _ in range(made.rng.randint(2, 3)):
        made.comment(name, ("hashed_picture", number, "owner"), avatar=face)
    if made.rng.random() < 0.4:
        short = name.split(maxsplit=1)[0]
        made.comment(short, ("hashed_picture", number, "stranger"), avatar=made.picture(number, "other"))


def _guest_author(made: _Crowd, number: int) -> None:
    """A blogger writes one post on another's blog, signed with the own address; the host is somebody else."""
    guest, host = made.names(2)
    at, home = f"hostess{number}.example", made.site(number, "visitor")
    made.author(home, guest, ("guest_author", number, "guest"))
    made.author(at, host, ("guest_author", number, "host"))
    made.author(at, guest, ("guest_author", number, "guest"), posts=1, websites=(_home(home),))


def _homonyms(made: _Crowd, number: int) -> None:
    """A frequent name on blogs with different websites, and once without any."""
    name = f"{made.rng.choice(_GIVEN)} {made.rng.choice(_FREQUENT)}" if made.rng.random() < 0.5 else made.chinese()
    for seat in range(2):
        site, who = f"homonym{number}v{seat}.example", ("homonyms", number, f"bearer {seat}")
        made.author(site, name, who)
        made.comment(name, who, website=_home(site))
    made.comment(name, ("homonyms", number, "bearer of no site"))


#: Kind of case, its share, and who makes it.
KINDS: tuple[tuple[str, int, Callable[[_Crowd, int], None]], ...] = (
    ("hub", 4, _hub), ("hub_resold", 2, _hub_resold), ("moved", 3, _moved), ("two_scripts", 3, _two_scripts),
    ("two_scripts_strangers", 3, _two_scripts_strangers), ("new_surname", 2, _new_surname),
    ("bios_meet", 2, _bios_meet), ("bio_one_way", 2, _bio_one_way), ("regular", 8, _regular),
    ("pen_and_passport", 3, _pen_and_passport), ("podcast", 3, _podcast), ("magazine", 3, _magazine),
    ("collective", 2, _collective), ("scraper", 3, _scraper), ("impersonator", 3, _impersonator),
    ("couple", 3, _couple), ("class", 2, _class), ("staff", 3, _staff), ("kin", 3, _kin), ("fans", 3, _fans),
    ("domain_resold", 2, _domain_resold), ("nobodies", 3, _nobodies), ("default_faces", 3, _default_faces),
    ("handle_taken_again", 3, _handle_taken_again), ("numbered_namesakes", 2, _numbered_namesakes),
    ("front_page", 2, _front_page), ("hashed_picture", 3, _hashed_picture), ("guest_author", 3, _guest_author),
    ("homonyms", 4, _homonyms),
)


def crowd(seed: int, people: int) -> tuple[list[AccountRow], dict[str, object]]:
    """Return accounts of at least that many persons, sorted by id, and the person behind each id."""
    made = _Crowd(seed, people)
    makers, shares = [maker for _, _, maker in KINDS], [share for _, share, _ in KINDS]
    number = 0
    while number < len(makers) or len(set(made.truth.values())) < people:
        # Counting persons walks over all of them: make cases in strides. Every kind comes at least once.
        for _ in range(max(1, people // 50)):
            number += 1
            maker = makers[number - 1] if number <= len(makers) else made.rng.choices(makers, shares)[0]
            maker(made, number)
    return sorted(made.rows.values(), key=lambda row: row.id), made.truth
