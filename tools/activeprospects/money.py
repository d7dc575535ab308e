"""What the log of an earlier pass brings about: the bank's answers, late payments, recovery, refunds, corrections."""
from datetime import timedelta

from samples import bank
from samples.bank import Past, pay, wrong_payment
from samples.desk import BANK, STAFF, SYSTEM, cents, client, give, money, proof
from samples.paris import LAST, at, bank_day, day, office_day
from samples.people import Chance

from .cast import BAD, CLOSES

DAY = timedelta(days=1)
# How the debit of an invoice goes, out of a hundred.
DEBITS = (["paid"] * 91 + ["again"] * 2 + ["twice"] + ["returned"] * 2 + ["waived"] * 2 + ["slow"] + ["unsure"])
RECOVERED = {  # who is asked for what is overdue: when, costs, whether it pays in the end
    "B-007": [("2026-05-18", "62.40", False)], "B-019": [("2026-06-22", None, True), ("2026-10-05", "35.90", True)],
    "B-031": [("2026-08-03", "118.00", True)], "B-043": [("2026-09-14", None, False)],
    "B-055": [("2026-11-23", "47.25", True)], "B-061": [("2026-12-14", "35.90", False)]}


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


class Debit(bank.Debit):
    """The bank's answer to a debit (AP-4.2, AP-4.14)."""

    late_statements = True

    def run(self):
        if self.party in BAD and self.on >= day(BAD[self.party]):
            returned = self.reject(2)
            if luck(self.invoice, "bad", 2) and self.attempt == 1:
                self.represent(returned)
            elif self.attempt == 1:
                self.waive(returned + DAY, "compte sans provision")
            return
        getattr(self, DEBITS[luck(self.invoice, "debit", len(DEBITS))])()

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

    def transfer(self, value):
        """What is open of the invoice, by the debtor's choice or without a word."""
        value, number = bank_day(value), self.invoice["number"]
        key = f"PAY-{number}"
        rest = self.past.left(number, at(value, 10, 20), [key])
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
                       and day(i["due_on"]) < d - timedelta(days=9) and past.left(i["number"], at(d, 14)) > 0]
            before |= set(overdue)
            key = f"REC-{party[2:]}-{index + 1}"
            procedure(past, key, party, overdue, d, cost, pays)


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
        documents = [(n, past.left(n, at(value, 10, 20), [f"PAY-{key}"])) for n in overdue]
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
        if wrong_payment(past, key, wrong, right, value, 4800):
            give(at(office_day(value + 4 * DAY), 9), "AllocatePayment", STAFF, {
                "payment": key, "to": [{"document": "AP2026-000001", "amount": "1.00"}]})
