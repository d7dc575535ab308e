import Ledger

/// The anomalies reported on appointments: an open one keeps its appointment contested (BC-1.4).
struct AnomalyModel {
  struct Anomaly {
    var appointment: Int
    var reported: Int
    var admission: Admission
    var resolution: Resolution?
    var isWithdrawn = false

    var isOpen: Bool { !isWithdrawn && resolution == nil && admission != .denied }
  }

  var anomalies: [Anomaly] = []
  private var named = Naming()

  mutating func find(_ anomaly: String) -> Int? { named.find(anomaly) }
  func look(up anomaly: String) -> Anomaly? { named.look(up: anomaly).map { anomalies[$0] } }

  mutating func add(_ anomaly: Anomaly, named id: String) {
    named.add(id, at: anomalies.count)
    anomalies.append(anomaly)
  }
}

extension ReadModels {
  mutating func reported(_ event: AnomalyReported, _ recorded: RecordedEvent) {
    guard let index = appointments.find(event.appointment), anomalies.find(event.anomaly) == nil
    else { return }
    let anomaly = AnomalyModel.Anomaly(
      appointment: index, reported: recorded.position, admission: event.admission)
    anomalies.add(anomaly, named: event.anomaly)
    appointments.appointments[index].anomalies += 1
    if event.late { appointments.appointments[index].hasLateAnomaly = true }
    if anomaly.isOpen { appointments.appointments[index].openAnomalies += 1 }
  }

  mutating func resolved(_ event: AnomalyResolved, _ recorded: RecordedEvent) {
    change(anomaly: event.anomaly) { $0.resolution = event.result }
    tasks.close(event.anomaly, .resolveAnomaly, by: event.by, recorded)
    tasks.close(event.anomaly, .admitAnomaly, by: event.by, recorded)
    if event.result == .accepted, let index = appointments.find(event.appointment) {
      appointments.appointments[index].effect = .void
    }
  }

  mutating func change(anomaly id: String, _ edit: (inout AnomalyModel.Anomaly) -> Void) {
    guard let index = anomalies.find(id) else { return }
    change(anomalyAt: index, edit)
  }

  mutating func change(anomalyAt index: Int, _ edit: (inout AnomalyModel.Anomaly) -> Void) {
    let before = anomalies.anomalies[index].isOpen
    edit(&anomalies.anomalies[index])
    let after = anomalies.anomalies[index].isOpen
    if before == after { return }
    appointments.appointments[anomalies.anomalies[index].appointment].openAnomalies +=
      after ? 1 : -1
  }

  /// The anomaly that an event at a position reported; they stand in the order of the log.
  func anomaly(reportedAt position: Int) -> Int? {
    var (low, high) = (0, anomalies.anomalies.count)
    while low < high {
      let middle = (low + high) / 2
      if anomalies.anomalies[middle].reported < position { low = middle + 1 } else { high = middle }
    }
    guard low < anomalies.anomalies.count, anomalies.anomalies[low].reported == position else {
      return nil
    }
    return low
  }
}
