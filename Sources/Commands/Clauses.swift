import Ledger

/// The articles that the shared rules rest on, by contract: what is common in deed stands in each text elsewhere.
struct Clauses: Sendable {
  var registration: String
  var acceptance: String
  var newTerms: String
  var details: String
  var consent: String
  var mandate: String
  var debit: String
  var rejection: String
  var refund: String
  /// What follows a breach: notice, suspension, end.
  var breach: String
  var forceMajeure: String
  /// Interest on what is paid late.
  var interest: String
  /// Whether 40 EUR are owed for each invoice that is late, by law alone (G-19); else for a procedure (AP-4.12).
  var chargesIndemnity: Bool
}

extension Clauses {
  static let btbconnect = Clauses(
    registration: "BC-1.1", acceptance: "BC-0.2", newTerms: "BC-8.2", details: "BC-7.4",
    consent: "BC-2.1", mandate: "BC-4.5", debit: "BC-4.5", rejection: "BC-4.5", refund: "BC-3.4",
    breach: "BC-9.1", forceMajeure: "BC-10.1", interest: "G-19", chargesIndemnity: true)

  static let activeProspects = Clauses(
    registration: "AP-1.1", acceptance: "AP-1.1", newTerms: "AP-6.2", details: "AP-7.3",
    consent: "AP-1.5", mandate: "AP-4.1", debit: "AP-4.2", rejection: "AP-4.14", refund: "AP-6.9",
    breach: "AP-6.5", forceMajeure: "AP-6.5", interest: "AP-4.11", chargesIndemnity: false)
}

extension Clauses {
  static let marketingconnect = Clauses(
    registration: "MC-II.1", acceptance: "MC-D.1", newTerms: "MC-III.5", details: "MC-II.1",
    consent: "MC-S.6", mandate: "MC-III.2", debit: "MC-II.8", rejection: "MC-II.8",
    refund: "MC-III.6", breach: "MC-III.9", forceMajeure: "MC-III.10", interest: "G-19",
    chargesIndemnity: true)
}

extension Book {
  /// The articles of the contract that the ledger runs.
  var clauses: Clauses {
    switch system {
    case .activeProspects: .activeProspects
    case .marketingconnect: .marketingconnect
    case .btbconnect, .exanergy, .assoconnect: .btbconnect
    }
  }
}
