// The ledgers of the tree, read by lz4, jq and openssl alone: what they come to is what the program says.
import Foundation
import Testing

@Suite struct `Programs that anyone has` {
  static let ledgers =
    Sample.all.map(\.path) + ["eventlogs/golden/BC-H1", Damage.folder + "/base"]

  @Test(arguments: ledgers)
  func `lz4 prints the events, in jq's form, each at its position`(ledger: String) throws {
    let text = try events(ledger)
    let count = text.utf8.count { $0 == 0x0A }
    #expect(try verified(ledger).hasPrefix("events \(count) root "))
    let canonical = try Program.run("jq", ["-cS", "."], input: text)
    #expect(canonical.output == text)
    let positions = try Program.run("jq", [".position"], input: text)
    #expect(positions.output == (0..<count).map { "\($0)\n" }.joined())
  }

  @Test(arguments: ledgers)
  func `openssl hashes the tree to the same root`(ledger: String) throws {
    var hashes = try sha256(events(ledger).utf8.split(separator: 0x0A).map { Data([0]) + $0 })
    let count = hashes.count
    while hashes.count > 1 {
      // The last one of an odd number goes up as it is.
      let pairs = stride(from: 0, to: hashes.count - 1, by: 2)
      let last = hashes.count % 2 == 1 ? hashes[hashes.count - 1] : nil
      hashes = try sha256(pairs.map { Data([1]) + hashes[$0] + hashes[$0 + 1] })
      if let last { hashes.append(last) }
    }
    let root = hashes[0].map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(try verified(ledger) == "events \(count) root \(root)")
    let other = try Program.run("tools/verify.py", [ledger])
    #expect(other.status == 0, "\(other.output)\(other.errors)")
    #expect(other.lines.last.map { String($0) } == "events \(count) root \(root)")
  }

  @Test(arguments: Sample.all)
  func `openssl checks the signature of a checkpoint`(sample: Sample) throws {
    let folder = try Folder()
    let key = try #require(
      sample.events().firstMatch(of: /"vkey":"[^"+]+\+[0-9a-f]{8}\+([^"]+)"/)?.1)
    // An Ed25519 key as X.509 has it: a fixed head, then its 32 bytes.
    let head = Data(base64Encoded: "MCowBQYDK2VwAyEA") ?? Data()
    try folder.write(head + (Data(base64Encoded: String(key)) ?? Data()).dropFirst(), "key")
    let kept = Program.root + "/" + sample.path + "/checkpoints"
    let names = try FileManager.default.contentsOfDirectory(atPath: kept)
    #expect(!names.isEmpty)
    for name in names {
      let note = try String(contentsOfFile: kept + "/" + name, encoding: .utf8)
      let parts = note.components(separatedBy: "\n\n")
      let blob = parts[1].split(separator: " ").last.map { $0.dropLast() } ?? ""
      try folder.write(
        (Data(base64Encoded: String(blob)) ?? Data()).dropFirst(4), "signature")
      func check(_ text: String) throws -> Int32 {
        try folder.write(Data(text.utf8), "text")
        return try Program.run(
          "openssl",
          ["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
            + ["-inkey", "-in", "-sigfile"].enumerated().flatMap {
              [$1, folder.url(["key", "text", "signature"][$0]).path]
            }
        ).status
      }
      #expect(try check(parts[0] + "\n") == 0, "\(name)")
      #expect(try check(parts[0]) != 0, "\(name)")
    }
  }

  private func verified(_ ledger: String) throws -> String {
    try Program.minutier("verify", ledger).output.trimmingCharacters(in: .newlines)
  }

  private func events(_ ledger: String) throws -> String {
    let log = ledger + "/log/"
    let names = try FileManager.default.contentsOfDirectory(atPath: Program.root + "/" + log)
    let segments = names.filter { $0.hasSuffix(".lz4") }.sorted().map { log + $0 }
    let outcome = try Program.run("lz4", ["-dcm"] + segments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// The SHA-256 of each, as openssl prints them: of thousands of files in one call.
  private func sha256(_ contents: [Data]) throws -> [Data] {
    let folder = try Folder(isInMemory: true)
    var hashes: [Data] = []
    for start in stride(from: 0, to: contents.count, by: 4000) {
      let range = start..<min(start + 4000, contents.count)
      for number in range { try folder.write(contents[number], "\(number)") }
      let outcome = try Program.run(
        "openssl", ["dgst", "-sha256", "-r"] + range.map { folder.url("\($0)").path })
      #expect(outcome.status == 0, "\(outcome.errors)")
      hashes += outcome.lines.map { line in
        let digits = Array(line.prefix(64).utf8)
        return Data(
          stride(from: 0, to: 64, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
          })
      }
    }
    return hashes
  }
}
