"""Requests that are refused, each some times; purchases handed in late; lines sent twice, and lines that are none."""
from datetime import timedelta

from samples.desk import BANK, STAFF, SYSTEM, client, give, money, proof
from samples.paris import at, day, stamp, utc
from samples.people import Chance, person

from .cast import BAD, LARGE
from .market import DAY, HOUR, MINUTE
from .shop import SHOP

DAYS = [day(d) for d in ("2026-03-17", "2026-06-24", "2026-09-23", "2026-12-09")]


def plan_mistakes(market):
    for index, d in enumerate(DAYS):
        market.plan(at(d, 13), err, index)
        market.plan(at(d + DAY, 13), strangers, index)
        market.plan(at(d + 2 * DAY, 13), reference, index)
    for index, month in enumerate(range(2, 13)):
        market.plan(at(day(f"2026-{month:02d}-03"), 10), recorded_late, index)


def step(market, minutes=2):
    market.now += minutes * MINUTE


def pick(market, mode, index, but=()):
    found = [a for a in market.accounts.values() if a.active == mode and not a.closing and a.user and a.alerts
             and not a.reads("restrict_purchase_to_preferences") and (a.mandate or mode == "wallet")
             and a.key not in LARGE and a.key not in BAD and market.open_leads(a)]
    return found[(7 * index + 3) % len(found)]


def err(market, index):
    one, saver = pick(market, "direct_debit", index), pick(market, "wallet", index)
    lead = market.open_leads(one)[0]
    seen = market.price(lead, "shared", market.now)
    who = client(one.key)
    for session in ({}, {"session_expires_at": stamp(market.now - HOUR)}):  # AP-1.2
        market.give("PurchaseLead", who, {"lead": lead.key, "party": one.key, "mode": "shared", "channel": "web",
                                          "price_seen_ht": money(seen), **session}, "portal")
        step(market)
    base = {"lead": lead.key, "party": one.key, "mode": "shared", "channel": "web", "session": f"SE-{index}",
            "price_seen_ht": money(seen)}
    market.give("PurchaseLead", who, {**base, "payment_mode": "cheque"}, "portal")
    step(market)
    market.give("PurchaseLead", client(saver.key), base, "portal")  # of another client
    step(market)
    market.give("PurchaseLead", who, {**base, "price_seen_ht": money(seen - 100)}, "portal")
    step(market)
    market.give("PurchaseLead", who, {**base, "lead": "L-9999"}, "portal")
    step(market)
    outside = [other for other in reversed(market.recent()) if other.range not in one.sectors
               and "shared" in other.modes and market.available(one, other, "shared") == 0][0]
    market.buy(one, outside, "shared", market.price(outside, "shared", market.now))  # AP-1.7: a warning
    step(market)
    only = [other for other in reversed(market.recent()) if len(other.modes) == 1 and not other.owners][0]
    other = "shared" if only.modes == ("exclusive",) else "exclusive"
    market.buy(one, only, other, market.price(only, other, market.now))
    step(market)
    wallet(market, saver)
    money_questions(market, one, saver, index)
    market.give("SetCommitment", STAFF, {"party": one.key, "minimum": 20 + index})
    step(market)
    market.give("ChoosePaymentMode", who, {"party": one.key, "mode": "prelevement_mensuel"}, "portal")
    step(market)
    market.give("ChoosePaymentMode", who, {"party": one.key, "mode": "direct_debit"}, "portal")
    step(market)
    market.give("WithdrawDirectDebit", STAFF, {"party": one.key, "reason": "par-prudence"})  # nothing came back
    step(market)
    market.give("IssueCredentials", SYSTEM, {"party": one.key, "user": one.user, "login": one.email})
    step(market)
    mine = next(o for o in reversed(market.bought) if o[1] is one and o[3])
    market.buy(one, mine[0], "shared", market.price(mine[0], "shared", market.now) or 1000)  # twice
    step(market)
    other = next(o for o in reversed(market.bought) if o[1] is not one
                 and not any(q[0] is one for q in o[0].owners))
    market.give("FileLeadClaim", who, {"claim": f"CL-9{index}01", "lead": other[0].key, "party": one.key,
                                       "kind": "wrong_details"}, "portal")
    step(market)
    market.give("FileLeadClaim", who, {"claim": f"CL-9{index}02", "lead": mine[0].key, "party": one.key,
                                       "kind": "wrong_details", "filed_at": stamp(market.now + DAY)}, "portal")
    step(market)
    market.give("RecordFollowUp", who, {"lead": mine[0].key, "party": one.key, "outcome": "signe"}, "portal",
                expect={"stream": f"lead-{mine[0].key}", "version": 1})
    step(market)
    market.give("PurchaseLead", who, {**base, "prix": "1.00"}, "portal")  # no command: a field that doesn't exist
    step(market)
    market.give("CaptureLead", SYSTEM, {"lead": f"L-8{index}01", "site": "SITE-01", "range": "piscine-bois",
                                        "contact_ref": {"id": f"D-8{index}01", "phone": "+33199001122"},
                                        "consent_ref": proof("1")[0]})
    step(market)
    market.give("CaptureLead", SYSTEM, {"lead": f"L-8{index}02", "site": "SITE-01", "range": "panneaux-solaires",
                                        "contact_ref": {"id": f"D-8{index}02", "name": "Zoé Wimereau"},
                                        "consent_ref": proof("2")[0]})
    step(market)
    market.give("CaptureLead", SYSTEM, {"lead": f"L-8{index}03", "site": "SITE-01", "range": "panneaux-solaires",
                                        "contact_ref": {"id": f"D-8{index}03", "phone": "+33199001123"}})
    step(market)
    first = market.recent()[0]
    market.give("ChangeLeadPrice", STAFF, {"lead": first.key, "mode": "shared", "new_ht": "9.00",
                                           "effective_at": stamp(market.now - DAY)})


def wallet(market, saver):
    who = client(saver.key)
    market.give("TopUpWallet", who, {"party": saver.key, "amount": "0.00", "method": "card",
                                     "ref": f"TU-{saver.key}-{market.now:%m%d}-0"}, "portal")
    step(market)
    market.give("TopUpWallet", who, {"party": saver.key, "amount": "120.00", "method": "cheque",
                                     "ref": f"TU-{saver.key}-{market.now:%m%d}-1"}, "portal")
    step(market)
    market.give("CreditWallet", STAFF, {"party": saver.key, "amount_ht": "100.00"})  # no invoice: none (AP-4.6)
    step(market)
    market.give("ValidatePayment", BANK, {"payment": "TU-404"})
    step(market)
    market.give("PurchaseLead", who, {
        "lead": market.open_leads(saver)[0].key, "party": saver.key, "mode": "shared", "channel": "web",
        "session": "SE-9", "payment_mode": "direct_debit",
        "price_seen_ht": money(market.price(market.open_leads(saver)[0], "shared", market.now))}, "portal")
    step(market)
    market.give("SettleClosure", STAFF, {"party": saver.key})  # no letter came
    step(market)


def money_questions(market, one, saver, index):
    period = market.now.date().replace(day=16)
    demand = {"invoice_period": period.isoformat(), "amount": "100.00"}
    market.give("DemandAdvance", STAFF, {"party": one.key, **demand})
    step(market)
    market.give("DemandAdvance", STAFF, {"party": saver.key, **demand})
    step(market)
    before = next(o[2].date() for o in market.bought if o[1] is one and o[4] == "direct_debit")
    for d in (period, before.replace(day=1 if before.day < 16 else 16), day("2026-05-03")):
        market.give("CloseBillingPeriod", STAFF, {"party": one.key, "period": d.isoformat()})
        step(market)
    market.give("RecordProcedureCost", STAFF, {"collection": "REC-404", "amount": "35.00"})
    step(market)


def strangers(market, index):
    """Registered, and no more: no terms, no access."""
    key, chance = f"B-9{index:02d}", Chance(f"active-prospects stranger {index}")
    market.give("RegisterParty", SYSTEM, {
        "party": key, "kind": "natural_person", "person": person("H-9" + key[3:], chance, "Atelier", ["+3363998"]),
        "territory": "FR-metropolitan", "billing_country": "FR"}, "web")
    step(market)
    lead = [found for found in market.recent() if "shared" in found.modes][-1]
    market.give("PurchaseLead", client(key), {
        "lead": lead.key, "party": key, "mode": "shared", "channel": "web", "session": "SE-1",
        "price_seen_ht": money(market.price(lead, "shared", market.now))}, "web")
    step(market)
    market.give("AcceptTerms", client(key), {"party": key, "version": "CGU-1",
                                             "checkbox_at": stamp(market.now + DAY)}, "web")
    step(market)
    saver = pick(market, "wallet", index + 2)
    market.give("PurchaseLead", client(saver.key), {
        "lead": lead.key, "party": saver.key, "mode": "shared", "channel": "email_link", "token": "T-404",
        "price_seen_ht": "10.00"}, "email")
    step(market)
    market.give("ProposeTerms", STAFF, {"party": key, "version": "CGU-404", "channel": "email"})
    step(market)
    market.give("RecordConsent", STAFF, {"subject": "D-" + lead.key[2:], "purpose": "rappel-par-telephone",
                                         "proof": proof(lead.key + " second consent")[0]}, "form")


def reference(market, index):
    market.give("PublishTerms", SHOP, {"version": "CGU-1", "published_on": market.now.date().isoformat(),
                                       "effective_from": "2027-03-01", "config": {"ap": {"payment_days": 30}}})
    step(market)
    market.give("PublishRate", STAFF, {"kind": "ECB_MRO", "value": "2.15", "effective_from": "2026-01-01",
                                       "source": "saisie en double"})
    step(market)
    market.give("CorrectEvent", STAFF, {"target": 3, "reason": "position fausse"})
    step(market)
    market.give("RecordPayment", BANK, {"payment": f"PAY-X{index}", "client": "B-404", "amount": "100.00",
                                        "method": "transfer", "value_date": market.now.date().isoformat()})
    step(market)
    market.give("RecordPaymentRejection", BANK, {"payment": "AP2026-999999-D1", "reason_code": "AM04"})
    step(market)
    if index == 1:  # a day too many is taken for a bank holiday, and put right
        for version, extra in ((2, ["2026-07-14"]), (3, [])):
            closed = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26"]
            market.give("PublishCalendar", STAFF, {"calendar_id": "TARGET-2026", "region": "TARGET", "year": 2026,
                                                   "version": version, "dates": sorted(closed + extra)})
            step(market, 30)


def recorded_late(market, index):
    """Bought before the half-month closed, while the portal wrote nothing; handed in days later (AP-4.3)."""
    chance = Chance(f"active-prospects late {index}")
    happened = at(market.now.date() - 4 * DAY, 11, chance.below(60))
    found = [a for a in market.accounts.values() if a.active == "direct_debit" and a.mandate and not a.closing
             and a.user and a.joins < happened.date() - 9 * DAY and not a.withdrawn and a.key not in LARGE]
    one = found[(11 * index + 5) % len(found)]
    leads = [lead for lead in market.open_leads(one, most=20) if utc(lead.offered) < utc(happened)]
    if leads:
        market.buy(one, leads[0], "shared", market.price(leads[0], "shared", happened), happened=happened)


def say_twice(lines):
    """Some commands are sent again: the same; or with other content under the same id."""
    for index in range(700, len(lines) - 300, 2900):
        lines.insert(index + 7, {**lines[index], "again": lines[index]})
    for index in range(1500, len(lines) - 300, 5100):
        index = next(i for i in range(index, len(lines)) if lines[i]["command"] == "PurchaseLead")
        again = {**lines[index], "at": lines[index + 4]["at"], "again": lines[index],
                 "data": {**lines[index]["data"], "price_seen_ht": "1.00"}}
        lines.insert(index + 5, again)
