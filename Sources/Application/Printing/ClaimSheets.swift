import Documents
import Ledger

/// The sheets of claims for addresses, put together from what was recorded until each was decided.
struct ClaimSheets {
  private struct Decided {
    var sheet: ClaimSheet
    var client: PrintedDocument.Client
    var on: Day
    var terms: String?
    var note: CreditNoteIssued?
  }

  private struct Reported: Hashable {
    var campaign: String
    var category: AddressCategory
  }

  private var offers: [String: String] = [:]
  private var invoices: [String: String] = [:]
  /// When addresses were rented, and the last day to claim, by campaign or order.
  private var rentedOn: [String: Day] = [:]
  private var lastDays: [String: Day] = [:]
  private var delivered: [Reported: Int] = [:]
  private var filed: [String: DeliveryClaimFiled] = [:]
  private var claimAt: [Int: String] = [:]
  private var decided: [Decided] = []
  private var places: [String: Int] = [:]

  /// - Parameter client: as it is known now.
  mutating func take(_ recorded: RecordedEvent, _ client: (String) -> PrintedDocument.Client) {
    switch recorded.event {
    case .orderPlaced(let event): offers[event.order] = event.product
    case .invoiceIssued(let event):
      if let order = event.contract, event.kind == .order || event.kind == .final {
        invoices[order] = event.number
      }
    case .messagesSent(let event): rentedOn[event.campaign] = Paris.day(of: event.at)
    case .fileDelivered(let event): rentedOn[event.order] = Paris.day(of: event.availableAt)
    case .deadlineSet(let event):
      if event.kind == .deliveryClaim || event.kind == .undeliverable {
        lastDays[event.subject] = Paris.day(of: event.lastInstant)
      }
    case .deliveryReportRecorded(let event):
      if event.source == .clientArea {
        delivered[Reported(campaign: event.campaign, category: event.category)] = event.delivered
      }
    case .deliveryClaimFiled(let event):
      filed[event.claim] = event
      claimAt[recorded.position] = event.claim
    case .deliveryClaimQualified(let event): qualified(event, recorded, client)
    case .creditNoteIssued(let event): credited(event)
    // Nothing of the others stands on the sheet of a claim.
    default: break
    }
  }

  private mutating func qualified(
    _ event: DeliveryClaimQualified, _ recorded: RecordedEvent,
    _ client: (String) -> PrintedDocument.Client
  ) {
    guard let claim = filed[event.claim] else { return }
    if places[event.claim] == nil {
      let subject = claim.campaign ?? claim.order
      var sheet = ClaimSheet(claim, offer: offers[claim.order] ?? "")
      sheet.rentedOn = rentedOn[subject]
      sheet.lastDay = lastDays[subject]
      sheet.invoice = invoices[claim.order]
      places[event.claim] = decided.count
      decided.append(
        Decided(
          sheet: sheet, client: client(event.client), on: Paris.day(of: recorded.recorded),
          terms: recorded.terms))
    }
    guard let place = places[event.claim] else { return }
    let reported = claim.campaign.flatMap { campaign in
      event.category.flatMap { delivered[Reported(campaign: campaign, category: $0)] }
    }
    decided[place].sheet.parts.append(ClaimSheet.Part(event, delivered: reported))
  }

  private mutating func credited(_ event: CreditNoteIssued) {
    for position in event.lines.flatMap(\.sourceEvents) {
      guard let place = claimAt[position].flatMap({ places[$0] }) else { continue }
      decided[place].note = event
      decided[place].sheet.creditNote = event.number
      decided[place].sheet.rate = event.vatByRate.first?.rate
    }
  }

  /// In the order in which they were decided; each is named `claim-…`, as its stream is.
  func printed(_ provider: Provider) -> [PrintedDocument] {
    decided.map { claim in
      var document = PrintedDocument(
        number: "claim-\(claim.sheet.claim)", issueDate: claim.on, kind: .claim(claim.sheet),
        provider: provider, client: claim.client, contract: nil,
        order: PrintedDocument.Order(id: claim.sheet.order, paidBy: ""), terms: claim.terms,
        lines: [], groups: claim.note?.vatByRate ?? [],
        net: claim.sheet.parts.map(\.net).sum(), gross: .zero)
      document.gross = document.net + document.vat
      return document
    }
  }
}
