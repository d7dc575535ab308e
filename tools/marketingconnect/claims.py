"""Claims for what did not arrive (MC-B.9, MC-B.10, MC-S.5, MC-L.7): in time, late, by e-mail, on other grounds."""
from datetime import timedelta

from samples.desk import STAFF, proof
from samples.paris import at, month_first, office_day

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# What a client does about a sending, by the turn of its order.
SENDINGS = ["in_time", "in_time", "nothing", "last_day", "in_time", "late", "by_mail", "in_time", "no_reply",
            "mail_then_letter", "delay", "nothing", "in_time"]


def about_sending(one, own):
    what = SENDINGS[(one.nth // 2 + (5 if one.offer == "sms" else 0)) % len(SENDINGS)]
    if own:
        what = "in_time" if one.nth % 2 else "nothing"
    last = month_first(one.sent.date(), 1)
    Claim(one, one.sent.date(), last, {"campaign": one.campaign}).run(what)


class Claim:
    """A claim of one order; what becomes of it is a method."""

    def __init__(self, one, since, last, about):
        self.one, self.since, self.last, self.about = one, since, last, about

    def run(self, what):
        getattr(self, what)()

    def file(self, sent, received, channel="lrar", ground="undelivered"):
        self.one.claims += 1
        key = f"CL-{self.one.key[2:]}-{self.one.claims}"
        data = {"claim": key, **self.about, "channel": channel, "ground": ground, "sent_on": sent.isoformat(),
                "received_on": received.isoformat()}
        when = at(received, 15, self.one.number % 60)
        if channel == "lrar":
            data["lrar_ref"] = proof(f"{key} letter")[0]
            self.one.give(when, "FileDeliveryClaim", data, STAFF, "letter")
        else:
            self.one.give(when, "FileDeliveryClaim", data, channel="email")
        return key, received

    def qualify(self, key, received):
        when = at(office_day(received + 3 * DAY), 10, self.one.number % 60)
        self.one.give(when, "QualifyDeliveryClaim", {"claim": key}, STAFF)

    def nothing(self):
        pass

    def in_time(self):
        sent = office_day(self.since + (5 + self.one.chance.below(18)) * DAY)
        self.qualify(*self.file(sent, office_day(sent + 2 * DAY)))

    def last_day(self):
        """The postmark counts (A-MC-14)."""
        self.qualify(*self.file(self.last, office_day(self.last + 3 * DAY)))

    def late(self):
        sent = self.last + DAY
        key, received = self.file(sent, office_day(sent + 2 * DAY))
        if self.one.nth % 4 == 0:
            self.qualify(key, received)

    def by_mail(self):
        d = office_day(self.since + 9 * DAY)
        key, received = self.file(d, d, "email")
        if self.one.nth % 4 == 0:
            self.qualify(key, received)

    def mail_then_letter(self):
        """Time ran on: late for half of them."""
        d = office_day(self.since + 12 * DAY)
        self.file(d, d, "email")
        sent = self.last + (DAY if self.one.nth % 4 else -2 * DAY)
        key, received = self.file(sent, office_day(sent + 2 * DAY))
        if self.one.nth % 4 == 0:
            self.qualify(key, received)

    def no_reply(self):
        d = office_day(self.since + 15 * DAY)
        self.file(d, office_day(d + DAY), ground="no_reply")

    def delay(self):
        d = office_day(self.since + 10 * DAY)
        self.file(d, d, "email", "delay")
