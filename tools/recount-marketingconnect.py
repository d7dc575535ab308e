"""Counts a ledger of advertising orders again: lz4cat LOG | jq -c . | recount-marketingconnect.py INVOICE
CREDIT_NOTE BALANCE (`show … --format json`).

Orders with their minimum (MC-II.4), files by what was delivered and their cap (MC-L.6), thresholds of what did not
arrive (MC-B.9, MC-S.5, MC-L.7), file costs (MC-B.8), late payment and what each client owes, from what was ordered,
delivered, reported and paid alone: an invoice's own figures are only compared. Cents and shares of them are whole
numbers throughout.
"""
import collections
import datetime
import json
import sys
import zoneinfo

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
wrong = []


def same(what, found, due):
    if found != due:
        wrong.append(f"{what}: {found} found, {due} recounted")


def whole(text, digits=2):
    """A decimal as a whole number of its last digits: 12.5 with two is 1250."""
    units, _, rest = text.partition(".")
    value = int(units.lstrip("-") + (rest + "0" * digits)[:digits])
    return -value if units.startswith("-") else value


def half_up(number, by):
    return (2 * number + by) // (2 * by)


def times(unit, count):
    """Cents of some pieces at a price in ten-thousandths of a euro."""
    return half_up(unit * count, 100)


def tax(net, rate):
    return half_up(net * rate, 10_000)


def day(instant):
    return datetime.datetime.fromisoformat(instant[:-1] + "+00:00").astimezone(PARIS).date()


def date(text):
    return datetime.date.fromisoformat(text)


def months(d, count):
    """The same day some months on, or the last of that month (G-4)."""
    index = d.year * 12 + d.month - 1 + count
    for number in range(d.day, 0, -1):
        try:
            return datetime.date(index // 12, index % 12 + 1, number)
        except ValueError:
            pass


class Recount:
    def __init__(self, events):
        self.territory, self.rates, self.terms = {}, collections.defaultdict(dict), {}
        self.orders, self.pinned, self.campaigns, self.claims = {}, {}, {}, {}
        self.sent, self.reports, self.files, self.returned = {}, collections.defaultdict(dict), {}, {}
        self.lines, self.documents, self.notes, self.charges, self.money = {}, {}, {}, {}, {}
        self.party, self.billed, self.due = {}, {}, {}  # of a document; the invoice of an order; when it is due
        self.expected, self.parts = collections.deque(), []  # what the next document must be; parts of a claim
        self.shares, self.indemnified = collections.Counter(), 0
        self.lists, self.clicks = [], collections.Counter()
        for self.e in events:
            self.d, self.on = self.e["data"], day(self.e["recorded"])
            self.settle_claim()
            read = getattr(self, self.e["type"], None)
            if read:
                read()
        self.settle_claim(last=True)

    # Clients, rates, terms

    def PartyRegistered(self):
        self.territory[self.d["party"]] = self.d["territory"]

    def ReferenceRatePublished(self):
        since = date(self.d["effective_from"])
        self.rates[self.d["kind"], self.d.get("territory")][since] = whole(self.d["value"])

    def rate(self, kind, on, territory=None):
        known = {since: value for since, value in self.rates[kind, territory].items() if since <= on}
        return known[max(known)] if known else None

    def vat(self, party, on):
        own = self.rate("VAT", on, self.territory[party])
        return self.rate("VAT", on, "FR") if own is None else own

    def TermsVersionPublished(self):
        self.terms[self.d["version"]] = self.d["config"]

    def reads(self, order):
        return self.terms[self.pinned[order]]["mc"]

    # Orders and what they cost (MC-D.6, MC-II.4, MC-L.6)

    def OrderPlaced(self):
        order = self.d["order"]
        self.orders[order], self.pinned[order] = self.d, self.e["terms"]
        total = sum(times(whole(i["unit"], 4), i["qty"]) for i in self.d["basket"])
        same(f"total of {order}", whole(self.d["total_ht"]), total)

    def PaymentValidated(self):
        order = self.d.get("order")
        if order and self.orders[order]["product"] != "list":
            self.bill(order, "order", [i["qty"] for i in self.orders[order]["basket"]])

    def FileDelivered(self):
        order, count = self.d["order"], self.d["delivered"]
        self.files[order] = (day(self.d["available_at"]), count)
        ordered = self.orders[order]["basket"][0]["qty"]
        same(f"ordered in {order}", self.d["ordered"], ordered)
        self.bill(order, "final", [min(count, ordered * (100 + self.reads(order)["tolerance"]) // 100)])

    def bill(self, order, kind, counts):
        placed, readings = self.orders[order], self.reads(order)
        least = readings["min_mailing_items"] if placed["product"] == "mailing" else 0
        lines = [(item["code"], max(count, least), times(whole(item["unit"], 4), max(count, least)))
                 for item, count in zip(placed["basket"], counts)]
        net, floor = sum(line[2] for line in lines), whole(readings["min_invoice_ht"])
        complement = max(0, floor - net) if placed.get("sale") == "online" and placed["product"] != "mailing" else 0
        self.lines[order] = (lines, net, complement)
        self.expect(placed["client"], kind, net + complement, order=order)

    def OrderCancelled(self):
        order = self.d["order"]
        if self.d["by"] == "provider" and order in self.billed:
            number = self.billed[order]
            net, vat, _ = self.documents[number]
            self.expect(self.party[number], "note", net, vat)

    def FeeCharged(self):
        if self.d["type"] == "dossier":
            order = self.d["fee"].partition("~")[0]
            fee = self.reads(order)["dossier_fee_ht"]
            if fee == "none":  # as the list in force says
                fee = max((since, costs) for since, costs in self.lists if since <= self.e["recorded"])[1]
            same(f"file costs of {order}", whole(self.d["amount"]), whole(fee))
            self.expect(self.orders[order]["client"], "fee", whole(fee))

    def PriceListPublished(self):
        self.lists += [(self.d["effective_from"], entry["unit"]) for entry in self.d["entries"]
                       if entry["code"] == "DOSSIER"]

    # Clicks, as the search engines count them (MC-A.3, MC-A.6)

    def ClicksReported(self):
        if self.d["source"] != "client_analytics":
            self.clicks[self.d["order"]] += self.d["delta"]

    def CampaignStopped(self):
        reached = self.clicks[self.d["contract"]] >= self.orders[self.d["contract"]]["clicks_guaranteed"]
        same(f"clicks of {self.d['contract']}", self.d["reason"] == "clicks_reached", reached)

    # What did not arrive (MC-B.9, MC-B.10, MC-S.5, MC-L.7)

    def TargetingSelected(self):
        self.campaigns[self.d["campaign"]] = self.d

    def MessagesSent(self):
        self.sent[self.d["campaign"]] = day(self.d["at"])

    def DeliveryReportRecorded(self):
        d = self.d
        same(f"sent of {d['campaign']}", d["delivered"] + d["undelivered"] <= d["sent"] <= d["rented"], True)
        same(f"rented of {d['campaign']}", d["rented"], self.campaigns[d["campaign"]][f"count_{d['category']}s"])
        if d["source"] == "espace_client":
            self.reports[d["campaign"]][d["category"]] = (d["rented"], d["undelivered"])

    def UndeliverableReturned(self):
        d, (since, delivered) = self.d, self.files[self.d["order"]]
        same(f"late return of {d['order']}", d["late"], date(d["received_on"]) > months(since, 3))
        same(f"returned of {d['order']}", d["count"] <= delivered, True)
        self.returned[d["order"]] = (date(d["received_on"]), d["count"])

    def DeliveryClaimFiled(self):
        self.claims[self.d["claim"]] = self.d

    def DeliveryClaimQualified(self):
        d = self.d
        claim, order = self.claims[d["claim"]], d["order"]
        count, total, least = self.counted(claim, order, d.get("category"))
        same(f"counted of {d['claim']}", (d["undelivered"], d["rented"]), (count, total))
        share = count if least is not None and count * 100 > least * total else 0
        if share and self.reads(order)["indemnity"] == "excess" and order not in self.files:
            share = count - least * total // 100
        same(f"indemnified of {d['claim']}", d["indemnified"], share)
        same(f"letter of {d['claim']}", claim["channel"] in ("lrar", "registered_letter", "lre"), True)
        amount = times(self.value(order, d.get("category")), share)
        same(f"amount of {d['claim']}", whole(d["amount_ht"]), amount)
        if share:
            self.parts.append((d["claim"], order, amount))
            self.indemnified += share

    def counted(self, claim, order, category):
        """What did not arrive, of how many, and the percentage to exceed; none where nothing is indemnified."""
        if order in self.files:
            since, delivered = self.files[order]
            on, count = self.returned[order]
            same(f"time of {claim['claim']}", max(on, date(claim["sent_on"])) <= months(since, 3), True)
            return count, delivered, self.reads(order)["npai_threshold"]
        campaign, readings = claim["campaign"], self.reads(order)
        last = months(self.sent[campaign], readings["claim_months"])
        same(f"time of {claim['claim']}", date(claim["sent_on"]) <= last, True)
        total, count = self.reports[campaign][category]
        if self.campaigns[campaign]["source"] == "client":
            return count, total, None
        if self.orders[order]["product"] == "sms":
            return count, total, readings["threshold_sms"] if category == "individual" else None
        return count, total, readings[f"threshold_{category}"]

    def value(self, order, category):
        """What an address was invoiced at: ten-thousandths of a euro, the complement to the minimum within."""
        lines, net, complement = self.lines[order]
        items = self.orders[order]["basket"]
        code = next((i["code"] for i in items if i.get("category") == category), items[0]["code"])
        _, count, own = next(line for line in lines if line[0] == code)
        return half_up(own * (net + complement) * 100, net * count)

    def settle_claim(self, last=False):
        """One credit note for all categories of a claim, once the last of them is qualified."""
        if self.parts and (last or self.e["type"] != "DeliveryClaimQualified"
                           or self.d["claim"] != self.parts[0][0]):
            order = self.parts[0][1]
            self.expect(self.orders[order]["client"], "note", sum(part[2] for part in self.parts),
                        on=self.due[self.billed[order]][0])
            self.parts = []

    # Documents

    def expect(self, party, kind, net, vat=None, order=None, on=None):
        vat = tax(net, self.vat(party, on or self.on)) if vat is None else vat
        self.expected.append(((party, kind), (net, vat, net + vat), order))

    def InvoiceIssued(self):
        self.document(self.d["number"], self.d["kind"], self.documents)
        issued = date(self.d["issue_date"])
        same(f"day of {self.d['number']}", issued, self.on)
        self.due[self.d["number"]] = (issued, date(self.d["due_on"]))

    def CreditNoteIssued(self):
        number, party = self.d["number"], self.d["party"]
        if self.e["rule"] == "G-8":  # by a person, at its wish
            self.expect(party, "note", sum(whole(line["ht"]) for line in self.d["lines"]),
                        on=self.due[self.d["corrects"][0]][0])
            self.expected.rotate(1)
        self.document(number, "note", self.notes)
        net, _, gross = self.notes.get(number, (0, 0, 0))
        self.money[number] = [party, gross, 0]
        self.shares[self.d["corrects"][0]] += net
        same(f"more than was invoiced in {self.d['corrects'][0]}",
             self.shares[self.d["corrects"][0]] <= self.documents[self.d["corrects"][0]][0], True)

    def document(self, number, kind, kept):
        if not self.expected:
            wrong.append(f"{number}: nothing was to be drawn up")
            return
        who, amounts, order = self.expected.popleft()
        same(f"kind of {number}", (self.d["party"], kind), who)
        kept[number], self.party[number] = amounts, self.d["party"]
        if order:
            self.billed[order] = number

    # What is late, and what settles

    def LateInterestAssessed(self):
        start, end, weighted = date(self.d["from"]), date(self.d["to"]), 0
        same(f"first late day of {self.d['charge']}", start > self.due[self.d["invoice"]][1], True)
        for i in range((end - start).days + 1):
            d = start + datetime.timedelta(days=i)
            weighted += self.rate("ECB_MRO", d.replace(month=1 if d.month < 7 else 7, day=1)) + 1_000
        self.charge(half_up(whole(self.d["base"]) * weighted, 3_650_000))

    def RecoveryIndemnityCharged(self):
        self.charge(4_000)

    def charge(self, amount):
        same(self.d["charge"], whole(self.d["amount"]), amount)
        self.charges[self.d["charge"]] = (self.d["party"], amount)

    def PaymentReceived(self):
        self.money[self.d["payment"]] = [self.d["party"], whole(self.d["amount"]), 0]

    def PaymentAllocated(self):
        self.money[self.d["payment"]][2] += sum(whole(part["amount"]) for part in self.d["to"])

    def PaymentRejected(self):
        self.money.pop(self.d["payment"], None)

    def EventCorrected(self):
        self.money.pop(self.d["subject"], None)
        self.charges.pop(self.d["subject"], None)

    def RefundIssued(self):
        self.money[self.d["relates_to"]][1] -= whole(self.d["amount_ttc"])

    def owes(self, party):
        """What a client owes, and what it has in credit."""
        owed = sum(a[2] for number, a in self.documents.items() if self.party[number] == party)
        owed += sum(amount for owner, amount in self.charges.values() if owner == party)
        own = [m for m in self.money.values() if m[0] == party]
        return owed - sum(used for _, _, used in own), sum(amount - used for _, amount, used in own)


def main():
    it = Recount(map(json.loads, sys.stdin))
    shown = [json.load(open(name, encoding="utf-8")) for name in sys.argv[1:]]
    found = {row["number"]: tuple(whole(row[key]) for key in ("net", "vat", "gross")) for row in shown[0] + shown[1]}
    for number, amounts in (it.documents | it.notes).items():
        same(number, found.pop(number, None), amounts)
    same("documents that nothing was ordered for", found, {})
    same("documents to come", list(it.expected), [])
    numbers = sorted([*it.documents, *it.notes])
    series = collections.Counter(number[:-6] for number in numbers)
    same("numbers", numbers, sorted(f"{s}{i + 1:06}" for s, n in series.items() for i in range(n)))
    for row in shown[2]:
        same(f"balance of {row['client']}", (whole(row["receivable"]), whole(row["credit"])), it.owes(row["client"]))
    same("clients", {row["client"] for row in shown[2]}, set(it.territory))
    sys.exit("\n".join(wrong) or print(
        f"agrees: {len(it.territory)} clients, {len(it.orders)} orders, {len(it.documents)} invoices, "
        f"{len(it.notes)} credit notes, {it.indemnified} addresses paid back, {len(it.charges)} charges"))


if __name__ == "__main__":
    main()
