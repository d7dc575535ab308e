"""What the bank answers to the log of an earlier pass: payments, and debits that come back."""
from collections import defaultdict
from datetime import timedelta

from .desk import BANK, STAFF, cents, give, money, proof
from .paris import LAST, at, bank_day, day, office_day, stamp, utc


class Past:
    """The events of an earlier pass, by what answers need of them."""

    def __init__(self, events):
        self.events, self.of, self.allocated = events, defaultdict(list), defaultdict(list)
        for e in events:
            self.of[e["type"]].append(e)
            if e["type"] == "PaymentAllocated":
                for part in e["data"]["to"]:
                    by = (e["data"]["payment"], cents(part["amount"]), e["recorded"])
                    self.allocated[part["document"]].append(by)
        self.gone = {e["data"]["payment"]: e["recorded"] for e in self.of["PaymentRejected"]}
        self.gone |= {e["data"]["subject"]: e["recorded"] for e in self.of["EventCorrected"]
                      if e["data"]["target_type"] == "PaymentReceived"}
        self.invoices = {e["data"]["number"]: e["data"] for e in self.of["InvoiceIssued"]}

    def settled(self, document, when, but=()):
        """What others than some payments had settled of a document at an instant."""
        limit = utc(when).strftime("%Y-%m-%dT%H:%M:%S")
        return sum(amount for payment, amount, recorded in self.allocated[document]
                   if recorded < limit and payment not in but and not self.gone.get(payment, "9999") < limit)

    def left(self, number, when, but=()):
        """What is open of an invoice at an instant, some payments aside."""
        return cents(self.invoices[number]["ttc"]) - self.settled(number, when, but)


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
    """The bank's answer to a debit; how each goes, the sample says."""

    late_statements = False

    def __init__(self, past, data):
        self.past, self.invoice = past, past.invoices[data["invoice"]]
        self.key, self.party, self.amount = data["payment"], data["party"], cents(data["amount"])
        self.on, self.attempt = day(data["collect_on"]), int(self.key.rsplit("D", 1)[1])

    def paid(self, days=0):
        pay(self.key, self.party, self.amount, "direct_debit", self.on, delay=days,
            late_proof=self.late_statements and days == 3)

    def reject(self, days, code="AM04"):
        when = at(bank_day(self.on + timedelta(days=days)), 8, 40)
        give(when, "RecordPaymentRejection", BANK, {"payment": self.key, "reason_code": code, "at": stamp(when)})
        return when.date()

    def represent(self, returned):
        give(at(office_day(returned + timedelta(days=1)), 11, 5), "RepresentDebit", STAFF, {
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

    def slow(self):
        """The bank says nothing for five TARGET days: somebody is asked, and asks."""
        self.paid(days=10)

    def unsure(self):
        when = at(office_day(self.on + timedelta(days=9)), 9, 15)
        give(when, "RecordDecision", STAFF, {
            "task": f"{self.key}~answer_debit", "exercised": True, "reason": "relance de la banque"})
        self.paid(days=13)


def wrong_payment(past, key, wrong, right, value, amount):
    """A transfer booked to the wrong client, put right two days later (G-8); whether it was there."""
    pay(key, wrong, amount, "transfer", value)
    e = next((e for e in past.of["PaymentReceived"] if e["data"]["payment"] == key), None)
    if e:
        give(at(office_day(value + timedelta(days=2)), 9), "CorrectEvent", STAFF,
             {"target": e["position"], "reason": "virement d'un autre client"})
        pay(key + "b", right, amount, "transfer", office_day(value + timedelta(days=3)))
    return e
