"""Readers of forums, one system a file."""

from crawlers.extract.forums.bangumi import Bangumi
from crawlers.extract.forums.bbpress import BbPress
from crawlers.extract.forums.burning_board import BurningBoard
from crawlers.extract.forums.discourse import Discourse
from crawlers.extract.forums.discourse_json import DiscourseJson
from crawlers.extract.forums.discuz import Discuz
from crawlers.extract.forums.drupal_forum import DrupalForum
from crawlers.extract.forums.flarum import Flarum
from crawlers.extract.forums.fluxbb import FluxBB
from crawlers.extract.forums.forumotion import Forumotion
from crawlers.extract.forums.generic import GenericThread
from crawlers.extract.forums.hyperkitty import HyperKitty
from crawlers.extract.forums.hypermail import Hypermail
from crawlers.extract.forums.invision2 import Invision2
from crawlers.extract.forums.invision3 import Invision3
from crawlers.extract.forums.invision4 import Invision4
from crawlers.extract.forums.machina import Machina
from crawlers.extract.forums.misago import Misago
from crawlers.extract.forums.mobile01 import Mobile01
from crawlers.extract.forums.mybb import MyBB
from crawlers.extract.forums.nodebb import NodeBB
from crawlers.extract.forums.nodebb_json import NodeBBJson
from crawlers.extract.forums.phorum import Phorum
from crawlers.extract.forums.phpbb2 import PhpBB2
from crawlers.extract.forums.phpbb3 import PhpBB3
from crawlers.extract.forums.phpbb3_subsilver import PhpBB3Subsilver
from crawlers.extract.forums.pipermail import Pipermail
from crawlers.extract.forums.ptt import Ptt
from crawlers.extract.forums.smf import SMF
from crawlers.extract.forums.spirit import Spirit
from crawlers.extract.forums.thredded import Thredded
from crawlers.extract.forums.vanilla import Vanilla
from crawlers.extract.forums.vbulletin3 import VBulletin3
from crawlers.extract.forums.vbulletin4 import VBulletin4
from crawlers.extract.forums.vbulletin5 import VBulletin5
from crawlers.extract.forums.wpforo import WpForo
from crawlers.extract.forums.xenforo1 import XenForo1
from crawlers.extract.forums.xenforo2 import XenForo2

#: Every reader of forums that ships; the registry asks each how surely a page is its own.
FORUMS = (
    Bangumi,
    BbPress,
    BurningBoard,
    Discourse,
    DiscourseJson,
    Discuz,
    DrupalForum,
    Flarum,
    FluxBB,
    Forumotion,
    GenericThread,
    HyperKitty,
    Hypermail,
    Invision2,
    Invision3,
    Invision4,
    Machina,
    Misago,
    Mobile01,
    MyBB,
    NodeBB,
    NodeBBJson,
    Phorum,
    PhpBB2,
    PhpBB3,
    PhpBB3Subsilver,
    Pipermail,
    Ptt,
    SMF,
    Spirit,
    Thredded,
    Vanilla,
    VBulletin3,
    VBulletin4,
    VBulletin5,
    WpForo,
    XenForo1,
    XenForo2,
)

__all__ = ["FORUMS"]
