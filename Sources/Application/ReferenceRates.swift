import Ledger

/// The rates known when a ledger is made, each with its source (G-9, G-19).
enum ReferenceRates {
  static let known: [ReferenceRatePublished] =
    [rate(.vat, 20_00, "2014-01-01", "CGI art. 278")]
    + [
      ("2025-01-01", 3_71, "legal interest rate, first half of 2025"),
      ("2025-07-01", 2_76, "legal interest rate, second half of 2025"),
      ("2026-01-01", 2_62, "arrêté du 15 décembre 2025, JO du 26 décembre 2025"),
    ].map { rate(.legalBetweenProfessionals, $0.1, $0.0, $0.2) }
    + [
      ("2025-01-01", 3_15), ("2025-02-05", 2_90), ("2025-03-12", 2_65), ("2025-04-23", 2_40),
      ("2025-06-11", 2_15), ("2026-01-01", 2_15),
    ].map {
      rate(.ecbRefinancing, $0.1, $0.0, "European Central Bank, main refinancing operations")
    }

  private static func rate(_ kind: RateKind, _ hundredths: Int, _ from: String, _ source: String)
    -> ReferenceRatePublished
  {
    guard let day = Day(from) else { preconditionFailure("\(from) is no day") }
    return ReferenceRatePublished.with {
      $0.effectiveFrom = day
      $0.kind = kind
      $0.source = source
      $0.territory = kind == .vat ? "FR" : nil
      $0.value = Rate(hundredths: hundredths)
    }
  }
}
