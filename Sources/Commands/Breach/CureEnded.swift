import Ledger

/// The days to cure a breach are over: the right to suspend or to terminate opens, and waits for a person
/// (BC-9.1, G-15).
enum CureEnded {
  static func decide(_ deadline: String, _ request: Request, _ book: borrowing Book)
    throws(Refusal) -> Decision
  {
    guard let notice = DeadlineID.notice(ofCure: deadline) else {
      throw Refusal.unknown("deadline", deadline, book.clauses.breach)
    }
    let (contract, formal) = try book.formalNotice(notice)
    let elapsed = DeadlineElapsed.with {
      $0.deadline = deadline
      $0.effectiveAt = formal.opens ?? request.now
    }
    let draft = Draft(
      "contract-\(contract.id)", .deadlineElapsed(elapsed), occurred: request.occurred(),
      rule: book.clauses.breach, basis: .computed, terms: contract.terms, cause: formal.sent)
    if contract.pinned.config.mc?.autoTerminate == .automatic {
      let day = Paris.day(of: formal.opens ?? request.now)
      return Decision(
        [draft] + WithoutNotice.ended(contract, .breach, on: day, rule: "MC-III.9", request))
    }
    return Decision([
      draft,
      openTask(
        .sanctionBreach, about: notice, rule: book.clauses.breach, request, terms: contract.terms),
    ])
  }
}
