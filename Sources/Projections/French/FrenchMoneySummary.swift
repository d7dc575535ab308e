import Ledger

/// The French lines of invoices, payments, debits and of what late payment costs.
extension FrenchSummary {
  static func line(_ event: InvoiceLinesListed) -> String {
    "\(event.lines.count) lignes de la facture \(event.invoice), partie \(event.part)"
  }

  static func line(_ event: InvoiceIssued) -> String {
    "facture \(event.number) émise au client \(event.party) : \(word(event.kind, "kind")), HT "
      + "\(event.ht), TTC \(event.ttc), échéance le \(event.dueOn)"
  }

  static func line(_ event: CreditNoteIssued) -> String {
    "avoir \(event.number) émis au client \(event.party) sur "
      + "\(event.corrects.joined(separator: ", ")) : TTC \(event.ttc)"
  }

  static func line(_ event: PaymentReceived) -> String {
    "règlement \(event.payment) de \(event.amount) reçu du client \(event.party) par "
      + "\(word(event.method, "method")), date de valeur \(event.valueDate)"
  }

  static func line(_ event: PaymentAllocated) -> String {
    "\(event.payment) imputé (\(word(event.rule, "allocation"))) : "
      + event.to.map { "\($0.amount) sur \($0.document)" }.joined(separator: ", ")
  }

  static func line(_ event: PaymentMethodRegistered) -> String {
    "mandat de prélèvement \(event.mandateRef) signé par le client \(event.party) le "
      + "\(event.signedOn)"
  }

  static func line(_ event: PaymentInitiated) -> String {
    guard let invoice = event.invoice else {
      return "règlement \(event.payment) de \(event.amount) annoncé par le client \(event.party) : "
        + word(event.method, "method")
    }
    return "prélèvement \(event.payment) de \(event.amount) demandé pour la facture \(invoice)"
      + (event.collectOn.map { ", règlement le \($0)" } ?? "")
  }

  static func line(_ event: PaymentRejected) -> String {
    "règlement \(event.payment) rejeté par la banque : \(event.reasonCode)"
  }

  static func line(_ event: RecoveryIndemnityCharged) -> String {
    "indemnité de \(event.amount) pour frais de recouvrement"
      + (event.invoice.map { " de la facture \($0)" } ?? "")
      + (event.collection.map { ", procédure \($0)" } ?? "")
  }

  static func line(_ event: LateInterestAssessed) -> String {
    "intérêts de \(event.amount) sur \(event.base) de la facture \(event.invoice), du "
      + "\(event.from) au \(event.to)"
  }

  static func line(_ event: RefundIssued) -> String {
    "\(event.amountTtc) de \(event.relatesTo) remboursés au client \(event.party)"
  }
}
