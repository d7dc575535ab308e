/// The readings of BTBCONNECT that table H lists, word for word.
///
/// A reading whose alternative no rule here applies yet has one case: another word is refused.

/// `false`, where no rule gives the other answer a meaning.
public struct No: FieldValue {
  public static let no = No()
  public static let unset = No()
  public static func isUnset(_ value: No) -> Bool { false }

  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> No {
    guard try Bool.read(tape, index) == false else { throw FormatError("only false is applied") }
    return no
  }

  public static func write(_ value: No, into writer: inout CanonicalWriter) { writer.bool(false) }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.json(#"{"const":false}"#)
  }
}

/// A-BC-3: art. 1 asks for two conditions, art. 6.2 for one.
public enum ValidationRule: String, Choice {
  case uncontestedUnlessProviderKnows = "uncontested_unless_provider_knows"
  case honouredAndUncontested = "honoured_and_uncontested"
  case uncontestedOnly = "uncontested_only"
}

/// A-BC-6: what an anomaly by other means than the form does.
public enum AnomalyForm: String, Choice {
  case hold
  case strict
  case lenient
}

/// A-BC-3: an appointment that the client cancelled, or that both missed.
public enum ClientCancellation: String, Choice {
  case hold
  case billable
  case free
}

/// A-BC-18.
public enum QuotaPeriod: String, Choice {
  case contractMonth = "contract_month"
  case calendarMonth = "calendar_month"
}

/// A-BC-31: when, and of which month, extras are invoiced.
public enum ExtrasInvoice: String, Choice {
  case calendarMonthEnd = "calendar_month_end_of_validation"
  case contractMonthEnd = "contract_month_end"
}

/// A-BC-32: propose the credit of one extra, or keep it.
public enum ReversedIncluded: String, Choice {
  case propose
  case keep
}

/// A-BC-11.
public enum StarterVAT: String, Choice {
  case included20 = "included_20"
  case exempt261c = "exempt_261C"
}

/// A-BC-15.
public enum StarterCounts: String, Choice {
  case validated
  case held
}

/// A-BC-21.
public enum NoticeCounts: String, Choice {
  case sent
  case received
}

/// A-BC-25.
public enum PrepayScope: String, Choice {
  case subscription
  case withMultichannel = "with_multichannel"
}

/// A-BC-27.
public enum PrepayWhen: String, Choice {
  case any
  case initial
}

/// A-BC-29.
public enum OptionTerm: String, Choice {
  case ownThreeMonths = "own_3_months"
  case aligned
}

/// A-BC-29.
public enum OptionAfterEnd: String, Choice {
  case lapse
  case chargeToTerm = "charge_to_term"
}

/// A-BC-13.
public enum ClientIdentity: String, Choice {
  case siren
}

/// A-BC-33.
public enum ExtraCap: String, Choice {
  case none
}

/// BC-10.1.
public enum FormHold: String, Choice {
  case hold
}

/// BC-5.4.
public enum LinkedInAppointments: String, Choice {
  case same
}

/// A-BC-34.
public enum NewTerms: String, Choice { case nextTermIfInformed = "next_term_if_informed_15d" }

/// A-BC-20.
public enum PlanChange: String, Choice {
  case atTerm = "at_term"
}

/// A-BC-24.
public enum SubscriptionBilling: String, Choice {
  case advance
}
