#!/usr/bin/env python3
"""Writes the commands of the sample ledger first-appointments: a BTBCONNECT book, April 2026 to January 2027.

usage: generate-first-appointments.py [EVENTS]

EVENTS is the log of an earlier pass (NDJSON, from `lz4 -dc`): payments and corrections answer what stands
there. tools/make-samples calls this until nothing changes. Same input, same bytes: chance comes from a seed.
People, phones (numbers kept free for fiction) and e-mail addresses (example domains) are invented.
"""
import json
import sys
from datetime import date, timedelta

sys.dont_write_bytecode = True
from samples.desk import (AGENT, BANK, PROVIDER, STAFF, SYSTEM, cents, client, commands, give, money, number, proof,
                          write)
from samples.life import Appointment, Life
from samples.paris import LAST, at, day, month_first, office_day, stamp, utc
from samples.people import Chance, person

FIRST = date(2026, 4, 8)
TERMS = "CGPS20260208-2"
QUOTA = {"START": 2, "GROW": 3, "DEV": 4, "SCALE": 5}
PRICES = {"START": "290.00", "GROW": "399.00", "DEV": "490.00", "SCALE": "590.00"}
NEW_PRICES = {"START": "299.00", "GROW": "409.00", "DEV": "499.00", "SCALE": "610.00"}


CLIENTS = [  # id, plan, start, subscribed, company, profession
    ("C-001", "START", "2026-04-10", "2026-04-08", "Cabinet", "general_agent"),
    ("C-002", "GROW", "2026-04-15", "2026-04-15", "Agence", "general_agent"),
    ("C-003", "DEV", "2026-04-30", "2026-04-27", "Assurances", "general_agent"),
    ("C-004", "SCALE", "2026-05-31", "2026-05-29", "Courtage", "insurance_mandate"),
    ("C-005", "START", "2026-04-20", "2026-04-20", "Agence", "general_agent"),
    ("C-006", "GROW", "2026-08-31", "2026-08-31", "Cabinet", "general_agent"),
    ("C-007", "DEV", "2026-07-14", "2026-07-10", "Assurances", "insurance_mandate"),
    ("C-008", "SCALE", "2026-10-31", "2026-10-30", "Courtage", "general_agent"),
    ("C-009", "START", "2026-09-01", "2026-08-28", "Patrimoine", "wealth_adviser"),
    ("C-010", "GROW", "2026-06-29", "2026-06-29", "Agence", "general_agent"),
]


def contract_of(key):
    return "K-" + key[2:]


def open_shop():
    def prices(key, table, since):
        entries = [{"code": plan, "unit": unit, "basis": "HT", "vat_code": "exempt_261C"}
                   for plan, unit in table.items()]
        return {"list_id": key, "effective_from": since, "entries": entries}

    give(at(FIRST, 8, 30), "PublishPriceList", PROVIDER,
         prices("TARIFS-2026-04", PRICES, "2026-04-08T00:00:00+02:00"))
    give(at(day("2026-09-21"), 9), "PublishPriceList", PROVIDER,
         prices("TARIFS-2026-10", NEW_PRICES, "2026-10-01T00:00:00+02:00"))
    chance = Chance("clients")
    for index, (key, plan, start, subscribed, company, profession) in enumerate(CLIENTS):
        signed = day(subscribed)
        when = at(signed, 9, 5 + 3 * index)
        register(key, when, chance, company, profession)
        if key == "C-009":
            give(when + timedelta(minutes=20), "Subscribe", client(key), subscription(key, plan, start, PRICES))
            give(when + timedelta(hours=3), "RecordDecision", STAFF,
                 {"task": f"{key}~accept_client", "exercised": True, "reason": "mandat d'assureur produit"})
        accepted = when + timedelta(hours=5 if key == "C-009" else 0, minutes=4)
        if key == "C-002":
            give(accepted - timedelta(minutes=1), "Subscribe", client(key), subscription(key, plan, start, PRICES))
        give(accepted, "AcceptTerms", client(key),
             {"party": key, "version": TERMS, "checkbox_at": stamp(accepted), "user": "U-" + key[2:]}, "web")
        if key == "C-003":
            wrong = subscription(key, plan, start, PRICES)
            give(accepted + timedelta(minutes=1), "Subscribe", client(key), {**wrong, "price_seen": "489.00"}, "web")
        if key == "C-005":
            wrong = subscription(key, plan, start, PRICES)
            give(accepted + timedelta(minutes=1), "Subscribe", client(key), {**wrong, "plan": "MAXI"}, "web")
        table = NEW_PRICES if signed >= day("2026-10-01") else PRICES
        give(accepted + timedelta(minutes=2), "Subscribe", client(key), subscription(key, plan, start, table), "web")
    register("C-011", at(day("2026-06-03"), 14), chance, "Conseil", "estate_agent")
    give(at(day("2026-06-05"), 10), "RecordDecision", STAFF,
         {"task": "C-011~accept_client", "exercised": False, "reason": "aucun mandat d'assureur"})
    give(at(day("2026-06-05"), 11), "AcceptTerms", client("C-011"),
         {"party": "C-011", "version": TERMS, "checkbox_at": stamp(at(day("2026-06-05"), 11))}, "web")
    give(at(day("2026-06-05"), 11, 5), "Subscribe", client("C-011"),
         subscription("C-011", "GROW", "2026-06-10", PRICES), "web")


def register(key, when, chance, company, profession):
    give(when, "RegisterParty", SYSTEM, {
        "party": key, "kind": "legal_person", "person": person("H-" + key[2:], chance, company),
        "profession": profession, "registration_no": f"9{chance.below(10 ** 8):08d}",
        "territory": "FR-metropolitan", "billing_country": "FR"}, "web")


def subscription(key, plan, start, table):
    return {"client": key, "contract": contract_of(key), "plan": plan, "start_on": start, "price_seen": table[plan]}


# Appointments

EDGES = [day(d) for d in (
    "2026-04-13 2026-04-14 2026-04-15 2026-04-16 2026-04-17 2026-04-18 2026-04-24 2026-04-30 2026-05-02 "
    "2026-05-06 2026-05-07 2026-05-09 2026-05-13 2026-05-15 2026-05-22 2026-05-23 2026-05-26 2026-05-30 "
    "2026-06-30 2026-07-10 2026-07-11 2026-07-13 2026-07-14 2026-07-15 2026-07-24 2026-07-31 2026-08-07 "
    "2026-08-10 2026-08-14 2026-08-17 2026-08-24 2026-08-25 2026-09-24 2026-09-30 2026-10-19 2026-10-23 "
    "2026-10-24 2026-10-26 2026-10-30 2026-10-31 2026-11-02 2026-11-10 2026-11-12 2026-11-24 2026-12-18 "
    "2026-12-19 2026-12-24 2026-12-26 2026-12-30 2026-12-31 2027-01-02 2027-01-22 2027-01-23 2027-01-25").split()]
NUMBERS = [0, 1, 2, -1, 0, 3, 1]  # appointments of a month, beside the quota
FATES = (["held"] * 21 + ["silent"] * 4 + ["client_away"] * 3 + ["prospect_away"] * 3 + ["both_away"] * 2
         + ["form_last"] * 2 + ["form_accepted"] * 3 + ["form_rejected"] * 3 + ["form_early"] + ["form_late"] * 2
         + ["mail_admitted", "mail_denied", "recorded_late", "recorded_late_rejected", "after_invoice"]
         + ["cancel_prospect", "cancel_provider", "cancel_client", "cancel_client_billed"] + ["moved"] * 3
         + ["moved_twice", "found_out_late"])


def plan_appointments():
    planned = []
    chance = Chance()
    fates = []
    for key, plan, start, subscribed, _, _ in CLIENTS:
        anchor = day(start)
        k = 0
        while month_first(anchor, k) <= LAST:
            first, end = month_first(anchor, k), month_first(anchor, k + 1)
            if key == "C-001" and k == 0:
                planned += golden()
                k += 1
                continue
            count = QUOTA[plan] + NUMBERS[(k + int(key[2:])) % len(NUMBERS)]
            if key == "C-004" and k == 4:
                planned += busy_month(first)
                k += 1
                continue
            days = choose_days(first, end, count, chance)
            for index, d in enumerate(days):
                if not fates:
                    pool = list(FATES)
                    while pool:
                        fates.append(pool.pop(chance.below(len(pool))))
                starts = at(d, 9 + chance.below(9), 15 * chance.below(4))
                if d == day(subscribed):
                    starts = at(d, 17, 15 * chance.below(4))
                if index and days[index - 1] == d and chance.below(2):
                    starts = planned[-1].starts
                planned.append(Appointment(key, contract_of(key), starts, fates.pop()))
            k += 1
    return planned


def choose_days(first, end, count, chance):
    """Days of a contract month, near what rules turn on: its ends, holidays, ends of calendar months."""
    span = [first + timedelta(days=i) for i in range((end - first).days)]
    span = [d for d in span if d <= LAST and (d.weekday() != 6 or d == day("2026-10-25"))]
    near = [d for d in span if d in EDGES]
    ends = [d for d in (span[0], span[-1]) if d.weekday() != 6] if span else []
    found = []
    while span and len(found) < count:
        pool = ends if len(found) in (1, 4) else near if near and chance.below(4) else span
        found.append(chance.pick(pool or span))
    if len(found) > 2 and chance.below(3) == 0:
        found[1] = found[0]  # a tie on one day
    return sorted(found)


def golden():
    """The vector of BC-6.3: one contested, rejected later; one accepted after it was invoiced."""
    fates = [("2026-04-14", "golden_rejected"), ("2026-04-16", "held"), ("2026-04-20", "held"),
             ("2026-04-23", "golden_accepted")]
    return [Appointment("C-001", "K-001", at(day(d), 10, 30), fate, at(day("2026-04-09"), 11, i))
            for i, (d, fate) in enumerate(fates)]


def busy_month(first):
    """A campaign of 116 appointments in one month: an invoice longer than one event."""
    fates = {50: "after_invoice", 61: "after_invoice", 72: "found_out_late", 83: "found_out_late"}
    return [Appointment("C-004", "K-004", at(office_day(first + timedelta(days=i % 22)), 9 + i % 9, 15 * (i % 4)),
                        fates.get(i, "held")) for i in range(116)]


def book(planned):
    chance = Chance("bookings")
    for one in planned:
        if one.booked:
            continue
        subscribed = next(c[3] for c in CLIENTS if c[0] == one.client)
        earliest = at(day(subscribed), 16)
        wish = at(office_day(one.starts.date() - timedelta(days=3 + chance.below(9)), False), 9, chance.below(60))
        one.booked = max(earliest, wish + timedelta(hours=chance.below(8), seconds=chance.below(60)))
        if one.booked >= one.starts:
            one.booked = one.starts - timedelta(minutes=30 + chance.below(30))
    planned.sort(key=lambda one: (utc(one.booked), one.contract))
    for index, one in enumerate(planned):
        one.id = f"RDV-{index + 1:04d}"
        give(one.booked, "BookAppointment", AGENT if index % 3 else PROVIDER, booking(one, chance),
             "linkedin" if index % 11 == 5 else "phone")


def booking(one, chance):
    return {
        "appointment": one.id, "contract": one.contract, "channel": "visit" if chance.below(3) else "video",
        "starts_at": stamp(one.starts), "prospect_ref": person("P-" + one.id[4:], chance),
        "qualification": {"besoin": chance.pick(["prevoyance", "sante", "retraite", "habitation", "flotte"]),
                          "decideur": True, "echeance_mois": 1 + chance.below(12)}}


# What is refused, and what is asked twice

def refusals(planned):
    early = planned[0]
    chance = Chance("refusals")
    one = Appointment("C-001", "K-001", at(day("2026-05-20"), 10), "")
    one.id = "RDV-9001"
    give(at(day("2026-04-21"), 9), "BookAppointment", client("C-001"), booking(one, chance), "web")
    give(at(day("2026-05-04"), 9), "BookAppointment", AGENT,
         {**booking(one, chance), "starts_at": "2026-05-03T10:00:00+02:00"}, "phone")
    give(at(day("2026-05-04"), 9, 1), "BookAppointment", AGENT, {**booking(one, chance), "qualification": {}}, "phone")
    give(at(day("2026-05-04"), 9, 2), "BookAppointment", AGENT,
         {**booking(one, chance), "contract": "K-404"}, "phone")
    give(at(day("2026-05-04"), 9, 3), "BookAppointment", AGENT,
         {**booking(one, chance), "contract": "K-004", "starts_at": "2026-05-20T10:00:00+02:00"}, "phone")
    give(at(day("2026-05-04"), 9, 4), "BookAppointment", AGENT, {**booking(one, chance), "appointment": early.id}, "phone")
    give(at(day("2026-05-11"), 9), "ReportAnomaly", client("C-002"),
         {"appointment": early.id, "anomaly": "AN-900", "kind": "wrong_profile", "form_id": "F-9000",
          "submitted_at": stamp(at(day("2026-05-11"), 9)), "text": "Rendez-vous d'un autre cabinet"}, "form")
    give(at(day("2026-05-11"), 9, 5), "ReportAnomaly", client("C-001"),
         {"appointment": early.id, "anomaly": "AN-901", "kind": "wrong_profile", "form_id": "F-9001",
          "submitted_at": stamp(at(day("2026-05-08"), 9)), "text": "Envoyé vendredi, dit le client"}, "form",
         received_at=stamp(at(day("2026-05-08"), 9)))
    give(at(day("2026-05-12"), 9), "CloseExtras", STAFF,
         {"contract": "K-001", "month": "2026-05", "appointments": [early.id]})
    give(at(day("2026-06-01"), 9), "CloseExtras", STAFF, {"contract": "K-001", "month": "2026-05"})
    give(at(day("2026-06-02"), 9), "RecordOutcome", client("C-001"),
         {"appointment": early.id, "honoured_by_client": True, "prospect_present": True})
    give(at(day("2026-06-02"), 9, 1), "RescheduleAppointment", STAFF,
         {"appointment": early.id, "asked_by": "client", "new_starts_at": "2026-06-20T10:00:00+02:00"},
         expect={"stream": "contract-K-001", "version": 1})
    give(at(day("2026-06-02"), 9, 2), "PublishTerms", PROVIDER, {
        "version": TERMS, "published_on": "2026-06-01", "effective_from": "2026-06-15",
        "config": {"bc": {"anomaly_form_strict": "lenient"}}})
    give(at(day("2026-06-02"), 9, 3), "BookAppointment", AGENT,
         {**booking(one, chance), "start_at": "2026-06-20T10:00:00+02:00"}, "phone")  # malformed: an unknown field


def ask_twice(lines):
    """Some commands are sent again: the same, a day later in the queue; one with other content."""
    for index in (40, 300, 900):
        lines.insert(index + 7, {**lines[index], "again": lines[index]})
    index = next(i for i in range(600, len(lines)) if lines[i]["command"] == "BookAppointment")
    changed = {**lines[index]["data"], "channel": "other"}
    again = {**lines[index], "at": lines[index + 4]["at"], "again": lines[index], "data": changed}
    lines.insert(index + 5, again)


# What the log of an earlier pass brings about

def answer(events):
    pay([e for e in events if e["type"] == "InvoiceIssued"], events)
    correct(events)
    proposed = [e for e in events if e["type"] == "TaskOpened" and e["data"]["right"] == "issue_credit_note"]
    for index, e in enumerate(proposed):
        give(at(office_day(day(e["day"]) + timedelta(days=4)), 16, index), "RecordDecision", STAFF,
             {"task": e["data"]["task"], "exercised": index % 3 != 2, "reason": "contrôle de la facture"})


def used_at_issue(events):
    """Credit used on each invoice as it was issued."""
    used, invoice = {}, None
    for e in events:
        if e["type"] == "InvoiceIssued":
            invoice = e
        elif e["type"] == "PaymentAllocated" and invoice and e["command"] == invoice["command"]:
            for part in e["data"]["to"]:
                used[part["document"]] = used.get(part["document"], 0) + cents(part["amount"])
    return used


def pay(invoices, events):
    used = used_at_issue(events)
    kept = {}
    for e in invoices:
        d = e["data"]
        number, party, rest = d["number"], d["party"], cents(d["ttc"]) - used.get(d["number"], 0)
        # Extras of a month are issued as it ends: the debit comes on the first bank day after that.
        collect = office_day(max(day(d["collect_on"]), day(e["recorded"][:10]) + timedelta(days=d["kind"] == "extras")))
        if rest <= 0:
            continue
        if party in ("C-001", "C-002", "C-008"):
            payment(number, party, rest, "direct_debit", collect)
        elif party == "C-003":  # in two parts
            first = rest * 6 // 10
            payment(number + "-a", party, first, "transfer", collect + timedelta(days=3))
            payment(number + "-b", party, rest - first, "transfer", collect + timedelta(days=20))
        elif party == "C-004":  # chooses the newest of two debts
            kept.setdefault(party, []).append((number, rest))
            if len(kept[party]) == 2:
                older, newer = kept.pop(party)
                chosen = [{"document": newer[0], "amount": money(newer[1])}]
                payment(newer[0], party, newer[1], "transfer", collect + timedelta(days=5), allocate=chosen)
                payment(older[0], party, older[1] // 2, "transfer", collect + timedelta(days=9))
        elif party == "C-005":  # rounds up: the rest is credit
            payment(number, party, -(-rest // 10000) * 10000, "transfer", collect + timedelta(days=1))
        elif party == "C-006":  # one cheque for two invoices
            kept.setdefault(party, []).append((number, rest))
            if len(kept[party]) == 2:
                payment(number, party, sum(r for _, r in kept.pop(party)), "cheque", collect + timedelta(days=6))
        elif party == "C-007" and collect < day("2026-10-01"):  # stops paying
            payment(number, party, rest, "direct_debit", collect)
        elif party == "C-009":
            payment(number, party, rest, "card", collect)
        elif party == "C-010":  # pays late; staff records it later still
            value = office_day(collect + timedelta(days=15))
            payment(number, party, rest, "transfer", value, received_at=stamp(at(value, 7)),
                    proofs=proof(number + " statement"), delay=3)
    payment("WRONG", "C-002", 16900, "transfer", day("2026-07-20"))


def payment(key, party, amount, method, value, allocate=None, delay=0, **frame):
    when = at(value + timedelta(days=delay), 10, 20)
    if when.date() > LAST:
        return
    data = {"payment": f"PAY-{key}", "client": party, "amount": money(amount), "method": method,
            "value_date": value.isoformat()}
    if allocate:
        data["allocate"] = allocate
    give(when, "RecordPayment", STAFF if frame else BANK, data, **frame)


def correct(events):
    """Three slips: an outcome ticked wrongly, a payment booked to the wrong client, a double booking."""
    def find(test):
        return next((e for e in events if test(e)), None)

    outcome = find(lambda e: e["type"] == "AppointmentOutcomeRecorded" and e["recorded"] > "2026-06-10"
                   and not e["data"]["prospect_present"] and e["data"]["honoured_by_client"])
    wrong = find(lambda e: e["type"] == "PaymentReceived" and e["data"]["payment"] == "PAY-WRONG")
    booked = find(lambda e: e["type"] == "AppointmentBooked" and e["recorded"] > "2026-09-15")
    if outcome:
        when = at(date.fromisoformat(outcome["day"]) + timedelta(days=1), 17, 30)
        give(when, "CorrectEvent", STAFF, {"target": outcome["position"], "reason": "case cochée par erreur"})
        give(when + timedelta(minutes=2), "RecordOutcome", PROVIDER,
             {"appointment": outcome["data"]["appointment"], "honoured_by_client": True, "prospect_present": True})
    if wrong:
        give(at(day("2026-07-22"), 9), "CorrectEvent", STAFF,
             {"target": wrong["position"], "reason": "virement d'un autre client"})
    if booked:
        give(at(date.fromisoformat(booked["day"]), 18), "CorrectEvent", STAFF,
             {"target": booked["position"], "reason": "saisi deux fois"})


def main():
    events = []
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines]
    open_shop()
    planned = plan_appointments()
    book(planned)
    chance, anomalies = Chance("lives"), [0]
    for one in planned:
        if one.starts.date() <= LAST:
            Life(one, chance, anomalies).run()
    refusals(planned)
    answer(events)
    lines = sorted((c for c in commands if c["at"].date() <= LAST), key=lambda c: utc(c["at"]))
    ask_twice(lines)
    number(lines)
    write(lines)


if __name__ == "__main__":
    main()
