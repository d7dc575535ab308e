import Ledger

/// The price of a plan as the site shows it on the day of subscription (BC-4.2).
enum SubscriptionPrice {
  static func listed(_ plan: String, _ instant: Instant, _ book: borrowing Book) throws(Refusal)
    -> (PriceListPublished, PriceEntry)
  {
    guard let list = book.priceList(at: instant),
      let entry = list.entries.first(where: { $0.code == plan })
    else { throw Refusal.unknown("price of plan", plan, "BC-4.2") }
    if entry.vatCode != .exempt261C {
      throw Refusal(
        .vatOnExemptLine, "BC-4.1",
        "list \(list.listId) sells plan \(plan) with VAT code \(entry.vatCode.rawValue), "
          + "subscriptions are exempt_261C", try: "publish the list with the exemption")
    }
    return (list, entry)
  }

  static func mismatch(_ seen: Money, _ listed: Money, _ list: PriceListPublished) -> Refusal {
    Refusal(
      .priceMismatch, "BC-4.2", "price seen \(seen) EUR, list \(list.listId) says \(listed) EUR",
      try: "show the client the list of the day")
  }
}

/// Who may order: a client whose profession was accepted (BC-1.1).
enum Eligibility {
  static func require(_ client: String, _ party: Party, _ book: borrowing Book) throws(Refusal) {
    if !party.eligible {
      let task = taskID(client, .acceptClient)
      let isOpen = book.tasks[task] != nil
      throw Refusal(
        .clientNotEligible, "BC-1.1",
        isOpen
          ? "client \(client) waits for a decision on its profession"
          : "client \(client) was turned down for its profession",
        try: isOpen
          ? "decide task \(task) with RecordDecision" : "register it anew once it is mandated")
    }
  }
}
