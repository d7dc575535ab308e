/// VAT on a document: once per group on the sum of its lines, or line by line (G-11).
public enum VAT {
  /// The groups of a document's lines, in the order of their codes.
  ///
  /// - Parameter rate: the rate of a code on the day of the document.
  public static func groups(
    of lines: [InvoiceLine], rounding: VATRounding, rate: (VATCode) -> Rate
  ) -> [VATGroup] {
    VATCode.allCases.compactMap { code in
      let members = lines.filter { $0.vatCode == code }
      if members.isEmpty { return nil }
      let base = members.map(\.ht).sum()
      let percent = rate(code)
      let vat =
        switch rounding {
        case .perGroup: percent.of(base)
        case .perLine: members.map { percent.of($0.ht) }.sum()
        }
      return VATGroup.with {
        $0.base = base
        $0.rate = percent
        $0.vat = vat
        $0.vatCode = code
      }
    }
  }

  /// The legal texts that the groups call for, each once.
  public static func mentions(of groups: [VATGroup]) -> [Mention] {
    let called = groups.compactMap(\.vatCode.mention)
    return Mention.allCases.filter(called.contains)
  }
}
