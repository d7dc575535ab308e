/// VAT on a document: once per group on the sum of its lines, or line by line (G-11).
public enum VAT {
  /// The groups of a document's lines, in the order of their codes and of their lines; a line may bring the rate of
  /// its own day.
  ///
  /// - Parameter rate: the rate of a code on the day of the document.
  public static func groups(
    of lines: [InvoiceLine], rounding: VATRounding, rate: (VATCode) -> Rate
  ) -> [VATGroup] {
    VATCode.allCases.flatMap { code in
      let members = lines.filter { $0.vatCode == code }
      var rates: [Rate] = []
      for line in members where !rates.contains(line.vatRate ?? rate(code)) {
        rates.append(line.vatRate ?? rate(code))
      }
      return rates.map { percent in
        group(members.filter { ($0.vatRate ?? rate(code)) == percent }, code, percent, rounding)
      }
    }
  }

  private static func group(
    _ lines: [InvoiceLine], _ code: VATCode, _ percent: Rate, _ rounding: VATRounding
  ) -> VATGroup {
    let base = lines.map(\.ht).sum()
    let vat =
      switch rounding {
      case .perGroup: percent.of(base)
      case .perLine: lines.map { percent.of($0.ht) }.sum()
      }
    return VATGroup.with {
      $0.base = base
      $0.rate = percent
      $0.vat = vat
      $0.vatCode = code
    }
  }

  /// The legal texts that the groups call for, each once.
  public static func mentions(of groups: [VATGroup]) -> [Mention] {
    let called = groups.compactMap(\.vatCode.mention)
    return Mention.allCases.filter(called.contains)
  }
}
