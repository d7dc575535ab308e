/// Writes the folded models as a new SQLite file.
///
/// Beside the tables of the models stand `model`, which says what each is, and `checkpoint`: one row
/// written last, after everything else is on disk. A file without it is not finished.
///
/// SQLite makes the tables and the checkpoint. The rows between them come in the order of their keys,
/// so their pages are laid out here, several times faster than by an INSERT a row.

public struct ProjectionFile {
  /// - Parameter position: how many events were folded.
  /// - Parameter root: the root of the log's tree at that size, in hexadecimal.
  /// - Parameter progress: told now and then how many rows are written, of how many.
  public static func write(
    _ models: ReadModels, to path: String, position: Int, root: String, codeVersion: String,
    progress: ((Int, Int) -> Void)?
  ) throws(ProjectionError) {
    if Database.exists(path) { throw .exists(path: path) }
    let roots = try makeTables(path)
    try writeRows(models, path, roots, progress)
    let database = try Database(path, .creating)
    try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL")
    try database.execute(
      "INSERT INTO checkpoint VALUES (?, ?, ?)", "\(position)", root, codeVersion)
  }

  /// Lets SQLite write the tables without rows; gives the page where each begins, and how many pages
  /// there are.
  private static func makeTables(_ path: String) throws(ProjectionError) -> (
    [String: Int], pages: Int
  ) {
    let database = try Database(path, .creating)
    try database.execute(
      """
      PRAGMA page_size = \(PageFile.pageSize); PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      BEGIN
      """)
    for table in Tables.stored.map({ $0.table }) + Tables.views + [model] {
      try database.execute(table.createSQL)
    }
    try database.execute(
      """
      CREATE TABLE checkpoint (position INTEGER NOT NULL, root TEXT NOT NULL,
        code_version TEXT NOT NULL) STRICT;
      COMMIT
      """)
    var roots: [String: Int] = [:]
    for name in Tables.stored.map({ $0.table.name }) + [model.name] {
      roots[name] = try database.integer(
        "SELECT rootpage FROM sqlite_schema WHERE name = '\(name)'")
    }
    return (roots, try database.integer("PRAGMA page_count"))
  }

  private static func writeRows(
    _ models: ReadModels, _ path: String, _ tables: ([String: Int], pages: Int),
    _ report: ((Int, Int) -> Void)?
  ) throws(ProjectionError) {
    let file = try PageFile(path, pages: tables.pages)
    let derived = Derived(models)
    var total = 0
    for model in Tables.stored { total += model.count(models) }
    let progress = RowProgress(total: total, report)
    for model in Tables.stored {
      var row = RowWriter(model.table, file, root: tables.0[model.table.name] ?? 0, progress)
      try model.write(models, derived, to: &row)
      try row.end()
    }
    var row = RowWriter(model, file, root: tables.0[model.name] ?? 0, RowProgress(total: 0, nil))
    for table in Tables.questions.sorted(by: { $0.name < $1.name }) {
      row.text(table.name)
      row.text(table.about)
      try row.endRow()
    }
    try row.end()
    try file.end()
    progress.end()
  }

  private static let model = Table(
    "model", "what each table is", key: ["name"], [.required("name"), .required("about")])
}
