import EventStore

/// The version that each stream has reached, events under way included: of late in memory, before that from the log's
/// tables.
struct KnownVersions {
  private var recent: [String: Int] = [:]
  /// Of the streams that were in memory before the tables were saved last.
  private var older: [String: Int] = [:]
  private var saved: SavedStreams

  /// - Parameter saved: what the log's tables hold; later events are told with `set`.
  init(_ saved: SavedStreams) { self.saved = saved }

  subscript(stream: String) -> Int {
    get throws(LedgerError) {
      if let version = recent[stream] { return version }
      return try before(stream)
    }
  }

  /// The version without the events of late.
  private func before(_ stream: String) throws(LedgerError) -> Int {
    if let version = older[stream] { return version }
    do throws(LogError) { return Int(try saved.version(of: stream)) } catch { throw .log(error) }
  }

  mutating func set(_ stream: String, to version: Int) { recent[stream] = version }

  /// Takes the next version of a stream.
  mutating func next(of stream: String) throws(LedgerError) -> Int {
    if let index = recent.index(forKey: stream) {
      recent.values[index] += 1
      return recent.values[index]
    }
    let version = try before(stream) + 1
    recent[stream] = version
    return version
  }

  /// All events so far are in the log's tables now.
  mutating func goOn(from saved: SavedStreams) {
    self.saved = saved
    older = recent
    recent = [:]
  }
}
