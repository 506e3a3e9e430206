//! The table every vocabulary is declared as.

/// Declares a vocabulary: `Variant = "spelling"` rows, optionally with typed columns behind each spelling.
///
/// `deprecated` spellings are still accepted and listed but become their successor; an `alias` is accepted
/// without being listed; `default` names the value meant when none is said.
macro_rules! vocabulary {
    (
        $(#[doc = $about:literal])+
        pub enum $name:ident: $label:literal (
            $($(#[doc = $column_about:literal])+ $index:tt => $column:ident: $column_type:ty,)+
        ) {
            $($(#[doc = $doc:literal])* $variant:ident = $text:literal ($($cell:expr),+),)+
        }
        $($rest:tt)*
    ) => {
        vocabulary! {
            $(#[doc = $about])+
            pub enum $name: $label { $($(#[doc = $doc])* $variant = $text,)+ }
            $($rest)*
        }

        impl $name {
            $(
                $(#[doc = $column_about])+
                pub const fn $column(self) -> $column_type {
                    self.columns().$index
                }
            )+

            const fn columns(self) -> ($($column_type,)+) {
                match self {
                    $(Self::$variant => ($($cell,)+),)+
                }
            }
        }
    };
    (
        $(#[doc = $about:literal])+
        pub enum $name:ident: $label:literal {
            $($(#[doc = $doc:literal])* $variant:ident = $text:literal,)+
        }
        $(deprecated { $($old:literal => $successor:ident,)+ })?
        $(alias { $($alias:literal => $meant:ident,)+ })?
        $(default { $default:ident })?
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $(#[doc = $doc])* $variant,)+
        }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The spelling on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The value a spelling stands for; a deprecated one stands for its successor.
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)+
                    $($($old => Some(Self::$successor),)+)?
                    $($($alias => Some(Self::$meant),)+)?
                    _ => None,
                }
            }
        }

        impl $crate::vocabulary::Vocabulary for $name {
            const NAME: &'static str = $label;
            const ABOUT: &'static str = concat!($($about, "\n",)+);
            const ALL: &'static [Self] = Self::ALL;
            const DEPRECATED: &'static [(&'static str, Self)] =
                &[$($(($old, Self::$successor),)+)?];
            const ALIASES: &'static [(&'static str, Self)] =
                &[$($(($alias, Self::$meant),)+)?];

            fn as_str(self) -> &'static str {
                self.as_str()
            }

            fn parse(text: &str) -> Option<Self> {
                Self::parse(text)
            }

            fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc,)*).trim_ascii(),)+
                }
            }
        }

        $(
            impl Default for $name {
                fn default() -> Self {
                    Self::$default
                }
            }
        )?

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                <Self as $crate::vocabulary::Vocabulary>::read(text)
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<::std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::vocabulary::WordVisitor::<Self>::new())
            }
        }

        impl ::utoipa::PartialSchema for $name {
            fn schema() -> ::utoipa::openapi::RefOr<::utoipa::openapi::schema::Schema> {
                $crate::vocabulary::schema::<Self>()
            }
        }

        impl ::utoipa::ToSchema for $name {
            fn name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($name))
            }
        }
    };
}
