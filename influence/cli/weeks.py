"""All that the three sentences on what matters are made from. Import only inside a command."""

from influence.cli.findings import alarms, allies, answers, asked, tone_now, towards_goal
from influence.cli.hearing import Hearing
from influence.cli.news import Week
from influence.listening.voice import voices


def week_of(heard: Hearing) -> Week:
    """Return what was heard as the three sentences need it."""
    return Week(
        voices=voices(heard.heard, heard.rows & heard.within, heard.caused), tone=tone_now(heard),
        pace=towards_goal(heard), alarms=alarms(heard), allies=allies(heard), asked=asked(heard),
        answers=answers(heard))
