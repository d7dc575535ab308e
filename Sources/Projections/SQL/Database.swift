import CSQLite

/// One open SQLite file.
final class Database {
  let path: String
  private let handle: OpaquePointer

  enum Mode { case reading, creating }

  init(_ path: String, _ mode: Mode) throws(ProjectionError) {
    var opened: OpaquePointer?
    let flags =
      mode == .reading
      ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw .sqlite(doing: "open", path: path, code: Int(code), message: message)
    }
    self.path = path
    handle = opened
  }

  deinit { sqlite3_close_v2(handle) }

  /// True when something can be opened under this name.
  static func exists(_ path: String) -> Bool {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY, nil)
    sqlite3_close_v2(opened)
    return code == SQLITE_OK
  }

  func execute(_ sql: String) throws(ProjectionError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw failure("write", code) }
  }

  /// Runs a statement with these values for its marks.
  func execute(_ sql: String, _ values: String...) throws(ProjectionError) {
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, value) in values.enumerated() {
      sqlite3_bind_text(statement, Int32(index + 1), value, -1, transient)
    }
    let code = sqlite3_step(statement)
    if code != SQLITE_DONE { throw failure("write", code) }
  }

  func prepare(_ sql: String) throws(ProjectionError) -> OpaquePointer {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure("read", code) }
    return statement
  }

  /// The one integer that a query gives.
  func integer(_ sql: String) throws(ProjectionError) -> Int {
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    let code = sqlite3_step(statement)
    if code != SQLITE_ROW { throw failure("read", code) }
    return Int(sqlite3_column_int64(statement, 0))
  }

  /// Writes to the file itself, past SQLite and its cache: for a file that is being made.
  func write(_ bytes: UnsafeRawPointer, _ count: Int, at offset: Int) throws(ProjectionError) {
    var file: UnsafeMutablePointer<sqlite3_file>?
    let found = sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file)
    guard found == SQLITE_OK, let file, let write = file.pointee.pMethods.pointee.xWrite else {
      throw failure("write", found)
    }
    let code = write(file, bytes, Int32(count), Int64(offset))
    if code != SQLITE_OK { throw failure("write", code) }
  }

  func failure(_ action: String, _ code: Int32) -> ProjectionError {
    .sqlite(
      doing: action, path: path, code: Int(code), message: String(cString: sqlite3_errmsg(handle)))
  }
}
