"""Time in Paris, for the samples: civil instants, working days, contract months."""
from datetime import date, datetime, time, timedelta
from functools import cache

LAST = date(2027, 1, 31)  # of every sample
US = timedelta(microseconds=1)


@cache
def last_sunday(year, month):
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def offset(local):
    """Hours ahead of UTC of a civil instant in Paris."""
    start = datetime.combine(last_sunday(local.year, 3), time(3))
    end = datetime.combine(last_sunday(local.year, 10), time(3))
    return 2 if start <= local < end else 1


def stamp(local):
    text = local.strftime("%Y-%m-%dT%H:%M:%S")
    if local.microsecond:
        text += f".{local.microsecond:06d}"
    return f"{text}+0{offset(local)}:00"


def utc(local):
    return local - timedelta(hours=offset(local))


def at(day, hour=0, minute=0, second=0):
    return datetime.combine(day, time(hour, minute, second))


def day(text):
    return date.fromisoformat(text)


HOLIDAYS = {day(d) for d in (
    "2026-01-01 2026-04-06 2026-05-01 2026-05-08 2026-05-14 2026-05-25 2026-07-14 2026-08-15 2026-11-01 2026-11-11 2026-12-25 "
    "2027-01-01 2027-03-29 2027-05-01").split()}


def is_ouvrable(d):
    return d.weekday() != 6 and d not in HOLIDAYS


def deadline(d):
    """00:00 after the fifth jour ouvrable following a day (BC-1.3)."""
    left = 5
    while left:
        d += timedelta(days=1)
        left -= is_ouvrable(d)
    return at(d + timedelta(days=1))


def office_day(d, forward=True):
    while d.weekday() > 4 or d in HOLIDAYS:
        d += timedelta(days=1 if forward else -1)
    return d


def worked(d, count):
    """The nth jour ouvré after a day."""
    for _ in range(count):
        d = office_day(d + timedelta(days=1))
    return d


BANK_HOLIDAYS = {day(d) for d in "2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-12-25 2027-01-01".split()}


def bank_day(d):
    """The first TARGET day from a day on (G-6)."""
    while d.weekday() > 4 or d in BANK_HOLIDAYS:
        d += timedelta(days=1)
    return d


def month_first(anchor, k):
    """First day of contract month k, from the anchor, clamped (G-4)."""
    month = anchor.month - 1 + k
    year, month = anchor.year + month // 12, month % 12 + 1
    for number in range(anchor.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            pass
    return date(year, month, anchor.day)
