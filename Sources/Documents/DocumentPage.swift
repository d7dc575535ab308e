import Ledger

/// The page of a document: one HTML file with its style, the same bytes for the same document.
public enum DocumentPage {
  /// - Throws: `LegalTexts.Outdated` for a day whose wordings are not known here.
  public static func html(_ document: PrintedDocument) throws(LegalTexts.Outdated) -> String {
    var page = Markup()
    page.raw("<!DOCTYPE html>\n")
    page.raw("<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\"/>\n")
    page.line("title", nil, "\(document.title) \(document.number)")
    page.raw("<meta name=\"generator\" content=\"minutier\"/>\n<style>\n")
    page.raw(PageStyle.css)
    page.raw("</style>\n</head>\n<body>\n")
    page.heading(document)
    try page.parties(document)
    page.lines(document)
    try page.sums(document)
    try page.closing(document)
    page.raw("</body>\n</html>\n")
    return page.html
  }
}

extension PrintedDocument {
  var title: String {
    switch kind {
    case .invoice: "Facture"
    case .creditNote: "Avoir"
    }
  }
}

// MARK: Who, to whom, what about

extension Markup {
  fileprivate mutating func heading(_ document: PrintedDocument) {
    block("header") { page in
      page.block("div", "seller") { $0.seller(document.provider) }
      page.block("div", "title") { page in
        page.line("h1", nil, document.title)
        page.line("p", "number", "N° \(document.number)")
      }
    }
  }

  private mutating func seller(_ provider: Provider) {
    line("p", "name", provider.name)
    for text in French.addressLines(provider.address) { line("p", nil, text) }
    if let form = provider.legalForm {
      let capital = provider.capital.map { " au capital de \(French.roundMoney($0))" } ?? ""
      line("p", nil, French.capitalised(form) + capital)
    } else if let capital = provider.capital {
      line("p", nil, "Capital de \(French.roundMoney(capital))")
    }
    let siren = "SIREN \(French.registration(provider.siren))"
    line("p", nil, provider.rcs.map { "\(siren) – RCS \($0)" } ?? siren)
    if let number = provider.vatNumber { line("p", nil, "TVA intracommunautaire \(number)") }
    if let orias = provider.orias { line("p", nil, "ORIAS n° \(orias)") }
  }

  fileprivate mutating func parties(_ document: PrintedDocument) throws(LegalTexts.Outdated) {
    let nature = try LegalTexts.text(.natureOfOperation, on: document.issueDate)
    block("div", "parties") { page in
      page.block("table", "facts") { page in
        page.fact("Date d’émission", French.day(document.issueDate))
        page.subject(document)
        if let nature { page.fact("Nature de l’opération", nature) }
        page.fact("Référence client", document.client.id)
        if let contract = document.contract { page.fact("Contrat", contract) }
        if let order = document.order { page.fact("Commande", order.id) }
        if let terms = document.terms { page.fact("Conditions générales", terms) }
      }
      page.block("div", "client") { $0.client(document.client) }
    }
  }

  /// The period of an invoice, or what a credit note corrects.
  private mutating func subject(_ document: PrintedDocument) {
    switch document.kind {
    case .invoice(let collection):
      if let from = collection.from, let to = collection.to {
        fact(collection.kind.periodName, "du \(French.day(from)) au \(French.day(to))")
      }
    case .creditNote(let corrects, _):
      for invoice in corrects {
        let day = invoice.issueDate.map { " du \(French.day($0))" } ?? ""
        fact("Facture rectifiée", "\(invoice.number)\(day)")
      }
    }
  }

  private mutating func fact(_ name: String, _ value: String) {
    element("tr") { row in
      row.element("th", nil, name)
      row.element("td", nil, value)
    }
    raw("\n")
  }

  private mutating func client(_ client: PrintedDocument.Client) {
    line("p", "name", client.name.text("nom non communiqué"))
    if case .known(let address) = client.address {
      for text in French.addressLines(address) { line("p", nil, text) }
    } else {
      line("p", nil, client.address.text("adresse non communiquée"))
    }
    if let number = client.registrationNo {
      let name = number.utf8.count == 14 ? "SIRET" : "SIREN"
      line("p", "siren", "\(name) \(French.registration(number))")
    }
  }
}

extension InvoiceKind {
  /// What its period is the period of: extras are billed in the month of their validation, and each
  /// line says when its appointment took place (BC-6.2).
  fileprivate var periodName: String {
    switch self {
    case .subscription, .option, .prepayment, .starter, .walletTopup, .fee, .order, .final:
      "Période de la prestation"
    case .purchases, .complement: "Période d’achat"
    case .extras: "Période de facturation"
    }
  }
}

extension PrintedDocument.Datum {
  fileprivate func text(_ absent: String) -> String {
    switch self {
    case .known(let text): text
    case .unknown: "[\(absent)]"
    case .erased: "[effacé]"
    }
  }
}

// MARK: Lines and sums

extension Markup {
  fileprivate mutating func lines(_ document: PrintedDocument) {
    block("table", "lines") { page in
      page.raw("<thead><tr><th scope=\"col\" class=\"label\">Désignation</th>")
      page.raw("<th scope=\"col\">Quantité</th><th scope=\"col\">Prix unitaire HT</th>")
      page.raw("<th scope=\"col\">TVA</th><th scope=\"col\">Montant HT</th></tr></thead>\n")
      page.block("tbody") { page in
        for line in document.lines {
          let group = document.groups.first { $0.vatCode == line.vatCode }
          page.line(line, line.vatRate ?? group?.rate)
        }
      }
    }
  }

  private mutating func line(_ line: InvoiceLine, _ rate: Rate?) {
    element("tr") { row in
      row.element("td", "label") { cell in
        cell.element("span", nil, line.label)
        if let rank = line.rank, let month = line.monthFrom {
          cell.element(
            "small", nil, "Rang \(rank) du mois de contrat ouvert le \(French.day(month))")
        }
      }
      row.element("td", nil, French.count(line.qty))
      row.element("td", nil, French.money(line.unit))
      row.element("td", nil, line.vatCode.treatment(rate))
      row.element("td", nil, French.money(line.ht))
    }
    raw("\n")
  }

  fileprivate mutating func sums(_ document: PrintedDocument) throws(LegalTexts.Outdated) {
    var rows: [(group: VATGroup, mention: String?)] = []
    for group in document.groups {
      let mention = group.vatCode.legalMention
      let text = try mention.map { (mention) throws(LegalTexts.Outdated) in
        try LegalTexts.text(mention, on: document.issueDate)
      }
      rows.append((group, text ?? nil))
    }
    block("div", "sums") { page in
      page.block("div", "vat") { page in
        page.block("table") { $0.groups(rows) }
      }
      page.block("div", "totals") { page in
        page.block("table") { page in
          page.total("net", "Total HT", document.net)
          page.total("tax", "TVA", document.vat)
          page.total("gross", document.kind.grossName, document.gross)
        }
      }
    }
  }

  private mutating func groups(_ rows: [(group: VATGroup, mention: String?)]) {
    raw("<thead><tr><th scope=\"col\" class=\"label\">TVA</th>")
    raw("<th scope=\"col\">Base HT</th><th scope=\"col\">Taux</th>")
    raw("<th scope=\"col\">Montant</th></tr></thead>\n")
    block("tbody") { page in
      for row in rows { page.group(row.group, row.mention) }
    }
  }

  private mutating func group(_ group: VATGroup, _ mention: String?) {
    element("tr") { row in
      row.element("td", "label", mention ?? "Prestations taxables")
      row.element("td", nil, French.money(group.base))
      row.element("td", nil, group.vatCode == .standard ? French.percent(group.rate) : "–")
      row.element("td", nil, French.money(group.vat))
    }
    raw("\n")
  }

  private mutating func total(_ kind: StaticString, _ name: String, _ amount: Money) {
    element("tr", kind) { row in
      row.element("th", nil, name)
      row.element("td", nil, French.money(amount))
    }
    raw("\n")
  }
}

extension PrintedDocument.Kind {
  fileprivate var grossName: String {
    switch self {
    case .invoice: "Total TTC"
    case .creditNote: "Avoir TTC"
    }
  }
}

extension VATCode {
  /// What the column « TVA » of a line says.
  fileprivate func treatment(_ rate: Rate?) -> String {
    switch self {
    case .exempt261C: "exonéré"
    case .standard: rate.map { French.percent($0) } ?? ""
    case .outsideScope: "hors champ"
    }
  }

  /// The mention that its group bears.
  fileprivate var legalMention: LegalMention? {
    switch self {
    case .exempt261C: .exempt261C
    case .standard: nil
    case .outsideScope: .outsideScope
    }
  }
}

// MARK: Payment, and what the law has it say

extension Markup {
  fileprivate mutating func closing(_ document: PrintedDocument) throws(LegalTexts.Outdated) {
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
