import Commands
import EventStore
import Ledger

/// The records of the shelves: `index/state.N`, tables that `index/state` vouches for.
///
/// Touched by the thread that decides. A record that cannot be read gives no answer and is remembered: whoever asked must
/// not act on it, and `requireSound` stops the writer before anything is written.
final class StateRecords: KeptRecords, @unchecked Sendable {
  private let home: LedgerHome
  private(set) var tables: KeyedTables
  private var damage: TableError?

  init(_ home: LedgerHome, _ tables: KeyedTables? = nil) {
    self.home = home
    self.tables = tables ?? KeyedTables(Self.place(in: home), home.files)
  }

  /// The path of the tables without their numbers: that of the state.
  static func place(in home: LedgerHome) -> String { home.path + "/index/state" }

  func record(of key: [UInt8]) -> [UInt8]? {
    do throws(TableError) { return try tables.record(of: key) } catch {
      damage = error
      return nil
    }
  }

  func forEach(startingWith byte: UInt8, _ body: (String, [UInt8]) -> Void) {
    do throws(TableError) {
      try tables.forEach { key, record in
        guard key.first == byte else { return }
        body(String(decoding: key.dropFirst(), as: UTF8.self), Array(record))
      }
    } catch { damage = error }
  }

  func stream(at position: Int) -> String? {
    var tape = Tape()
    do {
      guard let line = try LedgerReader(home).line(at: position) else { return nil }
      return try line.withUnsafeBytes { (bytes) throws(FormatError) in
        try Line.read(bytes, using: &tape).stream
      }
    } catch { return nil }
  }

  /// Puts new records beside the others.
  func add(_ entries: TableEntries) throws(LedgerError) {
    do throws(TableError) { tables = try tables.adding(entries) } catch {
      damage = error
      try requireSound()
    }
  }

  /// - Throws: when a record could not be read. A damaged state is removed: the next writer replays the log.
  func requireSound() throws(LedgerError) {
    guard let damage else { return }
    if case .file(let error) = damage { throw .file(error) }
    do throws(FileError) { try home.files.remove(Self.place(in: home)) } catch {
      if !error.isAbsence { throw .file(error) }
    }
    throw .home(
      "\(damage); the kept state was dropped, nothing more was written: do it again, and the log is replayed"
    )
  }
}
