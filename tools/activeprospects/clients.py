"""Beneficiaries: they join, choose how they pay, fill their Tirelire, change what they want, and leave."""
from datetime import timedelta

from samples.desk import BANK, STAFF, SYSTEM, client, give, money, proof
from samples.paris import LAST, at, bank_day, day, office_day, stamp, utc
from samples.people import Chance, person

from .cast import BAD, CLOSES, COMPANIES, LARGE, RANGES, ZONES, half
from .market import DAY, HOUR, MINUTE, awake, net, tax
from .shop import newest

PHONES = ["+3363998"]
CASHIER = {"role": "system", "id": "AP-1"}
WITHDRAWN = {  # direct debit refused: when, why; with evidence of another risk before two debits came back
    "B-007": ("2026-05-04", "rejets-repetes", False), "B-019": ("2026-06-15", "rejets-repetes", False),
    "B-031": ("2026-07-20", "rejets-repetes", False), "B-043": ("2026-07-09", "procedure-collective", True),
    "B-055": ("2026-11-05", "rejets-repetes", False)}
GIVEN_BACK = {"B-031": "2026-10-12"}
NO_ALERTS = {"B-005": "2026-04-13", "B-014": "2026-06-02", "B-023": "2026-09-09", "B-032": "2026-11-24"}
NO_MAIL = {"B-008": "2026-05-06", "B-026": "2026-08-19", "B-035": "2026-10-28"}
SLOW = "B-024 B-036 B-051".split()  # a transfer of theirs comes after their closure was settled
IBAN = "FR76 1234 5678 90{:02d} 1234 5678 9{:02d}"


def plan_clients(market):
    for account in market.accounts.values():
        when = at(account.joins, 9 + account.chance.below(7), account.chance.below(60))
        market.plan(when, join, account)
    for key, (when, reason, evidence) in WITHDRAWN.items():
        market.plan(at(day(when), 15), withdraw, market.accounts[key], reason, evidence)
    for key, when in GIVEN_BACK.items():
        market.plan(at(day(when), 11), give_back, market.accounts[key])
    for key, when in NO_ALERTS.items():
        market.plan(at(day(when), 12, 5), stop, market.accounts[key], "StopAlerts")
    for key, when in NO_MAIL.items():
        market.plan(at(day(when), 12, 5), stop, market.accounts[key], "StopCorrespondence")
    for key, (when, how, treated, paid) in CLOSES.items():
        market.plan(at(day(when), 10, 12), leave, market.accounts[key], how, treated)
    preferences(market)
    addresses(market)
    market.over = over
    market.after = after


# Joining (AP-1.1, AP-1.2, AP-4.1, AP-5.1)

def join(market, account):
    chance = account.chance
    found = person(account.person, chance, chance.pick(COMPANIES), PHONES)
    account.email = found["email"]
    market.give("RegisterParty", SYSTEM, {
        "party": account.key, "kind": "legal_person", "person": found,
        "registration_no": f"8{chance.below(10 ** 8):08d}", "territory": account.territory, "billing_country": "FR"},
        "web")
    market.plan(market.now + 4 * MINUTE, settle_in, account)


def settle_in(market, account):
    chance, who = account.chance, client(account.key)
    version = newest(market.now.date())
    user = f"U-{account.key[2:]}"
    market.give("AcceptTerms", who, {"party": account.key, "version": version, "checkbox_at": stamp(market.now),
                                     "user": user}, "web")
    account.terms.append(version)
    market.now += 30 * timedelta(seconds=1)
    market.give("IssueCredentials", SYSTEM, {"party": account.key, "user": user, "login": account.email})
    account.user = user
    market.now += MINUTE
    market.give("SetPreferences", who, {"party": account.key, "sectors": account.sectors, "zones": account.zones},
                "portal")
    market.now += 2 * MINUTE
    if account.mode == "direct_debit":
        if chance.below(6):
            mandate(market, account)
        market.now += MINUTE
        market.give("ChoosePaymentMode", who, {"party": account.key, "mode": "direct_debit"}, "portal")
        account.active = "direct_debit"
        if not account.mandate:  # it comes by post
            market.plan(market.office(3, 9, chance), mandate, account)
    else:
        market.give("ChoosePaymentMode", who, {"party": account.key, "mode": "wallet"}, "portal")
        account.active = "wallet"
        if chance.below(4) == 0:
            market.now += MINUTE
            market.give("RequestRib", who, {"party": account.key}, "email")
            market.plan(market.office(1, 9, chance), send_rib, account)
        market.plan(awake(market.now + (5 + chance.below(100)) * MINUTE), top_up, account)
    if chance.below(3) == 0:
        market.plan(market.office(2, 10, chance), certificate, account, 90 + chance.below(330))


def mandate(market, account):
    market.give("RegisterMandate", client(account.key), {
        "party": account.key, "mandate_ref": f"RUM-{account.key[2:]}", "signed_on": market.now.date().isoformat()},
        "portal")
    account.mandate = True


def send_rib(market, account):
    market.give("RecordSending", STAFF, {"about": account.key, "kind": "bank_details", "channel": "email",
                                         "to_ref": account.person})
    market.now += MINUTE
    market.give("RecordDecision", STAFF, {"task": f"{account.key}~send_bank_details", "exercised": True,
                                          "reason": "RIB envoyé par courriel"})


def certificate(market, account, days):
    """A certificate of insurance; most are renewed when the reminder comes, some lapse."""
    if account.closing:
        return
    end = market.now.date() + days * DAY
    market.give("ReceiveDocument", client(account.key), {
        "party": account.key, "type": "INSURANCE_CERT", "hash": proof(f"{account.key} {end}")[0],
        "valid_to": end.isoformat()}, "portal")
    account.insured = max(account.insured or end, end)
    chance = account.chance.below(5)
    if chance < 3:
        market.plan(market.office(days - 12, 10, account.chance), certificate, account, 365)
    elif chance == 3:  # late
        market.plan(market.office(days + 25, 10, account.chance), certificate, account, 365)


# The Tirelire (AP-4.4 to AP-4.6)

def top_up(market, account):
    if account.closing or account.pending:
        return
    chance = account.chance
    account.pending = True
    amount = chance.pick([6000, 12000, 12000, 18000, 24000, 30000, 50000]) * min(account.weight, 3)
    method = "card" if chance.below(3) else "transfer"
    ref = f"TU-{account.key[2:]}-{market.now:%y%m%d%H%M}"
    market.give("TopUpWallet", client(account.key), {"party": account.key, "amount": money(amount), "method": method,
                                                     "ref": ref}, "portal")
    if method == "card":
        when = market.now + timedelta(seconds=40 + chance.below(80))
    else:
        when = at(bank_day(market.now.date() + (1 + chance.below(3)) * DAY), 10, 5 + chance.below(40))
    market.plan(when, came, account, ref, amount, method)


def came(market, account, ref, amount, method):
    market.give("RecordPayment", BANK, {"payment": ref, "client": account.key, "amount": money(amount),
                                        "method": method, "value_date": market.now.date().isoformat(),
                                        "purpose": "wallet"})
    wait = timedelta(minutes=1 + account.chance.below(30) if method == "card" else 20 + account.chance.below(200))
    market.plan(market.now + wait, validate, account, ref, amount)


def validate(market, account, ref, amount):
    market.give("ValidatePayment", BANK, {"payment": ref})
    chance = account.chance.below(25)
    wait = (25 + chance) * HOUR if chance == 0 else timedelta(minutes=2 + account.chance.below(180))
    market.plan(market.now + wait, credit, account, ref, amount)


def credit(market, account, ref, amount):
    market.give("CreditWallet", CASHIER, {"payment": ref})
    account.balance += net(amount, account.vat)
    account.pending = False
    if account.closed:
        market.plan(market.office(4, 10, account.chance), settle, account, 1)


# What follows a purchase

def after(market, lead, account, when, price):
    chance = account.chance
    if account.active == "wallet" and account.balance < 7000 and not account.pending and not account.closing:
        if chance.below(5):
            market.plan(awake(market.now + timedelta(minutes=5 + chance.below(900))), top_up, account)
    if chance.below(9) == 0 or account.reads("follow_up_reminder_hours") and chance.below(3):
        from .leads import follow_up
        market.plan(awake(market.now + timedelta(hours=3 + chance.below(120))), follow_up, account, lead)
    if sum(owner is account for owner, *_ in lead.owners) > 1:
        return
    from .claims import think_of_claim
    think_of_claim(market, account, lead, price)
    if account.active == "wallet" and account.reads("exclusive_upgrade"):
        own = Chance(f"active-prospects upgrade {lead.key} {account.key}")
        if own.below(3) == 0:
            market.plan(awake(market.now + timedelta(minutes=10 + own.below(600))), upgrade, account, lead)


def upgrade(market, account, lead):
    """The only buyer of a shared lead wants it for itself, and pays the difference (A-AP-1)."""
    paid = market.available(account, lead, "exclusive")
    if account.active == "wallet" and not isinstance(paid, str) and paid and not account.closing:
        price = market.price(lead, "exclusive", market.now) - paid
        if price >= paid:
            market.buy(account, lead, "exclusive", price)


def over(market, account):
    """More than 500 EUR in a month: the coming invoice is demanded in advance, or not (AP-4.10)."""
    market.plan(market.office(1, 9, account.chance), advance, account)


def advance(market, account):
    account.demand = False
    d, chance = market.now.date(), account.chance
    ceiling = market.gross_of_half(account, d)
    over_month = account.months.get(d.replace(day=1), 0) > 50000
    if account.active != "direct_debit" or not over_month or ceiling < 6000 or chance.below(2):
        market.give("RecordDecision", STAFF, {"task": f"{account.key}~demand_advance", "exercised": False,
                                              "reason": "bon payeur, aucun risque"})
        return
    demand = {"party": account.key, "invoice_period": half(d).isoformat()}
    market.give("DemandAdvance", STAFF, {**demand, "amount": money(ceiling + 10000)})
    market.now += 3 * MINUTE
    amount = ceiling * 7 // 10 // 100 * 100
    market.give("DemandAdvance", STAFF, {**demand, "amount": money(amount)})
    if chance.below(4):
        days = 2 + chance.below(3) if chance.below(4) else 9
        market.plan(at(bank_day(d + days * DAY), 10, 25), pay_advance, account, amount)


def pay_advance(market, account, amount):
    market.give("PayAdvance", BANK, {
        "party": account.key, "payment": f"AV-{account.key[2:]}-{market.now:%y%m%d}", "amount": money(amount),
        "method": "transfer", "value_date": market.now.date().isoformat()})


# Direct debit is refused (AP-4.9)

def withdraw(market, account, reason, evidence):
    data = {"party": account.key, "reason": reason}
    if evidence:
        data["evidence"] = proof(f"{account.key} {reason}")[0]
    market.give("WithdrawDirectDebit", STAFF, data)
    account.active, account.withdrawn = "wallet", True
    for hours in (20, 70):
        market.plan(awake(market.now + hours * HOUR), insist, account)
    market.plan(awake(market.now + 100 * HOUR), top_up, account)


def insist(market, account):
    found = market.open_leads(account)
    if found and account.active == "wallet":
        lead = found[0]
        price = market.price(lead, "shared", market.now)
        code = market.refusal(account, lead, "shared", price, None, True, market.now)[0]
        if code in (None, "AP_WALLET_INSUFFICIENT"):
            who = client(account.key)
            market.give("PurchaseLead", who, {
                "lead": lead.key, "party": account.key, "mode": "shared", "price_seen_ht": money(price),
                "channel": "web", "session": "SE-insist", "payment_mode": "direct_debit"}, "portal")
            market.now += MINUTE
            market.give("ChoosePaymentMode", who, {"party": account.key, "mode": "direct_debit"}, "portal")


def give_back(market, account):
    market.give("ChoosePaymentMode", STAFF, {"party": account.key, "mode": "direct_debit"})
    account.active, account.withdrawn = "direct_debit", False


# Preferences (AP-1.7, AP-1.8, AP-6.4)

def stop(market, account, command):
    market.give(command, STAFF, {"party": account.key, "requested_at": stamp(market.now - HOUR)},
                "email", received_at=stamp(market.now - HOUR), proofs=proof(f"{account.key} {command}"))
    account.alerts = False
    found = [lead for lead in market.recent(3) if lead.modes][-2:]
    for index, lead in enumerate(found):
        market.now += 10 * MINUTE
        market.give("SendAlert", SYSTEM, {"party": account.key, "lead": lead.key,
                                          "token": f"T-{lead.key[2:]}-{account.key[2:]}-S"}, "email")


def preferences(market):
    chance = Chance("active-prospects preferences")
    keys = [key for key in market.accounts if key not in CLOSES and int(key[2:]) % 5 == 3]
    for index, key in enumerate(keys):
        account = market.accounts[key]
        d = account.joins + (40 + chance.below(200)) * DAY
        if d <= LAST - 10 * DAY:
            market.plan(at(d, 7 + chance.below(15), chance.below(60)), ask_change, account, index)


def ask_change(market, account, index):
    known = index % 3 != 2
    sender = account.email.upper() if known else f"contact{index}@example.net"
    asked = market.now
    market.give("RequestPreferenceChange", client(account.key) if known else STAFF,
                {"party": account.key, "from_email": sender, "requested_at": stamp(asked)}, "email")
    account.change = known
    if not known and index % 2:
        market.plan(market.office(1, 9, account.chance), doubt, account)
    else:
        if not known:
            market.plan(market.office(1, 9, account.chance), verified, account)
        market.plan(market.office(2, 10, account.chance), change, account, asked)


def doubt(market, account):
    market.give("RecordDecision", STAFF, {"task": f"{account.key}~verify_sender", "exercised": False,
                                          "reason": "adresse inconnue, le client dit n'avoir rien demandé"})


def verified(market, account):
    market.give("RecordDecision", STAFF, {"task": f"{account.key}~verify_sender", "exercised": True,
                                          "reason": "rappelé au numéro du dossier"})


def change(market, account, asked):
    chance = account.chance
    if account.territory == "FR-metropolitan":
        account.zones = sorted({chance.pick(ZONES) for _ in range(4)})
    account.sectors = sorted(set(account.sectors) | {chance.pick(list(RANGES))})
    market.give("SetPreferences", STAFF, {"party": account.key, "sectors": account.sectors, "zones": account.zones,
                                          "requested_at": stamp(asked)})


# Addresses, codes, use by others (AP-7.1 to AP-7.3)

def addresses(market):
    """Each fourth way of changing an address or codes, for some twenty beneficiaries."""
    chance = Chance("active-prospects addresses")
    keys = [key for key in market.accounts if key not in CLOSES and int(key[2:]) % 4 == 1][:28]
    for index, key in enumerate(keys):
        account = market.accounts[key]
        d = office_day(account.joins + (30 + chance.below(150)) * DAY)
        if d < LAST - 20 * DAY:
            market.plan(at(d, 11, chance.below(60)), ADDRESS[index % 4], account, index)


def new_email(market, account, index, actor, **more):
    """A link that was sent just before lets buy no more."""
    leads = [lead for lead in market.open_leads(account) if account.alerts]
    if leads:
        token = f"T-{leads[0].key[2:]}-{account.key[2:]}-{index}"
        market.give("SendAlert", SYSTEM, {"party": account.key, "lead": leads[0].key, "token": token}, "email")
        market.tokens[token] = (account, leads[0], account.address, market.now)
        market.now += 2 * MINUTE
    given, host = account.email.split("@")
    account.email = f"{given}.{index}@{host}"
    market.give("ChangeEmail", actor, {"party": account.key, "new": account.email, **more}, "email")
    account.address += 1
    if leads:
        market.plan(market.now + 15 * MINUTE, try_link, account, leads[0], token)


def try_link(market, account, lead, token):
    if account.active and "shared" in lead.modes:
        market.buy(account, lead, "shared", market.price(lead, "shared", market.now), token)


def by_portal(market, account, index):
    new_email(market, account, index, client(account.key))


def checked(market, account, index):
    """From an unknown address: refused; checked; done."""
    data = {"party": account.key, "new": f"autre{index}@example.com", "from_email": f"autre{index}@example.com"}
    market.give("ChangeEmail", STAFF, data, "email")
    market.now += 20 * MINUTE
    market.give("VerifyIdentity", STAFF, {"party": account.key, "method": "rappel", "result": "ok"})
    market.now += 5 * MINUTE
    new_email(market, account, index, STAFF, from_email=data["from_email"])


def in_vain(market, account, index):
    """Somebody else asks for codes."""
    market.give("VerifyIdentity", STAFF, {"party": account.key, "method": "piece_identite", "result": "failed"})
    market.now += 5 * MINUTE
    market.give("CustomiseCredentials", STAFF, {"party": account.key, "user": account.user,
                                                "from_email": f"inconnu{index}@example.org"}, "email")
    market.now += 30 * MINUTE
    market.give("ReportUnauthorisedUse", client(account.key), {
        "party": account.key, "user": account.user, "at": stamp(market.now - 2 * HOUR),
        "facts": f"Un ancien salarié a gardé nos codes, prélèvement sur {IBAN.format(index, 99 - index)}"}, "email")
    market.now += HOUR
    market.give("VerifyIdentity", STAFF, {"party": account.key, "method": "rappel", "result": "ok"})
    market.now += 5 * MINUTE
    market.give("CustomiseCredentials", STAFF, {"party": account.key, "user": account.user})


def codes(market, account, index):
    market.give("CustomiseCredentials", client(account.key), {
        "party": account.key, "user": account.user, "from_email": account.email}, "portal")
    market.now += 3 * MINUTE
    market.give("IssueCredentials", STAFF, {"party": account.key, "user": f"{account.user}-B",
                                            "login": f"second.{account.email}"})
    market.now += 3 * MINUTE
    chance = account.chance
    found = person(account.person, chance, "Cabinet", PHONES)
    market.give("ChangePartyDetails", client(account.key), {
        "party": account.key, "person": {key: found[key] for key in ("id", "phone", "address")}}, "portal")


ADDRESS = [by_portal, checked, in_vain, codes]


# Leaving (AP-6.5 to AP-6.9)

def leave(market, account, how, treated):
    letter = how != "email"
    data = {"party": account.key, "channel": how}
    if letter:
        data |= {"letter_ref": proof(account.key + " letter")[0], "received_on": market.now.date().isoformat()}
    if account.key in SLOW and not account.closing:
        market.give("TopUpWallet", client(account.key), {"party": account.key, "amount": "60.00", "method": "transfer",
                                                         "ref": f"TU-{account.key[2:]}-LATE"}, "portal")
        market.now += MINUTE
    account.closing = True
    if not letter:
        market.give("RequestClosure", client(account.key), data, "email")
        market.plan(market.now + 6 * DAY, leave, account, "registered_letter", treated)
        return
    market.give("RequestClosure", STAFF, data, "letter")
    if not account.reads("interrupt_at"):
        account.closed = True
        market.plan(awake(market.now + 5 * HOUR), too_late, account)
    market.plan(market.office(treated, 10, account.chance), settle, account, treated)


def too_late(market, account):
    for lead in [lead for lead in market.recent(9) if "shared" in lead.modes][-1:]:
        market.buy(account, lead, "shared", market.price(lead, "shared", market.now))


def settle(market, account, treated):
    if treated % 2 == 0 and account.balance:
        market.give("SettleClosure", STAFF, {"party": account.key, "fee_ht": money(min(account.balance, 2500) + 1000)})
        market.now += 2 * MINUTE
    data = {"party": account.key}
    if account.key in ("B-007", "B-027"):
        data["set_off"] = True
    market.give("SettleClosure", STAFF, data)
    if account.key in SLOW and treated > 1:
        market.plan(at(bank_day(market.now.date() + 2 * DAY), 10, 30), came, account, f"TU-{account.key[2:]}-LATE",
                    6000, "transfer")
    account.closed, account.balance = True, 0
