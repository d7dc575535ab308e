"""What the provider publishes: terms, prices, rates, calendars, and telling clients of new terms."""
from datetime import timedelta

from samples.desk import PROVIDER, STAFF, SYSTEM, client, give
from samples.paris import HOLIDAYS, at, day, office_day, stamp

from .cast import CLIENTS, LISTS, NEWER, OLDER, OPTION, PLANS, SUBSCRIBERS, TERMS

OPENING = day("2026-01-05")


def open_shop():
    publish_terms(at(OPENING, 8, 15), OLDER, "2025-09-01", "2025-09-01")
    for key, since, prices in LISTS:
        when = at(OPENING, 8, 30) if since < OPENING else at(office_day(since - timedelta(days=8), False), 9)
        publish_prices(when, key, at(since), prices)
    wrong_prices()
    publish_terms(at(day("2026-09-14"), 9), NEWER, "2026-09-14", "2026-11-01")
    rates()
    calendars()
    tell_clients()


def publish_terms(when, version, published, effective):
    plans = [{"code": code, "quota": quota, "extra_price": extra}
             for code, (quota, extra) in PLANS[version].items()]
    give(when, "PublishTerms", PROVIDER, {
        "version": version, "ref": f"{version} (fictif)", "published_on": published, "effective_from": effective,
        "issuer": "provider", "config": {"bc": {"plans": plans, "terms_effective_from": effective}}})


def entries(prices, vat="exempt_261C", basis="HT"):
    found = [{"code": code, "unit": unit, "basis": "HT", "vat_code": vat}
             for code, unit in zip(("START", "GROW", "DEV", "SCALE"), prices) if unit]
    return found + [{"code": OPTION, "unit": prices[-1], "basis": basis, "vat_code": "standard"}]


def publish_prices(when, key, since, prices, **how):
    give(when, "PublishPriceList", PROVIDER,
         {"list_id": key, "effective_from": stamp(since), "entries": entries(prices, **how)})


def wrong_prices():
    """Three lists that merge the option with a plan; and one that sells plans with VAT, for two days."""
    spring = LISTS[1][2]
    for index, code in enumerate(("SCALE-MULTICHANNEL", "GROW_MULTICANAL", "MULTICHANNEL-PLUS-START")):
        merged = {"code": code, "unit": "780.00", "basis": "HT", "vat_code": "exempt_261C"}
        give(at(day("2026-06-25"), 9, 5 * index), "PublishPriceList", PROVIDER,
             {"list_id": "TARIFS-2026-07", "effective_from": "2026-07-01T00:00:00+02:00",
              "entries": entries(spring) + [merged]})
    publish_prices(at(day("2026-06-25"), 10), "TARIFS-2026-07", at(day("2026-07-08")), spring,
                   vat="standard", basis="TTC")
    publish_prices(at(day("2026-07-09"), 18), "TARIFS-2026-07-B", at(day("2026-07-09"), 18), spring)


def rates():
    """The rate of the second half of 2026 is published in September only: interest waits for it."""
    def publish(when, kind, value, since, source):
        give(when, "PublishRate", STAFF,
             {"kind": kind, "value": value, "effective_from": since, "source": source})

    publish(at(day("2026-09-16"), 9), "ECB_MRO", "2.40", "2026-07-01", "taux de refinancement, valeur fictive")
    publish(at(day("2026-09-16"), 9, 1), "LEGAL_PRO", "2.65", "2026-07-01", "taux légal, valeur fictive")
    publish(at(day("2027-01-04"), 9), "ECB_MRO", "2.25", "2027-01-01", "taux de refinancement, valeur fictive")


def calendars():
    """A clerk takes Whit Monday for a day of work; the mistake is corrected ten days later (X-2)."""
    days = sorted(d.isoformat() for d in HOLIDAYS if d.year == 2026)
    for when, version, left_out in (("2026-05-20", 2, ("2026-05-25",)), ("2026-06-02", 3, ())):
        give(at(day(when), 11), "PublishCalendar", STAFF,
             {"calendar_id": "FR-2026", "region": "FR", "year": 2026, "version": version,
              "dates": [d for d in days if d not in left_out]})


# Telling clients of new terms, and what they answer (BC-8.2, A-BC-34)

ACCEPT_SPRING = "C-001 C-004 C-006 C-010 C-011 C-012 C-013 C-014 C-017".split()
REFUSE_SPRING = "C-002 C-009 C-016".split()
ACCEPT_AUTUMN = ("C-001 C-004 C-010 C-011 C-019 C-021 C-023 C-025 C-029 C-031 C-034 C-036 C-039 C-044").split()
REFUSE_AUTUMN = "C-006 C-027 C-033 C-046".split()


def tell_clients():
    for version, since, accept, refuse in ((TERMS, "2026-04-13", ACCEPT_SPRING, REFUSE_SPRING),
                                           (NEWER, "2026-09-21", ACCEPT_AUTUMN, REFUSE_AUTUMN)):
        told = [one for one in SUBSCRIBERS
                if one.signed < day(since) - timedelta(days=5) and (not one.until or one.until > day(since))]
        for index, one in enumerate(told):
            propose(at(day(since) + timedelta(days=index // 12), 14, index), one, version)
        for index, key in enumerate(accept):
            answer(at(office_day(day(since) + timedelta(days=4 + index)), 10, index), key, version, True)
        for index, key in enumerate(refuse):
            answer(at(office_day(day(since) + timedelta(days=6 + index)), 15, index), key, version, False)
    told = at(day("2026-09-24"), 9)
    give(told, "RecordDecision", STAFF,
         {"task": f"{NEWER}~inform_clients", "exercised": True, "reason": "tous les clients ont reçu le courriel"})


def propose(when, one, version):
    give(when, "ProposeTerms", STAFF, {"party": one.key, "version": version, "channel": "email",
                                       "proposed_at": stamp(when)})
    if int(one.key[2:]) % 4 == 0:
        give(when + timedelta(seconds=20), "RecordSending", SYSTEM, {
            "about": version, "kind": "new_terms", "channel": "email", "to_ref": f"H-{one.key[2:]}"})


def answer(when, key, version, accepted):
    one = CLIENTS[key]
    if one.until and one.until <= when.date():
        return
    if accepted:
        give(when, "AcceptTerms", client(key),
             {"party": key, "version": version, "checkbox_at": stamp(when), "user": "U-" + key[2:]}, "web")
    else:
        give(when, "RefuseTerms", client(key), {"party": key, "version": version}, "email")
