"""Words that name no community: grammar, and what every post says."""

STOPWORDS = frozenset(word for line in (
    "the and for are but not you all any can had her was one our out day get has him his how its may new now old see",
    "two way who did she use your from they know want been good much some time very when come here just like long",
    "make many more only over such take than them then there these thing things think this that those through too",
    "under until upon was were what where which while whom why will with within without would yes yet also about above",
    "after again against because before being below between both could does doing don down during each few further",
    "have having into itself let let's might most must myself nor off once other ought ours own same should since so",
    "still their theirs themselves it's i'm i've don't didn't doesn't isn't can't won't that's there's what's you're",
    "really even well back first last next every never always maybe something anything everything nothing one's",
    "post posts blog blogs comment comments reply read reading write writing wrote written said say says thanks thank",
    "please today yesterday tomorrow week weeks month months year years http https www com org net html share link",
    "links page pages site website update updated part lot lots bit people someone everyone little great using used",
    "made making going got getting need needs find found look looks looking try trying work works working way ways",
    "per via etc ever able around actually already almost another quite rather though although however whether may",
) for word in line.split())
#: Characters that join words; a run with one of them is no word by itself.
STOPWORDS_CJK = frozenset(
    "的了是在我你他她它們们也就都和與与及或但而還还很又不沒没有這这那個个嗎吗吧呢啊喔哦被把讓让給给到去來来中為为以於于之其從从對对"
    "會会能要可說说看想得著着過过後后再只才最更怎麼么什誰谁哪些啥等吃請请問问謝谢您各每該该此且若雖虽然所嘛啦囉呀哈"
)
