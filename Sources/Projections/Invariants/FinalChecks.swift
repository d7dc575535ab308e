import Ledger

/// The invariants of table G that only the whole log can show.
extension ReadModels {
  /// Everything that does not hold: first what events broke, in the order of the log, then what the
  /// whole shows.
  ///
  /// As of an instant, an event may be seen without what followed from it: an outcome occurred before
  /// it reached us, the credit that it called for when it was decided. What ties one event to another
  /// need not hold then, nor numbers without gaps; quotas, balances and the journal do.
  public func violations() -> [Violation] {
    let money = balanceViolations() + journalViolations() + walletViolations()
    let quota = quotaViolations(ranking())
    if !vantage.isPrefix { return quota + money }
    return broken + appointmentViolations() + topUpViolations() + claimViolations() + quota + money
  }

  /// An invoiced appointment is validated, contested, credited, or waits for its credit (APT).
  private func appointmentViolations() -> [Violation] {
    var violations: [Violation] = []
    for appointment in appointments.appointments {
      guard let invoice = appointment.invoice, appointment.validated == nil,
        appointment.creditNote == nil, appointment.openAnomalies == 0,
        !tasks.wasOpened(appointment.id, .issueCreditNote)
      else { continue }
      violations.append(
        Violation(
          .appointment, [appointment.id, invoice],
          found: "invoiced and \(appointment.status)",
          expected: "validated, contested, credited or proposed for credit"))
    }
    return violations
  }

  /// No more appointments are included in a month than its quota.
  func quotaViolations(_ ranking: Ranking) -> [Violation] {
    struct Month: Hashable {
      var contract: Int
      var first: Day
    }
    var included: [Month: Int] = [:]
    var violations: [Violation] = []
    for (index, appointment) in appointments.appointments.enumerated() {
      guard ranking.ranks[index] > 0, let first = ranking.month(of: index) else { continue }
      let count = included[Month(contract: appointment.contractIndex, first: first), default: 0] + 1
      included[Month(contract: appointment.contractIndex, first: first)] = count
      let quota = contracts.contracts[appointment.contractIndex].quota(ofMonth: first)
      if count > quota {
        violations.append(
          Violation(
            .appointment, [appointment.id, appointment.contract],
            found: "\(count) included in the month of \(first)", expected: "\(quota) at most"))
      }
    }
    return violations
  }

  /// What is open is what was invoiced less what was allocated, client by client (BAL).
  private func balanceViolations() -> [Violation] {
    let balances = Balances(self)
    var violations: [Violation] = []
    for (client, account) in payments.accounts.sorted(by: { $0.key < $1.key }) {
      let open = balances.of(client).receivable
      let expected = account.invoiced - account.allocated
      if open != expected {
        violations.append(
          Violation(
            .balance, [client], found: "\(open) open",
            expected: "\(expected): \(account.invoiced) invoiced, \(account.allocated) allocated"))
      }
    }
    return violations
  }

  /// Each entry balances, so does the journal, and the client accounts say what the balances say.
  private func journalViolations() -> [Violation] {
    var violations: [Violation] = []
    var owed: [String: Money] = [:]
    for (index, entry) in journal.entries.enumerated() {
      let debit = entry.lines.map(\.debit).sum()
      let credit = entry.lines.map(\.credit).sum()
      if debit != credit {
        violations.append(
          Violation(
            .journal, ["entry \(index + 1)", entry.piece],
            found: "debit \(debit), credit \(credit)", expected: "the same", at: entry.source))
      }
      for line in entry.lines {
        if let client = line.auxiliary { owed[client, default: .zero] += line.debit - line.credit }
      }
    }
    let balances = Balances(self)
    for client in Set(owed.keys).union(payments.accounts.keys).sorted() {
      let balance = balances.of(client)
      let net = balance.receivable - balance.credit
      let account = owed[client] ?? .zero
      if account != net {
        violations.append(
          Violation(
            .journal, [client], found: "\(account) on the client's account",
            expected: "\(net): \(balance.receivable) receivable, \(balance.credit) in credit"))
      }
    }
    return violations
  }
}
