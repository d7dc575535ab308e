import Ledger

/// The provider and the terms of Active Prospects. The text names neither company nor version nor day: `--provider`
/// says who sells, and the one version is in force since the ledger began.
enum ActiveProspects {
  static let provider = Provider.with {
    $0.accounts = .usual
    $0.address = "www.activeprospects.fr"
    $0.name = "Active Prospects"
    $0.numberPrefix = "AP"
    $0.siren = "000000000"
    $0.vatBasis = .debits
  }

  /// The one version of the text, in force since the ledger begins (AP-1.1).
  static func terms(from day: Day) -> TermsVersionPublished {
    TermsVersionPublished.with {
      $0.config = TermsConfig(of: .activeProspects)
      $0.effectiveFrom = day
      $0.issuer = .provider
      $0.publishedOn = day
      $0.ref = "CGU"
      $0.version = "CGU-1"
    }
  }
}
