import Ledger

/// What follows from events under MARKETINGCONNECT, whoever asked for them.
struct AdvertisingFollowing {
  private(set) var drafts: [Draft] = []

  init(_ decided: [Draft], _ request: Request, _ book: borrowing Book) {
    for draft in decided {
      switch draft.event {
      case .invoiceIssued(let event): available(event, draft, request, book)
      case .paymentMethodRegistered(let event): authorised(event, request, book)
      case .contractEnded(let event): ended(event, draft, request, book)
      default: break
      }
    }
  }

  /// An invoice is sent by e-mail, which is the original (MC-II.7); that of an online order stands in the client area.
  private mutating func available(
    _ invoice: InvoiceIssued, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) {
    let isOnline = book.advertising.orders[invoice.contract ?? ""]?.sale == .online
    let available = InvoiceMadeAvailable.with {
      $0.at = request.now
      $0.channel = isOnline ? .portal : .email
      $0.invoice = invoice.number
      $0.party = invoice.party
    }
    drafts.append(
      Draft(
        "invoice-\(invoice.number)", .invoiceMadeAvailable(available), occurred: draft.occurred,
        rule: "MC-II.7", basis: .computed, terms: draft.terms))
  }

  /// With the order form and the debit authorisation, an order is firm (MC-III.2).
  private mutating func authorised(
    _ method: PaymentMethodRegistered, _ request: Request, _ book: borrowing Book
  ) {
    let waiting = book.advertising.orders.filter {
      $0.value.billed == method.party && $0.value.hasForm && $0.value.confirmed == nil
        && !$0.value.isCancelled
    }
    for (id, order) in waiting.sorted(by: { $0.key < $1.key }) {
      guard let contract = book.contracts[id] else { continue }
      drafts.append(
        OrderPayment(order, contract, book).confirmed(
          id, at: request.received, "MC-III.2", request))
    }
  }

  /// Twelve months of confidentiality follow the end (MC-III.8, G-22).
  private mutating func ended(
    _ ended: ContractEnded, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) {
    guard let contract = book.contracts[ended.contract] else { return }
    drafts.append(
      MarketDeadline.set(
        .confidentiality, about: ended.contract, from: ended.effectiveOn, 12, .month,
        until: Paris.end(of: ended.effectiveOn.adding(months: 12)),
        stream: "contract-\(ended.contract)", rule: "MC-III.8", contract.pinned, request))
  }
}
