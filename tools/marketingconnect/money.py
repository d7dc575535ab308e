"""What the log of an earlier pass brings about: what is paid late, paper invoices, refunds, corrections, decisions."""
from datetime import timedelta

from samples.bank import Past, pay, wrong_payment
from samples.desk import BANK, STAFF, cents, client, give, money
from samples.paris import at, bank_day, day, office_day
from samples.people import Chance

DAY = timedelta(days=1)


def answer(events):
    past = Past(events)
    remainders(past)
    charges(past)
    notes(past)
    papers(past)
    gestures(past)
    correct(past)
    decisions(past)


def remainders(past):
    """More addresses than were paid for: the rest is paid, in time, late, or sent back (MC-L.6)."""
    for number, invoice in past.invoices.items():
        if invoice["kind"] not in ("final", "fee"):
            continue
        turn = Chance(f"marketingconnect rest {invoice.get('contract')}").below(6)
        value = bank_day(day(invoice["issue_date"]) + (6, 18, 27, 41, 70, 12)[turn] * DAY)
        key = f"PAY-{number}"
        rest = past.left(number, at(value, 10, 20), [key])
        pay(key, invoice["party"], rest, "cheque" if turn == 5 else "transfer", value, [(number, rest)],
            late_proof=turn == 1, purpose=f"Facture {number}")
        if turn == 5 and rest > 0:
            when = at(bank_day(value + 9 * DAY), 8, 40)
            give(when, "RecordPaymentRejection", BANK, {"payment": key, "reason_code": "sans_provision"})


def charges(past):
    """Interest and indemnities are paid some weeks later, or never."""
    for e in past.of["LateInterestAssessed"] + past.of["RecoveryIndemnityCharged"]:
        charge, party = e["data"]["charge"], e["data"]["party"]
        if Chance(f"marketingconnect charge {charge}").below(3) == 0:
            continue
        value = bank_day(day(e["recorded"][:10]) + 24 * DAY)
        key = f"PAY-{charge}"
        rest = cents(e["data"]["amount"]) - past.settled(charge, at(value, 10, 20), [key])
        pay(key, party, rest, "transfer", value, [(charge, rest)])


def notes(past):
    """Money goes back where an order is over; never for addresses (MC-L.7)."""
    lists = 0
    for e in past.of["CreditNoteIssued"]:
        d = e["data"]
        when = at(bank_day(day(d["issue_date"]) + 9 * DAY), 16, 30)
        used = sum(cents(part["amount"]) for a in past.of["PaymentAllocated"]
                   if a["data"]["payment"] == d["number"] for part in a["data"]["to"])
        data = {"refund": f"REMB-{d['number']}", "credit_note": d["number"], "method": "transfer"}
        if d["usable"] == "refund" and cents(d["ttc"]) > used:
            give(when, "RecordRefund", BANK, {**data, "amount": money(cents(d["ttc"]) - used)})
        elif d["usable"] == "next_invoices" and e["rule"] == "MC-L.7" and lists < 6:
            lists += 1
            give(when, "RecordRefund", BANK, {**data, "amount": d["ttc"]})


def papers(past):
    for index, invoice in enumerate(list(past.invoices.values())[11:360:40]):
        when = at(office_day(day(invoice["issue_date"]) + 2 * DAY), 11, index)
        give(when, "RequestPaperInvoice", client(invoice["party"]), {"invoice": invoice["number"]}, "letter")


def gestures(past):
    bills = [i for i in past.invoices.values() if i["kind"] == "order"]
    for index, invoice in enumerate(bills[20:200:45]):
        give(at(office_day(day(invoice["issue_date"]) + 5 * DAY), 16, index), "IssueCreditNote", STAFF, {
            "corrects": [invoice["number"]], "reason": "geste_commercial",
            "lines": [{"label": "Remise", "qty": 1, "unit": "25.00" if index % 2 else "90000.00",
                       "vat_code": "standard"}]})


def correct(past):
    for index, (wrong, right, value) in enumerate((("A-001", "A-038", "2026-04-14"), ("A-014", "A-051", "2026-07-21"),
                                                   ("A-022", "A-059", "2026-11-17"))):
        key = f"PAY-E{index + 1}"
        if wrong_payment(past, key, wrong, right, day(value), 9600):
            give(at(office_day(day(value) + 4 * DAY), 9), "AllocatePayment", STAFF, {
                "payment": key, "to": [{"document": "MC2026-000001", "amount": "1.00"}]})


def decisions(past):
    """What people are asked, and answer."""
    for index, e in enumerate(past.of["TaskOpened"]):
        d, right = e["data"], e["data"]["right"]
        if right not in ("invite_transfer", "complete_notice", "check_site", "await_claim_letter", "start_campaign",
                         "communicate_credentials", "inform_clients", "end_for_force_majeure"):
            continue
        if index % 3 == 0:
            continue
        give(at(office_day(day(e["day"]) + 3 * DAY), 16, index % 60, index % 7), "RecordDecision", STAFF, {
            "task": d["task"], "exercised": index % 2 == 0, "reason": "traité par l'équipe"})
