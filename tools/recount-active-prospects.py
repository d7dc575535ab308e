"""Counts a ledger of leads again: lz4cat LOG | jq -c . | recount-active-prospects.py INVOICE CREDIT_NOTE
BALANCE [WALLET] (`show … --format json`).

Half-months of purchases and their VAT (AP-4.3), due days (AP-4.2), credits of the Tirelire and what is left in it
(AP-4.6, AP-4.7), closures (AP-6.6), claims (AP-3.3), interest (AP-4.11) and what each client owes, from what was
bought, paid and settled alone: an invoice's own figures are only compared.
"""
import collections
import datetime
import decimal
import json
import sys
import zoneinfo

D, CENT, PARIS = decimal.Decimal, decimal.Decimal("0.01"), zoneinfo.ZoneInfo("Europe/Paris")
FEE, INDEMNITY = D("25.00"), D("40.00")
wrong = []


def same(what, found, due):
    if found != due:
        wrong.append(f"{what}: {found} found, {due} recounted")


def cents(amount):
    return amount.quantize(CENT, decimal.ROUND_HALF_UP)


def day(instant):
    return datetime.datetime.fromisoformat(instant[:-1] + "+00:00").astimezone(PARIS).date()


def half(d):
    return d.replace(day=1 if d.day < 16 else 16)


def invoiced_on(first):
    if first.day == 1:
        return first.replace(day=16)
    return (first + datetime.timedelta(days=20)).replace(day=1)


class Lot:
    def __init__(self, amount, vat, invoice):
        self.left, self.vat, self.invoice = amount, vat, invoice


class Purchase:
    """One purchase of a lead: what can still come back of its price, and where."""

    def __init__(self, price, by_debit, first, vat):
        self.left, self.by_debit, self.first, self.vat = price, by_debit, first, vat
        self.invoice, self.parts = None, []  # what bills it; the lots that paid it, with what is left of each part

    def parts_of(self, share):
        """A share by the invoices that bore it: of a purchase from the Tirelire, the oldest lot first."""
        if self.by_debit:
            return [(self.vat, share, self.invoice)] if share else []
        found = []
        for part in self.parts:
            taken = min(part[1], share)
            part[1], share = part[1] - taken, share - taken
            if taken:
                found.append((part[0].vat, taken, part[0].invoice))
        return found


class Recount:
    def __init__(self, events):
        self.territory, self.rates = {}, collections.defaultdict(dict)
        self.halves = collections.defaultdict(list)  # amount before VAT, its rate
        self.given = collections.Counter()  # what an invoice gave back
        self.own = collections.defaultdict(list)  # the purchases of a lead by a client: two, from shared to exclusive
        self.lots, self.paid = collections.defaultdict(list), {}
        self.documents, self.notes, self.charges, self.money = {}, {}, {}, {}
        self.expected = collections.deque()  # what the next document must be
        self.vats, self.fresh = {}, None
        self.apart = collections.Counter()  # claims agreed above the price, less what a person was asked to pay
        self.due, self.party, self.refunded = {}, {}, set()
        self.open, self.leads = collections.defaultdict(list), []  # purchases to be billed, and on the next invoice
        for self.e in events:
            self.d, self.on = self.e["data"], day(self.e["recorded"])
            read = getattr(self, self.e["type"], None)
            if read:
                read()

    # Clients and rates

    def PartyRegistered(self):
        self.territory[self.d["party"]] = self.d["territory"]

    def ReferenceRatePublished(self):
        self.rates[self.d["kind"], self.d.get("territory")][datetime.date.fromisoformat(self.d["effective_from"])] = D(
            self.d["value"])

    def rate(self, kind, on, territory=None):
        known = {since: value for since, value in self.rates[kind, territory].items() if since <= on}
        return known[max(known)] if known else None

    def vat(self, party, on):
        own = self.rate("VAT", on, self.territory[party])
        return self.rate("VAT", on, "FR") if own is None else own

    # Purchases, and what is taken off (AP-3.3, AP-4.3)

    def LeadPurchased(self):
        party, price, on = self.d["party"], D(self.d["price_ht"]), day(self.e["occurred"])
        by_debit = self.d["payment_mode"] == "direct_debit"
        vat = self.vat(party, on)
        bought = Purchase(price, by_debit, half(on), vat)
        self.own[party, self.d["lead"]].append(bought)
        same(f"VAT of {self.d['lead']}", D(self.d["vat"]), vat if price else D(self.d["vat"]))
        if by_debit and price:
            if invoiced_on(half(on)) <= self.on:
                self.expect(party, "complement", [(price, vat)])
                self.leads = [bought]
            else:
                self.halves[party, half(on)].append((price, vat))
                self.open[party, half(on)].append(bought)
        elif price:
            self.take(party, price, bought)

    def take(self, party, amount, bought):
        for lot in self.lots[party]:
            part = min(lot.left, amount)
            lot.left, amount = lot.left - part, amount - part
            if part:
                bought.parts.append([lot, part])
        same(f"money for what {party} takes from its Tirelire", amount, 0)

    def LeadClaimSettled(self):
        """Up to the price, the oldest purchase first: what is agreed above it is on no document."""
        party, lead, form = (self.d[key] for key in ("party", "lead", "form"))
        amount, parts, lines = D(self.d["amount_ht"]), [], collections.Counter()
        for bought in self.own[party, lead]:
            share = min(bought.left, amount)
            bought.left, amount = bought.left - share, amount - share
            if form == "replacement_lead":
                continue
            if bought.by_debit and not bought.invoice:
                lines[bought.first, bought.vat] += share
            else:
                parts += bought.parts_of(share)
        for (first, vat), share in lines.items():
            self.halves[party, first].append((-share, vat))
        for invoice in dict.fromkeys(invoice for _, _, invoice in parts):
            own = collections.Counter()
            for vat, part, number in parts:
                own[vat] += part if number == invoice else 0
            own = {vat: part for vat, part in own.items() if part}
            tax = sum((self.back(invoice, part, vat) for vat, part in own.items()), D(0))
            self.expect(party, "note", [(part, vat) for vat, part in own.items()], tax=tax)
            self.given[invoice] += sum(own.values())
            if form == "wallet_credit":
                self.lots[party] += [Lot(part, vat, invoice) for vat, part in own.items()]
        if amount and form != "replacement_lead":
            self.apart[self.d["claim"]] += 1

    def TaskOpened(self):
        if self.d["right"] == "pay_excess":
            self.apart[self.d["subject"]] -= 1

    def back(self, invoice, amount, vat):
        """The VAT that comes back with a part of an invoice: all parts together bring back what it bore (G-11)."""
        net, tax, _ = self.documents[invoice]
        before = self.given[invoice]
        if before + amount > net or len(self.vats[invoice]) > 1:
            return cents(amount * vat / 100)
        return min(cents((before + amount) * vat / 100), tax) - min(cents(before * vat / 100), tax)

    # The Tirelire (AP-4.6, AP-6.6)

    def PaymentReceived(self):
        self.money[self.d["payment"]] = [self.d["party"], D(self.d["amount"]), D(0), None]
        self.paid[self.d["payment"]] = D(self.d["amount"])

    def WalletCredited(self):
        if self.d["source"] == "payment":
            party, vat = self.d["wallet"], self.vat(self.d["wallet"], self.on)
            net = cents(self.paid[self.d["payment"]] * 100 / (100 + vat))
            self.lots[party].append(Lot(net, vat, None))
            self.fresh = self.lots[party][-1]
            self.expect(party, "wallet_topup", [(net, vat)], gross=self.paid[self.d["payment"]])

    def WalletDebited(self):
        if self.d["reason"] == "closure":
            party = self.d["wallet"]
            held = [lot for lot in self.lots[party] if lot.left]
            self.expect(party, "note", [(lot.left, lot.vat) for lot in held], tax=self.borne(held, [
                lot.left for lot in held]))
            fee, costs = D(0) if party in self.refunded else FEE, []  # the costs are borne once
            self.refunded.add(party)
            for lot in self.lots[party]:
                part = min(lot.left, fee)
                fee -= part
                costs.append((part, lot.vat))
                lot.left = D(0)
            if any(part for part, _ in costs):
                self.expect(party, "fee", costs)

    def borne(self, lots, amounts):
        """The VAT of what is left in a Tirelire, rate by rate, never more than its invoices bore."""
        found = D(0)
        for vat in {lot.vat for lot in lots}:
            left = sum((amount for lot, amount in zip(lots, amounts) if lot.vat == vat), D(0))
            most = sum((self.documents[number][1] for number in {lot.invoice for lot in lots if lot.vat == vat}), D(0))
            found += min(cents(left * vat / 100), most)
        return found

    # Documents

    def expect(self, party, kind, lines, gross=None, tax=None):
        groups = collections.defaultdict(D)
        for amount, vat in lines:
            groups[vat] += amount
        taxes = {vat: cents(base * vat / 100) for vat, base in groups.items() if base}
        net = sum(groups.values(), D(0))
        taxed = tax if tax is not None else gross - net if gross is not None else sum(taxes.values(), D(0))
        self.expected.append((party, kind, net, taxed, net + taxed, set(taxes)))

    def InvoiceIssued(self):
        number, party, kind = self.d["number"], self.d["party"], self.d["kind"]
        if kind == "purchases":
            first = datetime.date.fromisoformat(self.d["period_from"])
            same(f"day of {number}", self.d["issue_date"], invoiced_on(first).isoformat())
            self.expect(party, kind, self.halves.pop((party, first), []))
            self.expected.rotate(1)
            self.leads = self.open.pop((party, first), [])
        self.document(number, party, kind)
        if kind == "wallet_topup":
            self.fresh.invoice = number
        if kind in ("purchases", "complement"):
            for bought in self.leads:
                bought.invoice = number
            self.due[number] = datetime.date.fromisoformat(self.d["issue_date"]) + datetime.timedelta(days=10)
            same(f"due day of {number}", self.d["due_on"], self.due[number].isoformat())

    def CreditNoteIssued(self):
        number, party = self.d["number"], self.d["party"]
        if self.e["rule"] == "G-8":  # by a person, at its wish
            self.expect(party, "note", [(D(line["ht"]), self.vat(party, self.on)) for line in self.d["lines"]])
            self.expected.rotate(1)
            self.given[self.d["corrects"][0]] += D(self.d["ht"])
        self.document(number, party, "note")
        self.money[number] = [party, self.notes[number][2], D(0), self.d["usable"]]

    def document(self, number, party, kind):
        if not self.expected:
            wrong.append(f"{number}: nothing was to be drawn up")
            return
        wished = self.expected.popleft()
        same(f"kind of {number}", (party, kind), wished[:2])
        (self.notes if kind == "note" else self.documents)[number] = wished[2:5]
        self.vats[number] = wished[5]
        self.party[number] = party

    # Late payment (AP-4.11, AP-4.12, AP-4.13) and what settles

    def LateInterestAssessed(self):
        start, end = (datetime.date.fromisoformat(self.d[key]) for key in ("from", "to"))
        same(f"first late day of {self.d['charge']}", start > self.due[self.d["invoice"]], True)
        weighted = D(0)
        for i in range((end - start).days + 1):
            d = start + datetime.timedelta(days=i)
            first = d.replace(month=1 if d.month < 7 else 7, day=1)
            weighted += max(10 * self.rate("ECB_MRO", first), 3 * self.rate("LEGAL_PRO", first))
        self.charge(self.d["charge"], self.d["party"], cents(D(self.d["base"]) * weighted / 36500))

    def RecoveryIndemnityCharged(self):
        self.charge(self.d["charge"], self.d["party"], INDEMNITY)

    def FeeCharged(self):
        if self.d["type"] == "procedure_cost":
            self.charge(self.d["fee"], self.d["party"], D(self.d["amount"]))

    def charge(self, key, party, amount):
        same(key, D(self.d["amount"]), amount)
        self.charges[key] = (party, amount)

    def PaymentAllocated(self):
        self.money[self.d["payment"]][2] += sum(D(part["amount"]) for part in self.d["to"])

    def PaymentRejected(self):
        self.money.pop(self.d["payment"], None)

    def EventCorrected(self):
        self.money.pop(self.d["subject"], None)
        self.charges.pop(self.d["subject"], None)

    def RefundIssued(self):
        self.money[self.d["relates_to"]][1] -= D(self.d["amount_ttc"])


    # What is left

    def owes(self, party):
        """What a client owes, and what it has in credit; money that went to its Tirelire aside."""
        owed = sum((a[2] for number, a in self.documents.items() if self.party[number] == party), D(0))
        owed += sum((amount for owner, amount in self.charges.values() if owner == party), D(0))
        money = [m for m in self.money.values() if m[0] == party]
        return (owed - sum((used for _, _, used, _ in money), D(0)),
                sum((amount - used for _, amount, used, use in money if use != "wallet"), D(0)))

    def left(self, party):
        return sum((lot.left for lot in self.lots[party]), D(0))


def main():
    it = Recount(map(json.loads, sys.stdin))
    last = it.on
    shown = [json.load(open(name, encoding="utf-8")) for name in sys.argv[1:]]
    found = {row["number"]: tuple(map(D, (row["net"], row["vat"], row["gross"]))) for row in shown[0] + shown[1]}
    for number, amounts in (it.documents | it.notes).items():
        same(number, found.pop(number, None), amounts)
    same("documents that nothing was bought for", found, {})
    for (party, first), lines in it.halves.items():
        if invoiced_on(first) <= last:
            same(f"not invoiced of {party} from {first}", sum(amount for amount, _ in lines), 0)
    same("claims above their price, and what is to be paid apart", +it.apart, -it.apart)
    same("documents to come", list(it.expected), [])
    numbers = sorted([*it.documents, *it.notes])
    series = collections.Counter(number[:-6] for number in numbers)
    same("numbers", numbers, sorted(f"{s}{i + 1:06}" for s, n in series.items() for i in range(n)))
    for row in shown[2]:
        same(f"balance of {row['client']}", tuple(map(D, (row["receivable"], row["credit"]))), it.owes(row["client"]))
    same("clients", {row["client"] for row in shown[2]}, set(it.territory))
    for row in shown[3] if len(shown) > 3 else []:
        same(f"Tirelire of {row['client']}", D(row["balance"]), it.left(row["client"]))
    sys.exit("\n".join(wrong) or print(f"agrees: {len(it.territory)} clients, {len(it.documents)} invoices, "
                                       f"{len(it.notes)} credit notes, {len(it.charges)} charges"))


if __name__ == "__main__":
    main()
