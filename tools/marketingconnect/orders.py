"""Orders: placed, signed, paid, reviewed, cancelled."""
from datetime import timedelta

from samples.desk import STAFF, SYSTEM, give, proof
from samples.paris import LAST, at, month_first, office_day, stamp, worked
from samples.people import Chance, person

from . import changes
from .cast import FIRST, OPENING, ORDERS, SECOND, SECOND_FROM, TOLD, price, unit

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
PHONES = ["+3363998", "+3319900"]
OFFERS = "email list email booster sms email list email booster list sms email mailing list email booster list sms "\
    "email booster".split()
ONLINE = ["card", "transfer", "card", "cheque", "card"]
OFFLINE = ["direct_debit", "transfer", "cheque", "direct_debit", "card"]
SIZES = {"email": [10_000, 5_000, 25_000, 4_000, 10_000, 8_000, 70_000], "sms": [2_000, 4_000, 6_000],
         "list": [10_000, 3_000, 5_000, 1_000], "mailing": [99, 450, 100, 80, 1_200]}


class Order:
    def __init__(self, number, account, offer):
        self.number, self.account, self.offer = number, account, offer
        self.key, self.campaign = f"O-{number + 1:03d}", f"K-{number + 1:03d}"
        self.chance = Chance(f"marketingconnect {self.key}")
        self.placed = office_day(OPENING + timedelta(days=3 + number * 372 // ORDERS))
        self.offline = number % 10 in (2, 5, 8) or number % 45 == 12
        ways = OFFLINE if self.offline else ONLINE
        self.method = ways[number // 3 % 5]
        self.large = False
        self.validated = None  # the day of it
        self.runs = False
        self.claims = 0
        self.nth = 0  # among those of its offer

    @property
    def when(self):
        return at(self.placed, 9 + self.number % 8, self.number * 7 % 60)

    @property
    def terms(self):
        return SECOND if self.placed >= SECOND_FROM else FIRST

    def give(self, when, command, data, actor=None, channel=None, **frame):
        if when.date() <= LAST:
            return give(when, command, actor or self.account.actor, data, channel, **frame)

    def hour(self, d, hour=9):
        return at(d, hour + self.chance.below(7), self.chance.below(60), self.chance.below(60))


def plan(accounts):
    counts, planned, told = {}, [], False
    for number in range(ORDERS):
        account = accounts[f"A-{number * 37 % 90 + 1:03d}"]
        one = Order(number, account, OFFERS[number % len(OFFERS)])
        if one.placed >= TOLD and not told:
            told = changes.terms(planned)
        one.nth = counts.get(one.offer, 0)
        counts[one.offer] = one.nth + 1
        if not account.orders:
            join(account, one)
        account.orders.append(one)
        planned.append(one)
        place(one)
        settle(one)
    return planned


# Who orders

def join(account, one):
    when, chance = at(one.placed - DAY, 10, one.number % 60), Chance(f"marketingconnect {account.key}")
    if account.agency and account.agency not in AGENTS:
        AGENTS.add(account.agency)
        register(when - 20 * MINUTE, account.agency, "Agence", "FR-metropolitan", "FR", chance)
    register(when, account.key, account.company, account.territory, "FR", chance,
             "natural_person" if account.number % 11 == 0 else "legal_person")
    give(when + 5 * MINUTE, "ChangeCredentials", SYSTEM, {
        "party": account.key, "user": f"U-{account.key[2:]}", "reason": "ouverture",
        "communicated_at": stamp(when + 5 * MINUTE)})
    accept(account, when + 8 * MINUTE, FIRST if one.placed < SECOND_FROM else SECOND)


AGENTS = set()


def register(when, key, company, territory, country, chance, kind="legal_person"):
    give(when, "RegisterParty", SYSTEM, {
        "party": key, "kind": kind, "person": person("H-" + key.replace("-", ""), chance, company, PHONES),
        "territory": territory, "billing_country": country}, "web")


def accept(account, when, version):
    account.accepted.add(version)
    give(when, "AcceptTerms", account.actor, {
        "party": account.key, "version": version, "checkbox_at": stamp(when), "user": f"U-{account.key[2:]}"}, "portal")


# What is ordered (MC-D.1, MC-A.1, MC-L.1)

def place(one):
    account, d = one.account, one.placed
    if account.tacit and d >= account.tacit:
        account.accepted.add(SECOND)
    if one.terms not in account.accepted:
        if one.number % 7 == 0:  # asks first, without the new terms
            order(one, one.when - 30 * MINUTE, key=f"O-8{one.number:03d}")
        accept(account, one.when - 10 * MINUTE, one.terms)
    basket(one)
    order(one, one.when)
    sign(one)


def basket(one):
    d, chance = one.placed, one.chance
    if one.offer == "booster":
        one.clicks = [500, 300, 1000][one.nth % 3]
        one.items = [(f"pack-{one.clicks}", 1, None)]
    elif one.offer == "mailing":
        one.items = [("post-letter", SIZES["mailing"][one.nth % 5], None)]
    else:
        size = SIZES[one.offer][one.nth % len(SIZES[one.offer])]
        kind = {"email": "email", "sms": "sms", "list": "address"}[one.offer]
        turn = one.nth % 6
        if one.offer == "list":
            category = "professional" if one.nth % 5 == 4 else "individual"
            one.items = [(f"{kind}-{category}", size, category)]
        elif turn == 2 and one.offer == "email":
            one.items = [(f"{kind}-individual", size * 3 // 5, "individual"),
                         (f"{kind}-professional", size * 2 // 5, "professional")]
        elif turn == 4:
            one.items = [(f"{kind}-professional", size, "professional")]
        else:
            one.items = [(f"{kind}-individual", size, "individual")]
    one.units = {code: price(code, d) for code, _, _ in one.items}
    one.total = sum((2 * qty * one.units[code] + 100) // 200 for code, qty, _ in one.items)
    one.large = one.total > 500_000


def order(one, when, key=None, **wrong):
    if key:
        basket(one)
    data = {"order": key or one.key, "client": one.account.key, "sale": "offline" if one.offline else "online"}
    if one.account.agency:
        data["agent"] = one.account.agency
    if one.offer == "booster":
        code = one.items[0][0]
        command, more = "OrderClickPack", {
            "pack": code, "clicks": one.clicks, "indicative_months": 3,
            "price_ht": f"{one.total // 100}.{one.total % 100:02d}"}
    elif one.offer == "list":
        code, qty, category = one.items[0]
        uses = [["postal"], ["telemarketing", "postal"], ["telemarketing"], ["postal", "email"]][one.nth % 4]
        one.uses = uses
        command, more = "OrderFile", {"category": category, "criteria": code, "quantity": qty, "uses": uses,
                                      "unit_price_ht": unit(one.units[code])}
    else:
        command, more = "PlaceOrder", {
            "offer": one.offer, "shown_ht": f"{one.total // 100}.{one.total % 100:02d}",
            "basket": [{"code": code, "qty": qty, "unit": unit(one.units[code]),
                        **({"category": category} if category else {})} for code, qty, category in one.items]}
    one.give(when, command, {**data, **more, **wrong}, channel="phone" if one.offline else "portal")


# Signed: by click online, with a one-time password offline (MC-II.9, MC-III.2)

def sign(one):
    when, doc = one.when + 2 * MINUTE, proof(f"{one.key} order form")[0]
    chance = Chance(f"marketingconnect signer {one.account.key} {one.nth % 3}")
    signer = person(f"{one.account.person}-{one.nth % 3}", chance, None, PHONES)
    data = {"party": one.account.key, "doc_hash": doc, "proof_file": proof(f"{one.key} proof file")[0],
            "provider": "SLIMPAY" if one.offline else "SITE", "signed_at": stamp(when), "signer": signer}
    if not one.offline:
        one.give(when, "ArchiveSignature", data, SYSTEM)
        return
    data["certificate"] = f"CERT-{one.key}"
    form = {"order": one.key, "electronic": True, "hash": doc}
    if one.number < 90 and one.number % 20 == 2:  # its first: no proof yet
        one.give(when, "ReceiveOrderForm", form, STAFF)
    one.give(when + MINUTE, "ArchiveSignature", data, SYSTEM)
    if one.number % 30 == 5:
        one.give(when + 2 * MINUTE, "ReceiveOrderForm", {**form, "hash": proof(f"{one.key} altered")[0]}, STAFF)
    if one.number % 30 == 18:  # on paper
        form = {"order": one.key, "electronic": False, "hash": proof(f"{one.key} paper form")[0]}
    one.give(when + 3 * MINUTE, "ReceiveOrderForm", form, STAFF, "letter")
    if one.method == "direct_debit" and not one.account.mandate:
        one.account.mandate = True
        one.give(when + 5 * MINUTE, "RegisterMandate", {
            "party": one.account.key, "mandate_ref": f"RUM-{one.account.key[2:]}",
            "signed_on": one.placed.isoformat()})


# Paid, or not (MC-II.2, MC-II.3, MC-II.5, MC-II.8)

def settle(one):
    number = one.number
    if number % 50 == 19 and not (one.offline and one.account.mandate):
        give_up(one)
    elif number % 45 == 12:
        unpaid(one)
    elif number % 25 == 3:
        review(one)
    else:
        pay(one)
        one.runs = True
        if number % 23 == 5:
            unlawful(one)
    if number % 50 == 29 and one.validated:
        one.give(one.hour(office_day(one.validated + DAY)), "CancelOrder", {
            "order": one.key, "ground": "client_wish"}, channel="email")


def pay(one, when=None):
    when, key = when or one.when + 9 * MINUTE, f"P-{one.key[2:]}"
    method = one.method
    if one.number % 40 == 7 and not one.offline:
        method = refused_card(one, when, key)
        key += "-b"
        when += 40 * MINUTE
    elif one.large:
        one.give(when, "RequireTransfer", {"order": one.key, "reason": "au-dessus-de-5000"}, STAFF)
        one.give(when + MINUTE, "PayOrder", {"order": one.key, "payment": key, "method": "card"}, channel="portal")
        when, method = when + 6 * MINUTE, "transfer"
    elif one.number % 80 == 11:
        one.give(when, "RequireTransfer", {"order": one.key, "reason": "par-prudence"}, STAFF)
        when += 2 * MINUTE
    if one.number % 60 in (13, 34):
        wrong = "paypal" if one.number % 60 == 13 else "direct_debit" if not one.offline else "especes"
        one.give(when, "PayOrder", {"order": one.key, "payment": key, "method": wrong}, channel="portal")
        when += MINUTE
    announce(one, when, key, method)


def announce(one, when, key, method):
    one.give(when, "PayOrder", {"order": one.key, "payment": key, "method": method},
             channel="portal" if not one.offline else "phone")
    if method == "card":
        one.validated, one.paid_at = when.date(), when
        return
    d = worked(when.date(), 2 + one.chance.below(5))
    one.validated, one.paid_at = d, one.hour(d, 10)
    data = {"payment": key, "validated_by": "comptabilite"}
    if one.number % 33 == 21:  # a part came first
        one.give(one.paid_at - 8 * MINUTE, "ValidatePayment", {**data, "amount": "50.00"}, STAFF)
    one.give(one.paid_at, "ValidatePayment", data, STAFF)


def refused_card(one, when, key):
    one.give(when, "RefuseCard", {"order": one.key, "payment": key}, SYSTEM)
    one.give(when + 2 * MINUTE, "RecordSending", {
        "about": one.key, "kind": "pay_by_transfer", "channel": "email", "to_ref": one.account.person}, SYSTEM)
    one.give(when + 9 * MINUTE, "PayOrder", {"order": one.key, "payment": key, "method": "card"}, channel="portal")
    return "transfer"


def give_up(one):
    """Before it is firm: free (MC-III.2)."""
    one.give(one.when + 15 * MINUTE, "PayOrder", {
        "order": one.key, "payment": f"P-{one.key[2:]}", "method": "transfer"}, channel="portal")
    one.give(one.hour(worked(one.placed, 1)), "CancelOrder", {"order": one.key, "ground": "client_wish"},
             channel="email")


def unpaid(one):
    """Nothing comes within a month (MC-II.8): suspended; paid in the end, or over (MC-III.9)."""
    due = month_first(one.placed, 1)
    if one.number % 2 == 0:
        one.give(one.hour(office_day(one.placed + 9 * DAY)), "SuspendAccess", {
            "contract": one.key, "reason": "non_payment"}, STAFF)  # too early
    d = office_day(due + 3 * DAY)
    one.give(one.hour(d, 14), "SuspendAccess", {"contract": one.key, "reason": "non_payment"}, STAFF)
    if one.number % 90 == 12:
        when = one.hour(worked(d, 6))
        one.method = "transfer" if one.number % 4 else "cheque"
        announce(one, when, f"P-{one.key[2:]}", one.method)
        one.give(at(one.validated, 18), "RestoreAccess", {"contract": one.key, "reason": "paye"}, STAFF)
        one.runs = True
        return
    one.give(one.hour(worked(d, 15)), "TerminateContract", {"contract": one.key, "cause": "non_payment"}, STAFF)


# Solvency (MC-III.6)

def review(one):
    pay(one)
    one.runs = True
    d, turn = office_day(one.placed + (8 + one.number % 9) * DAY), one.number // 25 % 6
    one.give(one.hour(d), "ReviewCredit", {
        "order": one.key, "result": "sufficient" if turn == 0 else "insufficient"}, STAFF)
    if turn == 0:
        return
    told = worked(d, 2) if turn != 2 else office_day(max(one.placed, one.validated) + 31 * DAY)
    one.give(at(told, 17), "RequestGuarantee", {
        "order": one.key, "options": ["caution_bancaire", "paiement_comptant"]}, STAFF)
    if turn == 1 or turn == 5:
        one.give(one.hour(worked(told, 4)), "AnswerGuarantee", {"order": one.key, "answer": "given"}, channel="email")
        if turn == 5:
            one.give(one.hour(worked(told, 5)), "DeclinePerformance", {"order": one.key}, STAFF)
        return
    if turn == 2:  # told too late: the order is carried out
        one.give(one.hour(worked(told, 6)), "DeclinePerformance", {"order": one.key}, STAFF)
        return
    one.runs = False
    if turn == 3:
        one.give(one.hour(worked(told, 5)), "AnswerGuarantee", {"order": one.key, "answer": "refused"},
                 channel="email")
        one.give(one.hour(worked(told, 6)), "DeclinePerformance", {"order": one.key}, STAFF)
    else:  # no answer
        one.give(one.hour(office_day(told + 18 * DAY)), "DeclinePerformance", {"order": one.key}, STAFF)


def unlawful(one):
    """Cancelled for its content; the file costs are due (MC-B.8), once terms name them."""
    one.runs = False
    one.give(at(one.validated, 18, 20), "CancelOrder", {
        "order": one.key, "ground": "unlawful_content", "facts": proof(f"{one.key} content")[0]}, STAFF)
    if one.validated < SECOND_FROM:  # charged once a list names them
        one.give(at(office_day(SECOND_FROM + 5 * DAY), 9, one.number % 60), "ChargeDossierFee", {"order": one.key}, STAFF)
    elif one.number % 3 == 0:
        one.give(at(office_day(one.validated + DAY), 9), "ChargeDossierFee", {"order": one.key}, STAFF)
