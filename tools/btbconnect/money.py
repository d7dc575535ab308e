"""What the log of an earlier pass brings about: the bank's answers, payments, reminders, credit notes, decisions."""
from collections import defaultdict
from datetime import timedelta

from samples import bank
from samples.bank import Past, pay, wrong_payment
from samples.desk import BANK, PROVIDER, STAFF, SYSTEM, cents, client, give, money
from samples.paris import at, bank_day, day, office_day, stamp
from samples.people import Chance

from .cast import CLIENTS

# Clients that stop paying for a time: from, to; None for ever.
STOPS = {
    "C-008": ("2026-04-01", "2026-05-13"), "C-014": ("2026-05-01", "2026-06-22"),
    "C-015": ("2026-05-01", "2026-07-14"), "C-016": ("2026-05-10", "2026-07-21"),
    "C-039": ("2026-10-01", "2026-12-22"), "C-042": ("2026-09-15", None), "C-043": ("2026-09-25", None),
    "C-037": ("2026-09-01", None), "C-047": ("2026-11-25", None),
}
PREPAID_LATE = {"C-038": 4}  # days after the first of the months; the others of NOT_PREPAID don't pay at all
NOT_PREPAID = "C-037 C-036 C-031".split()
NEVER_CHARGES = "C-015 C-042 C-043 C-037 C-047 C-032".split()  # their interest and indemnities stay open

# How the debit of an invoice goes, out of a hundred.
DEBITS = (["paid"] * 90 + ["again"] * 3 + ["twice"] + ["returned"] * 2 + ["waived"] * 2 + ["slow"] + ["unsure"])


def answer(events):
    past = Past(events)
    past.anomalies = {e["data"]["anomaly"]: e["data"] for e in past.of["AnomalyReported"]}
    debits(past)
    transfers(past)
    charges(past)
    reminders(past)
    refunds(past)
    decisions(past)
    gestures(past)
    correct(past)


def name(invoice):
    """What an invoice is about, whatever its number: chance hangs on it."""
    return f"{invoice.get('contract')} {invoice['kind']} {invoice.get('period_from')}"


def luck(invoice, what, n):
    return Chance(f"btbconnect {what} {name(invoice)}").below(n)


def stopped(party, d):
    """When a client that pays nothing on a day pays again: a day, None for never; False when it pays."""
    if party not in STOPS:
        return False
    since, to = STOPS[party]
    if d < day(since) or (to and d >= day(to)):
        return False
    return day(to) if to else None


# Direct debits (BC-4.5)

def debits(past):
    for e in past.of["PaymentInitiated"]:
        Debit(past, e["data"]).run()


class Debit(bank.Debit):
    def run(self):
        resumes = stopped(self.party, self.on)
        if resumes is not False:
            self.reject(1)
            if resumes:
                self.waive(resumes + timedelta(days=1), "payé par virement")
            return
        getattr(self, DEBITS[luck(self.invoice, "debit", len(DEBITS))])()

    def twice(self):
        returned = self.reject(1, "AM04" if self.attempt == 1 else "AC04")
        if self.attempt == 1:
            self.represent(returned)
        else:
            self.waive(returned + timedelta(days=8), "deux rejets, le client paie par virement")
            late_transfer(self.past, self.invoice, returned + timedelta(days=15))

    def returned(self):
        """Paid, and sent back three weeks later at the debtor's wish: it had paid twice, or forgotten what for."""
        self.paid()
        if self.attempt > 1:
            return
        returned = self.reject(20, "MD06")
        if self.invoice["kind"] == "extras":
            self.represent(returned)
            return
        self.waive(returned + timedelta(days=1), "payé deux fois")
        twice = bank_day(returned - timedelta(days=2))
        key = f"PAY-{self.key}"
        pay(key, self.party, self.amount, "transfer", twice, purpose="deuxième paiement")
        give(at(office_day(returned + timedelta(days=1)), 10, 40), "AllocatePayment", client(self.party), {
            "payment": key, "to": [{"document": self.invoice["number"], "amount": money(self.amount)}]}, "email")

    def waived(self):
        returned = self.reject(2, "MS03")
        self.waive(returned + timedelta(days=1), "le client promet un virement")
        late_transfer(self.past, self.invoice, returned + timedelta(days=12))


# Transfers, cards, cheques (G-14)

def late_transfer(past, invoice, value):
    """What is open of an invoice and of its indemnity, by the debtor's choice."""
    value, number = office_day(value), invoice["number"]
    key, when = f"PAY-{number}", at(value, 10, 20)
    documents = [(number, cents(invoice["ttc"]) - past.settled(number, when, [key]))]
    indemnity = [e for e in past.of["RecoveryIndemnityCharged"] if e["data"]["invoice"] == number]
    if indemnity and invoice["party"] not in NEVER_CHARGES and luck(invoice, "indemnity", 3):
        charge = indemnity[0]["data"]["charge"]
        documents.append((charge, 4000 - past.settled(charge, when, [key])))
    documents = [(document, amount) for document, amount in documents if amount > 0]
    pay(key, invoice["party"], sum(amount for _, amount in documents), "transfer", value, documents,
        purpose=f"Facture {number}" if luck(invoice, "purpose", 2) else None)


def transfers(past):
    kept = defaultdict(list)
    for number, invoice in past.invoices.items():
        party, kind = invoice["party"], invoice["kind"]
        pays = CLIENTS[party].pays if party in CLIENTS else "transfer"
        due = bank_day(day(invoice["collect_on"])) if "collect_on" in invoice else day(invoice["due_on"])
        if kind == "starter":
            continue
        if kind == "prepayment":
            prepaid(past, invoice)
            continue
        resumes = stopped(party, due)
        if resumes is not False:
            if resumes:
                late_transfer(past, invoice, resumes)
            continue
        if pays in ("debit", "PACK"):
            continue
        Transfer(past, invoice, due, kept[party]).run(pays)


def prepaid(past, invoice):
    """By transfer, before the first day of the months; or not (BC-4.6)."""
    party, first = invoice["party"], day(invoice["period_from"])
    if party in NOT_PREPAID:
        return
    value = first + timedelta(days=PREPAID_LATE.get(party, 0))
    if party not in PREPAID_LATE:
        value = max(day(invoice["issue_date"]), office_day(first - timedelta(days=2), False))
    rest = cents(invoice["ttc"]) - past.settled(invoice["number"], at(value, 10, 20), [f"PAY-{invoice['number']}"])
    # By its choice: interest that came first would leave the invoice short, and cost the discount.
    pay(f"PAY-{invoice['number']}", party, rest, "transfer", value, [(invoice["number"], rest)])


class Transfer:
    def __init__(self, past, invoice, due, kept):
        self.past, self.invoice, self.due, self.kept = past, invoice, due, kept
        self.number, self.party = invoice["number"], invoice["party"]

    def run(self, how):
        getattr(self, how)()

    def rest(self, value, *keys):
        return cents(self.invoice["ttc"]) - self.past.settled(self.number, at(value, 10, 20), keys)

    def pay(self, value, method, amount=None, suffix="", **how):
        key = f"PAY-{self.number}{suffix}"
        pay(key, self.party, self.rest(value, key) if amount is None else amount, method, value, **how)

    def transfer(self):
        """In time, two times out of three; some statements are read days later."""
        chance = luck(self.invoice, "transfer", 9)
        if chance < 6:
            self.pay(self.due, "transfer", delay=3 if chance == 2 else 0, late_proof=chance == 2)
        elif chance < 8:
            late_transfer(self.past, self.invoice, self.due + timedelta(days=6 + 5 * chance))
        else:  # with no word of what it is for: interest and indemnities come first
            self.pay(office_day(self.due + timedelta(days=16)), "transfer")

    def card(self):
        self.pay(self.due, "card")

    def cheque(self):
        """One cheque for two invoices."""
        self.kept.append((self, self.due))
        if len(self.kept) == 2:
            value = office_day(self.due + timedelta(days=2))
            key = f"PAY-{self.number}"
            amount = sum(one.rest(value, key) for one, _ in self.kept)
            self.kept.clear()
            pay(key, self.party, amount, "cheque", value)

    def chosen(self):
        """Pays the newer of two debts first, by its choice, and half of the older."""
        self.kept.append((self, self.due))
        if len(self.kept) == 2:
            (older, _), (newer, _) = self.kept
            self.kept.clear()
            value = office_day(self.due + timedelta(days=5))
            newer.pay(value, "transfer", documents=[(newer.number, newer.rest(value, f"PAY-{newer.number}"))])
            rest = older.rest(value + timedelta(days=4), f"PAY-{older.number}")
            older.pay(office_day(value + timedelta(days=4)), "transfer", amount=rest // 2)

    def rounded(self):
        """Rounds up now and then: the rest is credit."""
        rest = self.rest(self.due, f"PAY-{self.number}")
        up = -(-rest // 5000) * 5000 if luck(self.invoice, "rounded", 3) == 0 else rest
        self.pay(self.due, "transfer", amount=up)

    def parts(self):
        total = cents(self.invoice["ttc"])
        first = total * 6 // 10
        self.pay(self.due, "transfer", amount=min(first, self.rest(self.due, f"PAY-{self.number}-a")), suffix="-a")
        later = office_day(self.due + timedelta(days=20))
        key = f"PAY-{self.number}-b"
        pay(key, self.party, self.rest(later, key), "transfer", later, [(self.number, self.rest(later, key))])


def charges(past):
    """Interest and indemnities are paid some weeks after the reminder, or never."""
    for e in past.of["LateInterestAssessed"] + past.of["RecoveryIndemnityCharged"]:
        charge, party = e["data"]["charge"], e["data"]["party"]
        if party in NEVER_CHARGES or luck(past.invoices[e["data"]["invoice"]], "charge", 4) == 0:
            continue
        value = office_day(day(e["recorded"][:10]) + timedelta(days=24))
        key = f"PAY-{charge}"
        rest = cents(e["data"]["amount"]) - past.settled(charge, at(value, 10, 20), [key])
        pay(key, party, rest, "transfer", value, [(charge, rest)])


def reminders(past):
    for e in past.of["RecoveryIndemnityCharged"]:
        when = at(office_day(day(e["day"]) + timedelta(days=3)), 9, 30)
        give(when, "RecordSending", SYSTEM, {"about": e["data"]["invoice"], "kind": "reminder", "channel": "email",
                                             "to_ref": "H-" + e["data"]["party"][2:], "sent_at": stamp(when)})


def refunds(past):
    """Money of a pack goes back; so does the credit of a contract that is over."""
    for e in past.of["CreditNoteIssued"]:
        d, when = e["data"], at(office_day(day(e["data"]["issue_date"]) + timedelta(days=6)), 16, 30)
        if d["usable"] == "refund":
            give(when, "RecordRefund", BANK, {"refund": f"REMB-{d['number']}", "credit_note": d["number"],
                                              "amount": d["ttc"], "method": "transfer"})


# Decisions and credit notes

def decisions(past):
    for index, e in enumerate(past.of["TaskOpened"]):
        d, when = e["data"], at(office_day(day(e["day"]) + timedelta(days=4)), 16, index % 60, index % 7)
        chance = Chance(f"btbconnect decision {d['task']}")
        if d["right"] in ("issue_credit_note", "validate_appointment"):
            give(when, "RecordDecision", STAFF, {"task": d["task"], "exercised": chance.below(3) > 0,
                                                 "reason": "après examen du dossier"})
        elif d["right"] == "admit_anomaly" and d.get("code") == "BC_ANOMALY_LATE":
            exercised = chance.below(4) > 0
            give(when, "RecordDecision", STAFF, {"task": d["task"], "exercised": exercised,
                                                 "reason": "empêché de répondre par la force majeure"})
            if exercised:
                resolve(past, d["subject"], when + timedelta(days=1), chance)
        elif d["right"] == "resolve_anomaly" and past.anomalies[d["subject"]]["admission"] == "denied":
            resolve(past, d["subject"], when, chance)  # in time by the right calendar


def resolve(past, anomaly, when, chance):
    when = at(office_day(when.date()), 15, chance.below(60))
    give(when, "ResolveAnomaly", STAFF, {
        "appointment": past.anomalies[anomaly]["appointment"], "anomaly": anomaly, "by": "S-1",
        "decided_at": stamp(when), "result": chance.pick(["accepted", "rejected"]),
        "reason": "au vu du compte rendu"})


def gestures(past):
    """Credit notes by hand: under-delivery (BC-8.1), a commercial gesture (G-8); and how they go wrong."""
    bills = [i for i in past.invoices.values() if i["kind"] == "subscription"]
    for index, number in enumerate(range(20, len(bills), 90)):
        invoice = bills[number]
        when = at(office_day(day(invoice["issue_date"]) + timedelta(days=33)), 14, index)
        give(when, "CreditUnderDelivery", PROVIDER, {
            "contract": invoice["contract"], "invoice": invoice["number"], "amount": "60.00",
            "reason": "mois_sans_rendez_vous"})
    optional = [i for i in bills if len(i["lines"]) > 1 and i["vat_by_rate"][0]["rate"] != i["vat_by_rate"][-1]["rate"]]
    plain = [i for i in bills if len(i["lines"]) == 1]
    for index in range(3):
        if len(optional) <= 4 * index or len(plain) <= 40 * index + 30:
            break
        invoice = plain[40 * index + 30]
        when = at(office_day(day(invoice["issue_date"]) + timedelta(days=19)), 11, 10 * index)

        def credit(minute, code, price, **more):
            give(when + timedelta(minutes=minute), "IssueCreditNote", STAFF, {
                "corrects": [invoice["number"]], "reason": "geste_commercial", **more,
                "lines": [{"label": "Remise exceptionnelle", "qty": 1, "unit": price, "vat_code": code}]})

        credit(0, "standard", "30.00")  # exempt when it was billed
        credit(1, "exempt_261C", "30.00", mentions=[])
        credit(2, "exempt_261C", "3000.00")
        credit(3, "exempt_261C", "30.00")
        taxed = optional[4 * index]
        give(when + timedelta(minutes=8), "IssueCreditNote", STAFF, {
            "corrects": [taxed["number"]], "reason": "option_interrompue",
            "lines": [{"label": "Option Multicanal interrompue", "qty": 1, "unit": "45.00", "vat_code": "standard"}]})
    taxed_only = [i for i in past.invoices.values() if i["kind"] in ("option", "starter")]
    for index, invoice in enumerate(taxed_only[:9:3]):
        when = at(office_day(day(invoice["issue_date"]) + timedelta(days=12)), 11, 40 + index)
        give(when, "IssueCreditNote", STAFF, {
            "corrects": [invoice["number"]], "reason": "geste_commercial",
            "lines": [{"label": "Remise", "qty": 1, "unit": "20.00", "vat_code": "exempt_261C"}]})


# Corrections (G-8)

def correct(past):
    for since in ("2026-03-10", "2026-06-10", "2026-11-10"):
        def first(type, test=lambda e: True):
            return next((e for e in past.of[type] if e["recorded"] > since and test(e)), None)

        correct_outcome(first("AppointmentOutcomeRecorded", lambda e: e["data"]["effect"] == "void"))
        correct_booking(past, first("AppointmentBooked", lambda e: e["data"]["contract"][0] == "K"), since)
        correct_anomaly(first("AnomalyReported", lambda e: e["data"]["admission"] == "admitted"))
    for index, (wrong, right) in enumerate((("C-003", "C-013"), ("C-022", "C-026"), ("C-040", "C-035"))):
        value = day(("2026-04-13", "2026-06-17", "2026-11-18")[index])
        wrong_payment(past, f"PAY-E{index + 1}", wrong, right, value, 15900)


def correct_outcome(e):
    """The wrong box was ticked: it was held."""
    if e:
        when = at(next_office_day(e), 17, 30)
        give(when, "CorrectEvent", STAFF, {"target": e["position"], "reason": "case cochée par erreur"})
        give(when + timedelta(minutes=2), "RecordOutcome", PROVIDER, {
            "appointment": e["data"]["appointment"], "honoured_by_client": True, "prospect_present": True})


def correct_booking(past, e, since):
    """Booked under the wrong client: corrected, and booked anew (X-20)."""
    if e:
        when = at(day(e["day"]), 18, 40)
        give(when, "CorrectEvent", STAFF, {"target": e["position"], "reason": "saisi sous le mauvais client"})
        starts = at(office_day(day(e["day"]) + timedelta(days=8)), 11)
        give(when + timedelta(minutes=3), "BookAppointment", STAFF, {
            "appointment": f"RDV-7{since[5:7]}", "contract": "K-001", "channel": "visit", "starts_at": stamp(starts),
            "prospect_ref": e["data"]["prospect_ref"], "qualification": {"besoin": "prevoyance"}}, "phone")


def correct_anomaly(e):
    """A form that was filed for the wrong appointment."""
    if e:
        give(at(next_office_day(e), 8, 5), "CorrectEvent", STAFF, {
            "target": e["position"], "reason": "formulaire classé sous le mauvais rendez-vous"})


def next_office_day(e):
    return office_day(day(e["recorded"][:10]) + timedelta(days=1))
