"""The appointments of subscriptions: planned month by month, booked, and lived."""
from datetime import date, timedelta

from samples.desk import AGENT, PROVIDER, STAFF, SYSTEM, client, give, proof
from samples.life import Appointment, Life
from samples.paris import LAST, at, day, deadline, is_ouvrable, month_first, office_day, stamp, utc
from samples.people import Chance, person

from .cast import CLIENTS, QUOTA, SUBSCRIBERS
from .contracts import PHONES
from .packs import plan_packs

NUMBERS = [2, 4, 6, 1, 5, 3, 7, -1, 4, 8]  # appointments of a month, beside the quota
CAMPAIGNS = {("C-004", 3): 104, ("C-025", 4): 107, ("C-039", 1): 108}  # months with a large campaign
FATES = (["silent"] * 34 + ["held"] * 24 + ["client_away"] * 3 + ["prospect_away"] * 4 + ["both_away"]
         + ["form_last"] * 2 + ["form_accepted"] * 3 + ["form_rejected"] * 3 + ["form_early"] + ["form_late"] * 2
         + ["mail_admitted", "mail_denied", "recorded_late", "recorded_late_rejected", "after_invoice"]
         + ["cancel_prospect"] * 2 + ["cancel_provider", "cancel_client", "cancel_client_billed"] + ["moved"] * 4
         + ["moved_twice", "found_out_late"])
OPT_IN = date(2026, 8, 11)  # from then on, calls to individuals need their consent (BC-2.1)
FILE = "FICHIER-A"


class Lives(Life):
    """The fates that this book adds."""

    def whit_monday(self):
        """In time by the calendar, late by the wrong one that was published for some days (X-2)."""
        self.anomaly(self.end() - timedelta(hours=4))

    def prevented(self):
        """The form comes late, after force majeure: it waits for a decision (BC-10.1)."""
        self.anomaly(self.end() + timedelta(days=2, hours=9))


def plan_appointments():
    planned, fates = [], Fates()
    for index, one in enumerate(SUBSCRIBERS):
        chance = Chance(f"btbconnect {one.key}")
        k = 0
        while one.month(k) <= one.last:
            first, end = one.month(k), min(one.month(k + 1), one.last + timedelta(days=1))
            count = QUOTA[one.plan] + NUMBERS[(3 * index + k) % len(NUMBERS)]
            for starts, fate in month(one, k, first, end, count, chance, fates):
                planned.append(Appointment(one.key, one.contract, starts, fate))
            k += 1
    planned += [Appointment(key, CLIENTS[key].contract, at(day("2026-05-22"), 14, 15), "whit_monday")
                for key in ("C-001", "C-010", "C-025")]
    # Above the slots that the pack of C-058 still has: the quota of its subscription.
    planned += [Appointment("C-058", "K-058", at(office_day(day("2026-10-20") + timedelta(days=9 * i)), 16), "silent")
                for i in range(11)]
    return planned + plan_packs()


class Fates:
    """Each fate as often as it stands in the list, in an order of chance."""

    def __init__(self):
        self.chance, self.left = Chance("btbconnect fates"), []

    def next(self):
        if not self.left:
            self.left = list(FATES)
        return self.left.pop(self.chance.below(len(self.left)))


def month(one, k, first, end, count, chance, fates):
    span = [first + timedelta(days=i) for i in range((end - first).days)]
    span = [d for d in span if is_ouvrable(d)]
    large = CAMPAIGNS.get((one.key, k))
    if large:
        # Validated within one calendar month: one invoice of more than a hundred lines.
        billed = (first + timedelta(days=20)).month
        span = [d for d in span if d.weekday() < 5 and deadline(d).month == billed]
        for i in range(large + QUOTA[one.plan]):
            yield at(span[i % len(span)], 9 + i % 9, 15 * (i % 4)), "silent"
        return
    for i in range(count if span else 0):
        d = span[-1] if i == 4 else chance.pick(span)
        if d.weekday() == 5 and chance.below(3):
            d = office_day(d, False)
        starts = at(max(d, first), 9 + chance.below(9), 15 * chance.below(4))
        yield starts, "prevented" if keeps(one, d) and i % 2 else fates.next()


def keeps(one, d):
    """Whether the days for contesting an appointment fall into force majeure of the client."""
    return one.key in ("C-010", "C-017", "C-044") and any(
        since - timedelta(days=5) <= d <= to for since, to in one.away)


def book(planned):
    chance = Chance("btbconnect bookings")
    for one in planned:
        owner = CLIENTS[one.client]
        earliest = max(at(owner.signed, 16), at(owner.start, 10) if owner.plan == "PACK" else at(owner.signed, 16))
        if one.contract == "K-058":
            earliest = at(day("2026-10-12"), 16)
        wish = at(office_day(one.starts.date() - timedelta(days=3 + chance.below(9)), False), 9, chance.below(60))
        one.booked = max(earliest, wish + timedelta(hours=chance.below(8), seconds=chance.below(60)))
        if one.booked >= one.starts:
            one.booked = one.starts - timedelta(minutes=30 + chance.below(30))
    planned[:] = [one for one in planned if one.booked.date() <= LAST and one.starts.date() <= LAST
                  and not any(a <= one.booked.date() < b for a, b in CLIENTS[one.client].away)]
    planned.sort(key=lambda one: (utc(one.booked), one.contract, one.starts))
    for index, one in enumerate(planned):
        one.id = f"RDV-{index + 1:04d}"
        give(one.booked, "BookAppointment", AGENT if index % 3 else PROVIDER, booking(one, index, chance), "phone")
        if index % 10 == 8:  # a confirmation
            sent = one.booked + timedelta(minutes=2)
            give(sent, "RecordSending", SYSTEM, {"about": one.id, "kind": "confirmation", "channel": "sms",
                                                 "to_ref": "P-" + one.id[4:]})


def booking(one, index, chance):
    found = person("P-" + one.id[4:], chance, None, PHONES)
    data = {"appointment": one.id, "contract": one.contract, "channel": chance.pick(["visit", "visit", "video"]),
            "starts_at": stamp(one.starts), "prospect_ref": {key: found[key] for key in ("id", "name", "phone")},
            "qualification": {"besoin": chance.pick(["prevoyance", "sante", "retraite", "habitation", "flotte"])}}
    if index % 16 == 7:
        data |= {"channel": "phone", "prospect_kind": "individual"}
        if one.booked.date() < OPT_IN:
            data["file"] = FILE
        else:
            consent(found["id"], max(one.booked - timedelta(days=2), at(day("2026-01-06"))))
    return data


def consent(subject, when):
    give(when, "RecordConsent", AGENT, {"subject": subject, "purpose": "telemarketing",
                                        "proof": proof(subject + " consent")[0]}, "form")


def live(planned):
    chance, anomalies = Chance("btbconnect lives"), [0]
    for one in planned:
        Lives(one, chance, anomalies).run()


# Calls to individuals (BC-2.1)

def calls(planned):
    """Files are cleared each month until August; then consents, some of them taken back."""
    for k in range(8):
        when = at(month_first(day("2026-01-05"), k), 8, 40)
        give(when, "RecordScrub", STAFF, {"file": FILE, "batch_ref": f"BLOCTEL-{k + 1:02d}", "list": "bloctel",
                                          "removed": 31 + 7 * k % 23, "at": stamp(when)})
    late = [one for one in planned if one.booked.date() >= OPT_IN]
    chance = Chance("btbconnect calls")
    for index in range(5):
        near = late[index * 40]
        again = Appointment(near.client, near.contract, near.starts + timedelta(days=7), "")
        again.id, again.booked = f"RDV-8{index:03d}", near.booked + timedelta(hours=2, minutes=index)
        subject = f"P-8{index:03d}"
        if index > 1:
            consent(subject, again.booked - timedelta(days=3))
            give(again.booked - timedelta(hours=1), "WithdrawConsent", {"role": "prospect", "id": subject},
                 {"subject": subject, "purpose": "telemarketing"}, "email")
        give(again.booked, "BookAppointment", AGENT,
             {**booking(again, 0, chance), "channel": "phone", "prospect_kind": "individual"}, "phone")
    # A file that was cleared too long ago.
    old = Appointment("C-021", "K-021", at(day("2026-07-20"), 10), "")
    old.id, old.booked = "RDV-8010", at(day("2026-07-10"), 10)
    give(old.booked, "BookAppointment", AGENT, {
        **booking(old, 0, chance), "channel": "phone", "prospect_kind": "individual", "file": "FICHIER-B"}, "phone")
