import Ledger

/// What follows from events under Active Prospects, whoever asked for them.
struct MarketFollowing {
  private(set) var drafts: [Draft] = []

  init(_ decided: [Draft], _ request: Request, _ book: borrowing Book) {
    for draft in decided {
      switch draft.event {
      case .invoiceIssued(let event): available(event, draft, request, book)
      case .termsVersionAccepted(let event): declared(event, draft, request)
      case .termsVersionPublished: break
      case .paymentRejected(let event): rejected(event, request, book)
      case .leadPurchased(let event): bought(event, draft, request, book)
      case .paymentReceived(let event)
      where event.purpose == PaymentPurpose.advance
        && book.market.beneficiaries[event.party].map { $0.advanceLeft <= event.amount } == true:
        guard let deadline = book.market.beneficiaries[event.party]?.advanceDeadline else { break }
        drafts += MarketDeadline.met(
          deadline, stream: "party-\(event.party)", rule: "AP-4.10", request, book,
          terms: draft.terms)
      case .refundIssued(let event) where Self.isLast(event, book):
        drafts += MarketDeadline.met(
          .walletRefund, about: event.party, stream: "party-\(event.party)", rule: "AP-6.9",
          request, book, terms: draft.terms)
      default: break
      }
    }
  }

  /// The Tirelire is refunded once nothing is left of its credit note (AP-6.9).
  private static func isLast(_ refund: RefundIssued, _ book: borrowing Book) -> Bool {
    let credits = book.parties[refund.party]?.credits ?? []
    let left = credits.first { $0.document == refund.relatesTo }?.amount ?? .zero
    return book.creditNotes[refund.relatesTo]?.usable == .refund && refund.amountTtc >= left
  }

  /// An invoice can be read in the account as soon as it is issued (AP-4.8).
  private mutating func available(
    _ invoice: InvoiceIssued, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) {
    let readings = book.terms[draft.terms ?? ""]?.config.activeProspects
    let isClosed = book.market.beneficiaries[invoice.party]?.isClosed(at: request.now) == true
    if isClosed && readings?.invoicePortalAfterClosure == false { return }
    let available = InvoiceMadeAvailable.with {
      $0.at = request.now
      $0.channel = .portal
      $0.invoice = invoice.number
      $0.party = invoice.party
    }
    drafts.append(
      Draft(
        "invoice-\(invoice.number)", .invoiceMadeAvailable(available), occurred: draft.occurred,
        rule: "AP-4.8", basis: .computed, terms: draft.terms))
  }

  /// Accepting the terms declares an insurance that is up to date (AP-5.1).
  private mutating func declared(
    _ accepted: TermsVersionAccepted, _ draft: Draft, _ request: Request
  ) {
    let declared = DeclarationMade.with {
      $0.party = accepted.party
      $0.type = .insurance
      $0.via = .terms
    }
    drafts.append(
      Draft(
        "party-\(accepted.party)", .declarationMade(declared), occurred: draft.occurred,
        rule: "AP-5.1", basis: .deemed, terms: accepted.version))
  }

  /// Debits that came back several times: may direct debit be refused from now on? (AP-4.9)
  private mutating func rejected(
    _ rejected: PaymentRejected, _ request: Request, _ book: borrowing Book
  ) {
    guard let account = book.market.beneficiaries[rejected.party],
      let terms = book.acceptedTerms(of: rejected.party),
      account.mode == .directDebit, !account.isDebitWithdrawn,
      account.rejections + 1 >= terms.config.activeProspects.ddRejectionsThreshold,
      book.tasks[taskID(rejected.party, .withdrawDirectDebit)] == nil
    else { return }
    drafts.append(
      openTask(
        .withdrawDirectDebit, about: rejected.party, rule: "AP-4.9", request, terms: terms.version))
  }

  /// Consumption of a month beyond the threshold: may the coming invoice be demanded in advance? (AP-4.10)
  private mutating func bought(
    _ bought: LeadPurchased, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) {
    guard bought.paymentMode == .directDebit,
      let account = book.market.beneficiaries[bought.party],
      let terms = book.acceptedTerms(of: bought.party)
    else { return }
    let threshold = terms.config.activeProspects.advanceThreshold
    let before = account.bought[Paris.day(of: draft.occurred).firstOfMonth] ?? .zero
    if before > threshold || before + bought.priceHt <= threshold { return }
    if book.tasks[taskID(bought.party, .demandAdvance)] != nil { return }
    drafts.append(
      openTask(.demandAdvance, about: bought.party, rule: "AP-4.10", request, terms: terms.version))
  }
}
