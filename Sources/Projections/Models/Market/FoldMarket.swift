import Ledger

extension ReadModels {
  /// Takes an event of Active Prospects; any other is passed over.
  mutating func foldMarket(
    _ recorded: RecordedEvent,
    _ open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    switch recorded.event {
    case .leadCaptured(let event): captured(event, recorded, open)
    case .leadOffered(let event): leads.offered(event, recorded.position)
    case .leadPriceChanged(let event): leads.priced(event, recorded.position)
    case .leadPurchased(let event): bought(event, recorded)
    case .leadClaimFiled(let event): filed(event, recorded)
    case .leadClaimSettled(let event): settled(event, recorded)
    case .leadClaimRejected(let event): rejected(event, recorded)
    case .walletCredited(let event): walletCredited(event, recorded)
    case .walletDebited(let event): walletDebited(event, recorded)
    case .feeCharged(let event): feeCharged(event, recorded)
    case .collectionOpened(let event): late.opened(event, recorded.position)
    case .deadlineMet(let event): deadlineMet(event, recorded)
    default: foldAccount(recorded)
    }
  }

  /// What happens to the account of a beneficiary.
  private mutating func foldAccount(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .paymentModeChanged(let event): beneficiaries.change(event.party) { $0.mode = event.to }
    case .paymentMethodRegistered(let event):
      beneficiaries.change(event.party) { $0.mandate = event.mandateRef }
    case .credentialsIssued(let event):
      beneficiaries.change(event.party) { $0.users.append(event.user) }
    case .preferencesChanged(let event): beneficiaries.preferred(event)
    case .documentReceived(let event): beneficiaries.received(event)
    case .noticeRecorded(let event): beneficiaries.noticed(event)
    case .accountClosed(let event):
      beneficiaries.change(event.party) { $0.closed = event.effectiveAt }
    default: break
    }
  }

  /// A fee that no invoice bears is owed by itself, outside VAT (AP-4.13).
  private mutating func feeCharged(_ event: FeeCharged, _ recorded: RecordedEvent) {
    if event.invoice != nil { return }
    charged(
      LateModel.Charge(
        id: event.fee, kind: .fee, collection: event.collection, party: event.party,
        amount: event.amount, position: recorded.position), recorded)
  }
}
