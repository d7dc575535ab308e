"""Claims on leads (AP-3.3): filed, settled in each form, before and after the invoice, rejected, disputed."""
from datetime import timedelta

from samples.desk import STAFF, client, money, proof
from samples.paris import LAST, at, office_day, stamp, utc

from .market import DAY, HOUR, MINUTE, awake
from .cast import half

REASONS = ["numero-joint-au-deuxieme-essai", "coordonnees-exactes", "demande-distincte", "hors-motif"]


def details(lead):
    """By what a person is recognised, as it was written the first time."""
    return {(lead.range, value) for key, value in lead.person.items() if key != "name"}


def think_of_claim(market, account, lead, price):
    chance = account.chance
    if not price:
        return
    twin = market.known[account.key] & details(lead)
    market.known[account.key] |= details(lead)
    number = chance.below(100)
    if twin:
        kind = "duplicate"
    elif number < 4:
        kind = "wrong_details"
    elif number == 4:
        kind = "other"
    elif number == 5:
        kind = "unauthorised" if chance.below(2) else "duplicate"
    else:
        return
    days = chance.below(5) if chance.below(3) else 8 + chance.below(30)
    market.plan(awake(market.now + days * DAY + (2 + chance.below(30)) * HOUR), file, account, lead, kind, price,
                half(market.now.date()))


def file(market, account, lead, kind, price, first):
    market.claims += 1
    claim, chance = f"CL-{market.claims:04d}", account.chance
    data = {"claim": claim, "lead": lead.key, "party": account.key, "kind": kind}
    if chance.below(2):
        data["evidence"] = proof(claim + " call log")[0]
    frame, who = {}, client(account.key)
    if chance.below(12) == 0:  # a letter, opened two days later
        received = market.now - 2 * DAY
        if not utc(bought(market, account, lead)[2]) < utc(received):
            received = market.now
        data["filed_at"] = stamp(received)
        frame, who = {"received_at": stamp(received), "proofs": proof(claim + " letter")}, STAFF
    market.give("FileLeadClaim", who, data, "portal" if who is not STAFF else "letter", **frame)
    when = market.office(1 + chance.below(9), 9, chance)
    market.plan(when, answer, account, lead, kind, claim, price)


def answer(market, account, lead, kind, claim, price):
    chance = account.chance
    what = chance.below(20)
    if kind in ("other", "unauthorised"):
        refuse(market, account, lead, claim, price, what if kind == "unauthorised" else 10)
        return
    if what < 4:
        market.give("RejectLeadClaim", STAFF, {"claim": claim, "reason": chance.pick(REASONS)})
        if what == 0:  # closed is closed
            market.now += 6 * MINUTE
            market.give("SettleLeadClaim", STAFF, {"claim": claim, "amount_ht": money(price), "form": "credit_note"})
        return
    form = ["credit_note", "wallet_credit", "replacement_lead"][chance.below(3)]
    if account.closing:
        form = "credit_note"
    amount = price if what < 15 else max(100, price // 2)
    if what > 17:
        amount = more_than_price(market, account, lead, claim, price)
    form = settle(market, account, lead, claim, amount, form, price)
    if amount > price and form != "replacement_lead":  # what is above the price is paid apart
        market.now += 3 * MINUTE
        market.give("RecordDecision", STAFF, {
            "task": f"{claim}~pay_excess", "exercised": True, "reason": "geste commercial"})


def refuse(market, account, lead, claim, price, what):
    """Grounds that are not covered: settled only on proof of a fault of Active Prospects (AP-7.1)."""
    if what < 6:
        data = {"claim": claim, "amount_ht": money(price // 2), "form": "credit_note"}
        proofs = {"proofs": proof(claim + " fault")} if what < 3 else {}
        market.give("SettleLeadClaim", STAFF, data, **proofs)
        if proofs:
            return
        market.now += MINUTE
    if what < 17:
        market.give("RejectLeadClaim", STAFF, {"claim": claim, "reason": "hors-motif"})


def more_than_price(market, account, lead, claim, price):
    """Held; agreed to, or not."""
    market.give("SettleLeadClaim", STAFF, {"claim": claim, "amount_ht": money(price + 500), "form": "credit_note"})
    market.now += 30 * MINUTE
    agreed = account.chance.below(3) > 0
    market.give("RecordDecision", STAFF, {
        "task": f"{claim}~approve_settlement", "exercised": agreed,
        "reason": "geste commercial" if agreed else "pas plus que le prix payé"})
    market.now += 5 * MINUTE
    return price + 500 if agreed else price


def invoiced(market, account, lead):
    """Whether a purchase stands on an invoice: on that of its half-month, if it was by direct debit."""
    own = bought(market, account, lead)
    return own[4] == "direct_debit" and half(own[2].date()) < half(market.now.date())


def bought(market, account, lead):
    return next(o for o in reversed(market.mine[account.key]) if o[0] is lead)


def settle(market, account, lead, claim, amount, form, price):
    data = {"claim": claim, "amount_ht": money(amount), "form": form}
    if form == "replacement_lead":
        mode = next(o[1] for o in reversed(lead.owners) if o[0] is account)
        found = [other for other in reversed(market.recent()) if mode in other.modes
                 and market.available(account, other, mode) == 0]
        if found:
            data["replacement"] = found[0].key
            found[0].owners.append((account, mode, 0))
        else:
            data["form"] = form = "credit_note"
    market.give("SettleLeadClaim", STAFF, data)
    if form == "wallet_credit" and (bought(market, account, lead)[4] == "wallet" or invoiced(market, account, lead)):
        account.balance += min(amount, price)
    return form
