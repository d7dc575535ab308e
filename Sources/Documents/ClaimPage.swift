import Ledger

// The page of a claim for addresses: its letter, the threshold with a picture, and what is credited.
extension Markup {
  mutating func claim(_ sheet: ClaimSheet, _ document: PrintedDocument) {
    block("div", "settlement") { page in
      page.line("h2", nil, "La lettre")
      page.block("table", "facts") { facts in
        let rented = sheet.offer == "list" ? "Fichier livré le" : "Messages envoyés le"
        if let day = sheet.rentedOn { facts.fact(rented, French.day(day)) }
        if let day = sheet.lastDay { facts.fact("Réclamation jusqu’au", French.day(day)) }
        facts.fact("Recommandé posté le", French.day(sheet.sentOn))
        facts.fact("Recommandé reçu le", French.day(sheet.receivedOn))
      }
    }
    for part in sheet.parts { block("div", "settlement") { $0.part(part, of: sheet) } }
    block("div", "settlement") { page in
      page.line("h2", nil, "L’indemnité")
      page.indemnity(sheet, document)
    }
    block("div", "legal") { page in
      page.line(
        "p", nil,
        "Article \(sheet.article.name) des conditions générales : « \(sheet.article.text) »")
      page.line(
        "p", nil,
        "Chaque catégorie d’adresses se compte sur son propre total ; seul ce qui dépasse le seuil "
          + "l’emporte, en nombres entiers.")
    }
  }

  private mutating func part(_ part: ClaimSheet.Part, of sheet: ClaimSheet) {
    line("h2", nil, "Le seuil" + (part.category.map { " : \($0.french)" } ?? ""))
    if sheet.hasThreshold(part) { ThresholdPicture(part: part).draw(in: &self) }
    let isFile = sheet.offer == "list"
    block("table", "facts") { facts in
      facts.fact(
        isFile ? "Adresses livrées" : part.isOwn ? "Adresses du client" : "Adresses louées",
        French.count(part.rented))
      if let delivered = part.delivered { facts.fact("Aboutis", French.count(delivered)) }
      facts.fact(isFile ? "Plis revenus" : "Non aboutis", French.count(part.undelivered))
      facts.fact("Taux", French.percent(part.rate))
    }
    if !sheet.hasThreshold(part) {
      line(
        "p", "reckoned",
        part.isOwn
          ? "Les adresses sont celles du client : seules des adresses louées sont indemnisées."
          : "Les conditions n’indemnisent que les numéros de mobiles de particuliers.")
      return
    }
    let sides = (part.undelivered * 100, part.threshold * part.rented)
    let sign = sides.0 > sides.1 ? ">" : sides.0 == sides.1 ? "=" : "<"
    line(
      "p", "reckoned",
      "\(French.count(part.undelivered)) × 100 = \(French.count(sides.0)) \(sign) "
        + "\(French.count(sides.1)) = \(part.threshold) × \(French.count(part.rented)) : "
        + (part.exceeds ? "le seuil est dépassé." : "le seuil n’est pas dépassé."))
  }

  private mutating func indemnity(_ sheet: ClaimSheet, _ document: PrintedDocument) {
    if document.net == .zero {
      line("p", nil, "Aucune adresse n’est indemnisée.")
      return
    }
    block("table", "lines") { page in
      page.raw("<thead><tr><th scope=\"col\" class=\"label\">Adresses non abouties</th>")
      page.raw("<th scope=\"col\">Indemnisées</th>")
      page.raw("<th scope=\"col\">Valeur facturée HT</th>")
      page.raw("<th scope=\"col\">Montant HT</th></tr></thead>\n")
      page.block("tbody") { body in
        for part in sheet.parts {
          body.element("tr") { row in
            row.element(
              "td", "label", part.category.map { French.capitalised($0.french) } ?? "Adresses")
            row.element("td", nil, French.count(part.indemnified))
            row.element("td", nil, part.unit.map { French.money($0) } ?? "–")
            row.element("td", nil, French.money(part.net))
          }
          body.raw("\n")
        }
      }
    }
    block("table", "facts") { facts in
      facts.fact("Total HT", French.money(document.net))
      let rate = sheet.rate.map { " à \(French.percent($0))" } ?? ""
      facts.fact("TVA\(rate)", French.money(document.vat))
      facts.fact("Total TTC", French.money(document.gross))
      if let note = sheet.creditNote { facts.fact("Avoir", note) }
      if let invoice = sheet.invoice { facts.fact("Facture rectifiée", invoice) }
    }
  }
}

extension AddressCategory {
  fileprivate var french: String {
    switch self {
    case .individual: "particuliers"
    case .professional: "professionnels"
    }
  }
}
