"""Who lives in the sample btbconnect: sixty agencies, and the terms and prices that they meet."""
from dataclasses import dataclass, field
from datetime import date

from samples.paris import LAST, day, month_first

OLDER, TERMS, NEWER = "CGPS20250901-1", "CGPS20260208-2", "CGPS20261101-1"
TERMS_FROM = [(OLDER, date(2025, 9, 1)), (TERMS, date(2026, 4, 8)), (NEWER, date(2026, 11, 1))]
PLANS = {  # of each version: quota, extra appointment
    OLDER: {"START": (2, "159.00"), "GROW": (3, "149.00"), "SCALE": (5, "119.00")},
    TERMS: {"START": (2, "169.00"), "GROW": (3, "159.00"), "DEV": (4, "149.00"), "SCALE": (5, "129.00")},
    NEWER: {"START": (2, "175.00"), "GROW": (3, "165.00"), "DEV": (4, "154.00"), "SCALE": (5, "134.00")},
}
LISTS = [  # from a day on: START, GROW, DEV, SCALE, the multichannel option
    ("TARIFS-2026-01", date(2026, 1, 1), ("280.00", "389.00", None, "575.00", "180.00")),
    ("TARIFS-2026-04", date(2026, 4, 8), ("290.00", "399.00", "490.00", "590.00", "190.00")),
    ("TARIFS-2026-10", date(2026, 10, 1), ("299.00", "409.00", "499.00", "610.00", "199.00")),
]
OPTION = "MULTICHANNEL"
QUOTA = {"START": 2, "GROW": 3, "DEV": 4, "SCALE": 5}


@dataclass
class Client:
    key: str
    plan: str
    signed: date
    start: date
    pays: str
    profession: str = "general_agent"
    until: date = None  # the first day without a contract, as far as the story knows
    away: list = field(default_factory=list)  # from, to: no appointments are booked

    @property
    def contract(self):
        """Its subscription, or the order of its Starter Pack."""
        return ("ORD-" if self.plan == "PACK" else "K-") + self.key[2:]

    def month(self, k):
        """First day of a contract month."""
        return month_first(self.start, k)

    def ends(self, k):
        """The story ends this contract at the échéance of a month."""
        self.until = self.month(k)

    @property
    def last(self):
        """The last day of the contract within the sample."""
        return min(LAST, date.fromordinal(self.until.toordinal() - 1)) if self.until else LAST


CAST = """
C-001 START 2026-01-06 2026-01-12 debit
C-002 GROW  2026-01-08 2026-01-08 debit
C-003 GROW  2026-01-13 2026-01-15 transfer
C-004 SCALE 2026-01-16 2026-01-19 debit    insurance_mandate
C-005 START 2026-01-27 2026-01-31 debit
C-006 GROW  2026-01-29 2026-02-01 debit
C-007 SCALE 2026-01-30 2026-02-02 debit
C-008 START 2026-02-05 2026-02-09 debit
C-009 GROW  2026-02-12 2026-02-16 transfer insurance_mandate
C-010 SCALE 2026-02-17 2026-02-20 debit
C-011 START 2026-02-24 2026-02-28 debit
C-012 GROW  2026-02-26 2026-03-05 debit    wealth_adviser
C-013 START 2026-03-03 2026-03-09 cheque
C-014 SCALE 2026-03-05 2026-03-12 debit
C-015 GROW  2026-03-10 2026-03-15 transfer
C-016 START 2026-03-17 2026-03-18 debit
C-017 SCALE 2026-03-20 2026-03-23 debit
C-018 GROW  2026-04-02 2026-04-07 transfer
C-019 DEV   2026-04-08 2026-04-08 debit
C-020 START 2026-04-09 2026-04-10 debit
C-021 SCALE 2026-04-13 2026-04-15 debit    insurance_mandate
C-022 GROW  2026-04-16 2026-04-20 card
C-023 DEV   2026-04-22 2026-04-27 debit
C-024 START 2026-04-24 2026-04-30 debit
C-025 SCALE 2026-04-28 2026-05-04 debit
C-026 GROW  2026-05-05 2026-05-06 transfer
C-027 DEV   2026-05-11 2026-05-18 debit
C-028 START 2026-05-19 2026-05-22 card
C-029 START 2026-05-26 2026-06-01 debit
C-030 SCALE 2026-05-28 2026-05-31 debit
C-031 GROW  2026-06-03 2026-06-08 transfer
C-032 DEV   2026-06-10 2026-06-15 chosen
C-033 START 2026-06-16 2026-06-18 debit
C-034 SCALE 2026-06-19 2026-06-22 debit
C-035 GROW  2026-06-24 2026-06-29 rounded
C-036 DEV   2026-06-30 2026-07-06 transfer insurance_mandate
C-037 START 2026-07-07 2026-07-15 transfer
C-038 GROW  2026-07-10 2026-07-20 transfer
C-039 SCALE 2026-07-21 2026-07-27 debit
C-040 DEV   2026-07-28 2026-07-31 parts
C-041 START 2026-08-04 2026-08-10 debit
C-042 GROW  2026-08-18 2026-08-20 debit
C-043 DEV   2026-08-25 2026-08-31 transfer
C-044 SCALE 2026-09-01 2026-09-07 debit
C-045 START 2026-09-08 2026-09-14 debit
C-046 GROW  2026-09-15 2026-09-21 debit
C-047 DEV   2026-09-22 2026-09-28 debit
C-048 SCALE 2026-10-06 2026-10-12 debit    broker
C-049 START 2026-10-20 2026-10-30 debit
C-050 GROW  2026-11-03 2026-11-09 debit
C-051 PACK  2026-02-10 2026-02-12 card
C-052 PACK  2026-03-24 2026-03-26 transfer
C-053 PACK  2026-04-14 2026-04-16 card
C-054 PACK  2026-05-12 2026-06-09 transfer
C-055 PACK  2026-06-02 2026-06-02 card
C-056 PACK  2026-07-02 2026-07-02 transfer
C-057 PACK  2026-08-26 2026-08-28 card
C-058 PACK  2026-09-10 2026-09-14 transfer insurance_mandate
C-059 PACK  2026-12-01 2026-12-03 card
C-060 PACK  2026-12-15 2026-12-15 transfer
"""


def read(line):
    key, plan, signed, start, pays, *profession = line.split()
    return Client(key, plan, day(signed), day(start), pays, *profession)


CLIENTS = {one.key: one for one in map(read, CAST.split("\n")[1:-1])}
SUBSCRIBERS = [one for one in CLIENTS.values() if one.plan != "PACK"]
PACKS = [one for one in CLIENTS.values() if one.plan == "PACK"]


def terms_on(d):
    return [version for version, since in TERMS_FROM if since <= d][-1]


def price(plan, d):
    """Of a plan or the option, on the list of a day."""
    found = [prices for _, since, prices in LISTS if since <= d][-1]
    return found[["START", "GROW", "DEV", "SCALE", OPTION].index(plan)]
