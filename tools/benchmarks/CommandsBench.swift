/// `execute` of a file of commands, sealed and durable, beside the hashing and the durable writing of
/// the lines that it makes.
enum CommandsBench {
  static func run(_ place: Place, _ work: Place.Work, rounds: Int) -> Report {
    var seconds: [Double] = []
    var peak = 0.0
    var limits: Limits?
    for round in 1...rounds {
      let ledger = place.ledger("ledger-\(round)")
      let usage = place.run(["execute", ledger, work.file])
      seconds.append(usage.seconds)
      // A child of a process that holds the whole log in memory would count that.
      if limits == nil { peak = usage.peakMegabytes }
      var measured = limits ?? Limits(ledger)
      measured.measure(in: place.path)
      limits = measured
    }
    guard let limits else { fatal("no round was run") }
    let execute = median(seconds)
    let hash = median(limits.hash)
    let write = median(limits.write)
    let events = Double(limits.ends.count)
    var report = Report(
      title: "\(work.commands) commands, \(limits.ends.count) events in \(limits.blocks) blocks, "
        + "medians of \(rounds)")
    report.add("SHA-256 of the same lines", events / hash, "events/s", hash)
    report.add("write + fdatasync, same blocks", events / write, "events/s", write)
    report.add(
      "execute, as events", events / execute, "events/s", execute, of: (hash + write) / execute,
      "hash and write one after the other")
    report.add("execute, as commands", Double(work.commands) / execute, "commands/s", execute)
    report.add("peak memory of execute", peak, "MB", execute)
    return report
  }
}
