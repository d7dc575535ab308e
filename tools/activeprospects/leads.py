"""Leads: captured with their consent, offered, told of, bought, followed up."""
from datetime import timedelta

from samples.desk import STAFF, SYSTEM, client, give, money, proof
from samples.paris import LAST, at, stamp, utc
from samples.people import Chance, person

from .cast import ISLANDS, OPENING, RANGES, SITES, ZONES
from .market import DAY, HOUR, MINUTE, Lead, awake

COUNT = 6000
PHONES = ["+3319900", "+3326191", "+3335301", "+3346571", "+3353649"]


def plan_leads(market):
    """Some fifteen a day; fewer on Sundays."""
    chance, days = Chance("active-prospects leads"), (LAST - OPENING).days
    slots = [OPENING + DAY * i for i in range(1, days + 1)]
    slots = [d for d in slots for _ in range(2 if d.weekday() == 6 else 4)]
    whens = sorted(at(chance.pick(slots), 7 + chance.below(15), chance.below(60), chance.below(60))
                   for _ in range(COUNT))
    for number, when in enumerate(whens):
        market.plan(when, capture, number + 1)


def contact(number, key, chance, again):
    """A person with phone, e-mail, or both; the same as before, written otherwise, when it asks again."""
    if again:
        found = {**again, "id": key}
        if "phone" in found and chance.below(2):
            local = "0" + found["phone"][3:]
            found["phone"] = chance.pick([" ".join(local[i:i + 2] for i in range(0, 10, 2)), "0033" + local[1:],
                                          ".".join(local[i:i + 2] for i in range(0, 10, 2))])
        if "email" in found and chance.below(2):
            found["email"] = found["email"].title()
        return found
    found = person(key, chance, None, PHONES)
    what = chance.below(10)
    if what == 0:
        del found["email"]
    elif what == 1:
        del found["phone"]
    return found


def capture(market, number):
    chance = Chance(f"active-prospects lead {number}")
    key = f"L-{number:04d}"
    again = None
    if number > 60 and chance.below(25) == 0:
        before = market.leads[market.offered[-1 - chance.below(50)][1]]
        again, range, zone = before.person, before.range, before.zone
    else:
        range = chance.pick(list(RANGES))
        zone = chance.pick(ZONES) if chance.below(25) else chance.pick([z for zs in ISLANDS.values() for z in zs])
    found = contact(number, f"D-{number:04d}", chance, again)
    data = {"lead": key, "site": market.site_of(range), "range": range, "zone": zone, "contact_ref": found,
            "consent_ref": proof(key + " consent")[0]}
    if chance.below(5):
        data["project_text"] = RANGES[range][2].format(n=60 + chance.below(90))
        if chance.below(12) == 0 and "phone" in found:
            data["project_text"] += f", rappeler au {found['phone']}"
    frame = {}
    if number % 400 == 37:  # the site was down: handed in the next hour
        seen = market.now - 3 * HOUR
        data["captured_at"], frame = stamp(seen), {"received_at": stamp(seen), "proofs": proof(key + " form")}
    market.give("CaptureLead", SYSTEM, data, "form", **frame)
    lead = market.leads[key] = Lead(key, range, zone, {k: v for k, v in found.items() if k != "id"} if not again
                                    else again)
    market.plan(market.now + timedelta(seconds=5 + chance.below(40)), offer, lead, chance)


def offer(market, lead, chance):
    what = chance.below(10)
    lead.modes = ("exclusive", "shared") if what < 7 else ("shared",) if what < 9 else ("exclusive",)
    data = {"lead": lead.key, "modes": list(lead.modes)}
    if chance.below(4) == 0:  # a price of its own, for a project that promises more
        for mode in lead.modes:
            price = market.usual(lead.range, mode) + 100 * (1 + chance.below(6)) + 50 * chance.below(2)
            data[f"price_{mode}_ht"] = money(price)
            market.set_price(lead, mode, price, market.now)
    market.give("OfferLead", SYSTEM, data)
    lead.offered = market.now
    market.offered.append((utc(market.now), lead.key))
    tell(market, lead, chance)
    if chance.below(14) == 0:
        market.plan(awake(market.now + (3 + chance.below(6)) * DAY), cheapen, lead)
    if chance.below(300) == 0:
        market.plan(awake(market.now + 30 * DAY), take_back, lead)


def take_back(market, lead):
    """The person wants no more calls."""
    subject = "D-" + lead.key[2:]
    market.give("WithdrawConsent", {"role": "prospect", "id": subject},
                {"subject": subject, "purpose": "lead_resale"}, "email")
    market.give("OfferLead", STAFF, {"lead": lead.key, "modes": []})
    lead.modes = ()


def cheapen(market, lead):
    """Nobody wanted it: its price falls; who had seen the old one is told."""
    if lead.owners or not lead.modes:
        return
    mode = lead.modes[-1]
    price = market.price(lead, mode, market.now) * 4 // 5 // 50 * 50
    market.give("ChangeLeadPrice", STAFF, {"lead": lead.key, "mode": mode, "new_ht": money(price)})
    market.set_price(lead, mode, price, market.now)
    chance = Chance(f"active-prospects cheap {lead.key}")
    if chance.below(2):
        wanting = [a for a in interested(market, lead) if a.active]
        if wanting:
            market.plan(market.now + timedelta(minutes=5 + chance.below(90)), wish, chance.pick(wanting), lead, mode,
                        price, None, chance)


def interested(market, lead):
    return [a for a in market.accounts.values() if a.terms and a.active and not a.closing
            and lead.range in a.sectors and lead.zone in a.zones]


def tell(market, lead, chance):
    """Alerts to who wants such leads (AP-7.2); some find them by themselves, some outside what they wanted."""
    told = []
    wanting = interested(market, lead)
    turn = chance.below(len(wanting) or 1)
    for account in wanting[turn:] + wanting[:turn]:
        if account.alerts and len(told) < 2 and account.chance.below(24) < 2 + account.weight:
            told.append(account)
    seconds = 0
    for account in told:
        seconds += 20 + chance.below(30)
        market.plan(market.now + timedelta(seconds=seconds), alert, account, lead)
    alone = [a for a in wanting if a not in told and a.chance.below(11) < min(a.weight, 3)][:2]
    if chance.below(40) == 0:
        alone += [a for a in market.accounts.values() if a.active and a.mandate and a.chance.below(30) == 0][:1]
    for account in alone:
        delay = timedelta(minutes=10 + account.chance.below(700))
        market.plan(awake(market.now + delay), look, account, lead)


def alert(market, account, lead):
    token = f"T-{lead.key[2:]}-{account.key[2:]}"
    data = {"party": account.key, "lead": lead.key, "token": token}
    if account.chance.below(3) == 0:
        data["email_ref"] = f"{account.key}~email-{account.address}"
    market.give("SendAlert", SYSTEM, data, "email")
    if not account.alerts:
        return
    market.tokens[token] = (account, lead, account.address, market.now)
    if account.chance.below(10) < 4 + min(account.weight, 4):
        delay = timedelta(minutes=2 + account.chance.below(240), seconds=account.chance.below(60))
        market.plan(awake(market.now + delay), look, account, lead, token)


def look(market, account, lead, token=None):
    """Sees the price, and buys some minutes later, in the mode that suits."""
    if not account.active or account.closed or not lead.modes:
        return
    chance = account.chance
    wants = "exclusive" if chance.below(10) < 3 else "shared"
    if wants not in lead.modes and chance.below(20):
        wants = lead.modes[0]
    if chance.below(5) and isinstance(market.available(account, lead, wants), str):
        other = "shared" if wants == "exclusive" else "exclusive"
        if isinstance(market.available(account, lead, other), str):
            return
        wants = other
    seen = market.price(lead, wants, market.now)
    if seen is None:
        return
    link = token if token and chance.below(3) else None
    market.plan(market.now + timedelta(seconds=20 + chance.below(900)), wish, account, lead, wants, seen, link, chance)


def wish(market, account, lead, mode, seen, token, chance):
    if account.closing and chance.below(8):
        return
    code = market.buy(account, lead, mode, seen, token)
    soon = market.now + timedelta(seconds=30 + chance.below(200))
    if code == "AP_PRICE_CHANGED" and chance.below(3):
        price = market.price(lead, mode, market.now)
        market.plan(soon, wish, account, lead, mode, price, token, chance)
    elif code == "AP_EXCLUSIVE_UNAVAILABLE" and "shared" in lead.modes:
        market.plan(soon, wish, account, lead, "shared", market.price(lead, "shared", market.now), token, chance)
    elif code == "AP_ALERT_LINK_REVOKED":
        market.plan(soon, wish, account, lead, mode, seen, None, chance)


def follow_up(market, account, lead):
    outcome = account.chance.pick(["rendez_vous_pris", "devis_envoye", "injoignable", "signe", "sans_suite"])
    market.give("RecordFollowUp", client(account.key), {"lead": lead.key, "party": account.key, "outcome": outcome},
                "portal")
