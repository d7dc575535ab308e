"""Who lives in the sample marketingconnect: ninety advertisers, four agencies, two versions of the terms, three price
lists."""
from dataclasses import dataclass, field

from samples.paris import day

OPENING = day("2026-01-05")
FIRST, SECOND, THIRD = "CGV-1", "CGV-2", "CGV-3"  # the third is published, not in force yet
SECOND_FROM, TOLD = day("2026-07-01"), day("2026-05-20")
DOSSIER = 4500  # file costs, from the second version on, in cents before VAT
ORDERS = 400
VAT = {"FR-metropolitan": 2000, "FR-reunion": 850, "FR-guadeloupe": 850, "FR-martinique": 850, "FR-guyane": 0}
OVERSEAS = {5: "FR-reunion", 16: "FR-reunion", 27: "FR-martinique", 38: "FR-guadeloupe", 49: "FR-reunion",
            60: "FR-martinique", 71: "FR-guadeloupe", 82: "FR-guyane"}
ABROAD = {"A-901": "BE", "A-902": "MC", "A-903": "CH", "A-904": "BE"}
COMPANIES = "Boulangeries Cycles Jardins Literie Optique Piscines Cuisines Garage Vérandas Voyages".split()
AGENCIES = ["G-01", "G-02", "G-03", "G-04"]

# Each list: from when; what an item costs, in ten-thousandths of a euro before VAT.
LISTS = [
    ("TARIF-2026-1", OPENING, {
        "email-individual": 800, "email-professional": 1200, "sms-individual": 900, "sms-professional": 1100,
        "address-individual": 1500, "address-professional": 1750, "post-letter": 7200, "pack-300": 3900000,
        "pack-500": 6000000, "pack-1000": 11000000}),
    ("TARIF-2026-2", day("2026-07-01"), {
        "email-individual": 825, "email-professional": 1230, "sms-individual": 900, "sms-professional": 1150,
        "address-individual": 1555, "address-professional": 1800, "post-letter": 7450, "pack-300": 4050000,
        "pack-500": 6200000, "pack-1000": 11350000, "DOSSIER": DOSSIER * 100}),
    ("TARIF-2027-1", day("2027-01-01"), {
        "email-individual": 850, "email-professional": 1275, "sms-individual": 935, "sms-professional": 1175,
        "address-individual": 1600, "address-professional": 1850, "post-letter": 7700, "pack-300": 4200000,
        "pack-500": 6400000, "pack-1000": 11700000, "DOSSIER": DOSSIER * 100}),
]


def price(code, d):
    """In ten-thousandths of a euro."""
    return next(prices[code] for _, since, prices in reversed(LISTS) if since <= d)


def unit(tenths):
    """A price as it is written: two to four decimals."""
    text = f"{tenths // 10000}.{tenths % 10000:04d}"
    while text.endswith("0") and len(text.split(".")[1]) > 2:
        text = text[:-1]
    return text


@dataclass
class Account:
    key: str
    number: int
    territory: str
    agency: str = None
    mandate: bool = False
    accepted: set = field(default_factory=set)
    tacit: object = None  # the day from which the second version counts for it, unasked
    orders: list = field(default_factory=list)

    @property
    def company(self):
        return f"{COMPANIES[self.number % len(COMPANIES)]}"

    @property
    def person(self):
        return "H-" + self.key.replace("-", "")

    @property
    def actor(self):
        """Who speaks for it (MC-D.7)."""
        if self.agency:
            return {"role": "agent", "id": self.agency, "for": self.key}
        return {"role": "client", "id": self.key, "auth": "password"}


def accounts():
    found = {}
    for number in range(1, 91):
        key = f"A-{number:03d}"
        agency = AGENCIES[number % 4] if number % 9 == 4 else None
        found[key] = Account(key, number, OVERSEAS.get(number, "FR-metropolitan"), agency)
    return found
