"""Persons and their data: requests, objections, breaches, sub-processors, what is shared (MC-B.13-17, MC-III.13-15)."""
from datetime import timedelta

from samples.desk import STAFF, SYSTEM, client, give, proof
from samples.paris import at, day, office_day, stamp

from .mailings import FORCED
from .orders import PHONES
from .shop import SHOP
from samples.people import Chance, person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KINDS = "access objection erasure rectification limitation portability objection access".split()


def plan(planned):
    requests(planned)
    sharing(planned)
    references(planned)
    breaches(planned)
    processors()
    details(planned)


def requests(planned):
    """Answered within a month, most of them; passed on to whom they concern."""
    for index, key in enumerate(FORCED):
        when = at(day("2026-01-12"), 9, index)
        give(when, "RecordSubjectRequest", STAFF, {
            "request": f"RQ-{key}", "kind": "objection", "subject_ref": key, "via": "direct",
            "channel": "dpo_email"})
        answer(when + 4 * DAY, f"RQ-{key}", "exclue", [])
    for index in range(44):
        when = at(office_day(day("2026-01-20") + index * 8 * DAY), 10, index)
        one = planned[index * 7 % 60]
        via = index % 3 == 1
        data = {"request": f"RQ-{index + 1:03d}", "kind": KINDS[index % 8], "subject_ref": f"PR-{index + 11:04d}",
                "via": "client" if via else "direct", "at": stamp(when - 2 * HOUR)}
        if via:
            data["party"] = one.account.key
        else:
            data["channel"] = ["dpo_email", "letter"][index % 2]
        give(when, "RecordSubjectRequest", client(one.account.key) if via else STAFF, data)
        if index % 11 != 8:
            answer(at(office_day((when + (3 + index % 20) * DAY).date()), 15, index), data["request"],
                   ["communique", "exclue", "efface", "rectifie"][index % 4], [one.account.key] if via else [])
    for index, key in enumerate(FORCED):  # consents to be addressed again, in the end
        give(at(day("2027-01-29"), 10, index), "RecordConsent", STAFF, {
            "subject": key, "purpose": "prospecting", "proof": proof(f"{key} consent")[0]}, "form")


def answer(when, request, result, told):
    data = {"request": request, "result": result}
    if told:
        data["propagated_to"] = told
    give(when, "AnswerSubjectRequest", STAFF, data)


def sharing(planned):
    """Data go to the group each quarter, never those of who objects (MC-III.14)."""
    everybody = list(dict.fromkeys(one.account.key for one in planned))
    against = everybody[5:60:8]
    for index, key in enumerate(against):
        when = at(day("2026-03-02") + index * 9 * DAY, 19, index)
        give(when, "ObjectToSharing", client(key), {"party": key, "at": stamp(when)}, "dpo_email")
    for index, d in enumerate("2026-04-01 2026-07-01 2026-10-01 2027-01-04".split()):
        when = at(day(d), 8)
        data = {"export": f"EXP-{d[:7]}", "format": "csv", "hash": proof(f"export {d}")[0]}
        known = [key for key in everybody[:30 + 10 * index]]
        give(when, "ShareWithGroup", SHOP, {**data, "parties": known})
        give(when + HOUR, "ShareWithGroup", SHOP, {**data, "parties": [k for k in known if k not in against]})


def references(planned):
    """Named as a reference for three years, unless it takes its word back (MC-III.8)."""
    for index, key in enumerate(list(dict.fromkeys(one.account.key for one in planned[:90]))[3:60:9]):
        when = at(office_day(day("2026-04-20") + index * 11 * DAY), 12, index)
        give(when, "RecordConsent", STAFF, {
            "subject": key, "purpose": "reference", "proof": proof(f"{key} reference")[0]}, "email")
        if index % 2 == 0:
            give(when + 60 * DAY, "WithdrawConsent", client(key), {"subject": key, "purpose": "reference"}, "email")


def breaches(planned):
    for index, d in enumerate("2026-02-17 2026-05-27 2026-08-25 2026-11-24".split()):
        when, one = at(day(d), 7, 30), planned[20 + index]
        by_client = index % 2 == 1
        data = {"breach": f"VIO-{index + 1}", "kind": ["perte", "acces_tiers", "envoi_errone", "vol"][index],
                "found_at": stamp(when - HOUR)}
        if by_client:
            data["party"] = one.account.key
        give(when, "RecordBreach", client(one.account.key) if by_client else STAFF, data)
        for hours, to in enumerate(["soms"] if by_client else ["client", "cnil", "persons"]):
            give(when + (1 + hours) * HOUR, "NotifyBreach", STAFF, {"breach": data["breach"], "to": to})
    for index, (d, scope) in enumerate((("2026-03-19", "signature"), ("2026-07-09", "envoi"),
                                        ("2026-10-22", "espace_client"))):
        give(at(day(d), 11), "DeclareIncident", client(planned[30 + index].account.key) if index else STAFF, {
            "incident": f"INC-{index + 1}", "scope": scope, "at": stamp(at(day(d), 9))})


def processors():
    """Inside the Union, or not at all (MC-B.16)."""
    for index, (d, name, region, service) in enumerate((
            ("2026-01-06", "Routage Armor", "FR", "routage"), ("2026-03-03", "Cloud Baltique", "LT", "hebergement"),
            ("2026-05-05", "Texting Alpha", "US", "sms"), ("2026-06-09", "Lisbonne Voix", "PT", "plateau_appels"),
            ("2026-09-08", "Support Maghreb", "MA", "support"), ("2026-11-03", "Rhein Data", "DE", "sauvegarde"),
            ("2026-12-08", "Thames Mail", "GB", "routage"))):
        give(at(day(d), 16), "RecordSubprocessor", SHOP, {
            "name": name, "region": region, "service": service, "from": d, "informed": ["A-001"] if index > 1 else []})


def details(planned):
    """Moved, or another address (MC-II.1)."""
    for index, one in enumerate(planned[4::18]):
        chance = Chance(f"marketingconnect details {one.key}")
        when = at(office_day(one.placed + 10 * DAY), 13, index)
        one.give(when, "ChangePartyDetails", {
            "party": one.account.key, "person": person(one.account.person, chance, one.account.company, PHONES)}, SYSTEM, "portal")
