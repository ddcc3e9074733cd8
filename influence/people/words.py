"""Word lists that tell persons from organisations, bots and placeholders, in English and Chinese."""

def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: Names that stand for nobody, as `names.squeezed` writes them, without trailing digits.
PLACEHOLDERS = _words("""
    anonymous anon anonym anonyme anonymus anonimo anonymoususer anonymouscoward nobody noone someone somebody
    unknown unnamed noname nickname name yourname user username newuser testuser test tester guest guestuser guests
    visitor reader readers commenter member deleteduser deleted removed formeruser suspended na none null undefined me
    admin admins administrator siteadmin blogadmin wpadmin root webmaster moderator mod mods owner author authors
    editor editors poster contributor staff support sysop operator invite gast invitado ospite utente besucher visiteur
    theundersigned undersigned various variousauthors multipleauthors
""")
PLACEHOLDERS_CJK = _parts("""
    匿名 匿名者 匿名用戶 匿名用户 訪客 访客 遊客 游客 路人 路人甲 路過 路过 網友 网友 無名 无名 無名氏 无名氏
    不具名 未知 某人 名無し 名無しさん 用戶 用户 使用者 會員 会员 讀者 读者 管理員 管理员 管理者 站長 站长
    版主 板主 樓主 楼主 作者 編輯 编辑 系統 系统 本站 測試 测试 ゲスト 익명 손님
""")
#: Placeholders that at least name a task: shown as the voice of the site, not as nobody.
ROLES = _words("""
    admin admins administrator siteadmin blogadmin wpadmin root webmaster moderator mod mods owner author authors
    editor editors staff support sysop operator theundersigned undersigned various variousauthors multipleauthors
    管理員 管理员 管理者 站長 站长 版主 板主 編輯 编辑 系統 系统 本站 作者
""")

#: Whole words (after `names.compared`) that no person's name has.
ORGANISATION_WORDS = _words("""
    team teams newsletter newsletters inc incorporated ltd limited llc llp plc gmbh ag corp corporation company
    companies foundation association society institute university college committee council board subcommittee
    membership leadership governance project projects group groups wg sig taskforce community communities collective
    cooperative coop official editorial editors editor staff admin administration department ministry agency bureau
    office org organisation organization federation alliance consortium initiative network networks media publishing
    publisher publishers publications magazine journal gazette digest weekly podcast radio shop store boutique
    marketplace outlet supplies supply wholesale software solutions systems technologies labs laboratory studios
    services consulting ventures holdings partners press newsroom release releases announcements
    update updates changelog maintainers developers contributors volunteers moderators support helpdesk crew guild club
    museum library conference meetup workshop academy school
""")
#: Of these, forms of companies: they say something only at the end of a name ("Ink Ltd", not "ag_dubs").
COMPANY_FORMS = _words("inc incorporated ltd limited llc llp plc gmbh ag corp")
#: Of these, words that are family names as well; they do not count behind a frequent given name.
SURNAMES_TOO = _words("press store shop page post board college outlet school office gazette journal major")
#: Phrases, compared form, that name a series or a group.
ORGANISATION_PHRASES = (
    "this week in", "this month in", "week in review", "release notes", "the team", "working group", "task force",
    "user group", "from the editors", "guest post", "guest author", "guest writer", "site owner",
)
#: Parts of CJK names; no word boundaries there.
ORGANISATION_CJK = _parts("""
    公司 編輯部 编辑部 小編 小编 團隊 团队 官方 工作室 粉絲團 粉丝团 粉絲專頁 協會 协会 基金會 基金会 出版社
    出版 雜誌 杂志 電子報 电子报 週刊 周刊 月刊 日報 日报 報社 社團 社团 商店 商城 專賣店 专卖店 旗艦店 旗舰店
    客服 新聞 新闻 研究所 研究院 學會 学会 委員會 委员会 大學 大学 學校 学校 圖書館 图书馆 聯盟 联盟 社群 官網
    官网 發行 企業 企业 集團 集团 書局 手作坊 文具行 門市 门市 總部 总部 株式会社 編集部 公式
""")
#: Whole words of names of automatic accounts.
BOT_WORDS = _words("""
    bot bots automation automated autoposter autobot autopost crawler feedbot rssbot botaccount mailer mailerdaemon
    noreply webhook notifications actions
""")
BOT_CJK = ("機器人", "机器人", "自動發文", "自动发文", "自動發佈", "小幫手", "小帮手", "ボット")
#: Names that end in "bot" and are nobody's machine.
NOT_BOTS = _words("abbot talbot cabot turbot ribot gobot jabot hobot sabot barbot robot")

GIVEN_NAMES = _words("""
    aaron abby abigail adam adele adrian agnes ahmed aidan aisha alan albert alberto alejandro alex alexa alexander
    alexandra alexis alfred ali alice alicia alina alison allan allen allison alma amanda amber amelia amir amy ana
    anastasia anders andre andrea andreas andrei andres andrew andy angel angela angelina anita ann anna anne annette
    annie anthony antonio april arash ari ariel arlene armin arnold arthur arturo ashley astrid audrey austin ava axel
    barbara barry beatrice becky bella ben benjamin bernard bernd beth bethany betty beverly bianca bill billy bjorn
    blake bob bobby bonnie boris brad bradley brandon brenda brendan brent brett brian bridget brigitte bruce bruno
    bryan caleb calvin cameron camilla camille candice cara carl carla carlos carmen carol carole caroline carolyn
    carrie casey catherine cathy cecilia celine chad charles charlie charlotte chelsea cheryl chen chloe chris
    christa christian christina christine christoph christophe christopher cindy claire clara clare claude claudia
    cliff clive cody colin colleen connie connor conrad constance corey craig cristina crystal curtis cynthia daisy
    dale damien dan dana daniel daniela danielle danny daphne darren dave david dawn dean debbie deborah debra denise
    dennis derek diana diane diego dieter dirk dmitri dmitry dolores dominic dominique don donald donna doris dorothy
    doug douglas duncan dustin dylan earl ed eddie edgar edith edmund eduardo edward edwin eileen elaine eleanor elena
    eli elias elisabeth elise eliza elizabeth ella ellen emil emilia emily emma emmanuel enrique eric erica erik erika
    erin ernest esther ethan eugene eva evan eve evelyn fabian faith fatima felicia felix fernando fiona florence
    florian frances francesca francesco francis francisco francois frank franz fred frederic frederick gabriel
    gabriela gabrielle gareth gary gavin gemma gene geoffrey george georgia gerald gerard gianni gilbert gina giorgio
    giovanni giulia gladys glen glenn gloria gordon grace graham greg gregory greta guido guillaume gustavo guy gwen
    hana hannah hans harold harriet harry harvey hassan heather hector heidi heike helen helena helene helga henri
    henrik henry herbert herman hilary holly howard hugh hugo ian ibrahim igor ilya ines ingrid irene iris irma isaac
    isabel isabella isabelle ivan ivy jack jackie jacob jacqueline jacques jade jake jakob james jamie jan jane janet
    janice jared jasmine jason javier jay jean jeff jeffrey jennifer jenny jens jeremy jerome jerry jesse jessica
    jessie jill jim jimmy jo joan joana joanna joanne joe joel joerg johan johann johanna johannes john johnny jon
    jonas jonathan jordan jorge jose josef joseph josephine josh joshua joy joyce juan judith judy julia julian juliana
    julie juliet julio june jurgen justin kai karen karin karl karla kate katharina katherine kathleen kathryn kathy
    katie katrin katrina kay keith kelly ken kenneth kerry kevin kim kimberly kirsten kirsty klaus kristen kristin kurt
    kyle lance lara larry lars laura lauren laurence laurent lawrence lea leah lee leo leon leonard leslie lewis lia
    liam lila lilian lillian lily linda lindsay lisa liz lloyd lois lola lorenzo lori lorraine louis louisa louise luca
    lucas lucia lucie lucy luigi luis luisa luke lydia lynn mabel mads maggie magnus malcolm manuel mara marc marcel
    marcia marco marcus margaret margarita maria marian marianne marie mariana marina mario marion marisa mark markus
    marlene marta martha martin martina marvin mary mateo mathias mathieu matt matteo matthew matthias maureen maurice
    max maxim maxime may megan mehdi mei mel melanie melinda melissa mercedes meredith mia michael michaela michel
    michele michelle miguel mikael mike mikhail mila milan mildred miles mina minnie miranda miriam mitchell mohamed
    mohammed moira molly mona monica monika morgan moritz muhammad muriel myra nadia nadine nancy naomi natalia natalie
    natasha nathan nathaniel neal neil nell nelson nia nicholas nick nicola nicolas nicole niels nigel nika niko nikola
    nils nina noah noel noemi nora norma norman olaf oleg olga olive oliver olivia omar oscar oskar otto owen pablo
    pamela paola paolo pascal pat patricia patrick paul paula pauline pedro peggy penelope penny per pete peter petra
    phil philip philipp philippe phillip phoebe phyllis pierre pilar piotr polly priya rachel rafael rainer ralf ralph
    ramon randy raphael raquel raul ravi ray raymond rebecca regina rene renee rex rhonda ricardo richard rick rita rob
    robert roberta roberto robin rocio rod roger roland roman ron ronald rosa rosalind rose rosemary ross roxanne roy
    ruben ruby rudolf rudy rupert russell ruth ryan sabine sabrina sally sam samantha samir samuel sandra sandy sara
    sarah saskia scott sean sebastian serena serge sergei sergey sergio seth shane shannon sharon shaun shawn sheila
    shelley shirley sidney sigrid silvia simon simone sofia sonia sophia sophie stacy stan stanley stefan stefanie
    stefano stella stephan stephanie stephen steve steven stewart stuart sue susan susanna susanne suzanne sven sylvia
    tamara tania tanya tara tatiana ted teresa terry tess thelma theo theodore theresa thomas tiffany tim timothy tina
    tobias toby todd tom tomas tommy toni tony tracey tracy travis trevor tricia tyler ulrich ursula valentina valerie
    vanessa vera vernon veronica vicki vicky victor victoria vincent viola violet virginia vivian vlad vladimir walter
    wanda warren wayne wendy werner wesley wilhelm will william willow winnie wolfgang xavier yan yasmin yolanda yuki
    yuri yusuf yvette yvonne zach zachary zara zoe
    mei ming ling hui jing ying xin wei yan fang hao jun jie lei min na ping qiang tao ting xiao yi yu yun zhen
    jia chia hsin yu-ting ya wen
""")
_SURNAMES = _words("""
    smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
    thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young
    allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter
    roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers
    gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez
    wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez
    powell jenkins perry russell sullivan bell coleman butler henderson barnes gonzales fisher vasquez simmons romero
    jordan patterson alexander hamilton graham reynolds griffin wallace west cole hayes bryant ford marshall mason hunt
    fox black stone knight palmer mills webb rose gibson ellis shaw holmes hart hunter gordon burns weber mueller muller
    schmidt schneider fischer meyer wagner becker schulz hoffmann koch bauer richter klein wolf schroeder neumann braun
    rossi russo ferrari bianchi dubois durand leroy moreau laurent simon michel lefebvre bertrand roux david petit silva
    santos ferreira pereira oliveira costa ivanov petrov jansen devries bakker visser singh kumar sharma gupta khan shah
    ahmed ali hussain
    lin chen wang chang li lee liu huang wu yang tsai hsu cheng hsieh kuo hung tseng chiu liao lai chou yeh su chuang
    lu chiang ho hsiao lo kao pan chien chu chung peng yu zhang zhao zhou xu sun ma zhu hu guo he gao luo zheng liang
    xie song tang deng han feng cao zeng xiao tian dong wong cheung lam chan leung ng kwok yip ho choi park jung kang
    cho yoon jang lim tan goh tanaka suzuki sato takahashi watanabe ito yamamoto nakamura kobayashi kato
""")
#: Parts of names that many people share.
COMMON_NAMES = GIVEN_NAMES | _SURNAMES
SURNAMES_CJK = tuple(
    "陳陈林黃黄張张李王吳吴劉刘蔡楊杨許许鄭郑謝谢洪郭邱曾廖賴赖徐周葉叶蘇苏莊庄呂吕江何蕭萧羅罗高潘簡简朱鍾钟游彭詹胡施沈余盧卢梁趙赵顏颜"
    "柯翁魏孫孙戴范方宋鄧邓杜傅侯曹薛丁卓馬马董阮藍蓝唐石溫温紀纪姚連连馮冯歐欧程湯汤黎田康姜白汪鄒邹尤巫鐘凌龔龚嚴严韓韩袁金童陸陆夏柳"
    "邵錢钱伍任賀贺龍龙樊毛史顧顾孟"
)
#: Words of "I" and "we" by which a text shows whether one person or a group speaks.
SINGULAR = _words("i i'm i've i'd i'll me my mine myself")
PLURAL = _words("we we're we've we'd we'll us our ours ourselves")
SINGULAR_CJK = ("我",)
PLURAL_CJK = ("我們", "我们", "本公司", "本站", "敝公司", "本店", "小編", "小编")
