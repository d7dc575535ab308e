import Ledger

/// What the end of a period brings about under MARKETINGCONNECT (table B).
enum AdvertisingDeadline {
  static func elapse(_ deadline: String, _ request: Request, _ book: borrowing Book)
    throws(Refusal) -> Decision
  {
    guard let period = book.market.deadlines[deadline] else {
      throw Refusal.unknown("deadline", deadline, "G-7")
    }
    let (stream, rule) = place(of: period, book)
    let elapsed = DeadlineElapsed.with {
      $0.deadline = deadline
      $0.effectiveAt = period.end
    }
    let terms = contract(of: period, book)?.terms
    let draft = Draft(
      stream, .deadlineElapsed(elapsed), occurred: period.end, rule: rule, basis: .computed,
      terms: terms, cause: period.set)
    return Decision([draft] + following(period, rule, terms, request, book))
  }

  private static func following(
    _ period: RunningPeriod, _ rule: String, _ terms: String?, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    let subject = period.subject
    if let right = right(of: period.kind) {
      if period.kind == .targetStart && book.advertising.orders[subject]?.isCancelled == true {
        return []
      }
      if book.tasks[taskID(subject, right)] != nil { return [] }
      return [openTask(right, about: subject, rule: rule, request, terms: terms)]
    }
    switch period.kind {
    case .commitment:
      guard let campaign = book.advertising.campaigns[subject], !campaign.stopped,
        book.advertising.orders[campaign.order]?.stopsAfterCommitment == true,
        let contract = book.contracts[campaign.order], contract.ended == nil
      else { return [] }
      return BoosterNotice.stop(subject, campaign.order, at: period.end, contract, request)
    case .change:
      guard let change = book.advertising.changes[subject], let version = change.version,
        let contract = book.contracts[change.contract], contract.ended == nil
      else { return [] }
      let accepted = TermsVersionAccepted.with {
        $0.acceptedAt = period.end
        $0.issuer = .provider
        $0.method = .tacit
        $0.party = contract.party
        $0.version = version
      }
      return [
        Draft(
          "party-\(contract.party)", .termsVersionAccepted(accepted), occurred: period.end,
          rule: "MC-III.5", basis: .deemed, terms: version, cause: period.set)
      ]
    case .clientFile:
      if book.advertising.files[subject]?.isDestroyed != false { return [] }
      return [ClientFile.destroyed(subject, at: period.end, request)]
    case .retention:
      let released = LegalHoldReleased.with {
        $0.at = period.end
        $0.scope = subject
      }
      return [
        Draft(
          "file-\(subject)", .legalHoldReleased(released), occurred: period.end, rule: "MC-L.9",
          basis: .computed, terms: terms)
      ]
    default: return []
    }
  }

  /// What a person is asked once it is over.
  private static func right(of kind: DeadlineKind) -> Right? {
    switch kind {
    case .targetStart: .startCampaign
    case .firstPayment: .chaseFirstPayment
    case .scrub: .scrubFile
    case .credentials: .communicateCredentials
    case .guarantee: .declinePerformance
    case .forceMajeure: .endForForceMajeure
    case .subjectRequest: .answerSubject
    case .reference: .stopReference
    default: nil
    }
  }

  private static func contract(of period: RunningPeriod, _ book: borrowing Book) -> Contract? {
    let subject = period.subject
    let order =
      book.advertising.orders[subject] != nil
      ? subject
      : book.advertising.campaigns[subject]?.order ?? book.advertising.files[subject]?.order
        ?? book.advertising.changes[subject]?.contract
    return order.flatMap { book.contracts[$0] }
  }

  /// The stream and the article of a period.
  private static func place(of period: RunningPeriod, _ book: borrowing Book)
    -> (stream: String, rule: String)
  {
    let subject = period.subject
    return switch period.kind {
    case .targetStart: ("order-\(subject)", "MC-A.2")
    case .commitment: ("campaign-\(subject)", "MC-A.8")
    case .deliveryClaim:
      (
        "campaign-\(subject)",
        book.advertising.orders[book.advertising.campaigns[subject]?.order ?? ""]?.offer == .sms
          ? "MC-S.5" : "MC-B.10"
      )
    case .undeliverable: ("order-\(subject)", "MC-L.7")
    case .retention: ("file-\(subject)", "MC-L.9")
    case .useBy, .scrub: ("file-\(subject)", "MC-L.8")
    case .credentials: ("party-\(subject)", "MC-II.1")
    case .firstPayment: ("order-\(subject)", "MC-II.8")
    case .creditReview, .guarantee: ("order-\(subject)", "MC-III.6")
    case .change:
      (
        "contract-\(book.advertising.changes[subject]?.contract ?? subject)",
        book.advertising.changes[subject]?.isOfTerms == true ? "MC-III.5" : "MC-III.4"
      )
    case .forceMajeure: ("contract-\(subject)", "MC-III.10")
    case .reference: ("order-\(subject)", "MC-III.8")
    case .confidentiality: ("contract-\(subject)", "MC-III.8")
    case .clientFile: ("file-\(subject)", "MC-B.17")
    default: ("subject-\(book.advertising.requests[subject]?.subject ?? subject)", "MC-B.14")
    }
  }
}
