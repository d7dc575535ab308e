"""Mistakes of callers: what is refused, said twice, or no command at all."""
from datetime import timedelta

from samples.desk import AGENT, BANK, PROVIDER, STAFF, client, give, proof
from samples.life import Appointment
from samples.paris import at, day, office_day, stamp
from samples.people import Chance

from .appointments import booking
from .cast import CLIENTS, TERMS, price

DAYS = "2026-03-16 2026-07-13 2026-11-19".split()  # each kind of mistake is made on each of these
SOMEBODY = "C-004 C-021 C-034".split()  # an own client for each of these days
OTHER = "C-001 C-023 C-036".split()


def mistakes(planned, events):
    chance = Chance("btbconnect mistakes")
    for index, d in enumerate(DAYS):
        Clerk(index, at(office_day(day(d)), 9, 2), planned, chance).err()
    wrong_list()
    suspended(chance)
    billed_twice(events)


class Clerk:
    """A bad day at the office."""

    def __init__(self, index, when, planned, chance):
        self.index, self.when, self.chance = index, when, chance
        self.one, self.other = CLIENTS[SOMEBODY[index]], CLIENTS[OTHER[index]]
        mine = [a for a in planned if a.client == self.one.key and a.booked < when]
        self.past = next(a for a in mine if a.fate == "silent" and a.starts < when - timedelta(days=9))
        self.next = next(a for a in planned if a.client != self.other.key and a.fate == "silent"
                         and a.booked < when and a.starts > when + timedelta(hours=6))
        self.others = next(a for a in planned if a.client == self.other.key)

    def give(self, command, actor, data, channel=None, **frame):
        self.when += timedelta(minutes=3)
        return give(self.when, command, actor, data, channel, **frame)

    def book(self, actor=AGENT, **wrong):
        a = Appointment(self.one.key, self.one.contract, at(self.when.date() + timedelta(days=8), 10), "")
        a.id = f"RDV-9{self.index}{self.when.minute:02d}"
        self.give("BookAppointment", actor, {**booking(a, 0, self.chance), **wrong}, "phone")

    def err(self):
        self.bookings()
        self.appointments()
        self.subscriptions()
        self.money()
        self.times()
        self.reference()

    def bookings(self):
        self.book(client(self.one.key))
        self.book(qualification={})
        self.book(contract="K-404")
        self.book(starts_at=stamp(self.when - timedelta(days=1)))
        self.book(appointment=self.past.id)
        self.book(contract="K-049", starts_at=stamp(at(day("2026-10-20"), 10)))  # starts on 30 October
        self.book(start_at="2026-12-24T10:00:00+01:00")  # no command: a field that doesn't exist

    def appointments(self):
        self.give("RecordOutcome", client(self.one.key), {
            "appointment": self.past.id, "honoured_by_client": True, "prospect_present": True})
        self.give("RecordOutcome", AGENT, {
            "appointment": self.next.id, "honoured_by_client": True, "prospect_present": True})
        self.give("CancelAppointment", client(self.other.key), {
            "appointment": self.next.id, "by": "client", "reason": "pas le mien"})
        self.give("RescheduleAppointment", STAFF, {
            "appointment": self.past.id, "asked_by": "client", "new_starts_at": stamp(self.when + timedelta(days=3))})
        self.give("RescheduleAppointment", STAFF, {
            "appointment": self.next.id, "asked_by": "client", "new_starts_at": stamp(self.next.starts)},
            expect={"stream": f"contract-{self.next.contract}", "version": 1})
        self.give("ReportAnomaly", client(self.other.key), {
            "appointment": self.past.id, "anomaly": f"AN-9{self.index}0", "kind": "wrong_profile",
            "form_id": f"F-9{self.index}00", "submitted_at": stamp(self.when),
            "text": "Ce n'est pas mon prospect"}, "form")
        self.give("ResolveAnomaly", STAFF, {
            "appointment": self.past.id, "anomaly": "AN-404", "result": "accepted", "by": "S-1",
            "decided_at": stamp(self.when), "reason": "dossier introuvable"})

    def subscriptions(self):
        wish = {"client": self.one.key, "contract": f"K-9{self.index}1", "plan": "START",
                "start_on": self.when.date().isoformat(), "price_seen": price("START", self.when.date())}
        stranger = f"C-07{self.index}"
        self.give("RegisterParty", STAFF, {
            "party": stranger, "kind": "legal_person", "person": {"id": f"H-07{self.index}"},
            "profession": "general_agent", "territory": "FR-metropolitan", "billing_country": "FR"})
        self.give("Subscribe", STAFF, {**wish, "client": stranger})  # has not accepted the terms
        self.give("Subscribe", client(self.one.key), {**wish, "plan": "MAXI"})
        self.give("Subscribe", client(self.one.key), {**wish, "price_seen": "199.00"})
        self.give("Subscribe", client(self.one.key), {**wish, "contract": self.one.contract})
        self.give("AcceptTerms", client(self.other.key), {
            "party": self.one.key, "version": TERMS, "checkbox_at": stamp(self.when)})
        self.give("TerminateContract", client(self.one.key), {"contract": self.one.contract, "cause": "non_renewal"})
        self.give("SuspendAccess", STAFF, {"contract": self.other.contract})
        self.give("RestoreAccess", STAFF, {"contract": self.other.contract})

    def money(self):
        self.give("CloseExtras", STAFF, {"contract": self.one.contract, "month": self.when.strftime("%Y-%m")})
        self.give("CloseExtras", STAFF, {
            "contract": self.next.contract, "month": self.when.strftime("%Y-%m"), "appointments": [self.next.id]})
        self.give("RecordPayment", BANK, {"payment": f"PAY-X{self.index}", "client": "C-404", "amount": "100.00",
                                          "method": "transfer", "value_date": self.when.date().isoformat()})
        self.give("RecordPayment", BANK, {
            "payment": f"PAY-X{self.index}", "client": self.one.key, "amount": "0.00", "method": "transfer",
            "value_date": self.when.date().isoformat()})
        self.give("RecordPaymentRejection", BANK, {"payment": "BC2026-999999-D1", "reason_code": "AM04"})
        self.give("InvoiceSubscription", STAFF, {
            "contract": self.one.contract, "period_from": self.when.date().isoformat()})

    def times(self):
        data = {"appointment": self.past.id, "anomaly": f"AN-9{self.index}1", "kind": "wrong_profile",
                "form_id": f"F-9{self.index}01", "submitted_at": stamp(self.when - timedelta(days=3)),
                "text": "Envoyé vendredi, dit le client"}
        self.give("ReportAnomaly", client(self.one.key), data, "form",
                  received_at=stamp(self.when - timedelta(days=3)))
        self.give("ReportAnomaly", STAFF, data, "form", received_at=stamp(self.when - timedelta(days=3)))  # no proof
        self.give("ReportAnomaly", STAFF, data, "form", received_at=stamp(self.when + timedelta(days=3)),
                  proofs=proof("form of tomorrow"))
        self.give("ActivateMultichannel", STAFF, {
            "contract": self.other.contract, "from": (self.when - timedelta(days=10)).date().isoformat()})

    def reference(self):
        self.give("PublishTerms", PROVIDER, {
            "version": TERMS, "published_on": self.when.date().isoformat(), "effective_from": "2026-12-01",
            "config": {"bc": {"anomaly_form_strict": "lenient"}}})
        self.give("PublishRate", STAFF, {"kind": "ECB_MRO", "value": "2.15", "effective_from": "2026-01-01",
                                         "source": "saisie en double"})
        self.give("CorrectEvent", STAFF, {"target": 3, "reason": "position fausse"})


def wrong_list():
    """On 8 and 9 July the list of the day sells plans with VAT, and the option without showing it."""
    for index, key in enumerate("C-021 C-029 C-031".split()):
        when = at(day("2026-07-08"), 10, 7 * index)
        plan = ("START", "GROW", "SCALE")[index]
        give(when, "Subscribe", client(key), {
            "client": key, "contract": f"K-8{key[3:]}", "plan": plan, "start_on": "2026-07-10",
            "price_seen": price(plan, when.date())}, "web")
        key = ("C-025", "C-033", "C-027")[index]
        give(when + timedelta(hours=26), "ActivateMultichannel", client(key), {
            "contract": CLIENTS[key].contract, "from": "2026-07-20"}, "web")


def suspended(chance):
    for index, (key, since) in enumerate((("C-015", "2026-07-03"), ("C-016", "2026-07-15"), ("C-042", "2026-11-13"),
                                          ("C-039", "2026-12-14"))):
        when = at(day(since), 10, index)
        one = Appointment(key, CLIENTS[key].contract, when + timedelta(days=6), "")
        one.id = f"RDV-9{index}90"
        give(when, "BookAppointment", AGENT, booking(one, 0, chance), "phone")


def billed_twice(events):
    """Staff ask for extras that stand on an invoice."""
    bills = [e for e in events if e["type"] == "InvoiceIssued" and e["data"]["kind"] == "extras"]
    for e in bills[5:60:18]:
        when = at(office_day(day(e["data"]["issue_date"]) + timedelta(days=9)), 15, 50)
        give(when, "CloseExtras", STAFF, {
            "contract": e["data"]["contract"], "month": e["data"]["issue_date"][:7],
            "appointments": [e["data"]["lines"][0]["appointment"]]})


def say_twice(lines):
    """Some commands are sent again: the same; or with other content under the same id."""
    for index in range(400, len(lines) - 300, 1500):
        lines.insert(index + 7, {**lines[index], "again": lines[index]})
    for index in range(900, len(lines) - 300, 1700):
        index = next(i for i in range(index, len(lines)) if lines[i]["command"] == "BookAppointment")
        again = {**lines[index], "at": lines[index + 4]["at"], "again": lines[index],
                 "data": {**lines[index]["data"], "channel": "other"}}
        lines.insert(index + 5, again)
