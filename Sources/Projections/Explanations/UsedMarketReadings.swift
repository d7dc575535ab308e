/// The readings of Active Prospects that figures and states depend on.
extension UsedReadings {
  private static let basis = (
    "ap.wallet_basis", "what the Tirelire counts in (AP-4.6)",
    "ce que compte la Tirelire (AP-4.6)"
  )
  private static let restores = (
    "ap.claim_restores_exclusive", "whether an indemnified purchase still counts (AP-1.4)",
    "si un achat indemnisé compte encore (AP-1.4)"
  )

  static let ofPurchases = UsedReadings(keys: [
    (
      "ap.payment_days", "days from the invoice to its debit (AP-4.2)",
      "jours entre la facture et son prélèvement (AP-4.2)"
    ), rounding,
  ])
  static let ofTopUps = UsedReadings(keys: [
    basis,
    (
      "ap.credit_hours", "hours to credit a payment (AP-4.5)",
      "heures pour créditer un règlement (AP-4.5)"
    ),
  ])
  static let ofClosures = UsedReadings(keys: [
    basis,
    (
      "ap.refund_fee", "the costs of a refund, before VAT (AP-6.6)",
      "les frais d'un remboursement, HT (AP-6.6)"
    ),
    (
      "ap.closure_documents", "one document of a closure, or two (AP-6.6)",
      "une pièce de clôture, ou deux (AP-6.6)"
    ), rounding,
  ])
  static let ofWallets = UsedReadings(keys: [basis])
  static let ofLeads = UsedReadings(keys: [
    (
      "ap.exclusive_upgrade", "from shared to exclusive (AP-1.4)",
      "du mode partagé au mode exclusif (AP-1.4)"
    ),
    (
      "ap.shared_max_buyers", "most buyers of a shared lead (AP-1.4)",
      "acheteurs d'un contact partagé, au plus (AP-1.4)"
    ), restores,
  ])
  static let ofCollections = UsedReadings(keys: [
    (
      "ap.collection_indemnity", "the lump sum of a recovery (AP-4.12)",
      "l'indemnité forfaitaire d'un recouvrement (AP-4.12)"
    ),
    (
      "ap.indemnity_unit", "what it is counted by (AP-4.12)",
      "ce par quoi elle est comptée (AP-4.12)"
    ),
    (
      "ap.indemnity_vat", "whether it bears VAT (AP-4.12)", "si elle porte la TVA (AP-4.12)"
    ),
  ])
  static let ofClaims = UsedReadings(keys: [
    (
      "ap.claim_soft_limit_days", "days after which a claim is late (AP-3.3)",
      "jours après lesquels une réclamation est tardive (AP-3.3)"
    ),
    (
      "ap.claim_limit_years", "years after which a claim has no effect (AP-3.3)",
      "années après lesquelles une réclamation est sans effet (AP-3.3)"
    ),
    (
      "ap.duplicate_window_days", "how far back a lead is a duplicate (AP-3.3)",
      "jours pendant lesquels un contact est un doublon (AP-3.3)"
    ), restores,
  ])
}
