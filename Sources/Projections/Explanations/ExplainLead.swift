import Ledger

/// A lead: who owns it, and why a mode is left or gone (AP-1.4).
extension Explainer {
  func explainLead(_ id: String) -> Explanation? {
    guard let lead = models.leads.look(up: id) else { return nil }
    let readings = models.marketReadings()
    let owners = lead.purchases.map { models.leads.purchases[$0] }
    let left = models.leads.modesLeft(of: lead, readings)
    let version = models.terms.versions.last?.event.version ?? ""
    var explanation = Explanation(
      .lead(id),
      [
        ("lead", .text, .text(id)), ("site", .text, .text(lead.event.site)),
        ("range", .text, .text(lead.event.range)), ("zone", .text, .maybe(lead.event.zone)),
        ("captured_at", .instant, .instant(lead.event.capturedAt)),
        ("person", .text, .text(lead.event.person)),
        ("owners", .list, .names(owners.map(\.event.party).unique)),
        ("modes", .list, .names((lead.offered?.modes ?? []).map(\.rawValue))),
        ("modes_left", .list, .names(left.map(\.rawValue))),
        ("sold", .integer, .integer(owners.count)), ("position", .integer, .integer(lead.position)),
      ])
    explanation.add("life", events: about, in: language)
    explanation.add(
      "owners",
      [
        ("client", .text), ("mode", .text), ("bought_at", .instant), ("net", .money),
        ("payment_mode", .text), ("settled", .money), ("invoice", .text), ("position", .integer),
      ],
      owners.map { owner in
        [
          .text(owner.event.party), .text(owner.event.mode.rawValue), .instant(owner.at),
          .money(owner.event.priceHt), .text(owner.event.paymentMode.rawValue),
          .money(owner.settled), .maybe(owner.invoice), .integer(owner.position),
        ]
      })
    explanation.add(
      "modes",
      [
        ("mode", .text), ("price", .money), ("price_position", .integer), ("is_left", .flag),
        ("because", .text), ("rule", .text), ("position", .integer),
      ],
      SellingMode.allCases.map { mode in
        let price = models.leads.price(of: lead, mode, at: models.present ?? .unset)
        let why = reason(mode, lead, readings)
        return [
          .text(mode.rawValue), price.map { .money($0.price) } ?? .none, .maybe(price?.position),
          .flag(left.contains(mode)), .text(why.because), .text(why.rule), .maybe(why.position),
        ]
      })
    explanation.addReadings(
      version,
      UsedReadings.ofLeads.rows(in: models.terms.config(version), plan: nil, language))
    return explanation
  }

  /// Why a mode is left, or not, to somebody who owns nothing of the lead.
  private func reason(
    _ mode: SellingMode, _ lead: LeadModel.Lead, _ readings: ActiveProspectsReadings
  ) -> (because: String, rule: String, position: Int?) {
    let owners = models.leads.owners(of: lead, readings)
    if let owner = owners.first(where: { $0.event.mode == .exclusive }) {
      return (
        language.said(
          "sold in exclusive mode to \(owner.event.party)",
          "vendu en mode exclusif à \(owner.event.party)"), "AP-1.4", owner.position
      )
    }
    guard lead.offered?.modes.contains(mode) == true else {
      return (language.said("not offered", "non proposé"), "AP-1.3", nil)
    }
    if mode == .exclusive, let owner = owners.first {
      return (
        language.said(
          "bought in shared mode by \(owner.event.party)",
          "acheté en mode partagé par \(owner.event.party)"), "AP-1.4", owner.position
      )
    }
    if mode == .shared, let most = readings.sharedMaxBuyers.count, owners.count >= most {
      return (
        language.said("\(owners.count) buyers, the most", "\(owners.count) acheteurs, le maximum"),
        "AP-1.4", owners.last?.position
      )
    }
    return (
      language.said("offered, and nobody has it alone", "proposé, et personne ne l'a seul"),
      "AP-1.3", nil
    )
  }
}

extension Value {
  /// Identifiers: they need no escape.
  static func names(_ names: [String]) -> Value {
    .list(json: "[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]")
  }
}
