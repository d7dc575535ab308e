/// The readings of MARKETINGCONNECT that table H lists, word for word.

/// A-MC-1: who is invoiced when an agent orders for an advertiser.
public enum BillTo: String, Choice { case advertiser, agent }

/// A-MC-4.
public enum CommitmentStart: String, Choice { case start, order }

/// A-MC-5: an end asked for within the three months takes effect after them, or never.
public enum EarlyNotice: String, Choice {
  case deferred = "defer"
  case void
}

/// A-MC-6.
public enum StopRefund: String, Choice { case none, prorata }

/// A-MC-8: not earlier than two jours ouvrés after: on the second day, or on the one after it.
public enum SendDelay: String, Choice {
  case onDay = "on_day2"
  case afterDay = "after_day2"
}

/// MC-B.8: an amount before VAT, or none where no price list gives it.
public enum OptionalAmount: FieldValue, Equatable {
  case none
  case amount(Money)

  public static let unset = OptionalAmount.none
  public static func isUnset(_ value: OptionalAmount) -> Bool { false }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError)
    -> OptionalAmount
  { tape.matches(index, "none") ? .none : .amount(try Money.read(tape, index)) }

  public static func write(_ value: OptionalAmount, into writer: inout CanonicalWriter) {
    switch value {
    case .none: writer.string("none")
    case .amount(let amount): Money.write(amount, into: &writer)
    }
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.json(#"{"anyOf":[{"const":"none"},{"pattern":"^[0-9]+\\.[0-9]{2}$","type":"string"}]}"#)
  }
}

/// A-MC-9: once the threshold is passed, all that was undelivered is paid, or what exceeds it.
public enum IndemnityScope: String, Choice { case all, excess }

/// A-MC-13.
public enum RentalDate: String, Choice { case send, delivery, order }

/// A-MC-14.
public enum LetterDay: String, Choice { case sent, received }

/// A-MC-17.
public enum FileDeliveryDate: String, Choice { case available, downloaded }

/// A-MC-19.
public enum BilledQuantity: String, Choice { case delivered, ordered }

/// A-MC-20: addresses beyond the tolerance are given, or billed.
public enum OverDelivery: String, Choice { case cap, bill }

/// A-MC-21.
public enum ListClaimPeriod: String, Choice {
  case threeMonths = "3m"
  case oneMonth = "1m"

  public var months: Int { self == .threeMonths ? 3 : 1 }
}

/// A-MC-26: no threshold is written, so nothing is paid.
public enum ProfessionalMobiles: String, Choice { case none }

/// A-MC-30.
public enum ChangeApplies: String, Choice {
  case firstOfNextMonth = "first_of_next_month"
  case dayAfter = "day_after"
}

/// A-MC-32: from the publication and the e-mail, whichever is later, or from the publication.
public enum TermsDelay: String, Choice {
  case laterOfBoth = "later_of_both"
  case publication
}

/// A-MC-35: a person decides, or the contract ends by itself.
public enum AutoTerminate: String, Choice { case decision, automatic }
