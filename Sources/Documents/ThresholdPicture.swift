import Ledger

/// A bar of all addresses of a category: undelivered, delivered, and the line that must be passed. Where the two are
/// close, the neighbourhood of the line is drawn again, larger. Lengths are whole tenths: no rounding decides anything.
struct ThresholdPicture {
  private static let width = 6990
  private static let height = 150

  let part: ClaimSheet.Part

  /// Addresses beyond which a category is indemnified, in hundredths.
  private var line: Int { part.threshold * part.rented }
  private var isClose: Bool {
    let gap = abs(part.undelivered * 100 - line)
    return part.rented > 0 && gap * 100 < 3 * part.rented * 100
  }

  func draw(in page: inout Markup) {
    let height = isClose ? 1060 : 480
    page.shape(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 700 \(height / 10)"),
        ("role", "img"),
      ]
    ) { svg in
      svg.element("title", nil, title)
      bar(from: 0, to: part.rented * 100, top: 150, in: &svg)
      label("0", 0, 400, "start", in: &svg)
      legend(in: &svg)
      label(French.count(part.rented), Self.width, 400, "end", in: &svg)
      if isClose { magnified(in: &svg) }
    }
    page.raw("\n")
  }

  private func legend(in svg: inout Markup) {
    square(2200, "#444", in: &svg)
    label(part.delivered == nil ? "revenus" : "non aboutis", 2340, 400, "start", in: &svg)
    if part.delivered == nil { return }
    square(3400, "#ddd", in: &svg)
    label("aboutis", 3540, 400, "start", in: &svg)
  }

  private func square(_ x: Int, _ fill: String, in svg: inout Markup) {
    svg.shape(
      "rect",
      [
        ("x", tenths(x)), ("y", "32.5"), ("width", "10"), ("height", "8"), ("fill", fill),
        ("stroke", "#000"), ("stroke-width", "0.5"),
      ])
  }

  private var title: String {
    "\(French.count(part.undelivered)) non aboutis sur \(French.count(part.rented)), seuil "
      + "\(part.threshold)\(French.space)%"
  }

  /// The line and the end of the undelivered, with as much room on both sides.
  private func magnified(in svg: inout Markup) {
    let gap = abs(part.undelivered * 100 - line)
    let half = max(3 * gap, part.rented / 2, 300)
    let low = max(0, line - half) / 100 * 100
    let high = min(part.rented * 100, line + half) / 100 * 100
    label("À la loupe, autour du seuil", 0, 580, "start", in: &svg)
    bar(from: low, to: high, top: 720, in: &svg)
    label(French.count(low / 100), 0, 970, "start", in: &svg)
    label(French.count(high / 100), Self.width, 970, "end", in: &svg)
  }

  /// - Parameters:
  ///   - low: the first address drawn, in hundredths.
  ///   - top: of the bar, in tenths.
  private func bar(from low: Int, to high: Int, top: Int, in svg: inout Markup) {
    let known = part.undelivered + (part.delivered ?? 0)
    let ends = [part.undelivered * 100, known * 100, high].map { place($0, low, high) }
    rectangle(0, ends[0], top, "#444", in: &svg)
    rectangle(ends[0], ends[1], top, "#ddd", in: &svg)
    rectangle(ends[1], ends[2], top, "#fff", in: &svg)
    svg.shape(
      "rect",
      [
        ("x", "0"), ("y", tenths(top)), ("width", tenths(Self.width)),
        ("height", tenths(Self.height)), ("fill", "none"), ("stroke", "#000"),
        ("stroke-width", "0.8"),
      ])
    let at = place(line, low, high)
    svg.shape(
      "line",
      [
        ("x1", tenths(at)), ("x2", tenths(at)), ("y1", tenths(top - 40)),
        ("y2", tenths(top + Self.height + 40)), ("stroke", "#000"), ("stroke-width", "1.6"),
        ("stroke-dasharray", "4 2"),
      ])
    label("seuil \(part.threshold)\(French.space)%", at + 40, top - 50, "start", in: &svg)
  }

  private func place(_ hundredths: Int, _ low: Int, _ high: Int) -> Int {
    if high <= low { return 0 }
    return min(max(hundredths - low, 0), high - low) * Self.width / (high - low)
  }

  private func rectangle(_ from: Int, _ to: Int, _ top: Int, _ fill: String, in svg: inout Markup) {
    if to <= from { return }
    svg.shape(
      "rect",
      [
        ("x", tenths(from)), ("y", tenths(top)), ("width", tenths(to - from)),
        ("height", tenths(Self.height)), ("fill", fill),
      ])
  }

  private func label(_ text: String, _ x: Int, _ y: Int, _ anchor: String, in svg: inout Markup) {
    svg.shape(
      "text",
      [("x", tenths(x)), ("y", tenths(y)), ("font-size", "9"), ("text-anchor", anchor)]
    ) { $0.text(text) }
  }

  private func tenths(_ value: Int) -> String { "\(value / 10).\(value % 10)" }
}
