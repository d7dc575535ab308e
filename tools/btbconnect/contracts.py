"""The lives of contracts: subscribed, paid in advance, changed, ended by notice, kept by force majeure, breached."""
from datetime import timedelta

from samples.desk import AGENT, PROVIDER, STAFF, SYSTEM, client, give, proof
from samples.paris import at, day, office_day, stamp
from samples.people import Chance, person

from .cast import CLIENTS, OPTION, Client, price, terms_on

PHONES = ["+3363998"]
COMPANIES = "Cabinet Agence Assurances Courtage Prévoyance".split()
WEEK = timedelta(days=7)

# Registration and subscription

OPTION_FROM_START = "C-002 C-007 C-021 C-034 C-044".split()
PREPAID_FROM_START = "C-006 C-025 C-036 C-037 C-038 C-045".split()
MANDATED = "C-004 C-009 C-012 C-021 C-036 C-048 C-058".split()  # they declare the mandate of an insurer
TURNED_DOWN = (("C-061", "2026-03-30", "estate_agent"), ("C-062", "2026-07-22", "wealth_adviser"),
               ("C-063", "2026-11-17", "car_dealer"))


def registrations():
    chance = Chance("btbconnect clients")
    for index, one in enumerate(CLIENTS.values()):
        when = at(one.signed, 9, 3 * (index % 7))
        if one.key == "C-001":
            when = at(one.signed, 8, 30)
        register(one.key, when, chance, one.profession)
        accept(one.key, when + timedelta(minutes=4))
        if one.profession in ("wealth_adviser", "broker"):
            subscribe(one, when + timedelta(minutes=25))  # too early: it waits for a decision
            decide(f"{one.key}~accept_client", True, when + timedelta(hours=3), "mandat d'assureur produit")
            when += timedelta(hours=4)
        if one.plan != "PACK":
            if one.pays == "debit":
                mandate(one, when + timedelta(minutes=5))
            subscribe(one, when + timedelta(minutes=6))
            campaign(one, chance)
    for key, signed, profession in TURNED_DOWN:
        register(key, at(day(signed), 14), chance, profession)
        decide(f"{key}~accept_client", False, at(day(signed) + timedelta(days=1), 10), "aucun mandat d'assureur")
        accept(key, at(day(signed) + timedelta(days=2), 9))
        hopeful = Client(key, "GROW", day(signed), day(signed) + WEEK, "card")
        subscribe(hopeful, at(day(signed) + timedelta(days=2), 9, 5))
    register("C-064", at(day("2027-01-28"), 15), chance, "broker")  # still waiting at the end
    details(chance)


def register(key, when, chance, profession, registration=None):
    found = {"party": key, "kind": "legal_person",
             "person": person("H-" + key[2:], chance, chance.pick(COMPANIES), PHONES), "profession": profession,
             "registration_no": registration or f"9{chance.below(10 ** 8):08d}", "territory": "FR-metropolitan",
             "billing_country": "FR"}
    if key in MANDATED:
        found["mandate"] = proof(key + " mandate")[0]
    give(when, "RegisterParty", SYSTEM, found, "web")


def accept(key, when):
    give(when, "AcceptTerms", client(key), {"party": key, "version": terms_on(when.date()), "checkbox_at": stamp(when),
                                            "user": "U-" + key[2:]}, "web")


def subscribe(one, when):
    wish = {"client": one.key, "contract": one.contract, "plan": one.plan, "start_on": one.start.isoformat(),
            "price_seen": price(one.plan, when.date())}
    if one.key in OPTION_FROM_START:
        wish["multichannel"] = True
    if one.key in PREPAID_FROM_START:
        wish["prepay3"] = True
    give(when, "Subscribe", client(one.key), wish, "web")


def mandate(one, when, version=1):
    give(when, "RegisterMandate", client(one.key), {
        "party": one.key, "mandate_ref": f"RUM-{one.key[2:]}-{version}", "signed_on": when.date().isoformat()}, "web")


def campaign(one, chance):
    """The first calls for a subscription; on LinkedIn too, with the option (BC-2.1, BC-5.4)."""
    started = max(at(one.signed, 15), at(one.start, 9))
    give(started, "StartCampaign", STAFF, {"campaign": f"CA-{one.key[2:]}", "channel": "phone",
                                           "contract": one.contract, "at": stamp(started)})
    if one.key in OPTION_FROM_START:
        give(started + timedelta(hours=1), "StartCampaign", STAFF, {
            "campaign": f"LI-{one.key[2:]}", "channel": "linkedin", "contract": one.contract,
            "at": stamp(started + timedelta(hours=1))})


def decide(task, exercised, when, reason):
    give(when, "RecordDecision", STAFF, {"task": task, "exercised": exercised, "reason": reason})


def details(chance):
    """Moves of offices, a new phone; and mandates signed anew, with another bank."""
    for index, key in enumerate("C-003 C-011 C-019 C-025 C-034 C-051".split()):
        new = person("H-" + key[2:], chance, "Cabinet", PHONES)
        fields = ("address",) if index % 2 else ("phone", "email")
        when = at(office_day(CLIENTS[key].signed + timedelta(days=60)), 11, index)
        give(when, "ChangePartyDetails", client(key),
             {"party": key, "person": {"id": new["id"], **{name: new[name] for name in fields}}}, "web")
    for key, when in (("C-001", "2026-06-15"), ("C-019", "2026-09-03"), ("C-030", "2026-10-08")):
        mandate(CLIENTS[key], at(day(when), 16), 2)


# Notice (BC-4.4)

NOTICES = [  # client, month of the échéance, kind
    ("C-003", 3, "in time"), ("C-005", 3, "late"), ("C-007", 3, "early"), ("C-009", 5, "provider"),
    ("C-018", 4, "in time"), ("C-020", 3, "late"), ("C-022", 6, "by e-mail"), ("C-024", 3, "early"),
    ("C-026", 3, "early"), ("C-028", 4, "provider"), ("C-030", 5, "provider"), ("C-032", 4, "late"),
    ("C-033", 3, "wished later"), ("C-035", 4, "in time"),
]


def notices():
    for key, k, kind in NOTICES:
        one, ends = CLIENTS[key], CLIENTS[key].month(k)
        data = {"contract": one.contract, "channel": "online"}
        actor, when = client(key), at(office_day(ends - timedelta(days=22)), 17, 20)
        one.ends(k)
        if kind == "late":
            when = at(office_day(ends - timedelta(days=12)), 17, 20)
            one.ends(k + 1)
        elif kind == "early":
            when = at(office_day(one.start + timedelta(days=15)), 11)
            data["ends_on"] = one.month(1).isoformat()
        elif kind == "wished later":
            data["ends_on"] = ends.isoformat()
            when = at(office_day(one.start + timedelta(days=30)), 11)
        elif kind == "by e-mail":
            data |= {"channel": "email", "sent_at": stamp(when - timedelta(minutes=3))}
        elif kind == "provider":
            actor, data = PROVIDER, {"contract": one.contract, "channel": "lrar", "by": "provider",
                                     "letter": proof(key + " notice")[0]}
        give(when, "GiveNotice", actor, data, data["channel"])


# The option and payment in advance (BC-4.6, BC-5)

OPTION_LATER = [("C-004", 2), ("C-020", 2), ("C-023", 1), ("C-029", 3), ("C-035", 1)]  # from a contract month
OPTION_ENDED = [  # asked some days after the start of a contract month
    ("C-002", 5, 3), ("C-004", 3, 2), ("C-021", 6, 5), ("C-023", 2, 4), ("C-029", 4, 2), ("C-034", 1, 9),
    ("C-044", 2, 6), ("C-020", 2, 9)]
PREPAID_LATER = [("C-010", 3), ("C-027", 1), ("C-039", 2), ("C-031", 3), ("C-001", 9)]
TWO_MONTHS = [("C-010", 2), ("C-027", 0), ("C-039", 1)]


def options():
    for key, k in OPTION_LATER:
        one = CLIENTS[key]
        when = at(office_day(one.month(k) - timedelta(days=5)), 10, 30)
        give(when, "ActivateMultichannel", client(key), {
            "contract": one.contract, "from": one.month(k).isoformat(),
            "price_seen": price(OPTION, when.date())}, "web")
        give(at(office_day(one.month(k)), 11), "StartCampaign", STAFF, {
            "campaign": f"LI-{key[2:]}", "channel": "linkedin", "contract": one.contract})
    for key, k, days in OPTION_ENDED:
        one = CLIENTS[key]
        when = at(office_day(one.month(k) + timedelta(days=days)), 9, 45)
        give(when, "DeactivateMultichannel", client(key), {"contract": one.contract, "notified_at": stamp(when)}, "web")
    for key, k in TWO_MONTHS:
        one = CLIENTS[key]
        when = at(office_day(one.month(k) + timedelta(days=6)), 14)
        give(when, "PrepayThreeMonths", client(key), {
            "contract": one.contract, "from_period": one.month(k + 1).isoformat(), "months": 2}, "email")
    for key, k in PREPAID_LATER:
        one = CLIENTS[key]
        when = at(office_day(one.month(k) - timedelta(days=8)), 14, 30)
        give(when, "PrepayThreeMonths", client(key),
             {"contract": one.contract, "from_period": one.month(k).isoformat()}, "web")


# Other plans (A-BC-20)

PLAN_CHANGES = [  # client, when, plan; DEV waits for terms that offer it
    ("C-011", "2026-03-20", "DEV"), ("C-012", "2026-03-31", "DEV"), ("C-013", "2026-04-02", "DEV"),
    ("C-011", "2026-05-06", "DEV"), ("C-012", "2026-05-11", "DEV"), ("C-013", "2026-06-03", "SCALE"),
    ("C-031", "2026-09-16", "SCALE"), ("C-040", "2026-10-07", "GROW"), ("C-036", "2026-12-09", "START"),
]


def plan_changes():
    for key, when, plan in PLAN_CHANGES:
        one, asked = CLIENTS[key], at(day(when), 16, 10)
        listed = price(plan, asked.date())
        wish = {"contract": one.contract, "plan": plan}
        give(asked, "ChangePlan", client(key), wish | ({"price_seen": listed} if listed else {}), "web")


# Force majeure (BC-10.1)

FORCE_MAJEURE = [  # client, whom it keeps, from, to, cause
    ("C-017", "client", "2026-04-13", "2026-04-24", "inondation"),
    ("C-010", "client", "2026-06-08", "2026-06-19", "incendie"),
    ("C-044", "client", "2026-11-02", "2026-11-13", "tempete"),
    ("C-001", "provider", "2026-10-12", "2026-10-14", "panne_operateur"),
    ("C-029", "provider", "2026-10-12", "2026-10-14", "panne_operateur"),
    ("C-031", "provider", "2026-10-12", "2026-10-14", "panne_operateur"),
    ("C-047", "client", "2026-12-07", None, "destruction_des_locaux"),
]


def force_majeure():
    for key, side, since, to, cause in FORCE_MAJEURE:
        one, begins = CLIENTS[key], at(day(since), 7)
        actor = PROVIDER if side == "provider" else AGENT
        give(at(day(since), 11), "DeclareForceMajeure", actor, {
            "contract": one.contract, "party": side, "from": stamp(begins), "cause": cause})
        if to:
            give(at(day(to), 18, 30), "EndForceMajeure", actor, {
                "contract": one.contract, "to": stamp(at(day(to), 18))})
        else:  # it is definitive
            ended = at(office_day(day(since) + 2 * WEEK), 15)
            give(ended, "TerminateContract", client(key), {"contract": one.contract, "cause": "force_majeure"}, "lrar")
            one.until = ended.date()
        if side == "client":
            one.away.append((day(since), day(to) if to else one.until))


# Breaches (BC-9.1): not paid, or appointments not honoured

BREACHES = [  # client, notice received, breach, what follows
    ("C-008", "2026-05-04", "non_payment", "cured"), ("C-014", "2026-06-12", "non_payment", "cured"),
    ("C-041", "2026-11-12", "no_shows", "cured"), ("C-015", "2026-06-15", "non_payment", "restored"),
    ("C-016", "2026-06-22", "non_payment", "restored"), ("C-039", "2026-11-23", "non_payment", "restored"),
    ("C-042", "2026-10-20", "non_payment", "suspended"), ("C-043", "2026-11-10", "non_payment", "terminated"),
    ("C-037", "2026-10-12", "non_payment", "terminated"), ("C-046", "2026-12-08", "no_shows", "waived"),
]


def breaches():
    for key, received, breach, follows in BREACHES:
        Breach(CLIENTS[key], day(received), breach).run(follows)


class Breach:
    """A formal notice, and what comes of it: the right opens after fifteen days."""

    def __init__(self, one, received, breach):
        self.one, self.received = one, received
        self.notice = f"MED-{one.key[2:]}"
        self.opens = received + timedelta(days=16)
        self.data = {"contract": one.contract, "notice": self.notice}
        sent = at(received - timedelta(days=2), 10)
        give(at(received, 16), "SendFormalNotice", STAFF, {
            **self.data, "breach": breach, "channel": "lrar", "sent_at": stamp(sent),
            "received_at": stamp(at(received, 11))})

    def run(self, follows):
        getattr(self, follows)()

    def cured(self):
        give(at(self.received + timedelta(days=7), 10), "SuspendAccess", STAFF, self.data)  # too soon
        self.cure(at(self.received + timedelta(days=11), 15))
        give(at(office_day(self.opens), 9), "SuspendAccess", STAFF, self.data)  # too late

    def cure(self, when):
        give(when, "RecordCure", STAFF, {"notice": self.notice, "how": "dette_payee"})

    def suspend(self):
        when = at(office_day(self.opens), 9)
        give(when, "SuspendAccess", STAFF, self.data)
        return when

    def restored(self):
        when = self.suspend()
        paid = at(office_day(when.date() + 2 * WEEK), 14)
        self.cure(paid)
        give(paid + timedelta(hours=1), "RestoreAccess", STAFF, {"contract": self.one.contract,
                                                                 "reason": "dette_payee"})
        self.one.away.append((when.date(), paid.date() + timedelta(days=1)))

    def suspended(self):
        """Suspended, then terminated: still not cured."""
        when = self.suspend()
        self.terminate(at(office_day(when.date() + 3 * WEEK), 10))
        self.one.away.append((when.date(), self.one.until))

    def terminated(self):
        self.terminate(at(office_day(self.opens + timedelta(days=3)), 10))

    def terminate(self, when):
        give(when, "TerminateContract", STAFF, {**self.data, "cause": "breach"})
        self.one.until = when.date()

    def waived(self):
        decide(f"{self.notice}~sanction_breach", False, at(office_day(self.opens), 11), "dernier avertissement")
