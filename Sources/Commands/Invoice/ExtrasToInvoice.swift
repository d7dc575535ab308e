import Ledger

/// The extra appointments of a contract that a closing invoices: validated by its end, ranked above
/// the quota of their month, and not invoiced yet (BC-6.2, BC-6.3).
struct ExtrasToInvoice {
  private var extras: [(month: QuotaMonth, rank: Rank)] = []
  private var closing: Day

  init(_ contract: Contract, closing: Day) {
    self.closing = closing
    let end = Paris.end(of: closing)
    let months = contract.validated.months { contract.plan(on: $0.first).quota }
    for (month, validated) in months {
      let known = validated.filter { $0.effectiveAt < end && $0.recorded < end }
      for rank in MonthRanking.rank(known, quota: contract.plan(on: month.first).quota)
      where rank.isExtra && rank.appointment.invoicedRank == nil {
        extras.append((month, rank))
      }
    }
  }

  var isEmpty: Bool { extras.isEmpty }

  func invoice(_ contract: Contract, _ request: Request, _ book: borrowing Book) -> [Draft] {
    InvoiceDrafting.issue(
      .extras, contract.account, lines(contract), period: (closing.firstOfMonth, closing),
      rule: "BC-6.2", request, book)
  }

  func lines(_ contract: Contract) -> [InvoiceLine] {
    extras.map { month, rank in
      InvoiceLine.with {
        let day = Paris.day(of: rank.appointment.startsAt)
        let price = contract.plan(on: day).extraPrice
        $0.appointment = rank.appointment.appointment
        $0.ht = price
        $0.label =
          "Rendez-vous supplémentaire \(rank.appointment.appointment) du \(day.french)"
        $0.monthFrom = month.first
        $0.qty = 1
        $0.rank = rank.rank
        $0.sourceEvents = [rank.appointment.booked, rank.appointment.validated]
        $0.unit = UnitPrice(price)
        $0.vatCode = .exempt261C
      }
    }
  }
}
