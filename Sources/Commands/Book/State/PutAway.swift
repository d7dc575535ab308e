import Ledger

// Putting the book's closed subjects into records, and what stays in memory of each kind.

extension Appointment: Shelved {
  /// Its period for anomalies runs.
  public var staysInMemory: Bool { !elapsed }
}

extension Invoice: Shelved {
  /// Interest on it waits for a rate, whose publication looks for it.
  public var staysInMemory: Bool { !lateParts.isEmpty }
}

extension Payment: Shelved {}
extension OpenTask: Shelved {}
extension CreditNote: Shelved {}
extension Charge: Shelved {}
extension Array: Shelved where Element: Stored {}

extension Book {
  /// Gives what changed since it was last put away, as records.
  public func changes(_ put: (_ key: [UInt8], _ record: [UInt8]?) -> Void) {
    appointments.changes(put)
    anomalies.changes(put)
    invoices.changes(put)
    payments.changes(put)
    tasks.changes(put)
    debits.changes(put)
    creditNotes.changes(put)
    charges.changes(put)
    interest.changes(put)
    for contract in contracts.values {
      contract.validated.changes(of: contract.id, on: today, put)
    }
  }

  /// What changed is in records now; what is closed is forgotten here.
  public mutating func putAway(in room: ShelfRoom) {
    room.terms = terms
    appointments.putAway(in: room)
    anomalies.putAway(in: room)
    invoices.putAway(in: room)
    payments.putAway(in: room)
    tasks.putAway(in: room)
    debits.putAway(in: room)
    creditNotes.putAway(in: room)
    charges.putAway(in: room)
    interest.putAway(in: room)
    let today = today
    for id in contracts.keys {
      changeContract(id) { $0.validated.putAway(of: id, on: today, in: room) }
    }
  }

  private var today: Day { clock.map { Paris.day(of: $0) } ?? .unset }
}
