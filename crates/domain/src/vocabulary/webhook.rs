//! Webhooks: what became of a delivery.

vocabulary! {
    /// Where one event stands on its way to a subscription.
    pub enum DeliveryState: "delivery state" {
        /// Waits for its first or next attempt
        Pending = "pending",
        /// The endpoint answered 2xx
        Delivered = "delivered",
        /// Given up after three days of attempts
        Failed = "failed",
        /// Replaced by a replay
        Abandoned = "abandoned",
    }
}
