// Nothing that is said of a person stands in clear in a ledger: not in its log, its index, its kept state, nor in its
// read models, but for one column that shows it on purpose.
import Foundation
import Testing

/// What the commands of a sample say of people, in every form in which it could stand somewhere.
struct PersonalData {
  private(set) var names: Set<String> = []
  private(set) var phones: Set<String> = []
  /// Phones as ten digits: they are looked for as words, for a hash may hold the same digits.
  private(set) var digits: Set<String> = []
  private(set) var emails: Set<String> = []
  private(set) var accounts: Set<String> = []
  private(set) var texts: Set<String> = []

  init(_ sample: Sample) throws {
    for line in try sample.text("commands.ndjson").split(separator: "\n") {
      let command = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      take(command?["data"] as? [String: Any] ?? [:])
    }
  }

  var all: Set<String> {
    names.union(phones).union(emails).union(accounts).union(texts)
  }

  private mutating func take(_ fields: [String: Any]) {
    for key in ["person", "prospect_ref", "contact_ref", "signer"] {
      guard let person = fields[key] as? [String: String] else { continue }
      if let name = person["name"] { takeName(name) }
      if let phone = person["phone"] { takePhone(phone) }
      if let email = person["email"] { takeEmail(email) }
      if let address = person["address"] { texts.insert(address) }
    }
    for key in ["new", "from_email", "login"] {
      if let email = fields[key] as? String, email.contains("@") { takeEmail(email) }
    }
    for key in ["text", "project_text", "facts"] {
      if let text = fields[key] as? String { takeText(text) }
    }
  }

  private mutating func takeName(_ name: String) {
    names.insert(name)
    names.insert(name.uppercased())
    names.insert(name.lowercased())
    if let surname = name.split(separator: " ").last { names.insert(String(surname)) }
  }

  /// As it is written, and in its national and international forms, in pairs or not.
  private mutating func takePhone(_ phone: String) {
    phones.insert(phone)
    let digits = String(phone.filter(\.isNumber).suffix(9))
    let national = Array("0" + digits)
    let pairs = stride(from: 0, to: 10, by: 2).map { String(national[$0..<($0 + 2)]) }
    phones.formUnion(["+33" + digits, "0033" + digits])
    self.digits.insert(String(national))
    phones.formUnion([" ", ".", "-"].map { pairs.joined(separator: $0) })
  }

  private mutating func takeEmail(_ email: String) {
    emails.formUnion([email, email.lowercased(), email.uppercased()])
    if let mailbox = email.lowercased().split(separator: "@").first, mailbox.contains(".") {
      emails.insert(String(mailbox))
    }
  }

  private mutating func takeText(_ text: String) {
    texts.insert(text)
    for match in text.matches(of: /FR[0-9]{2}( ?[0-9A-Z]{4}){5,6}/) {
      accounts.formUnion([String(match.0), match.0.filter { $0 != " " }])
    }
  }
}

@Suite struct `Personal data` {
  /// A sample with its index, its kept state and its read models, and what is said of people in it.
  private struct Ledger {
    let folder: Folder
    let path: String

    init(_ sample: Sample) throws {
      folder = try Folder()
      path = try folder.copy(sample.path)
      let data = try PersonalData(sample)
      try folder.write(Data(data.all.joined(separator: "\n").utf8), "needles")
      try folder.write(Data(data.digits.joined(separator: "\n").utf8), "words")
    }

    func makeReadModels() throws {
      let rebuilt = try Program.minutier("rebuild", path)
      #expect(rebuilt.status == 0, "\(rebuilt.output)\(rebuilt.errors)")
      // A writer keeps its state when it closes.
      #expect(try Program.minutier("execute", path).status == 0)
    }

    /// The lines of files, or of a text, that say something of a person.
    func found(_ files: [String] = [], in text: String = "") throws -> [Substring] {
      try [("-aFf", "needles"), ("-awFf", "words")].flatMap { option, needles in
        let outcome = try Program.run(
          "grep", [option, folder.url(needles).path] + files, input: text,
          environment: ["LC_ALL": "C"])
        #expect(outcome.status < 2, "\(outcome.errors)")
        return outcome.lines
      }
    }

    func sql(_ statements: String) throws -> String {
      let outcome = try Program.run(
        "sqlite3", [path + "/projections/minutier.sqlite"], input: statements)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome.output
    }

    /// Its files but the commands, which are not the ledger's.
    func files() throws -> [String] {
      let all = try #require(FileManager.default.enumerator(atPath: path))
      return all.compactMap { $0 as? String }
        .filter { !$0.hasPrefix("commands") && !$0.hasPrefix("results") }
        .map { path + "/" + $0 }
        .filter { file in
          var isDirectory: ObjCBool = false
          return FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory)
            && !isDirectory.boolValue
        }
    }
  }

  @Test func `the samples name people, phones, addresses and bank accounts`() throws {
    for sample in Sample.all {
      let data = try PersonalData(sample)
      #expect(data.names.count > 200 && data.phones.count > 1000 && data.texts.count > 30)
      #expect(!data.emails.isEmpty)
      let commands = try sample.text("commands.ndjson")
      let accounts = data.accounts.filter { commands.contains($0) }
      #expect(accounts.count >= (sample.name == "active-prospects" ? 3 : 0))
    }
  }

  @Test(arguments: Sample.all)
  func `nothing of it stands in clear in the log, the answers, the index or the kept state`(
    sample: Sample
  ) throws {
    let ledger = try Ledger(sample)
    #expect(try ledger.found(in: sample.text("commands.ndjson")).count > 500)
    #expect(try ledger.found(in: sample.events()) == [])
    #expect(try ledger.found(in: sample.text("results.ndjson")) == [])
    try ledger.makeReadModels()
    let files = try ledger.files().filter { !$0.contains("/projections/") }
    #expect(files.contains { $0.hasSuffix("/index/streams") })
    #expect(sample.name == "first-appointments" || files.contains { $0.hasSuffix("/index/state") })
    #expect(try ledger.found(files) == [])
  }

  /// Columns that are opened on purpose, each with the reason. They are [erased] once the key is destroyed.
  static let opened: [(table: String, columns: [String], reason: String)] = [
    ("party", ["name"], "who asks for clients, or prints an invoice, needs to know who they are"),
    (
      "lead", ["contact_name", "contact_phone", "contact_email"],
      "who bought a lead calls the person who asked for information (AP-1.5)"
    ),
  ]

  @Test(arguments: Sample.all)
  func `the read models open what is shown on purpose, and nothing else`(sample: Sample) throws {
    let ledger = try Ledger(sample)
    try ledger.makeReadModels()
    let tables = try ledger.sql("SELECT name FROM sqlite_master;").split(separator: "\n")
    let opened = Self.opened.filter { tables.contains($0.table[...]) }
    let found = try ledger.found(in: ledger.sql(".dump"))
    #expect(!found.isEmpty)
    for line in found {
      #expect(opened.contains { line.hasPrefix("INSERT INTO \($0.table) VALUES(") }, "\(line)")
    }
    for (table, columns, _) in opened {
      let hidden = columns.map { "\($0) = '[hidden]'" }.joined(separator: ", ")
      _ = try ledger.sql("UPDATE \(table) SET \(hidden);")
    }
    _ = try ledger.sql("VACUUM;")
    #expect(try ledger.found(in: ledger.sql(".dump")) == [])
    #expect(try ledger.found(ledger.files()) == [])
  }

  @Test(arguments: Sample.all)
  func `once the keys of people are destroyed it stands nowhere`(sample: Sample) throws {
    let ledger = try Ledger(sample)
    let keys = URL(fileURLWithPath: ledger.path + "/keys/subjects")
    let size = try Data(contentsOf: keys).count
    try Data(count: size).write(to: keys)
    try ledger.makeReadModels()
    #expect(try ledger.found(in: ledger.sql(".dump")) == [])
    #expect(try ledger.found(ledger.files()) == [])
    let tables = try ledger.sql("SELECT name FROM sqlite_master;").split(separator: "\n")
    for (table, columns, _) in Self.opened where tables.contains(table[...]) {
      for column in columns {
        let shown = try ledger.sql(
          "SELECT DISTINCT \(column) FROM \(table) WHERE \(column) IS NOT NULL;")
        #expect(shown.isEmpty || shown == "[erased]\n", "\(table).\(column)")
      }
    }
    #expect(try ledger.sql("SELECT count(*) FROM party WHERE name = '[erased]';") != "0\n")
    if tables.contains("fingerprint") {
      #expect(try ledger.sql("SELECT count(*) FROM fingerprint;") == "0\n")
    }
  }
}
