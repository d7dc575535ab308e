"""Invented people, and reproducible chance.

Phones are numbers kept free for fiction, e-mail addresses stand in example domains.
"""
import random

SEED = 20260408


class Chance:
    """Reproducible choices: only `random()`, whose sequence no Python version changes."""

    def __init__(self, name=""):
        self.rng = random.Random(SEED if not name else f"{SEED} {name}")

    def below(self, n):
        return int(self.rng.random() * n)

    def pick(self, choices):
        return choices[self.below(len(choices))]


GIVEN = ("Adèle Anatole Bérénice Cédric Clémence Damien Élodie Fabrice Gwenaëlle Hugues Inès Jérôme Karine Loïc "
         "Maëlle Noémie Océane Pascal Quentin Raphaëlle Sylvain Théo Ursule Valentin Yasmine Zoé").split()
SURNAME = ("Arbelin Bastignac Carrouget Delmontel Escoffray Fauvertin Gardanne Hautecombe Isambard-Roy Jourdelin "
           "Kerampon Lavergnat Marchadier Nivollet Oudinard Peyrecave Quillevère Rochambel Sauvignet Tarquinel "
           "Ursulet Vaudremont Wimereau Yvernault Zeller-Pons").split()
PHONES = ["+3319900", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998"]
TOWNS = [("05000", "Gap"), ("38000", "Grenoble"), ("13100", "Aix-en-Provence"), ("69003", "Lyon"),
         ("31000", "Toulouse"), ("44000", "Nantes"), ("67000", "Strasbourg"), ("59000", "Lille"),
         ("33000", "Bordeaux"), ("35000", "Rennes"), ("21000", "Dijon")]
STREETS = ["rue des Mélèzes", "avenue du Vieux-Port", "place aux Herbes", "quai des Tanneurs", "chemin de la Noria"]
PLAIN = str.maketrans("éèëêîïûâÉÈ", "eeeeiiuaEE")


def person(key, chance, company=None, phones=PHONES):
    given, name = chance.pick(GIVEN), chance.pick(SURNAME)
    mail = f"{given}.{name}".translate(PLAIN).lower()
    number = chance.below(10_000)
    town = chance.pick(TOWNS)
    found = {
        "id": key, "name": f"{given} {name}", "phone": f"{chance.pick(phones)}{number:04d}",
        "email": f"{mail}{number % 97}@{chance.pick(['example.org', 'example.net', 'example.com'])}"}
    if company:
        found["name"] = f"{company} {name}, {given} {name}"
        found["address"] = f"{1 + chance.below(120)} {chance.pick(STREETS)}, {town[0]} {town[1]}"
    return found
