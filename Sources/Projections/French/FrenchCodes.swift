/// The French words of codes: by column of a table, and by what they say in the lines of events.
extension FrenchWords {
  private static let documents = [
    "invoice": "facture", "credit_note": "avoir", "payment": "règlement",
    "payment_corrected": "règlement annulé", "refund": "remboursement",
    "late_payment": "retard de paiement", "interest": "intérêts", "indemnity": "indemnité",
    "wallet": "Tirelire",
  ]
  private static let effects = [
    "billable": "facturable", "void": "non facturable", "undecided": "à décider",
  ]
  private static let sides = [
    "client": "client", "prospect": "prospect", "provider": "prestataire",
  ]

  /// Codes by column.
  static let codes: [String: [String: String]] = [
    "status": [
      "planned": "prévu", "held": "tenu", "contested": "contesté", "validated": "validé",
      "void": "non facturable", "subscribed": "souscrit", "active": "en cours",
      "open": "à payer", "partly_paid": "payée en partie", "paid": "payée",
      "credited": "annulée par avoir", "ended": "terminé",
      "refunded": "remboursé",
    ],
    "basis": [
      "fact": "fait", "decision": "décision", "deemed": "réputé", "computed": "calculé",
      "opt_in": "accord préalable",
    ],
    "bucket": ["included": "inclus", "extra": "supplémentaire", "starter": "Starter Pack"],
    "effect": effects, "cancelled_by": sides, "by": sides.merging(["agenda": "agenda"]) { $1 },
    "decided_by": ["agenda": "agenda"],
    "issuer": sides.merging(["psp": "prestataire de paiement"]) { $1 },
    "kind": documents.merging([
      "subscription": "abonnement", "extras": "rendez-vous supplémentaires",
      "anomaly": "anomalie", "term": "terme", "option": "option", "starter": "Starter Pack",
      "cure": "régularisation", "prepayment": "trois mois d'avance",
      "legal_person": "personne morale",
      "natural_person": "personne physique", "purchases": "achats de contacts",
      "complement": "complément d'achats", "wallet_topup": "crédit de la Tirelire",
      "fee": "frais", "wallet_credit": "crédit de la Tirelire",
      "wallet_refund": "remboursement de la Tirelire", "proposal": "nouvelles conditions",
      "advance": "avance",
    ]) { first, _ in first },
    "state": [
      "open": "ouvert", "elapsed": "échu", "recomputed": "recalculé", "done": "fait",
      "earned": "acquis", "deferred": "à acquérir", "cancelled": "annulé", "ended": "terminé",
      "suspended": "suspendu", "given": "donné", "withdrawn": "retiré", "met": "respecté",
      "settled": "réglé", "rejected": "rejeté", "closing": "clôture demandée",
      "closed": "interrompu",
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
      "propose_terms": "proposer les nouvelles conditions",
      "apply_preferences": "appliquer les préférences", "verify_sender": "vérifier l'expéditeur",
      "follow_up_lead": "demander la suite donnée au contact",
      "settle_claim": "régler la réclamation",
      "approve_settlement": "approuver une indemnité supérieure au prix",
      "pay_excess": "régler ce qui a été convenu au-delà du prix",
      "credit_wallet": "créditer la Tirelire",
      "withdraw_direct_debit": "refuser le prélèvement",
      "demand_advance": "demander une avance", "chase_advance": "relancer l'avance",
      "open_collection": "ouvrir le recouvrement amiable",
      "renew_insurance": "demander une nouvelle attestation d'assurance",
      "await_letter": "attendre la lettre recommandée",
      "refund_wallet": "rembourser la Tirelire",
      "set_off": "compenser avec le remboursement", "send_bank_details": "envoyer le RIB",
    ],
    "usable": [
      "next_invoices": "prochaines factures", "refund": "remboursement", "wallet": "Tirelire",
    ],
    "allocation": [
      "oldest_due": "échéance la plus ancienne", "debtor_choice": "choix du débiteur",
      "interest_first": "intérêts et indemnités d'abord",
      "corrected": "annulé", "rejected": "rejeté par la banque",
    ],
    "vat_code": [
      "exempt_261C": "exonéré, 261 C", "standard": "taux normal", "outside_scope": "hors champ",
    ],
    "term": [
      "net": "HT", "vat": "TVA", "gross": "TTC", "paid": "payé", "used": "utilisé",
      "refunded": "remboursé", "wallet": "Tirelire",
    ],
    "stage": [
      "debit_pending": "prélèvement en cours", "rejected": "rejetée", "late": "en retard",
      "due": "à échéance", "formal_notice": "en demeure", "recovery": "recouvrement amiable",
    ],
    "next_action": [
      "bank_answer": "réponse de la banque", "represent_debit": "représenter le prélèvement",
      "formal_notice": "mise en demeure", "collection": "encaissement",
      "suspend_or_terminate": "suspendre ou résilier",
      "open_collection": "ouvrir le recouvrement amiable", "payment": "paiement",
    ],
    "skipped": skipped,
    "weekday": [
      "monday": "lundi", "tuesday": "mardi", "wednesday": "mercredi", "thursday": "jeudi",
      "friday": "vendredi", "saturday": "samedi", "sunday": "dimanche",
    ],
    "quota_period": ["contract_month": "mois de contrat", "calendar_month": "mois civil"],
    "extras_invoice": [
      "calendar_month_end_of_validation": "fin du mois civil de la validation",
      "contract_month_end": "fin du mois de contrat",
    ],
    "validation_rule": [
      "uncontested_unless_provider_knows": "sans anomalie, sauf fait connu du prestataire",
      "honoured_and_uncontested": "honoré et sans anomalie", "uncontested_only": "sans anomalie",
    ],
    "profession": [
      "general_agent": "agent général d'assurance", "agent_general": "agent général d'assurance",
      "insurance_mandate": "mandataire d'assurance", "broker": "courtier",
      "wealth_adviser": "conseiller en gestion de patrimoine",
      "estate_agent": "agent immobilier", "car_dealer": "concessionnaire automobile",
    ],
  ].merging(events) { $1 }.merging(market) { $0.merging($1) { first, _ in first } }
    .merging(orders) { $0.merging($1) { first, _ in first } }

  /// Codes that stand in the lines of events, by what they say.
  private static let events: [String: [String: String]] = [
    "clock": ["real": "réelle", "simulated": "simulée"],
    "method": [
      "direct_debit": "prélèvement", "transfer": "virement", "card": "carte",
      "card_debit": "prélèvement par carte",
      "cheque": "chèque",
      "checkbox": "case cochée", "signature": "signature",
      "online_subscription": "souscription en ligne", "trial_use": "usage à l'essai",
      "tacit": "accord tacite",
    ],
    "channel": [
      "email": "courriel", "sms": "SMS", "phone": "téléphone", "form": "formulaire",
      "online": "internet", "lrar": "lettre recommandée avec avis de réception",
      "letter": "lettre", "visit": "visite", "video": "visioconférence",
      "linkedin": "LinkedIn", "search_ads": "annonces de recherche",
    ],
    "rate_kind": [
      "ECB_MRO": "taux de refinancement de la BCE",
      "LEGAL_PRO": "taux d'intérêt légal entre professionnels", "VAT": "taux de TVA",
    ],
    "detail": [
      "name": "nom", "address": "adresse", "email": "courriel", "phone": "téléphone",
      "text": "texte",
    ],
    "declaration": ["mandate": "mandat d'une compagnie d'assurance"],
    "purpose": [
      "telemarketing": "télémarketing", "sms": "SMS", "reference": "référence commerciale",
      "prospecting": "prospection", "group_sharing": "partage avec le groupe",
    ],
    "list": ["bloctel": "Bloctel", "internal": "interne"],
    "sending": [
      "confirmation": "confirmation", "reminder": "rappel", "new_terms": "nouvelles conditions",
    ],
    "anomaly_kind": [
      "prospect_absent": "prospect absent", "not_decision_maker": "prospect non décisionnaire",
      "wrong_profile": "profil non conforme", "wrong_phone": "numéro erroné",
      "not_interested": "prospect non intéressé",
    ],
    "admission": ["admitted": "admise", "held": "en attente", "denied": "non admise"],
    "result": ["accepted": "acceptée", "rejected": "rejetée"],
    "validation_basis": ["deemed": "réputé validé", "decision": "validé par décision"],
    "reversal": [
      "anomaly_in_time": "anomalie reçue à temps", "anomaly_accepted": "anomalie acceptée",
      "not_held": "rendez-vous non tenu", "corrected": "correction",
      "force_majeure": "force majeure",
    ],
    "recompute_cause": [
      "rescheduled": "rendez-vous reporté", "calendar_corrected": "calendrier corrigé",
    ],
    "notice_type": [
      "non_renewal": "résiliation à l'échéance", "closure": "clôture", "stop": "arrêt",
      "refusal": "refus", "just_cause": "juste motif", "change": "modification",
    ],
    "notice_result": [
      "valid": "valable", "late": "tardive", "wrong_form": "irrégulière",
      "incomplete": "incomplète", "deferred": "reportée",
    ],
    "cause": [
      "non_renewal": "résiliation à l'échéance", "breach": "manquement grave",
      "force_majeure": "force majeure",
    ],
    "breach": [
      "non_payment": "défaut de paiement", "no_show": "rendez-vous non honoré",
      "no_shows": "rendez-vous non honorés",
    ],
    "reason": [
      "breach": "manquement grave", "non_renewal": "résiliation à l'échéance",
      "force_majeure": "force majeure", "published": "taux publié", "suspended": "suspendu",
      "terminated": "résilié", "geste_commercial": "geste commercial",
      "mois_sans_rendez_vous": "mois sans rendez-vous",
      "option_interrompue": "option interrompue",
    ],
    "how": [
      "paid": "dette payée", "dette_payee": "dette payée",
      "appointments_honoured": "rendez-vous honorés", "breach_cured": "manquement régularisé",
    ],
    "force_majeure": [
      "flood": "inondation", "panne_operateur": "panne d'opérateur", "tempete": "tempête",
      "destruction_des_locaux": "destruction des locaux",
    ],
    "product": ["STARTER": "Starter Pack"],
    "order_cause": [
      "refund": "remboursement", "changement_de_projet": "changement de projet",
    ],
    "campaign_end": [
      "pack_delivered": "rendez-vous du Starter Pack livrés", "contract_ended": "contrat terminé",
    ],
    "option": [
      "multichannel": "option Multicanal", "prepay3": "paiement de 3 mois d'avance",
    ],
    "option_end": [
      "notice": "résiliation", "contract_ended": "contrat terminé",
      "not_paid": "paiement non reçu", "used_up": "mois écoulés",
    ],
  ]
}
