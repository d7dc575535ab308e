"""The market, lived in the order of time: what each command will find is known when it is given."""
import heapq
from bisect import bisect_right
from collections import defaultdict
from datetime import timedelta

from samples.desk import SYSTEM, client, give, money, proof
from samples.paris import LAST, at, office_day, stamp, utc
from samples.people import Chance

from .cast import RANGES, SITES, accounts, half

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def net(gross, vat):
    """Before VAT, of an amount with it: rounded half up at the cent (G-11)."""
    return (2 * gross * 10000 + 10000 + vat) // (2 * (10000 + vat))


def tax(amount, vat):
    return (2 * amount * vat + 10000) // 20000


def awake(when):
    """The same instant, or the next morning when it is night."""
    if 7 <= when.hour < 22:
        return when
    return at(when.date() + DAY * (when.hour >= 22), 7, 5 + when.minute % 50, when.second)


class Lead:
    def __init__(self, key, range, zone, person):
        self.key, self.range, self.zone, self.person = key, range, zone, person
        self.modes, self.prices, self.owners, self.offered = (), [], [], None


class Market:
    """Clients, leads and prices as they stand, and what is still to happen."""

    def __init__(self):
        self.accounts = accounts()
        self.leads, self.prices, self.tokens = {}, defaultdict(list), {}
        self.queue, self.count, self.now = [], 0, None
        self.offered = []  # instant, lead
        self.bought = []  # lead, account, instant, price, way of paying
        self.mine = defaultdict(list)  # account → its purchases
        self.known = defaultdict(set)  # account → by what the people of its leads are recognised
        self.claims = 0

    # Time

    def plan(self, when, what, *words):
        if when.date() <= LAST:
            self.count += 1
            heapq.heappush(self.queue, (utc(when), self.count, when, what, words))

    def run(self):
        while self.queue:
            _, _, self.now, what, words = heapq.heappop(self.queue)
            what(self, *words)

    def give(self, command, actor, data, channel=None, **frame):
        return give(self.now, command, actor, data, channel, **frame)

    def office(self, days=1, hour=9, chance=None):
        """An hour of an office day, some days from now."""
        d = office_day(self.now.date() + days * DAY)
        chance = chance or Chance(f"active-prospects office {self.count}")
        return at(d, hour + chance.below(7), chance.below(60), chance.below(60))

    # Prices (AP-3.1, AP-3.2)

    def set_price(self, where, mode, price, since):
        entries = where.prices if isinstance(where, Lead) else self.prices[where]
        entries.append((utc(since), self.count, mode, price))
        self.count += 1

    def price(self, lead, mode, when):
        limit = utc(when)
        known = [p for p in lead.prices + self.prices[lead.range] if p[2] == mode and p[0] <= limit]
        return max(known)[3] if known else None

    # Purchases (AP-1.3, AP-1.4, AP-4.7)

    def available(self, account, lead, mode):
        """The code that refuses, or what was paid already."""
        own = [o for o in lead.owners if o[0] is account]
        if own:
            if (account.reads("exclusive_upgrade") and len(lead.owners) == 1 and mode == "exclusive"
                    and own[0][1] == "shared" and "exclusive" in lead.modes):
                return own[0][2]
            return "AP_ALREADY_OWNED"
        if any(o[1] == "exclusive" for o in lead.owners):
            return "AP_LEAD_SOLD_EXCLUSIVELY"
        if mode == "exclusive" and lead.owners:
            return "AP_EXCLUSIVE_UNAVAILABLE"
        most = account.reads("shared_max_buyers")
        if mode not in lead.modes or mode == "shared" and most and len(lead.owners) >= most:
            return "AP_MODE_NOT_OFFERED"
        return 0

    def refusal(self, account, lead, mode, seen, token, session, when):
        """The code that a purchase will be refused with; None when it will be made, with its price."""
        if not account.terms:
            return "AP_TERMS_NOT_ACCEPTED", 0
        if account.closed:
            return "AP_ACCOUNT_CLOSED", 0
        if token:
            link = self.tokens.get(token)
            if not link or link[:2] != (account, lead):
                return "AP_NOT_AUTHENTICATED", 0
            days = account.reads("alert_token_days")
            if link[2] != account.address or days and when.date() > link[3].date() + days * DAY:
                return "AP_ALERT_LINK_REVOKED", 0
        elif not session or not account.user:
            return "AP_NOT_AUTHENTICATED", 0
        paid = self.available(account, lead, mode)
        if isinstance(paid, str):
            return paid, 0
        outside = lead.range not in account.sectors or lead.zone not in account.zones
        if outside and account.reads("restrict_purchase_to_preferences"):
            return "AP_OUTSIDE_PREFERENCES", 0
        if account.insured and when.date() > account.insured and account.reads("block_if_insurance_expired"):
            return "AP_INSURANCE_EXPIRED", 0
        price = max(0, self.price(lead, mode, when) - paid)
        if price != seen:
            return "AP_PRICE_CHANGED", price
        if not account.active:
            return "AP_PAYMENT_MODE_UNKNOWN", 0
        if account.active == "direct_debit" and not account.mandate:
            return "AP_NO_MANDATE", 0
        if account.active == "wallet" and account.balance < price:
            return "AP_WALLET_INSUFFICIENT", price
        return None, price

    def buy(self, account, lead, mode, seen, token=None, session=True, happened=None, **more):
        """Gives the command of a purchase; the code of its refusal, or None."""
        data = {"lead": lead.key, "party": account.key, "mode": mode, "price_seen_ht": money(seen),
                "channel": "email_link" if token else "web", **more}
        if token:
            data["token"] = token
        elif session:
            data["session"] = f"SE-{account.key[2:]}-{self.now:%m%d%H%M}"
        when, frame = happened or self.now, {}
        if happened:
            frame = {"received_at": stamp(happened), "proofs": proof(f"{lead.key} {account.key} page")}
        who = SYSTEM if happened else client(account.key)
        if token and not happened:
            who = {**who, "auth": "email_link"}
        self.give("PurchaseLead", who, data, "portal", **frame)
        code, price = self.refusal(account, lead, mode, seen, token, session, when)
        if code is None:
            self.sold(account, lead, mode, price, when, late=bool(happened))
        return code

    def sold(self, account, lead, mode, price, when, late=False):
        lead.owners.append((account, mode, price))
        first = half(when.date())
        if account.active == "wallet":
            account.balance -= price
        elif price:
            month = when.date().replace(day=1)
            before = account.months.get(month, 0)
            account.months[month] = before + price
            if not late:
                account.halves.setdefault(first, []).append(price)
            if before <= 50000 < before + price and not account.demand:
                account.demand = True
                self.over(self, account)
        self.bought.append((lead, account, when, price, account.active))
        self.mine[account.key].append(self.bought[-1])
        self.after(self, lead, account, when, price)

    over = after = None  # put in by who tells what follows

    def gross_of_half(self, account, d):
        """What the coming invoice will bear at least, with VAT."""
        amount = sum(account.halves.get(half(d), []))
        return amount + tax(amount, account.vat)

    def open_leads(self, account, mode="shared", most=2):
        """Leads of its sectors that it may buy, the newest first."""
        found = []
        sectors, zones = account.sectors, account.zones
        for lead in reversed(self.recent()):
            if (lead.range in sectors and lead.zone in zones and mode in lead.modes
                    and self.available(account, lead, mode) == 0):
                found.append(lead)
                if len(found) == most:
                    break
        return found

    def recent(self, days=40):
        index = bisect_right(self.offered, (utc(self.now - days * DAY), ""))
        return [self.leads[key] for _, key in self.offered[index:]]

    def site_of(self, range):
        return next(site for site, served in SITES.items() if served == range)

    def usual(self, range, mode):
        return RANGES[range][mode == "shared"] * 100
