import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Menu,
  Modal,
  Select,
  TextInput,
} from "@mantine/core";

const pine: MantineColorsTuple = [
  "#e9f5f3",
  "#cfe7e3",
  "#a3d1ca",
  "#77cabd",
  "#3d9187",
  "#227870",
  "#0f5c57",
  "#0f5c57",
  "#0b4743",
  "#083633",
];

/** The greys of the library's dark pages, from words to the deepest ground. */
const dark: MantineColorsTuple = [
  "#e9ebe7",
  "#c9d0cc",
  "#b4bdb9",
  "#98a29e",
  "#46504d",
  "#2d3432",
  "#1b201f",
  "#161a19",
  "#131716",
  "#0d1110",
];

/** Its greys on light pages: paper rather than steel. */
const gray: MantineColorsTuple = [
  "#f5f3ee",
  "#eeebe4",
  "#e6e2d9",
  "#dfdad0",
  "#c4bdb0",
  "#8f8a80",
  "#6a6962",
  "#59625f",
  "#4f5957",
  "#1d2423",
];

/** The component library in our colours; the colours themselves stand in tokens.css. */
export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 6, dark: 3 },
  colors: { pine, dark, gray },
  autoContrast: true,
  luminanceThreshold: 0.4,
  fontFamily: 'Inter, system-ui, "Segoe UI", Roboto, sans-serif',
  defaultRadius: "sm",
  radius: { sm: "6px", md: "8px", lg: "12px" },
  components: {
    Button: Button.extend({
      defaultProps: { size: "xs" },
      vars: (_, { variant }) => ({ root: inPine(variant) }),
    }),
    TextInput: TextInput.extend({ defaultProps: { size: "sm" } }),
    Select: Select.extend({ defaultProps: { size: "xs", checkIconPosition: "right" } }),
    // What it puts before the first item for the focus is no item, and a menu may hold nothing else.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: { radius: "lg", overlayProps: { backgroundOpacity: 0.45, blur: 2 } },
    }),
  },
});

/** The library reckons the colour of the words for one scheme alone. */
function inPine(variant: string | undefined) {
  if (variant !== undefined && variant !== "filled") return {};
  return {
    "--button-bg": "var(--pine)",
    "--button-hover": "var(--pine-strong)",
    "--button-color": "var(--on-pine)",
  };
}

const ours = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink-faint)",
  "--mantine-color-placeholder": "var(--ink-faint)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--sunken)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-error": "var(--bad)",
  "--mantine-color-anchor": "var(--pine)",
};

export const variables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });
