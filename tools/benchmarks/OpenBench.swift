import Glibc
import Ledger

/// Opening a large ledger for writing: one command on it after a clean stop, and after the writer was killed.
enum OpenBench {
  static func run(_ place: Place, _ work: Place.Work, rounds: Int) -> Report {
    let ledger = place.ledger("ledger")
    let whole = place.run(["execute", ledger, work.file])
    let nothing = place.path + "/nothing"
    close(open(nothing, O_CREAT | O_WRONLY, 0o600))
    var clean: [Double] = []
    var killed: [Double] = []
    var peak = 0.0
    for _ in 0..<rounds {
      let usage = place.run(["execute", ledger, nothing])
      clean.append(usage.seconds)
      peak = max(peak, usage.peakMegabytes)
    }
    for _ in 0..<rounds {
      // A writer in the midst of its work: what it had kept is older than the log.
      let other = place.ledger("killed")
      place.kill(["execute", other, work.file], after: whole.seconds * 0.9)
      killed.append(place.run(["execute", other, nothing]).seconds)
    }
    let events = Double(Limits(ledger).ends.count)
    var report = Report(title: "\(Int(events)) events, medians of \(rounds)")
    report.add("execute of all commands", events / whole.seconds, "events/s", whole.seconds)
    report.add("no command, after a clean stop", events / median(clean), "events/s", median(clean))
    report.add("no command, after SIGKILL", events / median(killed), "events/s", median(killed))
    report.add("peak memory of opening", peak, "MB", median(clean))
    return report
  }
}
