import Ledger

/// The readings of the terms that a figure or a state depends on, with what each decides.
struct UsedReadings {
  private var keys: [(key: String, english: String, french: String)]

  init(keys: [(key: String, english: String, french: String)]) { self.keys = keys }

  static let rounding = (
    "common.vat_rounding", "where VAT is rounded (G-11)", "où la TVA est arrondie (G-11)"
  )
  /// Of the plans, only the one at hand is shown.
  private static let plans = ("bc.plans", "", "")
  private static let extras = (
    "bc.extras_invoice", "when extras are invoiced (BC-6.2)",
    "quand les supplémentaires sont facturés (BC-6.2)"
  )
  private static let quota = (
    "bc.quota_period", "the month of the quota (BC-6.3)", "le mois du quota (BC-6.3)"
  )
  private static let validation = (
    "bc.validation_rule", "what validates (BC-1.3)", "ce qui vaut validation (BC-1.3)"
  )
  private static let anomalyDays = (
    "bc.anomaly_days", "days to report an anomaly (BC-1.3)",
    "jours pour signaler une anomalie (BC-1.3)"
  )

  static func of(_ invoice: DocumentModel.Invoice) -> UsedReadings {
    switch invoice.event.kind {
    case .subscription where invoice.extras > .zero:
      UsedReadings(keys: ofSubscriptions.keys.dropLast() + ofExtras.keys)
    case .subscription, .option: ofSubscriptions
    case .prepayment: ofPrepayments
    case .starter: ofPacks
    case .extras: ofExtras
    case .purchases, .complement: ofPurchases
    case .walletTopup: ofTopUps
    case .fee: ofClosures
    case .order, .final: ofOrders
    }
  }

  static let ofOrders = UsedReadings(keys: [
    ("mc.min_invoice_ht", "the least invoice (MC-II.4)", "le minimum de facturation (MC-II.4)"),
    (
      "mc.tolerance", "tolerance of a file in percent (MC-L.6)",
      "tolérance d’un fichier en % (MC-L.6)"
    ),
    ("mc.over_delivery", "addresses beyond it (MC-L.6)", "adresses au-delà (MC-L.6)"), rounding,
  ])
  static let ofDeliveryClaims = UsedReadings(keys: [
    (
      "mc.threshold_individual", "percent of undelivered e-mails to individuals (MC-B.9)",
      "seuil des courriels à des particuliers, en % (MC-B.9)"
    ),
    (
      "mc.threshold_professional", "percent of undelivered e-mails to professionals (MC-B.9)",
      "seuil des courriels à des professionnels, en % (MC-B.9)"
    ),
    (
      "mc.threshold_sms", "percent of undelivered messages (MC-S.5)",
      "seuil des SMS, en % (MC-S.5)"
    ),
    (
      "mc.npai_threshold", "percent of letters that came back (MC-L.7)",
      "seuil des plis revenus, en % (MC-L.7)"
    ),
    (
      "mc.indemnity", "all that was undelivered, or the excess (MC-B.9)",
      "tout ce qui n’a pas abouti, ou l’excédent (MC-B.9)"
    ),
    (
      "mc.claim_months", "months to claim (MC-B.10)", "mois pour réclamer (MC-B.10)"
    ),
    (
      "mc.lrar_counts", "which day of the letter counts (MC-B.10)",
      "le jour de la lettre qui compte (MC-B.10)"
    ), rounding,
  ])
  private static let ofPrepayments = UsedReadings(keys: [
    ("bc.prepay_months", "months paid in advance (BC-4.6)", "mois payés d'avance (BC-4.6)"),
    ("bc.prepay_discount", "their discount in percent (BC-4.6)", "leur remise en % (BC-4.6)"),
    rounding,
  ])
  private static let ofPacks = UsedReadings(keys: [
    ("bc.starter_price", "the price of the pack (BC-3.1)", "le prix du pack (BC-3.1)"),
    ("bc.starter_vat", "the VAT in it (BC-3.1)", "la TVA qu'il comprend (BC-3.1)"),
    (
      "bc.starter_appointments", "the appointments of the pack (BC-3.1)",
      "les rendez-vous du pack (BC-3.1)"
    ), rounding,
  ])
  private static let ofSubscriptions = UsedReadings(keys: [
    (
      "bc.sub_billing", "when a month is invoiced (BC-4.5)",
      "quand un mois est facturé (BC-4.5)"
    ), rounding,
  ])
  private static let ofExtras = UsedReadings(keys: [
    extras, quota, plans, validation, anomalyDays, rounding,
  ])
  static let ofCreditNotes = UsedReadings(keys: [rounding])
  static let ofAppointments = UsedReadings(keys: [
    anomalyDays,
    (
      "bc.holiday_region", "whose holidays these days skip (BC-1.3)",
      "de quelle région sont les jours fériés (BC-1.3)"
    ),
    (
      "bc.anomaly_form_strict", "an anomaly not by the form (BC-1.3)",
      "une anomalie hors formulaire (BC-1.3)"
    ), validation,
    (
      "bc.client_cancellation", "cancelled by the client, or both absent (BC-1.3)",
      "annulé par le client, ou les deux absents (BC-1.3)"
    ), quota, plans, extras,
  ])

  /// Key, reading and what it decides, as they stand in a version.
  func rows(in config: TermsConfig?, plan code: String?, _ language: Language) -> [[Value]] {
    var rows: [[Value]] = []
    func add(_ key: String, _ reading: String, _ decides: String) {
      rows.append([.text(key), .text(reading), .text(decides)])
    }
    for (key, english, french) in keys {
      if key == "bc.plans", let plan = code.flatMap({ config?.btbconnect.plan($0) }) {
        add(
          "\(key).\(plan.code).quota", String(plan.quota),
          language.said("the quota (BC-4.2)", "le quota (BC-4.2)"))
        add(
          "\(key).\(plan.code).extra_price", plan.extraPrice.description,
          language.said(
            "an appointment above it (BC-6.2)", "un rendez-vous au-delà (BC-6.2)"))
      } else if let reading = config?.readings.first(where: { $0.key == key })?.reading {
        add(key, reading, language.said(english, french))
      }
    }
    return rows
  }
}

extension Explanation {
  mutating func addReadings(_ version: String, _ rows: [[Value]]) {
    add(
      "terms", [("version", .text), ("key", .text), ("reading", .text), ("decides", .text)],
      rows.map { [.text(version)] + $0 })
  }
}
