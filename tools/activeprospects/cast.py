"""Who lives in the sample active-prospects: thirty capture sites, a hundred and fifty beneficiaries, three versions of
the terms."""
from dataclasses import dataclass, field
from datetime import date, timedelta

from samples.paris import LAST, day
from samples.people import Chance

OPENING = day("2026-01-05")
FIRST, SECOND, THIRD = "CGU-1", "CGU-2", "CGU-3"
READINGS = {  # beside the usual ones
    SECOND: {"exclusive_upgrade": "allow", "alert_token_days": 15, "advance_pay_days": 5},
    THIRD: {"exclusive_upgrade": "allow", "alert_token_days": 15, "advance_pay_days": 5, "shared_max_buyers": 3,
            "block_if_insurance_expired": True, "restrict_purchase_to_preferences": True, "mixed_modes": True,
            "follow_up_reminder_hours": 168, "interrupt_at": "treatment"}}
PUBLISHED = {FIRST: OPENING, SECOND: day("2026-04-30"), THIRD: day("2026-10-15")}
VAT = {"FR-metropolitan": 2000, "FR-reunion": 850, "FR-guyane": 0}  # in hundredths of a per cent

# Range: exclusive and shared price in euros, what people ask for.
RANGES = {
    "panneaux-solaires": (42, 16, "Toiture de {n} m² plein sud, autoconsommation avec revente du surplus"),
    "pompe-a-chaleur": (45, 17, "Remplacement d'une chaudière au fioul, maison de {n} m² de 1978"),
    "isolation-combles": (26, 10, "Combles perdus de {n} m², laine soufflée souhaitée"),
    "isolation-exterieure": (38, 15, "Ravalement avec isolation, façade de {n} m²"),
    "fenetres-pvc": (32, 12, "Huit fenêtres à changer, maison de {n} m², devis sous quinze jours"),
    "fenetres-alu": (36, 14, "Baie coulissante et six fenêtres, séjour de {n} m²"),
    "toiture-tuiles": (34, 13, "Réfection d'une couverture de {n} m² avec gouttières"),
    "toiture-ardoises": (39, 15, "Toit d'ardoises de {n} m², fuites près de la cheminée"),
    "piscine-coque": (44, 18, "Bassin enterré, terrain de {n} m² en pente légère"),
    "piscine-bois": (29, 11, "Piscine semi-enterrée pour l'été, jardin de {n} m²"),
    "veranda": (41, 16, "Véranda accolée au séjour, environ {n} m²"),
    "pergola": (28, 11, "Pergola bioclimatique, terrasse de {n} m²"),
    "cuisine-equipee": (31, 12, "Cuisine ouverte de {n} m² avec îlot"),
    "salle-de-bains": (30, 12, "Douche à l'italienne à la place de la baignoire, pièce de {n} m²"),
    "monte-escalier": (52, 20, "Escalier tournant, personne de {n} ans, pose urgente"),
    "alarme-maison": (22, 9, "Maison de {n} m², deux accès, absence fréquente"),
    "portail-motorise": (24, 10, "Portail battant de quatre mètres, terrain de {n} m²"),
    "adoucisseur": (21, 8, "Eau très calcaire, foyer de quatre personnes, {n} m³ par an"),
    "poele-granules": (33, 13, "Poêle canalisable pour {n} m², conduit existant"),
    "climatisation": (35, 14, "Trois pièces à climatiser, {n} m² sous les toits"),
    "assurance-emprunteur": (37, 15, "Prêt de {n} 000 euros sur vingt ans, deux emprunteurs"),
    "mutuelle-senior": (40, 16, "Couple de {n} ans, optique et dentaire"),
    "assurance-obseques": (34, 13, "Capital de {n}00 euros environ"),
    "credit-travaux": (43, 17, "Financement de {n} 000 euros pour une extension"),
    "demenagement": (18, 7, "Trois pièces, {n} km, fin du mois prochain"),
    "garde-meubles": (15, 6, "Box de {n} m³ pendant les travaux"),
    "jardin-entretien": (17, 7, "Haies et pelouse, terrain de {n} m², contrat à l'année"),
    "elagage": (23, 9, "Deux cèdres près d'une ligne, parcelle de {n} m²"),
    "diagnostic-immobilier": (20, 8, "Vente d'une maison de {n} m², diagnostics complets"),
    "expertise-fissures": (48, 19, "Fissures en façade depuis la sécheresse, maison de {n} m²"),
}
SITES = {f"SITE-{i + 1:02d}": name for i, name in enumerate(RANGES)}
ZONES = "13 21 31 33 35 38 44 59 67 69".split()
ISLANDS = {"FR-reunion": ["974"], "FR-guyane": ["973"]}
COMPANIES = "Énergies Toitures Habitat Rénovation Conseil Courtage Confort Bâtiment".split()


@dataclass
class Account:
    """A beneficiary as the story knows it: what it has, and what stands in its Tirelire."""
    key: str
    joins: date
    mode: str  # direct_debit or wallet
    territory: str
    sectors: list
    zones: list
    weight: int  # how much it buys
    chance: Chance
    terms: list = field(default_factory=list)
    user: str = None
    active: str = None  # the way of paying in force
    mandate: bool = False
    withdrawn: bool = False
    alerts: bool = True
    balance: int = 0  # before VAT, in cents
    pending: bool = False  # a payment for the Tirelire is on its way
    halves: dict = field(default_factory=dict)  # first day → what is not invoiced, in cents before VAT
    months: dict = field(default_factory=dict)
    demand: bool = False  # a task waits
    address: int = 1
    email: str = None
    insured: date = None
    closing: bool = False
    closed: bool = False

    @property
    def person(self):
        return "H-" + self.key[2:]

    @property
    def vat(self):
        return VAT[self.territory]

    @property
    def version(self):
        """The version that counts: the newest that it accepted."""
        return max(self.terms, default=None)

    def reads(self, name):
        return READINGS.get(self.version, {}).get(name)


BAD = {  # stop paying: from a day on
    "B-007": "2026-03-01", "B-019": "2026-04-10", "B-031": "2026-05-20", "B-043": "2026-07-01", "B-055": "2026-09-05",
    "B-061": "2026-10-10"}
LARGE = "B-002 B-004 B-011 B-013 B-020 B-025 B-040".split()
REUNION, GUYANE = "B-016 B-037 B-058 B-077 B-101".split(), "B-029 B-086 B-118".split()
CLOSES = {  # day of the writing, how, days until it is treated, days until the money goes back
    "B-003": ("2026-03-02", "registered_letter", 20, 12), "B-009": ("2026-05-11", "registered_letter", 30, 45),
    "B-015": ("2026-06-15", "email", 25, 20), "B-021": ("2026-08-03", "lre", 12, 8),
    "B-027": ("2026-09-01", "registered_letter", 40, 30), "B-033": ("2026-09-21", "email", 30, 10),
    "B-039": ("2026-10-05", "lrar", 25, 50), "B-045": ("2026-11-02", "email", 22, 6),
    "B-051": ("2026-11-16", "registered_letter", 15, 20), "B-012": ("2026-07-06", "registered_letter", 10, 0),
    "B-024": ("2026-10-19", "lre", 18, 0), "B-036": ("2026-12-07", "registered_letter", 21, 0),
    "B-007": ("2026-06-22", "registered_letter", 14, 0), "B-010": ("2026-08-20", "lre", 9, 0)}


def accounts():
    chance, found = Chance("active-prospects cast"), {}
    for number in range(1, 151):
        key = f"B-{number:03d}"
        joins = OPENING + timedelta(days=chance.below(24) if number <= 62 else 26 + (number - 63) * 345 // 88)
        while joins.weekday() > 4:
            joins += timedelta(days=1)
        territory = ("FR-reunion" if key in REUNION else "FR-guyane" if key in GUYANE else "FR-metropolitan")
        names = list(RANGES)
        sectors = sorted({chance.pick(names) for _ in range(2 + chance.below(2))})
        zones = ISLANDS.get(territory) or sorted({chance.pick(ZONES) for _ in range(3 + chance.below(3))})
        mode = "wallet" if number % 3 == 0 else "direct_debit"
        weight = 9 if key in LARGE else 1 + chance.below(3)
        if key in LARGE:
            sectors = sorted({chance.pick(names) for _ in range(9)})
            zones = sorted(set(ZONES) - {chance.pick(ZONES)})
        found[key] = Account(key, joins, mode, territory, sectors, zones, weight,
                             Chance(f"active-prospects {key}"))
    return found


def half(d):
    """The first day of the half-month of a day (AP-4.3)."""
    return d.replace(day=1 if d.day < 16 else 16)


