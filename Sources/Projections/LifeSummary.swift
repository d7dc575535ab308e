import Ledger

/// The lines of the timeline for what happens to a contract beside its appointments and invoices.
enum LifeSummary {
  static func of(_ event: Event) -> String {
    switch event {
    case .noticeRecorded(let event) where event.type.isOfAccount:
      "writing \(event.notice) (\(event.type.rawValue)) of beneficiary \(event.contract), "
        + "by \(event.channel)"
    case .noticeRecorded(let event):
      "notice \(event.notice) (\(event.type.rawValue)) by the \(event.by.rawValue) on contract "
        + "\(event.contract), by \(event.channel)"
    case .noticeQualified(let event):
      "notice \(event.notice) is \(event.result.rawValue)"
        + (event.effectiveOn.map { ", effective on \($0)" } ?? ", without effect")
    case .contractEnded(let event):
      "contract \(event.contract) ended on \(event.effectiveOn): \(event.cause.rawValue)"
    case .formalNoticeSent(let event):
      "formal notice \(event.notice) (\(event.breach)) sent on contract \(event.contract)"
        + (event.cureUntil.map { ", to be cured by \($0)" } ?? "")
    case .formalNoticeCured(let event): "breach of notice \(event.notice) cured: \(event.how)"
    case .accessSuspended(let event):
      "contract \(event.contract) suspended: \(event.reason.rawValue)"
    case .accessRestored(let event): "contract \(event.contract) restored: \(event.reason)"
    case .forceMajeureDeclared(let event):
      "force majeure of the \(event.affected.rawValue) on contract \(event.contract) from "
        + "\(Paris.text(event.from)): \(event.cause)"
    case .forceMajeureEnded(let event):
      "force majeure on contract \(event.contract) over at \(Paris.text(event.to))"
    default: trade(event)
    }
  }

  private static func trade(_ event: Event) -> String {
    switch event {
    case .orderPlaced(let event):
      "client \(event.client) ordered \(event.product) (\(event.order)) for \(event.totalHt) net"
    case .orderCancelled(let event): "order \(event.order) cancelled: \(event.cause)"
    case .campaignStarted(let event):
      "campaign \(event.campaign) \(event.resumed ? "resumed" : "started") by "
        + "\(event.channel.rawValue) for \(event.contract)"
    case .campaignStopped(let event):
      "campaign \(event.campaign) stopped: \(event.reason.rawValue)"
    case .optionActivated(let event):
      "option \(event.option.rawValue) of contract \(event.contract) from \(event.effectiveOn)"
        + (event.price.map { " at \($0) a month" } ?? "")
    case .optionDeactivated(let event):
      "option \(event.option.rawValue) of contract \(event.contract) ends on "
        + "\(event.effectiveOn): \(event.reason.rawValue)"
    case .planChanged(let event):
      "contract \(event.contract) goes from \(event.from) to \(event.to) on \(event.effectiveOn) at "
        + "\(event.price) a month"
    default: money(event)
    }
  }

  private static func money(_ event: Event) -> String {
    switch event {
    case .paymentMethodRegistered(let event):
      "client \(event.party) signed mandate \(event.mandateRef) on \(event.signedOn)"
    case .paymentInitiated(let event):
      event.invoice.map {
        "debit \(event.payment) of \(event.amount) asked for invoice \($0)"
          + (event.collectOn.map { ", to settle on \($0)" } ?? "")
      } ?? "payment \(event.payment) of \(event.amount) announced by \(event.party)"
    case .paymentRejected(let event):
      "payment \(event.payment) sent back by the bank: \(event.reasonCode)"
    case .recoveryIndemnityCharged(let event):
      "indemnity of \(event.amount) for the recovery"
        + (event.invoice.map { " of invoice \($0)" } ?? "")
        + (event.collection.map { ", procedure \($0)" } ?? "")
    case .lateInterestAssessed(let event):
      "interest of \(event.amount) on \(event.base) of invoice \(event.invoice), from \(event.from) to "
        + "\(event.to)"
    case .refundIssued(let event):
      "\(event.amountTtc) of \(event.relatesTo) paid back to \(event.party)"
    default: people(event)
    }
  }

  private static func people(_ event: Event) -> String {
    switch event {
    case .consentRecorded(let event):
      "\(event.subjectKey) agreed to \(event.purpose)"
    case .consentWithdrawn(let event):
      "\(event.subjectKey) took back the agreement to \(event.purpose)"
    case .oppositionScrubRecorded(let event):
      "file \(event.file) cleared of \(event.removed) numbers on \(event.list.rawValue)"
    case .reminderSent(let event): "\(event.kind) about \(event.about) sent by \(event.channel)"
    case .termsVersionProposed(let event):
      "client \(event.party) told of terms \(event.version) by \(event.channel)"
    case .termsVersionRefused(let event):
      "client \(event.party) refused terms \(event.version)"
    case .declarationMade(let event):
      "client \(event.party) declared its \(event.type.rawValue)"
    case .partyDetailsChanged(let event):
      "details of client \(event.party) changed: \(event.changed.joined(separator: ", "))"
    default: LeadSummary.of(event)
    }
  }
}
