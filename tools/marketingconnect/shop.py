"""What the provider publishes: prices, rates, a second version of the terms, the freshness of its data."""
from datetime import timedelta

from samples.desk import STAFF, give
from samples.paris import at, day

from .cast import DOSSIER, LISTS, OPENING, SECOND, SECOND_FROM, THIRD, unit

SHOP = {"role": "provider", "id": "MC"}


def open_shop():
    for territory, value, source in (
            ("FR-reunion", "8.50", "CGI art. 296"), ("FR-guadeloupe", "8.50", "CGI art. 296"),
            ("FR-martinique", "8.50", "CGI art. 296"), ("FR-guyane", "0.00", "CGI art. 294")):
        rate(at(OPENING, 8, 20), "VAT", value, "2014-01-01", source, territory=territory)
    for kind, value, source in (("ECB_MRO", "2.05", "taux de refinancement"), ("LEGAL_PRO", "2.65", "taux légal")):
        rate(at(day("2026-07-02"), 9), kind, value, "2026-07-01", f"{source}, valeur fictive")
        rate(at(day("2027-01-04"), 9), kind, value, "2027-01-01", f"{source}, valeur fictive")
    for key, since, prices in LISTS:
        shown = max(at(OPENING, 8, 30), at(since - timedelta(days=10), 9))
        give(shown, "PublishPriceList", SHOP, {
            "list_id": key, "effective_from": f"{since}T00:00:00+0{2 if 4 <= since.month < 11 else 1}:00",
            "entries": [{"code": code, "unit": unit(price), "basis": "HT", "vat_code": "standard"}
                        for code, price in prices.items()]})
    give(at(day("2026-05-18"), 9), "PublishTerms", SHOP, {
        "version": SECOND, "ref": "CGV-2 (fictif)", "published_on": "2026-05-18",
        "effective_from": SECOND_FROM.isoformat(), "issuer": "provider",
        "config": {"mc": {"dossier_fee_ht": f"{DOSSIER // 100}.{DOSSIER % 100:02d}"}}})
    give(at(day("2027-01-12"), 9), "PublishTerms", SHOP, {
        "version": THIRD, "ref": "CGV-3 (fictif)", "published_on": "2027-01-12", "effective_from": "2027-03-01",
        "issuer": "provider", "config": {"mc": {"dossier_fee_ht": "48.00", "indemnity": "excess",
                                                "send_delay": "after_day2"}}})
    refreshes()


def rate(when, kind, value, since, source, **more):
    give(when, "PublishRate", STAFF, {"kind": kind, "value": value, "effective_from": since, "source": source, **more})


def refreshes():
    """SIRENE each month, three times too late (MC-L.5)."""
    for month in range(1, 13):
        delivered = day(f"2026-{month:02d}-{12 + month % 5}")
        days = {4: 31, 8: 44, 11: 36, 2: 30}.get(month, 9 + month)
        refreshed = delivered + timedelta(days=days)
        give(at(refreshed, 18, 30), "RecordSourceRefresh", STAFF, {
            "insee_delivered_on": delivered.isoformat(), "refreshed_on": refreshed.isoformat()})
