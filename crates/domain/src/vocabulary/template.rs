//! Templates.

vocabulary! {
    /// What a rendered message is answered as.
    pub enum RenderFormat: "format" {
        /// Plain text
        Text = "text",
        Html = "html",
        /// A letter on paper
        Pdf = "pdf",
    }
    default { Html }
}
