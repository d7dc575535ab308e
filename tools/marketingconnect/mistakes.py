"""Requests that are refused, each some times; lines sent twice, and lines that are none."""
from datetime import timedelta

from samples.desk import BANK, STAFF, SYSTEM, client, give, proof
from samples.paris import at, day, stamp
from samples.people import Chance

from .cast import ABROAD, FIRST, SECOND
from .orders import register
from .shop import SHOP

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
DAYS = "2026-03-17 2026-06-23 2026-09-22 2026-12-08".split()


def plan(planned):
    abroad()
    for index, d in enumerate(DAYS):
        known = [one for one in planned if one.placed < day(d) - 40 * DAY and one.runs]
        Clerk(index, at(day(d), 12), known[-5 - index], known[-9 - index]).err()


def abroad():
    """A billing address in France, or none (MC-III.1)."""
    for index, (key, country) in enumerate(ABROAD.items()):
        when = at(day(f"2026-0{2 + 2 * index}-11"), 15)
        register(when, key, "Chocolats", country, country, Chance(f"marketingconnect {key}"))
        version = FIRST if index < 3 else SECOND
        give(when + MINUTE, "AcceptTerms", client(key), {
            "party": key, "version": version, "checkbox_at": stamp(when + MINUTE)}, "portal")
        give(when + 5 * MINUTE, "PlaceOrder", client(key), mailing(f"O-9{index}00", key, when.date()), "portal")


def mailing(key, party, d, qty=5_000, shown=None):
    unit = "0.08" if d < day("2026-07-01") else "0.0825"
    total = qty * int(float(unit) * 10_000 + 0.5) // 100
    return {"order": key, "client": party, "offer": "email", "sale": "online",
            "shown_ht": shown or f"{total // 100}.{total % 100:02d}",
            "basket": [{"code": "email-individual", "qty": qty, "unit": unit, "category": "individual"}]}


class Clerk:
    """A bad day at the office."""

    def __init__(self, index, when, one, other):
        self.index, self.when, self.one, self.other = index, when, one, other

    def give(self, command, actor, data, channel=None, **frame):
        self.when += 2 * MINUTE
        return give(self.when, command, actor, data, channel, **frame)

    def err(self):
        self.orders()
        self.delivery()
        self.times()
        self.reference()

    def orders(self):
        one, who = self.one, client(self.one.account.key)
        good = mailing(f"O-7{self.index}01", one.account.key, self.when.date())
        self.give("PlaceOrder", who, {**good, "shown_ht": "1.00"}, "portal")
        self.give("PlaceOrder", client(self.other.account.key), good, "portal")
        self.give("PlaceOrder", who, {**good, "order": one.key}, "portal")
        self.give("PlaceOrder", who, {**good, "client": "A-404"}, "portal")
        self.give("PlaceOrder", STAFF, {**good, "client": "A-404"}, "phone")
        self.give("PayOrder", who, {"order": "O-404", "payment": "P-404", "method": "card"}, "portal")
        self.give("PayOrder", STAFF, {"order": one.key, "payment": f"P-404-{self.index}", "method": "card"})
        self.give("AnswerGuarantee", STAFF, {"order": one.key, "answer": "given"})
        self.give("PlaceOrder", who, {**good, "remise": "1.00"}, "portal")  # no command: a field that doesn't exist

    def delivery(self):
        self.give("ReportClicks", SYSTEM, {"campaign": "K-404", "day": self.when.date().isoformat(), "clicks": 1,
                                           "source": "google"})
        self.give("QualifyDeliveryClaim", STAFF, {"claim": "CL-404-1"})
        self.give("ApproveCreative", SHOP, {"campaign": self.one.campaign, "hash": proof("not its own")[0]})
        self.give("DeclinePerformance", STAFF, {"order": self.one.key})

    def times(self):
        one = self.one
        self.give("AcceptTerms", client(one.account.key), {
            "party": one.account.key, "version": SECOND if self.when.date() > day("2026-05-18") else FIRST,
            "checkbox_at": stamp(self.when + DAY)}, "portal")
        self.give("NotifyChange", STAFF, {"contract": one.key, "notice": f"CH-9{self.index}", "change": "offer",
                                          "informed_on": (self.when + DAY).date().isoformat()})
        self.give("ReviewCredit", STAFF, {"order": one.key, "result": "sufficient", "at": stamp(self.when + DAY)})
        self.give("ReviewCredit", STAFF, {"order": one.key, "result": "sufficient"},
                  expect={"stream": f"order-{one.key}", "version": 1})

    def reference(self):
        self.give("PublishTerms", SHOP, {"version": FIRST, "published_on": self.when.date().isoformat(),
                                         "effective_from": "2027-03-01", "config": {"mc": {"send_days": 3}}})
        self.give("PublishPriceList", SHOP, {"list_id": "TARIF-2026-1", "effective_from": stamp(self.when),
                                             "entries": []})
        self.give("CorrectEvent", STAFF, {"target": 3, "reason": "position fausse"})
        self.give("RecordPaymentRejection", BANK, {"payment": "MC2026-999999-D1", "reason_code": "AM04"})
        if self.index == 1:  # a day too many is taken for a bank holiday, and put right
            for version, extra in ((2, ["2026-07-14"]), (3, [])):
                closed = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26"]
                self.give("PublishCalendar", STAFF, {"calendar_id": "TARGET-2026", "region": "TARGET", "year": 2026,
                                                     "version": version, "dates": sorted(closed + extra)})


def say_twice(lines):
    """Some commands are sent again: the same; or with other content under the same id."""
    for index in range(150, len(lines) - 100, 700):
        lines.insert(index + 7, {**lines[index], "again": lines[index]})
    for index in range(400, len(lines) - 100, 1100):
        index = next(i for i in range(index, len(lines)) if lines[i]["command"] == "PayOrder")
        again = {**lines[index], "at": lines[index + 4]["at"], "again": lines[index],
                 "data": {**lines[index]["data"], "method": "cheque", "amount": "1.00"}}
        lines.insert(index + 5, again)
