"""Alarms on generated years: how often without a crisis, how soon with one.

    python benchmarks/listening/alarms.py [--gate]

Quiet years: eight aspects, each with its own rate (0.02 to 1 complainer a week), weeks that come unevenly (gamma, shape
3), and every third complaint draws one or two readers who say the same (so that arrivals come in bunches). Waves: 12 to
40 more people with one complaint in two weeks, slowly at first.
"""

import argparse
import statistics
import sys

import numpy as np

from influence.listening.alarms import Alarm, alarms
from influence.listening.complaints import Complaints

DAY = 86_400
YEARS, HISTORY_DAYS, YEAR_DAYS, WAVES = 200, 182, 365, 100
ASPECTS = tuple(f"aspect {number}" for number in range(8))
#: Floors: false alarms a year at most; median days until a wave is told at most; waves told at least.
FALSE_MOST, DAYS_MOST, TOLD_LEAST = 1.0, 3.0, 0.95


def quiet(chance: np.random.Generator, days: int) -> list[tuple[int, int]]:
    """Return (second, aspect) of complaints, each by somebody else."""
    found = []
    for aspect in range(len(ASPECTS)):
        rate = np.exp(chance.uniform(np.log(0.02), np.log(1.0)))
        for week in range(days // 7):
            for _ in range(chance.poisson(rate * chance.gamma(3, 1 / 3))):
                moment = int((week * 7 + chance.random() * 7) * DAY)
                found.append((moment, aspect))
                echoes = int(chance.integers(1, 3)) if chance.random() < 1 / 3 else 0
                found += [(moment + int(chance.exponential(1.5) * DAY), aspect) for _ in range(echoes)]
    return found


def wave(chance: np.random.Generator, start: int) -> list[tuple[int, int]]:
    """Return a wave about the first aspect, which swells over two weeks."""
    people = int(chance.integers(12, 41))
    return [(start + int(moment * 14 * DAY), 0) for moment in np.sort(chance.beta(1.3, 2.0, people))]


def told(rows: list[tuple[int, int]]) -> tuple[Alarm, ...]:
    """Return the alarms of these complaints."""
    rows = sorted(rows)
    time, aspect = np.array([row[0] for row in rows]), np.array([row[1] for row in rows], np.int8)
    code = np.arange(len(rows), dtype=np.int32)
    found = Complaints(person=code, post=code, time=time, aspect=aspect, row=code.astype(np.int64), of=code,
                       own=np.ones(len(rows), bool))
    return alarms(found, np.ones(len(rows), bool), ASPECTS, np.zeros(len(rows)), 0)


def main() -> int:
    """Print false alarms a year and days until a wave is told; 1 when a floor is not met and --gate is given."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gate", action="store_true")
    gate = options.parse_args().gate
    chance = np.random.default_rng(20_260)
    days = HISTORY_DAYS + YEAR_DAYS
    false = [sum(alarm.raised >= HISTORY_DAYS * DAY for alarm in told(quiet(chance, days))) for _ in range(YEARS)]
    delays, missed = [], 0
    for _ in range(WAVES):
        start = HISTORY_DAYS * DAY + int(chance.uniform(0, YEAR_DAYS - 30) * DAY)
        planted = wave(chance, start)
        rows = sorted(quiet(chance, days) + planted)
        of_wave = {at for at, row in enumerate(rows) if row in set(planted)}
        hits = [alarm for alarm in told(rows) if len(of_wave & set(alarm.rows)) > 2]
        after = [alarm.raised for alarm in hits if planted[0][0] <= alarm.raised]
        delays += [(min(after) - planted[0][0]) / DAY] if after else []
        missed += not after
    mean, worst, median = statistics.mean(false), max(false), statistics.median(delays)
    print(f"false alarms a year: {mean:.2f} (most {worst}), {sum(one > 1 for one in false)} of {YEARS} years with two")
    print(f"waves told: {WAVES - missed} of {WAVES}; days until told: median {median:.1f}, "
          f"90 % within {np.percentile(delays, 90):.1f}")
    failed = mean > FALSE_MOST or median > DAYS_MOST or 1 - missed / WAVES < TOLD_LEAST
    return 1 if gate and failed else 0


if __name__ == "__main__":
    sys.exit(main())
