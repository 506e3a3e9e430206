//! Channels.

vocabulary! {
    /// The channel by which an interaction occurs.
    pub enum Channel: "channel" {
        Voice = "voice",
        Email = "email",
        Fax = "fax",
        Text = "text",
        Chat = "chat",
        Mail = "mail",
        Gui = "gui",
        Document = "document",
    }
}
