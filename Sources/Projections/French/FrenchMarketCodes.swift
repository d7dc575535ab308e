/// The French words of the codes of Active Prospects, by column.
extension FrenchWords {
  static let market: [String: [String: String]] = [
    "mode": ["exclusive": "exclusif", "shared": "partagé"],
    "payment_mode": ["direct_debit": "prélèvement", "wallet": "Tirelire"],
    "channel": [
      "web": "site internet", "email_link": "lien d'alerte",
      "registered_letter": "lettre recommandée", "lr": "lettre recommandée",
      "lre": "lettre recommandée électronique",
    ],
    "claim_kind": [
      "duplicate": "doublon", "wrong_details": "coordonnées erronées",
      "unauthorised": "achat par autrui", "other": "autre motif",
    ],
    "form": [
      "wallet_credit": "crédit de la Tirelire", "credit_note": "avoir",
      "replacement_lead": "contact de remplacement",
    ],
    "settled_by": [
      "wallet_credit": "crédit de la Tirelire", "credit_note": "avoir",
      "replacement_lead": "contact de remplacement", "invoice_line": "ligne de facture",
      "coming_invoice": "facture à venir", "paid_apart": "réglé à part",
    ],
    "wallet_source": ["payment": "règlement", "claim": "réclamation"],
    "wallet_reason": ["purchase": "achat", "closure": "clôture"],
    "wallet_basis": ["HT": "HT", "TTC": "TTC", "flat": "TTC, frais sans TVA"],
    "movement": [
      "top_up": "approvisionnement", "claim": "réclamation", "purchase": "achat",
      "closure": "clôture",
    ],
    "fee_type": [
      "wallet_refund": "remboursement de la Tirelire", "procedure_cost": "frais de procédure",
    ],
    "identity": ["ok": "établie", "failed": "non établie"],
    "doc_type": ["INSURANCE_CERT": "attestation d'assurance professionnelle"],
    "invoice_channel": ["portal": "dans l'espace client"],
    "fingerprint_kind": ["email": "courriel", "phone": "téléphone"],
    "about": ["lead": "contact", "party": "client"],
    "check": [
      "call_back": "rappel téléphonique", "identity_card": "pièce d'identité",
      "email": "courriel",
    ],
    "cause": ["requested": "à la demande du bénéficiaire"],
    "declaration": ["insurance": "assurance professionnelle à jour"],
    "purpose": ["lead_resale": "cession du contact à des professionnels"],
    "outcome": [
      "called": "appelé", "signed": "devis signé", "no_answer": "sans réponse",
    ],
    "reason": [
      "no_duplicate": "pas de doublon", "details_checked": "coordonnées vérifiées",
      "chosen": "choix du bénéficiaire", "customised": "personnalisation", "done": "fait",
      "received": "reçu", "recorded": "noté", "settled": "réglé", "rejected": "rejeté",
      "credited": "crédité", "verified": "vérifié", "letter received": "lettre reçue",
      "direct debit given back": "prélèvement rétabli",
      "set off against the refund": "compensé avec le remboursement",
    ],
  ]
}
