public import Ledger

/// One value of an answer. Days and instants are texts of a fixed form; a list is the JSON array that
/// the file holds.
public enum Value: Sendable, Hashable {
  case none
  case text(String)
  case integer(Int)
  case money(Money)
  case unitPrice(UnitPrice)
  case rate(Rate)
  case flag(Bool)
  case list(json: String)
}
