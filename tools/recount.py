"""Counts a ledger again: lz4cat LOG | jq -c . | recount.py BALANCE APPOINTMENT INVOICE CREDIT_NOTE (`show … --format json`)."""
import calendar, collections, datetime, decimal, json, sys, zoneinfo
plans, plan, price, start, booked, valid, billed, money, bill, fee, note, clients = ({} for _ in range(12)); wrong, D, Date, paris = [], decimal.Decimal, datetime.date.fromisoformat, zoneinfo.ZoneInfo("Europe/Paris")
same = lambda what, found, due: wrong.extend([f"{what}: {found} found, {due} recounted"] * (found != due))
def day(text): return datetime.datetime.fromisoformat(text[:-1] + "+00:00").astimezone(paris).date()
def month(anchor, d): return (d.year - anchor.year) * 12 + d.month - anchor.month - (d.day < min(anchor.day, calendar.monthrange(d.year, d.month)[1]))
def extras(key, last):  # validated by the end of a day, above the quota of their contract month, not billed yet (BC-6.3)
    mine, rank = [a for a in valid if booked[a][0] == key and a not in billed and day(valid[a]) <= last], collections.Counter()
    for a in sorted(mine, key=lambda a: (valid[a], *booked[a][1:])):
        if rank.update([m := month(start[key], day(booked[a][1]))]) or rank[m] > plan[key]["quota"]: yield a
for e in map(json.loads, sys.stdin):
    d, key, party, number = (d := e["data"]), *map(d.get, ("contract", "party", "number"))
    match e["type"]:
        case "TermsVersionPublished": plans = {p["code"]: p for p in d["config"]["bc"]["plans"]}
        case "PartyRegistered": clients[party] = None
        case "ContractSubscribed": plan[key], price[key] = plans[d["plan"]], D(d["price"])
        case "ContractActivated": start[key] = Date(d["anchor_day"])
        case "AppointmentBooked": booked[d["appointment"]] = [key, d["starts_at"], e["position"]]
        case "AppointmentRescheduled": booked[d["appointment"]][1] = d["new"]
        case "AppointmentDeemedValidated": valid[d["appointment"]] = d["effective_at"]
        case "AppointmentValidationReversed": del valid[d["appointment"]]
        case "InvoiceIssued":
            first, alone = Date(d["period_from"]), d["kind"] == "extras"  # a month that begins on a month's last day bills the extras too (BC-5.2)
            closes = alone or first.day == calendar.monthrange(first.year, first.month)[1]
            billed |= dict.fromkeys(new := list(extras(key, Date(d["period_to"]) if alone else first)) if closes else [], number)
            bill[number] = (party, D(plan[key]["extra_price"]) * len(new) + (0 if alone else price[key]))
            same(number, {D(d["ht"]), D(d["ttc"])}, {bill[number][1]})
        case "CreditNoteIssued": note[number] = money[number] = [party, D(plan[key]["extra_price"]) * len(d["lines"]), 0]
        case "PaymentReceived": money[d["payment"]] = [party, D(d["amount"]), 0]
        case "PaymentAllocated": money[d["payment"]][2] += sum(D(part["amount"]) for part in d["to"])
        case "RecoveryIndemnityCharged" | "LateInterestAssessed":  # 40 EUR, or days of 365 at their rates, rounded half up once (G-19)
            due = sum(D(d["base"]) * x["days"] * D(x["rate"]) for x in d["periods"]) / 36500 if "periods" in d else D(40)
            same(d["charge"], d["amount"], f"{(fee := fee | {d['charge']: (party, due.quantize(D('0.01'), decimal.ROUND_HALF_UP))})[d['charge']][1]}")
        case "EventCorrected": money.pop(d["subject"], None)
owes = {c: tuple(f"{x:.2f}" for x in (sum(n for p, n in [*bill.values(), *fee.values()] if p == c) - sum(u for p, _, u in money.values() if p == c),
                                      sum(n - u for p, n, u in money.values() if p == c))) for c in clients}
balance, appointment, invoice, credit_note = (json.load(open(name)) for name in sys.argv[1:])
same("balance", {r["client"]: (r["receivable"], r["credit"]) for r in balance}, owes)
same("appointments", {r["appointment"]: r.get("invoiced_in") for r in appointment if "validated_at" in r}, {a: billed.get(a) for a in valid})
same("documents", {r["number"]: (*map(D, (r["net"], r["vat"], r["gross"])),) for r in invoice + credit_note}, {k: (v[1], 0, v[1]) for k, v in (bill | note).items()})
same("numbers", {*bill, *note}, {f"{s}{i + 1:06}" for s, n in collections.Counter(k[:-6] for k in [*bill, *note]).items() for i in range(n)})
sys.exit("\n".join(wrong) or print(f"agrees: {len(clients)} clients, {len(valid)} validated appointments, {len(bill)} invoices, {len(note)} credit notes"))
