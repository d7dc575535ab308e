// Checkpoints and proofs through the program, beside a verifier that shares no code with it.
import Foundation
import Testing

/// `tools/verify.py`, which needs nothing of ours.
private func verifier(_ arguments: String...) throws -> Program.Outcome {
  try Program.run("tools/verify.py", arguments)
}

@Suite struct `The verifier that is not ours` {
  @Test(arguments: Sample.all) func `it comes to the same root of a sample`(sample: Sample) throws {
    let ours = try Program.minutier("verify", sample.path)
    let other = try verifier(sample.path)
    #expect(other.status == 0, "\(other.output)\(other.errors)")
    #expect(other.lines.last == ours.lines.last)
    #expect(other.lines.first?.hasPrefix("checkpoint of ") == true)
  }

  @Test(arguments: Damage.all)
  func `it finds a damaged ledger sound or not as minutier verify does`(damage: Damage) throws {
    let folder = try Folder()
    let ledger = try damage.ledger(folder)
    let ours = try Program.minutier("verify", ledger)
    let other = try verifier(ledger)
    #expect(other.status == ours.status, "\(other.output)\(other.errors)\(ours.output)")
    if ours.status == 0 { #expect(other.lines.last == ours.lines.last) }
  }

  @Test func `a repacked segment and its footer are read, and a footer altered anywhere is found`()
    throws
  {
    let folder = try Folder()
    let damage = try #require(Damage.all.first { $0.name == "three-segments" })
    let ledger = try damage.ledger(folder)
    #expect(try Program.minutier("repack", ledger).status == 0)
    #expect(try verifier(ledger).status == 0)
    #expect(try Program.minutier("verify", ledger).status == 0)
    let path = ledger + "/log/00000000000000000000.lz4"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let footer = try #require(whole.range(of: Data("MNTFOOT1".utf8))).lowerBound - 8
    for offset in stride(from: footer, to: whole.count, by: 37) {
      var bytes = whole
      bytes[offset] ^= 0x10
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(try verifier(ledger).status == 1, "byte \(offset)")
    }
  }

  @Test func `it is short enough to be read, and stands on two packages`() throws {
    let text = try String(contentsOfFile: Program.root + "/tools/verify.py", encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 200 && lines.allSatisfy { $0.count <= 110 })
    // What it imports that Python does not bring along.
    let script = """
      import ast, sys
      for node in ast.walk(ast.parse(open("tools/verify.py").read())):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom): names = [node.module]
        for name in names:
          if name.split(".")[0] not in sys.stdlib_module_names: print(name.split(".")[0])
      """
    let packages = try Program.run("/usr/bin/python3", ["-c", script]).lines.map { String($0) }
    #expect(packages.sorted() == ["cryptography", "lz4"])
  }

  @Test func `what is neither a ledger nor a proof is not readable`() throws {
    for path in ["Package.swift", "Sources", "nowhere"] {
      #expect(try verifier(path).status == 2, "\(path)")
    }
    #expect(try verifier().status == 2)
  }
}

@Suite struct `Proofs of a ledger` {
  private let folder: Folder
  private let ledger: String
  private let key: String

  init() throws {
    folder = try Folder()
    ledger = try folder.copy(Sample.firstAppointments.path)
    key = try Program.minutier("checkpoint", ledger, "--key").output.trimmingCharacters(
      in: .newlines)
  }

  private func prove(_ position: Int, _ more: String...) throws -> String {
    let path = folder.path + "/\(position).tlog-proof"
    let outcome = try Program.run(
      Program.minutier, ["prove", ledger, "\(position)", "-o", path] + more)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return path
  }

  @Test(arguments: [0, 1, 255, 256, 1000, 2047, 2048, 2954])
  func `an event's proof is accepted by both verifiers, with no ledger`(position: Int) throws {
    let proof = try prove(position)
    let line = try Sample.firstAppointments.events().split(separator: "\n")[position]
    try FileManager.default.removeItem(atPath: ledger)
    let ours = try Program.minutier("check-proof", proof, "--key", key)
    #expect(ours.status == 0)
    #expect(ours.lines.first == "event \(position) of minutier.local/928030329/first-appointments")
    #expect(ours.lines.last == line)
    let other = try verifier(proof, "--key", key)
    #expect(other.status == 0, "\(other.output)\(other.errors)")
    #expect(other.lines.contains(line))
  }

  @Test func `another line, another key and another position are refused by both`() throws {
    let proof = try prove(1000)
    let text = try String(contentsOfFile: proof, encoding: .utf8)
    let line = try Sample.firstAppointments.events().split(separator: "\n")[1001]
    try folder.write(Data(line.utf8), "line")
    try folder.write(
      Data(text.replacingOccurrences(of: "index 1000", with: "index 1001").utf8), "moved")
    try folder.write(
      Data(text.replacingOccurrences(of: "\n2955\n", with: "\n2956\n").utf8), "resized")
    let line999 = folder.url("line").path
    for words in [
      [proof, "--key", key, "--event", line999], [folder.url("moved").path, "--key", key],
      [folder.url("resized").path, "--key", key],
    ] {
      let ours = try Program.run(Program.minutier, ["check-proof"] + words)
      let other = try Program.run("tools/verify.py", words)
      #expect(ours.status == 1, "\(words): \(ours.output)")
      #expect(other.status == 1, "\(words): \(other.output)\(other.errors)")
    }
    let base = try folder.copy(Damage.folder + "/base")
    let stranger = try Program.minutier("checkpoint", base, "--key").output.trimmingCharacters(
      in: .newlines)
    #expect(try Program.minutier("check-proof", proof, "--key", stranger).status == 1)
    #expect(try verifier(proof, "--key", stranger).status == 1)
  }

  @Test func `a witness of another make cosigns, and both verifiers know it`() throws {
    let checkpoint = folder.path + "/checkpoint"
    try Data(try Program.minutier("checkpoint", ledger).output.utf8).write(
      to: URL(fileURLWithPath: checkpoint))
    let witness = try Program.run("Tests/Support/witness.py", [checkpoint, "1767225600"])
    #expect(witness.status == 0, "\(witness.errors)")
    let (vkey, lines) = (String(witness.lines[0]), String(witness.lines[1]) + "\n")
    let whole = try String(contentsOfFile: checkpoint, encoding: .utf8)
    for (name, text) in [("lines", lines), ("note", whole + lines)] {
      try folder.write(Data(text.utf8), name)
      let added = try Program.minutier(
        "checkpoint", ledger, "--add-cosignature", folder.url(name).path, "--witness", vkey)
      #expect(added.status == 0, "\(added.errors)")
      #expect(added.output == whole + lines, "kept once, whichever way it came")
      #expect(
        added.errors
          == "minutier: cosigned by witness.example/w1 at 2026-01-01T00:00:00.000000Z\n")
    }
    #expect(try Program.minutier("checkpoint", ledger).output == whole + lines)
    let list = try Program.minutier("checkpoint", ledger, "--list").output
    #expect(list.hasSuffix(" cosigned by witness.example/w1\n"))
    #expect(try Program.minutier("verify", ledger).status == 0)
    #expect(try verifier(ledger, "--witness", vkey).status == 0)
    let proof = try prove(7)
    for words in [["--key", key, "--witness", vkey], ["--witness", vkey]] {
      #expect(try Program.run(Program.minutier, ["check-proof", proof] + words).status == 0)
      #expect(try Program.run("tools/verify.py", [proof] + words).status == 0)
    }
    // The time that it signed is part of what it signed.
    let later = lines.replacingOccurrences(of: "AABpV", with: "AABpW")
    #expect(later != lines)
    try folder.write(Data((whole + later).utf8), "later")
    let refused = try Program.minutier(
      "checkpoint", ledger, "--add-cosignature", folder.url("later").path, "--witness", vkey)
    #expect(refused.status == 2 && refused.errors.contains("couldn't add a cosignature"))
    try Data((whole + later).utf8).write(
      to: URL(fileURLWithPath: ledger + "/checkpoints/00000000000000002955"))
    #expect(try verifier(ledger, "--witness", vkey).status == 1)
  }

  @Test func `a checkpoint is signed while a writer lives, over what is durable`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [Program.minutier, "execute", ledger, "-"]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    input.fileHandleForWriting.write(
      Data(
        (#"{"id":"live-1","command":"CorrectEvent","at":"2027-02-01T09:00:00+01:00","#
          + #""actor":{"role":"client","id":"C-1"},"data":{"reason":"r","target":1}}"# + "\n").utf8
      ))
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    let signed = try Program.minutier("checkpoint", ledger)
    let verified = try Program.minutier("verify", ledger)
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(signed.status == 0, "\(signed.errors)")
    #expect(verified.status == 0 && verified.output.hasPrefix("events \(signed.lines[1]) root "))
    let size = try #require(Int(signed.lines[1]))
    #expect(size > 2955)
    #expect(try Program.minutier("verify", ledger).status == 0)
    #expect(
      try Program.minutier(
        "prove", ledger, "--consistency", "2955", "\(size)", "-o", folder.path + "/growth"
      ).status == 0)
    let growth = try Program.minutier("check-proof", folder.path + "/growth", "--key", key)
    #expect(growth.status == 0, "\(growth.output)")
  }

  @Test func `a consistency proof is accepted by both verifiers, and an altered one by neither`()
    throws
  {
    let ledger = try folder.copy(Damage.folder + "/base")
    var sizes: [String] = []
    for month in ["06", "07", "08", "09", "10"] {
      let start = "2026-\(month)-01T00:00:00+02:00"
      #expect(try Program.minutier("advance", ledger, "--to", start).status == 0)
      sizes.append(String(try Program.minutier("checkpoint", ledger).lines[1]))
    }
    #expect(Set(sizes).count == 5, "\(sizes)")
    let key = try Program.minutier("checkpoint", ledger, "--key").output.trimmingCharacters(
      in: .newlines)
    for (number, old) in sizes.enumerated() {
      for new in sizes[number...] {
        let text = try Program.minutier("prove", ledger, "--consistency", old, new).output
        #expect(try verdicts(text, key) == [0, 0], "\(old) \(new)")
        let hashes = text.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst()
        #expect(hashes.isEmpty == (old == new))
        var altered = [
          text.replacing(
            "\n\n", with: "\n\(String(repeating: "A", count: 43))=\n\n", maxReplacements: 1),
          text.replacing("\n\(new)\n", with: "\n\(new)0\n"),
        ]
        for hash in hashes {
          altered.append(text.replacing("\n\(hash)\n", with: "\n", maxReplacements: 1))
          let other = (hash.first == "A" ? "B" : "A") + hash.dropFirst()
          altered.append(text.replacing("\n\(hash)\n", with: "\n\(other)\n", maxReplacements: 1))
        }
        for wrong in altered {
          let found = try verdicts(wrong, key)
          #expect(!found.contains(0), "\(found) of \(wrong)")
        }
      }
    }
  }

  /// What `minutier check-proof` and the verifier that is not ours exit with.
  private func verdicts(_ proof: String, _ key: String) throws -> [Int32] {
    try folder.write(Data(proof.utf8), "growth")
    let path = folder.url("growth").path
    return [
      try Program.minutier("check-proof", path, "--key", key).status,
      try verifier(path, "--key", key).status,
    ]
  }

  @Test func `a log that a checkpoint elsewhere is ahead of is told by it alone`() throws {
    let older = try folder.copy(Damage.folder + "/base")
    let start = folder.path + "/start"
    try Data(try Program.minutier("checkpoint", older).output.utf8).write(
      to: URL(fileURLWithPath: start))
    let place = folder.path + "/newer/base"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/newer", withIntermediateDirectories: false)
    try FileManager.default.copyItem(atPath: older, toPath: place)
    #expect(
      try Program.minutier("advance", place, "--to", "2026-09-01T00:00:00+02:00").status == 0)
    let newer = folder.path + "/checkpoint"
    try Data(try Program.minutier("checkpoint", place).output.utf8).write(
      to: URL(fileURLWithPath: newer))
    #expect(try Program.minutier("verify", place, "--checkpoint", start).status == 0)
    let outcome = try Program.minutier("verify", older, "--checkpoint", newer)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("behindCheckpoint in \(newer) at byte 0, event 58: "))
    #expect(try verifier(older, "--checkpoint", newer).status == 1)
    // A checkpoint of another ledger says nothing of this one, and is not passed over.
    #expect(try Program.minutier("verify", ledger, "--checkpoint", newer).status == 1)
    #expect(try verifier(ledger, "--checkpoint", newer).status == 1)
    let key = try Program.minutier("checkpoint", ledger, "--key").output
    let other = try Program.minutier(
      "verify", place, "--checkpoint", newer, "--key",
      key.trimmingCharacters(in: .newlines))
    #expect(other.status == 1, "the key given counts, not the one that the log names")
  }

  @Test func `a log that its newest checkpoint does not fit is not signed`() throws {
    for damage in Damage.all where damage.name.hasPrefix("checkpoint-") {
      let folder = try Folder()
      let ledger = try damage.ledger(folder)
      let before = try FileManager.default.contentsOfDirectory(atPath: ledger + "/checkpoints")
      let outcome = try Program.minutier("checkpoint", ledger)
      #expect(outcome.status == (damage.opens ? 0 : 2), "\(damage.name): \(outcome.errors)")
      let after = try FileManager.default.contentsOfDirectory(atPath: ledger + "/checkpoints")
      #expect(Set(before) == Set(after), "\(damage.name)")
    }
  }

  @Test func `tiles of a sample, then what came since`() throws {
    let tiles = folder.path + "/tiles"
    let first = try Program.minutier("export", ledger, "--tlog-tiles", tiles)
    #expect(first.output == "\(tiles): 2955 events, 2955 of them new\n")
    let checkpoint = try String(contentsOfFile: tiles + "/checkpoint", encoding: .utf8)
    #expect(checkpoint == (try Program.minutier("checkpoint", ledger).output))
    #expect(
      try Program.minutier("advance", ledger, "--to", "2027-06-01T00:00:00+02:00").status == 0)
    let left = try Program.minutier("export", ledger, "--tlog-tiles", tiles)
    #expect(left.output.hasSuffix(" 0 of them new\n"))
    #expect(left.errors.contains(" events came after the newest checkpoint"))
    let size = try #require(Int(try Program.minutier("checkpoint", ledger).lines[1]))
    let second = try Program.minutier("export", ledger, "--tlog-tiles", tiles)
    #expect(second.output == "\(tiles): \(size) events, \(size - 2955) of them new\n")
    let other = try folder.copy(Damage.folder + "/base")
    #expect(try Program.minutier("checkpoint", other).status == 0)
    let refused = try Program.minutier("export", other, "--tlog-tiles", tiles)
    #expect(refused.status == 2 && refused.errors.contains("couldn't add to "))
  }

  @Test
  func `keys are for their owner alone; a simulated ledger's come back, others are asked for`()
    throws
  {
    let real = folder.path + "/real"
    for clock in ["simulated", "real"] {
      let ledger = folder.path + "/" + clock
      let start = clock == "real" ? [] : ["--start", "2026-04-10T08:00:00+02:00"]
      #expect(
        try Program.run(
          Program.minutier,
          ["init", ledger, "--contract", "btbconnect", "--clock", clock] + start
        ).status == 0)
      let modes = try Program.run(
        "stat",
        ["-c", "%a", ledger + "/keys"]
          + ["ledger", "signing", "subjects"].map {
            ledger + "/keys/" + $0
          })
      #expect(modes.output == "700\n600\n600\n600\n")
      let before = try Program.minutier("checkpoint", ledger).output
      try FileManager.default.removeItem(atPath: ledger + "/keys/signing")
      try FileManager.default.removeItem(
        atPath: ledger + "/checkpoints")
      let again = try Program.minutier("checkpoint", ledger)
      #expect(again.status == (clock == "real" ? 2 : 0), "\(again.errors)")
      if clock == "simulated" { #expect(again.output == before) }
    }
    #expect(
      try Program.minutier("checkpoint", real).errors.contains("restore it from a copy of its keys")
    )
    try folder.write(Data(repeating: 1, count: 32), "real/keys/signing")
    #expect(
      try Program.minutier("checkpoint", real).errors.contains("restore the ledger's own key"))
  }
}
