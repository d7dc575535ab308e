// Random lives of a log on failing disks; `tools/soak` runs thousands.
import EventStore
import FaultFiles
import Testing

@Suite struct `Simulation` {
  @Test func `no fault of the disk loses, alters or invents an event in silence`() {
    var strikes = Strikes()
    for seed in 1...UInt64(200) {
      let outcome = FaultFiles.Simulation.run(seed: seed)
      if let violation = outcome.violation {
        Issue.record("seed \(seed): \(violation); replay: \(outcome.replay)")
      }
      strikes += outcome.strikes
    }
    for fault in Fault.allCases {
      #expect(strikes[fault] > 0, "\(fault) never struck")
    }
  }

  @Test func `the same seed gives the same run, call for call`() {
    for seed in 1...UInt64(10) {
      let first = FaultFiles.Simulation.run(seed: seed)
      let second = FaultFiles.Simulation.run(seed: seed)
      #expect(first.trace == second.trace)
      #expect(first.strikes == second.strikes)
    }
    #expect(
      FaultFiles.Simulation.run(seed: 1).trace != FaultFiles.Simulation.run(seed: 2).trace)
  }

  @Test(arguments: [true, false])
  func `a log survives a stop inside any call of its life`(isPowerCut: Bool) {
    func run(stoppedIn call: Int) -> SimulationOutcome {
      FaultFiles.Simulation.run(seed: 7, cut: .init(call: call, isPowerCut: isPowerCut))
    }
    let undisturbed = run(stoppedIn: .max)
    #expect(undisturbed.calls > 300 && undisturbed.events > 20)
    for call in 1...undisturbed.calls {
      let outcome = run(stoppedIn: call)
      if let violation = outcome.violation {
        Issue.record("stopped in call \(call): \(violation)")
      }
    }
  }
}
