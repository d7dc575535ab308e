/// The readings of Active Prospects that table H lists, word for word.
///
/// A reading whose alternative no rule here applies yet has one case: another word is refused.

/// A number, or no limit where the text is silent.
public enum Limit: FieldValue, Equatable {
  case none
  case count(Int)

  public static let unset = Limit.none
  public static func isUnset(_ value: Limit) -> Bool { false }

  public var count: Int? {
    if case .count(let count) = self { return count }
    return nil
  }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Limit {
    if tape.matches(index, "none") { return .none }
    let count = try Int.read(tape, index)
    if count < 1 { throw FormatError("a number above zero, or \"none\", is expected") }
    return .count(count)
  }

  public static func write(_ value: Limit, into writer: inout CanonicalWriter) {
    switch value {
    case .none: writer.string("none")
    case .count(let count): writer.integer(count)
    }
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.json(#"{"anyOf":[{"const":"none"},{"minimum":1,"type":"integer"}]}"#)
  }
}

/// A-AP-1: after a purchase in shared mode, the sole buyer may buy the lead for itself alone.
public enum ExclusiveUpgrade: String, Choice { case allow, deny }

/// A-AP-10: what the Tirelire counts in. `flat` counts VAT included and takes its fee without VAT.
public enum WalletBasis: String, Choice {
  case net = "HT"
  case gross = "TTC"
  case flat
}

/// AP-6.6: a credit note of the whole balance and an invoice of the fee, or one credit note of what is left.
public enum ClosureDocuments: String, Choice { case gross, net }

/// A-AP-15.
public enum CentralBankRate: String, Choice { case refinancing = "MRO" }

/// A-AP-16: which day's rate counts.
public enum RateFixing: String, Choice {
  case semester, daily
  case dueDate = "due_date"
}

/// A-AP-17: late interest is never below three times the legal rate.
public enum RateFloor: String, Choice {
  case threeTimesLegal = "legal3x"
  case none
}

/// A-AP-18.
public enum IndemnityVAT: String, Choice {
  case outOfScope = "out_of_scope"
  case taxable
}

/// A-AP-19.
public enum IndemnityUnit: String, Choice { case procedure, invoice }

/// A-AP-21: when an account that is to be closed stops buying.
public enum InterruptAt: String, Choice { case receipt, treatment }

/// A-AP-24.
public enum SetOff: String, Choice {
  case decision
  case never
}
