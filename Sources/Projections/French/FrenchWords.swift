import Ledger

/// The French words of tables, as the contracts and the glossary have them.
enum FrenchWords {
  static func heading(_ name: String) -> String { headings[name] ?? name }

  /// What a code, a flag or the trace of a period says.
  static func value(_ value: Value, _ column: Answer.Column) -> Value {
    switch value {
    case .flag(let flag): return .text(flag ? "oui" : "non")
    case .text(let code) where column.kind == .text:
      // A sheet of reasons names columns, and says what stands in them.
      if column.name == "what" { return .text(heading(code)) }
      let known = codes[column.name == "is" ? anyCode[code] ?? "" : column.name]
      return .text(known?[code] ?? code)
    case .list(let json) where column.name == "days":
      var text = json
      for (reason, word) in skipped { text.replace("\"\(reason)\"", with: "\"\(word)\"") }
      return .list(json: text)
    case .none, .text, .integer, .money, .unitPrice, .rate, .list: return value
    }
  }

  /// The column whose words a value is read by, where it stands alone.
  private static let anyCode: [String: String] = {
    var columns: [String: String] = [:]
    for column in ["bucket", "status"] {
      for code in (codes[column] ?? [:]).keys { columns[code] = column }
    }
    return columns
  }()

  private static let skipped = [
    "saturday": "samedi", "sunday": "dimanche", "public_holiday": "jour férié",
    "target_closing": "fermeture TARGET",
  ]
  private static let documents = [
    "invoice": "facture", "credit_note": "avoir", "payment": "règlement",
    "payment_corrected": "règlement annulé", "refund": "remboursement",
    "late_payment": "retard de paiement", "interest": "intérêts", "indemnity": "indemnité",
  ]
  private static let effects = [
    "billable": "facturable", "void": "non facturable", "undecided": "à décider",
  ]
  private static let sides = [
    "client": "client", "prospect": "prospect", "provider": "prestataire",
  ]

  /// Codes by column.
  private static let codes: [String: [String: String]] = [
    "status": [
      "planned": "prévu", "held": "tenu", "contested": "contesté", "validated": "validé",
      "void": "non facturable", "subscribed": "souscrit", "active": "en cours",
      "open": "à payer", "partly_paid": "payée en partie", "paid": "payée",
      "credited": "annulée par avoir",
    ],
    "basis": [
      "fact": "fait", "decision": "décision", "deemed": "réputé", "computed": "calculé",
    ],
    "bucket": ["included": "inclus", "extra": "supplémentaire", "starter": "Starter Pack"],
    "effect": effects, "cancelled_by": sides, "issuer": sides,
    "kind": documents.merging([
      "subscription": "abonnement", "extras": "rendez-vous supplémentaires",
      "anomaly": "anomalie", "term": "terme", "option": "option", "starter": "Starter Pack",
      "prepayment": "trois mois d'avance", "legal_person": "personne morale",
      "natural_person": "personne physique",
    ]) { first, _ in first },
    "state": [
      "open": "ouvert", "elapsed": "échu", "recomputed": "recalculé", "done": "fait",
      "earned": "acquis", "deferred": "à acquérir",
    ],
    "unit": [
      "ouvrable": "jours ouvrables", "ouvre": "jours ouvrés", "target": "jours TARGET",
      "calendar": "jours calendaires", "hour": "heures", "month": "mois",
      "end_of_month": "fin de mois", "anniversary": "anniversaire",
    ],
    "right": [
      "accept_client": "accepter le client", "admit_anomaly": "admettre l'anomalie",
      "resolve_anomaly": "trancher l'anomalie",
      "bill_appointment": "facturer le rendez-vous", "record_outcome": "dire l'issue",
      "issue_credit_note": "établir un avoir", "validate_appointment": "valider le rendez-vous",
      "end_contract": "mettre fin au contrat", "sanction_breach": "sanctionner le manquement",
      "represent_debit": "représenter le prélèvement",
      "answer_debit": "dire la réponse de la banque", "inform_clients": "informer les clients",
      "publish_rate": "publier le taux", "credit_under_delivery": "créditer le manque",
    ],
    "usable": ["next_invoices": "prochaines factures", "refund": "remboursement"],
    "allocation": [
      "oldest_due": "échéance la plus ancienne", "debtor_choice": "choix du débiteur",
      "corrected": "annulé", "rejected": "rejeté par la banque",
    ],
    "vat_code": [
      "exempt_261C": "exonéré, 261 C", "standard": "taux normal", "outside_scope": "hors champ",
    ],
    "term": ["net": "HT", "vat": "TVA", "gross": "TTC", "paid": "payé", "used": "utilisé"],
    "stage": [
      "debit_pending": "prélèvement en cours", "rejected": "rejetée", "late": "en retard",
      "due": "à échéance",
    ],
    "next_action": [
      "bank_answer": "réponse de la banque", "represent_debit": "représenter le prélèvement",
      "formal_notice": "mise en demeure", "collection": "encaissement",
    ],
    "skipped": skipped,
    "weekday": [
      "monday": "lundi", "tuesday": "mardi", "wednesday": "mercredi", "thursday": "jeudi",
      "friday": "vendredi", "saturday": "samedi", "sunday": "dimanche",
    ],
    "quota_period": ["contract_month": "mois de contrat", "calendar_month": "mois civil"],
  ]
}
