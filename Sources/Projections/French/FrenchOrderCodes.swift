/// The French words of the codes of MARKETINGCONNECT, by column.
extension FrenchWords {
  private static let categories = ["individual": "particuliers", "professional": "professionnels"]
  private static let sources = ["soms": "base SOMS", "client": "fichier du client"]
  private static let grounds = [
    "undelivered": "adresses non abouties", "quantity": "quantité insuffisante",
    "no_reply": "absence de réponse", "delay": "durée de la campagne",
  ]

  static let orders: [String: [String: String]] = [
    "status": [
      "placed": "passée", "announced": "règlement annoncé", "confirmed": "ferme",
      "cancelled": "annulée", "prepared": "en préparation", "approved": "approuvée",
      "scheduled": "programmée", "sent": "envoyée", "running": "en cours",
      "stopped": "arrêtée", "filed": "à instruire", "indemnified": "indemnisée",
      "denied": "refusée",
      "waived": "hors délai, renonciation", "letter_awaited": "attend la lettre recommandée",
      "suspended": "suspendu", "on_notice": "résilié à terme",
    ],
    "offer": offers, "product": offers, "plan": offers,
    "sale": ["online": "en ligne", "offline": "par un conseiller"],
    "channel": ["post": "courrier"],
    "source": sources, "address_source": sources,
    "category": categories, "address_category": categories,
    "ground": grounds, "claim_ground": grounds,
    "format": ["txt": "texte", "csv": "CSV", "xlsx": "Excel"],
    "report_source": [
      "espace_client": "selon l’espace client", "client_tool": "selon l’outil du client",
    ],
    "click_source": [
      "google": "selon Google", "microsoft": "selon Microsoft",
      "client_analytics": "selon l’outil du client",
    ],
    "credit_review": ["sufficient": "suffisante", "insufficient": "insuffisante"],
    "guarantee_answer": ["given": "fournies", "refused": "refusées"],
    "change": ["price": "tarif", "offer": "offre", "terms": "conditions"],
    "signature_kind": ["click": "clic", "otp_certificate": "code à usage unique et certificat"],
    "licence_use": [
      "postal": "courrier", "telemarketing": "télémarketing", "email": "courriel", "sms": "SMS",
    ],
    "licence_breach": [
      "other_use": "autre usage", "transfer": "cession à un tiers",
      "automated_calls": "automate d’appel",
    ],
    "hold_ground": ["limitation": "prescription", "litigation": "litige"],
    "subject_right": [
      "access": "accès", "rectification": "rectification", "erasure": "effacement",
      "limitation": "limitation", "portability": "portabilité", "objection": "opposition",
    ],
    "breach_audience": [
      "client": "au client", "cnil": "à la CNIL", "persons": "aux personnes concernées",
      "soms": "à SOMS",
    ],
    "processing_roles": [
      "joint": "responsables conjoints", "processor": "SOMS sous-traitant du client",
      "autonomous": "responsables autonomes",
    ],
    "restriction_action": [
      "suspended": "suspendu", "deleted": "supprimé", "restored": "rétabli",
    ],
    "campaign_end": [
      "clicks_reached": "clics garantis atteints", "notice": "arrêt demandé par le client",
      "order_cancelled": "commande annulée",
    ],
    "declaration": [
      "site_online": "site en ligne", "lawful": "site licite", "rights": "titulaire des droits",
      "content": "contenu conforme à la loi", "opt_in": "accord préalable des contacts",
    ],
    "doc_type": ["ORDER_FORM": "bon de commande", "TEMPLATE": "modèle de courriel"],
    "invoice_channel": ["email": "par courriel", "paper": "sur papier"],
    "fee_type": ["dossier": "frais de dossier"],
    "notice_type": [
      "booster_stop": "arrêt d’une campagne de clics",
      "change_refused": "refus d’un changement",
    ],
    "cause": endings, "order_cause": endings, "breach": ["unlawful": "contenu illicite"],
    "reason": endings.merging([
      "security": "sécurité", "denied": "refusée", "indemnified": "indemnisée",
      "no_guarantee": "garanties non fournies", "started": "démarrée", "sent": "envoyé",
      "answered": "répondu",
    ]) { first, _ in first },
    "result": [
      "done": "faite", "granted": "accordée", "denied": "refusée", "answered": "répondue",
    ],
    "kind": kinds, "right": rights,
  ]

  private static let offers = [
    "booster": "clics (Booster Site)", "email": "courriels (EmailConnect)",
    "sms": "SMS (ContactConnect)", "list": "fichier d’adresses (ListConnect)",
    "mailing": "publipostage",
  ]
  private static let endings = [
    "non_payment": "défaut de paiement", "unlawful": "contenu illicite",
    "change_refused": "changement refusé", "booster_stop": "arrêt d’une campagne de clics",
    "no_guarantee": "garanties non fournies", "unlawful_content": "contenu illicite",
  ]
  private static let kinds = [
    "order": "commande", "final": "fichier livré", "target_start": "début visé",
    "commitment": "engagement de trois mois", "delivery_claim": "réclamation",
    "undeliverable": "retour des plis", "retention": "conservation",
    "use_by": "usage des numéros", "scrub": "contrôle Bloctel",
    "credentials": "nouveaux identifiants", "first_payment": "premier paiement",
    "credit_review": "examen de solvabilité", "guarantee": "réponse aux garanties",
    "change": "refus d’un changement", "force_majeure": "force majeure",
    "reference": "référence commerciale", "confidentiality": "confidentialité",
    "client_file": "destruction du fichier", "subject_request": "réponse à une personne",
  ]
  private static let rights = [
    "require_transfer": "exiger un virement", "invite_transfer": "inviter à payer par virement",
    "chase_first_payment": "relancer le premier paiement",
    "start_campaign": "démarrer la campagne", "check_site": "vérifier le site",
    "complete_notice": "compléter la demande d’arrêt",
    "set_dossier_fee": "fixer les frais de dossier", "qualify_claim": "instruire la réclamation",
    "await_claim_letter": "attendre la lettre recommandée",
    "scrub_file": "contrôler le fichier contre Bloctel",
    "communicate_credentials": "communiquer les identifiants",
    "decline_performance": "refuser d’exécuter, faute de garantie",
    "end_for_force_majeure": "résilier pour force majeure",
    "answer_subject": "répondre à la personne", "stop_reference": "cesser la référence",
  ]

  static let orderHeadings: [String: String] = [
    "order": "commande", "billed": "facturé à", "offer": "offre", "sale": "vente",
    "placed_on": "passée le", "total_net": "total HT", "clicks": "clics",
    "irrevocable_at": "ferme le", "delivered": "abouti ou livré", "campaign": "campagne",
    "source": "base", "individuals": "particuliers", "professionals": "professionnels",
    "approved_at": "approuvée le", "earliest": "au plus tôt le", "send_at": "envoi prévu le",
    "sent_at": "envoyée le", "sent": "envoyés", "started_at": "démarrée le",
    "stopped_at": "arrêtée le", "campaign_end": "motif de l’arrêt", "guaranteed": "garantis",
    "claim_until": "réclamation jusqu’au", "category": "catégorie", "rented": "loués",
    "part": "partie", "undelivered": "non aboutis", "opened": "ouverts", "threshold": "seuil en %",
    "exceeds": "seuil dépassé", "ground": "motif invoqué", "sent_on": "envoyée le",
    "received_on": "reçue le", "last_day": "dernier jour", "indemnified": "indemnisés",
    "amount_net": "indemnité HT", "file": "fichier", "format": "format", "rows": "lignes",
    "ordered": "commandés", "delivered_at": "livré le", "returned": "revenus",
    "use_by": "utilisable jusqu’au", "hold_until": "conservé jusqu’au",
    "opt_in": "accord préalable garanti", "destroy_by": "à détruire le",
    "destroyed_at": "détruit le", "delivery_claim": "réclamation", "campaigns": "campagnes",
    "deliveries": "envois", "threshold_test": "seuil", "indemnity_sum": "indemnité",
    "left_side": "non aboutis × 100", "right_side": "seuil × loués", "basket": "panier",
    "invoiced_value": "valeur facturée", "claims": "réclamations",
  ]
}
