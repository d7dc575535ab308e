import Ledger

/// The provider and the terms of BTBCONNECT, as its text gives them (header, préambule, foot).
enum BTBConnect {
  static let provider = Provider.with {
    $0.accounts = .usual
    $0.address = "Camp de base, Place du Rochasson, 05000 GAP"
    $0.capital = Money(cents: 100_00)
    $0.legalForm = "société par actions simplifiée"
    $0.name = "BTBCONNECT"
    $0.numberPrefix = "BC"
    $0.orias = "24005674"
    $0.rcs = "Gap 928 030 329"
    $0.siren = "928030329"
    $0.vatBasis = .receipts
    $0.vatNumber = "FR\(vatKey(siren: 928_030_329))928030329"
  }

  /// CGPS20260208-2: dated 2026-04-08 in its header, 2026-02-08 at its foot (BC-0.1, A-BC-1).
  static let terms = TermsVersionPublished.with {
    $0.config = TermsConfig(of: .btbconnect)
    $0.effectiveFrom = $0.config.btbconnect.termsEffectiveFrom
    $0.issuer = .provider
    $0.publishedOn = BTBConnectReadings.footDate
    $0.ref = "CGPS20260208-2"
    $0.version = "CGPS20260208-2"
  }
}
