"""What the log of an earlier pass brings about: the bank's answers, late payments, recovery, refunds, corrections."""
from collections import defaultdict
from datetime import timedelta

from samples.desk import BANK, PROVIDER, STAFF, SYSTEM, cents, client, give, money, proof
from samples.paris import LAST, at, bank_day, day, office_day, stamp, utc
from samples.people import Chance

from .cast import BAD, CLOSES

DAY = timedelta(days=1)
# How the debit of an invoice goes, out of a hundred.
DEBITS = (["paid"] * 91 + ["again"] * 2 + ["twice"] + ["returned"] * 2 + ["waived"] * 2 + ["slow"] + ["unsure"])
RECOVERED = {  # who is asked for what is overdue: when, costs, whether it pays in the end
    "B-007": [("2026-05-18", "62.40", False)], "B-019": [("2026-06-22", None, True), ("2026-10-05", "35.90", True)],
    "B-031": [("2026-08-03", "118.00", True)], "B-043": [("2026-09-14", None, False)],
    "B-055": [("2026-11-23", "47.25", True)], "B-061": [("2026-12-14", "35.90", False)]}


class Past:
    """The events of an earlier pass, by what answers need of them."""

    def __init__(self, events):
        self.of, self.allocated = defaultdict(list), defaultdict(list)
        for e in events:
            self.of[e["type"]].append(e)
            if e["type"] == "PaymentAllocated":
                for part in e["data"]["to"]:
                    self.allocated[part["document"]].append((e["data"]["payment"], cents(part["amount"]), e["recorded"]))
        self.gone = {e["data"]["payment"]: e["recorded"] for e in self.of["PaymentRejected"]}
        self.gone |= {e["data"]["subject"]: e["recorded"] for e in self.of["EventCorrected"]}
        self.invoices = {e["data"]["number"]: e["data"] for e in self.of["InvoiceIssued"]}

    def settled(self, document, when, but=()):
        """What others than some payments had settled of a document at an instant."""
        limit = utc(when).strftime("%Y-%m-%dT%H:%M:%S")
        return sum(amount for payment, amount, recorded in self.allocated[document]
                   if recorded < limit and payment not in but and not self.gone.get(payment, "9999") < limit)


def answer(events):
    past = Past(events)
    for e in past.of["PaymentInitiated"]:
        if e["data"]["method"] == "direct_debit":
            Debit(past, e["data"]).run()
    recover(past)
    charges(past)
    refunds(past)
    questions(past)
    correct(past)


def luck(invoice, what, n):
    """Chance hangs on what an invoice is about, whatever its number."""
    return Chance(f"active-prospects {what} {invoice['party']} {invoice['kind']} {invoice.get('period_from')}").below(n)


def pay(key, party, amount, method, value, documents=None, delay=0, late_proof=False, purpose=None):
    when = at(value + timedelta(days=delay), 10, 20)
    if when.date() > LAST or amount <= 0:
        return
    data = {"payment": key, "client": party, "amount": money(amount), "method": method,
            "value_date": value.isoformat()}
    if documents:
        data["allocate"] = [{"document": document, "amount": money(part)} for document, part in documents]
    if purpose:
        data["purpose"] = purpose
    frame = {"received_at": stamp(at(value, 9)), "proofs": proof(key + " statement")} if late_proof else {}
    give(when, "RecordPayment", STAFF if late_proof else BANK, data, **frame)


class Debit:
    """The bank's answer to a debit (AP-4.2, AP-4.14)."""

    def __init__(self, past, data):
        self.past, self.invoice = past, past.invoices[data["invoice"]]
        self.key, self.party, self.amount = data["payment"], data["party"], cents(data["amount"])
        self.on, self.attempt = day(data["collect_on"]), int(self.key.rsplit("D", 1)[1])

    def run(self):
        if self.party in BAD and self.on >= day(BAD[self.party]):
            returned = self.reject(2)
            if luck(self.invoice, "bad", 2) and self.attempt == 1:
                self.represent(returned)
            elif self.attempt == 1:
                self.waive(returned + DAY, "compte sans provision")
            return
        getattr(self, DEBITS[luck(self.invoice, "debit", len(DEBITS))])()

    def paid(self, days=0):
        pay(self.key, self.party, self.amount, "direct_debit", self.on, delay=days, late_proof=days == 3)

    def reject(self, days, code="AM04"):
        when = at(bank_day(self.on + timedelta(days=days)), 8, 40)
        give(when, "RecordPaymentRejection", BANK, {"payment": self.key, "reason_code": code, "at": stamp(when)})
        return when.date()

    def represent(self, returned):
        give(at(office_day(returned + DAY), 11, 5), "RepresentDebit", STAFF, {
            "payment": self.key, "collect_on": bank_day(returned + timedelta(days=6)).isoformat()})

    def waive(self, d, reason):
        """Nobody presents the debit again."""
        give(at(office_day(d), 11, 10), "RecordDecision", STAFF, {
            "task": f"{self.key}~represent_debit", "exercised": False, "reason": reason})

    def again(self):
        if self.attempt == 1:
            self.represent(self.reject(2))
        else:
            self.paid()

    def twice(self):
        returned = self.reject(1, "AM04" if self.attempt == 1 else "AC04")
        if self.attempt == 1:
            self.represent(returned)
        else:
            self.waive(returned + timedelta(days=8), "deux rejets, le client paie par virement")
            self.transfer(returned + timedelta(days=15))

    def returned(self):
        """Paid, and sent back three weeks later at the debtor's wish."""
        self.paid()
        if self.attempt == 1:
            returned = self.reject(20, "MD06")
            self.waive(returned + DAY, "le client paie par virement")
            self.transfer(returned + timedelta(days=9 + luck(self.invoice, "returned", 9)))

    def waived(self):
        returned = self.reject(2, "MS03")
        self.waive(returned + DAY, "le client promet un virement")
        self.transfer(returned + timedelta(days=5 + luck(self.invoice, "promise", 60)))

    def slow(self):
        """The bank says nothing for five TARGET days: somebody is asked, and asks."""
        self.paid(days=10)

    def unsure(self):
        when = at(office_day(self.on + timedelta(days=9)), 9, 15)
        give(when, "RecordDecision", STAFF, {
            "task": f"{self.key}~answer_debit", "exercised": True, "reason": "relance de la banque"})
        self.paid(days=13)

    def transfer(self, value):
        """What is open of the invoice, by the debtor's choice or without a word."""
        value, number = bank_day(value), self.invoice["number"]
        key = f"PAY-{number}"
        rest = cents(self.invoice["ttc"]) - self.past.settled(number, at(value, 10, 20), [key])
        pay(key, self.party, rest, "transfer", value, [(number, rest)] if luck(self.invoice, "choice", 3) else None,
            purpose=f"Facture {number}")


# Recovery (AP-4.12, AP-4.13)

def recover(past):
    for party, procedures in RECOVERED.items():
        before = set()
        for index, (since, cost, pays) in enumerate(procedures):
            d = day(since)
            overdue = [n for n, i in past.invoices.items() if i["party"] == party and n not in before
                       and i["kind"] in ("purchases", "complement")
                       and day(i["due_on"]) < d - timedelta(days=9) and left(past, i, at(d, 14)) > 0]
            before |= set(overdue)
            key = f"REC-{party[2:]}-{index + 1}"
            procedure(past, key, party, overdue, d, cost, pays)


def left(past, invoice, when, but=()):
    return cents(invoice["ttc"]) - past.settled(invoice["number"], when, but)


def procedure(past, key, party, overdue, d, cost, pays):
    if not overdue:
        return
    give(at(d, 14), "OpenCollection", STAFF, {"collection": key, "party": party, "invoices": overdue,
                                              "opened_on": d.isoformat()})
    give(at(office_day(d + DAY), 9, 30), "RecordSending", SYSTEM, {
        "about": overdue[0], "kind": "reminder", "channel": "letter", "to_ref": "H-" + party[2:]})
    if cost:
        when = at(office_day(d + timedelta(days=16)), 15)
        give(when, "RecordProcedureCost", STAFF, {"collection": key, "amount": cost})  # on proof only
        give(when + timedelta(minutes=20), "RecordProcedureCost", STAFF, {
            "collection": key, "amount": cost, "document": proof(key + " cost")[0]})
    if pays:
        value = bank_day(d + timedelta(days=33))
        documents = [(n, left(past, past.invoices[n], at(value, 10, 20), [f"PAY-{key}"])) for n in overdue]
        documents.append((f"{key}-IR", 4000))
        if cost:
            documents.append((f"{key}-F1", cents(cost)))
        documents = [(n, amount) for n, amount in documents if amount > 0]
        pay(f"PAY-{key}", party, sum(amount for _, amount in documents), "transfer", value, documents)


def charges(past):
    """Interest is paid some weeks after it was charged, or never."""
    for e in past.of["LateInterestAssessed"]:
        charge, party = e["data"]["charge"], e["data"]["party"]
        if party in BAD or luck(past.invoices[e["data"]["invoice"]], "charge", 3) == 0:
            continue
        value = bank_day(day(e["recorded"][:10]) + timedelta(days=24))
        key = f"PAY-{charge}"
        rest = cents(e["data"]["amount"]) - past.settled(charge, at(value, 10, 20), [key])
        pay(key, party, rest, "transfer", value, [(charge, rest)])


def refunds(past):
    """The Tirelire of a closed account goes back (AP-6.6), three times after the sixty days (AP-6.9)."""
    for e in past.of["CreditNoteIssued"]:
        d = e["data"]
        if d["usable"] != "refund" or d["party"] not in CLOSES:
            continue
        value = bank_day(day(d["issue_date"]) + timedelta(days=CLOSES[d["party"]][3]))
        used = sum(cents(part["amount"]) for a in past.of["PaymentAllocated"]
                   if a["data"]["payment"] == d["number"] for part in a["data"]["to"])
        rest = cents(d["ttc"]) - used
        if rest > 0 and value <= LAST:
            give(at(value, 16, 30), "RecordRefund", BANK, {
                "refund": f"REMB-{d['number']}", "credit_note": d["number"], "amount": money(rest),
                "method": "transfer"})


def questions(past):
    """What clients and staff ask of invoices, in vain or not."""
    bills = [i for i in past.invoices.values() if i["kind"] == "purchases"]
    topups = [i for i in past.invoices.values() if i["kind"] == "wallet_topup"]
    for index, invoice in enumerate(bills[40:600:140]):
        when = at(office_day(day(invoice["issue_date"]) + 2 * DAY), 11, index)
        give(when, "SendInvoiceByPost", client(invoice["party"]), {"invoice": invoice["number"]}, "email")
        give(when + timedelta(minutes=9), "OpenCollection", STAFF, {
            "collection": f"REC-9{index}", "party": invoice["party"], "invoices": [invoice["number"]]})
        give(when + timedelta(minutes=12), "CloseBillingPeriod", STAFF, {
            "party": invoice["party"], "period": invoice["period_from"]})
    for index, invoice in enumerate(topups[5:100:24]):
        when = at(office_day(day(invoice["issue_date"]) + 9 * DAY), 14, index)
        give(when, "AssessInterest", STAFF, {"invoice": invoice["number"]})
    for index, invoice in enumerate(bills[15:900:190]):
        when = at(office_day(day(invoice["issue_date"]) + 4 * DAY), 16, index)
        if cents(invoice["ht"]) > 2000 and index % 2 == 0:
            give(when, "IssueCreditNote", STAFF, {
                "corrects": [invoice["number"]], "reason": "geste_commercial",
                "lines": [{"label": "Remise", "qty": 1, "unit": "5.00", "vat_code": "standard"}]})
        else:
            give(when, "IssueCreditNote", STAFF, {
                "corrects": [invoice["number"]], "reason": "geste_commercial",
                "lines": [{"label": "Remise", "qty": 1, "unit": "5000.00", "vat_code": "standard"}]})


def correct(past):
    """A transfer booked to the wrong client, put right two days later (G-8)."""
    for index, (wrong, right, value) in enumerate((("B-001", "B-005", "2026-04-14"), ("B-014", "B-017", "2026-07-21"),
                                                   ("B-022", "B-028", "2026-11-17"))):
        key, value = f"PAY-E{index + 1}", day(value)
        pay(key, wrong, 4800, "transfer", value)
        e = next((e for e in past.of["PaymentReceived"] if e["data"]["payment"] == key), None)
        if e:
            give(at(office_day(value + 2 * DAY), 9), "CorrectEvent", STAFF,
                 {"target": e["position"], "reason": "virement d'un autre client"})
            pay(key + "b", right, 4800, "transfer", office_day(value + 3 * DAY))
            give(at(office_day(value + 4 * DAY), 9), "AllocatePayment", STAFF, {
                "payment": key, "to": [{"document": "AP2026-000001", "amount": "1.00"}]})
