"""What the provider publishes: capture sites, prices, rates, new terms and who is told of them."""
from datetime import timedelta

from samples.desk import STAFF, client, money
from samples.paris import at, day, stamp, utc
from samples.people import Chance

from .cast import OPENING, PUBLISHED, RANGES, READINGS, SECOND, SITES, THIRD
from .market import DAY, MINUTE

SHOP = {"role": "provider", "id": "AP"}


def open_shop(market):
    market.plan(at(OPENING, 8, 10), sites)
    market.plan(at(OPENING, 8, 20), rates)
    market.plan(at(OPENING, 8, 30), first_prices)
    for month in range(2, 14):
        first = at(day(f"{2026 + month // 13}-{month % 12 or 12:02d}-01") - 3 * DAY, 9, 15)
        market.plan(first, move_prices, month)
    for version in (SECOND, THIRD):
        market.plan(at(PUBLISHED[version], 9), publish, version)
        market.plan(at(PUBLISHED[version] + DAY, 10), propose, version)
    market.plan(at(day("2026-07-02"), 9), half_year, "0.60", "2.65", "2026-07-01")
    market.plan(at(day("2027-01-18"), 9), half_year, "2.25", "2.70", "2027-01-01")


def sites(market):
    for index, (site, range) in enumerate(SITES.items()):
        market.now = at(OPENING, 8, 10, index)
        market.give("RegisterCaptureSite", SHOP, {"site": site, "range": range})
    for index in (4, 11, 19):  # each serves one range
        market.now = at(OPENING, 8, 11, index)
        market.give("RegisterCaptureSite", SHOP, {"site": f"SITE-{index:02d}", "range": "autre"})


def rates(market):
    for territory, value, source in (("FR-reunion", "8.50", "CGI art. 296"), ("FR-guyane", "0.00", "CGI art. 294")):
        market.give("PublishRate", STAFF, {"kind": "VAT", "value": value, "territory": territory,
                                           "effective_from": "2014-01-01", "source": source})


def half_year(market, central, legal, since):
    """A fall of the rate that brings the floor of AP-4.11 about; the rates of 2027 come late: interest waits."""
    for kind, value, source in (("ECB_MRO", central, "taux de refinancement"), ("LEGAL_PRO", legal, "taux légal")):
        market.give("PublishRate", STAFF, {"kind": kind, "value": value, "effective_from": since,
                                           "source": f"{source}, valeur fictive"})


def change(market, range, mode, price, since=None):
    data = {"range": range, "mode": mode, "new_ht": money(price)}
    if since:
        data["effective_at"] = stamp(since)
    market.give("ChangeLeadPrice", SHOP, data)
    market.set_price(range, mode, price, since or market.now)


def first_prices(market):
    start = market.now
    for index, range in enumerate(RANGES):
        for mode in ("exclusive", "shared"):
            market.now = start + timedelta(seconds=2 * index + (mode == "shared"))
            change(market, range, mode, market.usual(range, mode))


def move_prices(market, month):
    """The cost of keywords moves: some ranges, from the first of the month on."""
    chance, start = Chance(f"active-prospects prices {month}"), market.now
    for index, range in enumerate(RANGES):
        if chance.below(3):
            continue
        for mode in ("exclusive", "shared"):
            market.now = start + timedelta(seconds=2 * index + (mode == "shared"))
            usual = market.usual(range, mode)
            price = usual + (chance.below(9) - 3) * (usual // 2000) * 50 + chance.below(2) * 49
            change(market, range, mode, price, at(start.date() + 3 * DAY))


def publish(market, version):
    effective = market.now.date() + (1 if version == SECOND else 15) * DAY
    market.give("PublishTerms", SHOP, {
        "version": version, "ref": f"{version} (fictif)", "published_on": market.now.date().isoformat(),
        "effective_from": effective.isoformat(), "issuer": "provider", "config": {"ap": READINGS[version]}})


def propose(market, version):
    """The day after its publication (AP-6.2), to who is there; a third answers."""
    start = market.now
    told = [a for a in market.accounts.values() if a.terms and not a.closing]
    for index, account in enumerate(told):
        market.now = start + timedelta(seconds=20 * index)
        market.give("ProposeTerms", STAFF, {"party": account.key, "version": version, "channel": "email",
                                            "proposed_at": stamp(market.now)})
        chance = Chance(f"active-prospects {version} {account.key}")
        what = chance.below(6)
        when = at(market.now.date() + (1 + chance.below(12)) * DAY, 9 + chance.below(9), chance.below(60))
        if what < 3:
            market.plan(when, accept, account, version)
        elif what == 3:
            market.plan(when, refuse, account, version)
    market.now = start + timedelta(minutes=55)
    market.give("RecordDecision", STAFF, {"task": f"{version}~propose_terms", "exercised": True,
                                          "reason": "proposée à tous les bénéficiaires"})


def accept(market, account, version):
    if account.closing or version in account.terms:
        return
    market.give("AcceptTerms", client(account.key), {
        "party": account.key, "version": version, "checkbox_at": stamp(market.now), "user": account.user}, "portal")
    account.terms.append(version)


def refuse(market, account, version):
    if not account.closing:
        market.give("RefuseTerms", client(account.key), {"party": account.key, "version": version}, "email")


def newest(d):
    """The version that is in force on a day, for who joins."""
    return max(v for v, since in PUBLISHED.items()
               if since + (0 if since == OPENING else 1 if v == SECOND else 15) * DAY <= d)
