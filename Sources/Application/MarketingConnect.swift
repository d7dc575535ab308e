import Ledger

/// The provider and the terms of MARKETINGCONNECT, as its text gives them (III, definition of SOMS). The text names no
/// version and no day: the one version is in force since the ledger began.
enum MarketingConnect {
  static let provider = Provider.with {
    $0.accounts = .usual
    $0.address = "204 rond-point du Pont de Sèvres, 92100 Boulogne-Billancourt"
    $0.capital = Money(cents: 7_275_000_00)
    $0.legalForm = "société anonyme"
    $0.name = "Solocal Marketing Services"
    $0.numberPrefix = "MC"
    $0.rcs = "Nanterre B 422 041 426"
    $0.siren = "422041426"
    $0.vatBasis = .receipts
    $0.vatNumber = "FR\(vatKey(siren: 422_041_426))422041426"
  }

  static func terms(from day: Day) -> TermsVersionPublished {
    TermsVersionPublished.with {
      $0.config = TermsConfig(of: .marketingconnect)
      $0.effectiveFrom = day
      $0.issuer = .provider
      $0.publishedOn = day
      $0.ref = "CGV"
      $0.version = "CGV-1"
    }
  }
}

/// The two digits before a SIREN in a French VAT number.
func vatKey(siren: Int) -> String {
  let key = (12 + 3 * (siren % 97)) % 97
  return key < 10 ? "0\(key)" : "\(key)"
}
