import Ledger

// Payment, and what the law has a document say.
extension Markup {
  mutating func closing(_ document: PrintedDocument) throws(LegalTexts.Outdated) {
    var mentions: [LegalMention] = []
    var figures: [String: String] = [:]
    if document.provider.vatBasis == .debits { mentions.append(.vatOnDebits) }
    switch document.kind {
    case .invoice(let collection):
      block("div", "settlement") { page in
        page.block("table", "facts") { $0.payment(collection, document.order) }
      }
      mentions.append(.noEarlyPaymentDiscount)
      switch document.late {
      case .byLaw: mentions += [.latePaymentPenalty, .recoveryIndemnity]
      case .activeProspects(let recovery):
        mentions += recovery.mentions
        figures = recovery.figures
      }
    case .creditNote(let corrects, let use):
      block("div", "settlement") { $0.line("p", nil, use.sentence(corrects.count, document.late)) }
    case .claim: break
    }
    var texts: [String] = []
    for mention in mentions {
      if let text = try LegalTexts.text(mention, on: document.issueDate) {
        texts.append(figures.reduce(text) { $0.replacing($1.key, with: $1.value) })
      }
    }
    if texts.isEmpty { return }
    block("div", "legal") { page in
      for text in texts { page.line("p", nil, text) }
    }
  }

  /// When and how it is paid: by direct debit (BC-4.5), a pack with its order (BC-3.1), months in
  /// advance before they begin (BC-4.6).
  private mutating func payment(
    _ collection: PrintedDocument.Collection, _ order: PrintedDocument.Order?
  ) {
    fact("Date d’échéance", French.day(collection.dueOn))
    if let days = collection.days {
      fact("Conditions de paiement", "Prélèvement à \(days) jours de la date de facture")
    }
    if collection.isDebited {
      fact("Moyen de paiement", "Prélèvement SEPA")
      fact(
        "Date de prélèvement",
        collection.collectOn.map { French.day($0) }
          ?? "le premier jour interbancaire ouvré à compter de l’échéance")
      return
    }
    switch collection.settled {
    case .topUp(let method):
      fact("Paiement", "acquittée, d’avance")
      if let method { fact("Moyen de paiement", method.french) }
      return
    case .fromWallet:
      fact("Paiement", "retenue sur le solde de la Tirelire")
      return
    case nil: break
    }
    switch collection.kind {
    case .final:
      // A file is billed by what was delivered (MC-L.6).
      fact("Paiement", "par ce qui fut réglé à la commande, le solde à l’échéance")
      return
    case .fee:
      fact("Paiement", "à l’échéance")
      return
    default: break
    }
    fact("Paiement", order == nil ? "intégral, d’avance" : "intégral, à la commande")
    if let means = order?.means { fact("Moyen de paiement", means) }
  }
}

extension PrintedDocument.Recovery {
  /// The wordings that these terms call for.
  fileprivate var mentions: [LegalMention] {
    [
      floor == .threeTimesLegal ? .activeProspectsPenalty : .activeProspectsPenaltyWithoutFloor,
      unit == .procedure ? .activeProspectsIndemnity : .activeProspectsIndemnityByInvoice,
    ]
  }

  /// What stands in them for the figures.
  fileprivate var figures: [String: String] {
    [
      LegalTexts.multipleFigure: French.times(multiple),
      LegalTexts.indemnityFigure: French.roundMoney(indemnity),
    ]
  }
}

extension PrintedDocument.Order {
  /// Nil for a means that has no name here.
  fileprivate var means: String? {
    PaymentMethod(rawValue: paidBy)?.french
  }
}

extension PaymentMethod {
  fileprivate var french: String {
    switch self {
    case .directDebit: "Prélèvement SEPA"
    case .cardDebit: "Prélèvement par carte"
    case .transfer: "Virement"
    case .card: "Carte bancaire"
    case .cheque: "Chèque"
    }
  }
}

extension CreditUse {
  fileprivate func sentence(_ invoices: Int, _ late: PrintedDocument.LatePenalty) -> String {
    let corrected = invoices > 1 ? "les factures rectifiées" : "la facture rectifiée"
    return switch self {
    case .nextInvoices:
      "Cet avoir s’impute sur ce qui reste dû sur \(corrected), puis sur vos prochaines factures."
    case .refund where late != .byLaw:
      "Cet avoir vous est remboursé, déduction faite des frais qui vous sont facturés."
    case .refund: "Cet avoir vous est remboursé."
    case .wallet: "Cet avoir est porté au crédit de votre Tirelire."
    }
  }
}
